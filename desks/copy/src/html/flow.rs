//! Running text as browsers lay it out: white space collapsed, and broken into paragraphs.

use crate::doc::{Block, Inline, Mark, Node, is_blank, push_text};

/// Where text and blocks are collected: the document, an item of a list, a cell.
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) blocks: Vec<Block>,
    /// How many of the blocks have been counted towards the tree's limit.
    pub(crate) counted: usize,
    run: Vec<Inline>,
    /// Whether a space stands before what comes next, and with which marks.
    space: Option<Vec<Mark>>,
    /// Of WordPress's old text: the line ends since the last word.
    lines: usize,
}

impl Flow {
    /// Appends a finished block; running text before it becomes a paragraph.
    pub(crate) fn block(&mut self, node: Node) {
        self.end_paragraph();
        self.blocks.push(Block { id: String::new(), node });
    }

    /// Ends the paragraph, if there is one.
    pub(crate) fn end_paragraph(&mut self) {
        self.space = None;
        self.lines = 0;
        let mut run = std::mem::take(&mut self.run);
        while run.last() == Some(&Inline::Break) {
            run.pop();
        }
        if !is_blank(&run) {
            self.blocks.push(Block { id: String::new(), node: Node::Paragraph(run) });
        }
    }

    /// Appends text, its white space collapsed. Control characters are left out.
    pub(crate) fn text(&mut self, text: &str, marks: &[Mark]) {
        for (n, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if n > 0 && self.space.is_none() {
                self.space = Some(marks.to_vec());
            }
            self.word(word, marks);
        }
    }

    /// Appends WordPress's old text, in which a line's end is kept and a blank line begins a paragraph.
    pub(crate) fn lines(&mut self, text: &str, marks: &[Mark]) {
        for (n, line) in text.split('\n').enumerate() {
            self.lines += usize::from(n > 0);
            if line.trim().is_empty() {
                if !line.is_empty() && self.lines == 0 {
                    self.text(" ", marks);
                }
                continue;
            }
            match std::mem::take(&mut self.lines) {
                0 => {}
                1 if self.run.last() == Some(&Inline::Break) => {}
                1 => self.line_break(),
                _ => self.end_paragraph(),
            }
            self.text(line, marks);
        }
    }

    /// Appends a line break; those at a paragraph's beginning show nothing.
    pub(crate) fn line_break(&mut self) {
        self.space = None;
        self.lines = 0;
        if !self.run.is_empty() {
            self.run.push(Inline::Break);
        }
    }

    /// Appends a line break of WordPress's old text, where the second one begins a paragraph.
    pub(crate) fn line_break_or_end(&mut self) {
        if self.run.last() == Some(&Inline::Break) {
            self.end_paragraph();
        } else {
            self.line_break();
        }
    }

    fn word(&mut self, word: &str, marks: &[Mark]) {
        let clean: String = word.chars().filter(|c| !c.is_control()).collect();
        if clean.is_empty() {
            return;
        }
        if let Some(space) = self.space.take()
            && !matches!(self.run.last(), None | Some(Inline::Break))
        {
            push_text(&mut self.run, " ", &space);
        }
        push_text(&mut self.run, &clean, marks);
    }
}

/// Returns the text with its white space collapsed, cut to at most `max` characters.
pub(crate) fn clip(text: &str, max: usize) -> String {
    let words = text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let spaced = words.flat_map(|word| [" ", word]).skip(1);
    spaced
        .flat_map(str::chars)
        .filter(|c| !c.is_control())
        .take(max)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Returns running text as plain characters, a break as a space.
pub(crate) fn plain(content: &[Inline]) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Text { text, .. } => text.clone(),
        Inline::Break => " ".to_owned(),
    };
    content.iter().map(piece).collect()
}
