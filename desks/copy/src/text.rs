//! The text alone: what a reader, a search index or an extractor gets.

use crate::doc::{Cell, Doc, Inline, Node};

impl Doc {
    /// Returns the text without markup, paragraphs apart by a blank line. Captions, credits and what stands for
    /// other things (pictures, embeds, related stories) are not part of the text.
    pub fn plain_text(&self) -> String {
        let mut parts = Vec::new();
        for block in &self.blocks {
            collect(&block.node, &mut parts);
        }
        parts.join("\n\n")
    }

    /// Returns the number of words: what white space divides, and each character of the scripts that are written
    /// without spaces.
    pub fn word_count(&self) -> usize {
        self.plain_text().split_whitespace().map(words).sum()
    }
}

fn collect(node: &Node, parts: &mut Vec<String>) {
    match node {
        Node::Paragraph(content) | Node::Heading { content, .. } => push(parts, plain(content)),
        Node::Quote { paragraphs, cite } => {
            paragraphs.iter().for_each(|content| push(parts, plain(content)));
            push(parts, cite.clone().unwrap_or_default());
        }
        Node::List { items, .. } => items.iter().flatten().for_each(|node| collect(node, parts)),
        Node::Factbox { title, content } => {
            push(parts, title.clone());
            content.iter().for_each(|node| collect(node, parts));
        }
        Node::Table(rows) => push(parts, rows.iter().map(|cells| row(cells)).collect::<Vec<_>>().join("\n")),
        Node::Code { text, .. } => push(parts, text.clone()),
        Node::Picture(_) | Node::Gallery(_) | Node::Related { .. } | Node::Embed { .. } | Node::Rule => {}
    }
}

fn row(cells: &[Cell]) -> String {
    cells.iter().map(|cell| plain(&cell.content)).collect::<Vec<_>>().join("\t")
}

fn push(parts: &mut Vec<String>, text: String) {
    if !text.trim().is_empty() {
        parts.push(text);
    }
}

/// Returns running text without its marks, a break as a line feed.
pub(crate) fn plain(content: &[Inline]) -> String {
    let pieces = content.iter().map(|piece| match piece {
        Inline::Text { text, .. } => text.as_str(),
        Inline::Break => "\n",
    });
    pieces.collect()
}

/// Returns how many words there are in something without white space.
fn words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        // Han, kana: one character is about a word.
        let alone =
            matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        count += usize::from(alone || c.is_alphanumeric() && !in_word);
        in_word = !alone && (in_word || c.is_alphanumeric());
    }
    count
}
