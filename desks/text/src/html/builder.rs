//! Builds the tree from a stream of opened elements, text and closed elements, in any order and nesting.

use super::frames::{Frame, FrameKind, figure};
use crate::doc::{Block, Cell, Doc, Dropped, Inline, Kind, Mark, Parsed, Picture};
use crate::text::{clean, is_safe_link};
use base::Chance;

/// How deep quotes and lists may lie in one another; what lies deeper is kept without its container.
const DEEPEST: usize = 6;
/// How much of a dropped text is told.
const TOLD: usize = 80;

/// Builds a text.
pub(crate) struct Builder {
    stack: Vec<Frame>,
    line: Vec<Inline>,
    heading: Option<u8>,
    marks: Vec<(String, Option<Mark>)>,
    /// The dropped element that is open, and how often it is open within itself.
    skipped: Option<(String, usize)>,
    code: Option<(Option<String>, String)>,
    pictures: Vec<Picture>,
    dropped: Vec<Dropped>,
    /// Whether line ends count, as in WordPress's older texts.
    pub(crate) lines_count: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            stack: vec![Frame::new("", FrameKind::Root { blocks: Vec::new() })],
            line: Vec::new(),
            heading: None,
            marks: Vec::new(),
            skipped: None,
            code: None,
            pictures: Vec::new(),
            dropped: Vec::new(),
            lines_count: false,
        }
    }

    /// Ends the text.
    pub(crate) fn finish(mut self, chance: &Chance) -> Parsed {
        self.end_code();
        self.flush();
        while self.stack.len() > 1 {
            self.pop();
        }
        let blocks = match self.stack.pop().map(|frame| frame.kind) {
            Some(FrameKind::Root { blocks }) => blocks,
            _ => Vec::new(),
        };
        let mut doc = Doc { blocks };
        doc.give_ids(chance);
        Parsed { doc, dropped: self.dropped }
    }

    /// Tells that something was dropped.
    pub(crate) fn drop_part(&mut self, what: &str, text: &str) {
        let text: String = clean(text).trim().chars().take(TOLD).collect();
        match self.dropped.iter_mut().find(|dropped| dropped.what == what) {
            Some(dropped) => dropped.count += 1,
            None => self.dropped.push(Dropped { what: what.to_owned(), count: 1, text }),
        }
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(skipped == name);
            return;
        }
        if self.code.is_some() {
            self.open_in_code(name, attribute);
            return;
        }
        match name {
            "strong" | "b" => self.mark(name, Some(Mark::Strong)),
            "em" | "i" | "dfn" | "var" => self.mark(name, Some(Mark::Em)),
            "code" | "kbd" | "samp" | "tt" => self.mark(name, Some(Mark::Code)),
            "sub" => self.mark(name, Some(Mark::Sub)),
            "sup" => self.mark(name, Some(Mark::Sup)),
            "s" | "strike" | "del" => self.mark(name, Some(Mark::Strike)),
            "a" => self.open_link(attribute("href")),
            "br" => self.line.push(Inline::Break),
            "hr" => self.block(Kind::Rule),
            "img" => self.picture(attribute("src"), attribute("alt")),
            "iframe" | "video" | "audio" | "embed" | "object" => {
                self.embed(name, attribute("src").or_else(|| attribute("data")));
            }
            "h1" | "h2" => self.open_heading(2),
            "h3" => self.open_heading(3),
            "h4" | "h5" | "h6" => self.open_heading(4),
            "pre" => {
                self.flush();
                self.code = Some((None, String::new()));
            }
            _ => self.open_container(name, attribute),
        }
    }

    fn open_container(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        match name {
            "blockquote" if self.depth() < DEEPEST => {
                self.push(name, FrameKind::Quote { cite: None, blocks: Vec::new() });
            }
            "footer" | "cite" if self.in_quote() => self.push(name, FrameKind::Cite { text: Vec::new() }),
            "cite" => self.mark(name, Some(Mark::Em)),
            "ul" | "ol" | "menu" if self.depth() < DEEPEST && !self.in_cell() => {
                let start = attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.push(name, FrameKind::List { ordered: name == "ol", start, items: Vec::new() });
            }
            "li" => {
                self.close_up_to(&["li"], &["ul", "ol", "menu"]);
                self.flush();
                if matches!(self.top(), FrameKind::List { .. }) {
                    self.push(name, FrameKind::Item { blocks: Vec::new() });
                }
            }
            "table" if !self.in_cell() => self.push(name, FrameKind::Table { rows: Vec::new() }),
            "tr" => {
                self.close_up_to(&["tr"], &["table"]);
                if matches!(self.top(), FrameKind::Table { .. }) {
                    self.push(name, FrameKind::Row { cells: Vec::new() });
                }
            }
            "td" | "th" => {
                self.close_up_to(&["td", "th"], &["tr"]);
                if matches!(self.top(), FrameKind::Row { .. }) {
                    self.push(name, FrameKind::Cell { header: name == "th", text: Vec::new() });
                }
            }
            "figure" if self.depth() < DEEPEST && !self.in_cell() => {
                let kind =
                    FrameKind::Figure { pictures: Vec::new(), caption: Vec::new(), blocks: Vec::new() };
                self.push(name, kind);
            }
            _ if is_dropped_whole(name) => {
                self.drop_part(name, "");
                self.skipped = Some((name.to_owned(), 1));
            }
            _ if is_dropped_alone(name) => self.drop_part(name, ""),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// Closes an element; one that is not open is nothing.
    pub(crate) fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        if self.code.is_some() {
            if name == "pre" {
                self.end_code();
            }
            return;
        }
        if let Some(place) = self.marks.iter().rposition(|(open, _)| open == name) {
            self.marks.remove(place);
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            _ if self.stack.iter().skip(1).any(|frame| frame.name == name) => {
                self.flush();
                while let Some(frame) = self.stack.last() {
                    let is_it = frame.name == name;
                    self.pop();
                    if is_it {
                        break;
                    }
                }
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            let told: String = clean(text).trim().chars().take(TOLD).collect();
            if let Some(dropped) = self.dropped.last_mut().filter(|dropped| dropped.text.is_empty()) {
                dropped.text = told;
            }
            return;
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(&clean(text));
            return;
        }
        if !self.lines_count {
            self.words(text);
            return;
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (n, paragraph) in text.split("\n\n").enumerate() {
            if n > 0 {
                self.flush();
            }
            for (n, line) in paragraph.split('\n').enumerate() {
                if n > 0 && !self.line.is_empty() {
                    self.line.push(Inline::Break);
                }
                self.words(line);
            }
        }
    }

    /// Adds words to the line, white space folded as browsers fold it.
    fn words(&mut self, text: &str) {
        let mut folded = String::with_capacity(text.len());
        let mut after_space = match self.line.last() {
            None | Some(Inline::Break) => true,
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
        };
        for letter in clean(text).chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !is_space {
                folded.push(letter);
            } else if !after_space {
                folded.push(' ');
            }
            after_space = is_space;
        }
        if folded.is_empty() {
            return;
        }
        let mut marks: Vec<Mark> = Vec::new();
        for mark in self.marks.iter().filter_map(|(_, mark)| mark.as_ref()) {
            let is_there = marks.iter().any(|own| own.name() == mark.name());
            if !is_there {
                marks.push(mark.clone());
            }
        }
        match self.line.last_mut() {
            Some(Inline::Text { text, marks: own }) if *own == marks => text.push_str(&folded),
            _ => self.line.push(Inline::Text { text: folded, marks }),
        }
    }

    /// Opens a mark, or an element that ends where a mark would.
    pub(crate) fn mark(&mut self, name: &str, mark: Option<Mark>) {
        // Beyond this they say nothing, and each costs at every word.
        if self.marks.len() < 64 {
            self.marks.push((name.to_owned(), mark));
        }
    }

    fn open_link(&mut self, href: Option<String>) {
        let href = href.map(|href| href.trim().to_owned());
        let mark = match href {
            Some(href) if is_safe_link(&href) => Some(Mark::Link(href)),
            Some(href) if href.starts_with("//") => Some(Mark::Link(format!("https:{href}"))),
            Some(href) => {
                self.drop_part("link", &href);
                None
            }
            None => None,
        };
        self.mark("a", mark);
    }

    fn open_heading(&mut self, level: u8) {
        self.flush();
        self.heading = Some(level);
    }

    /// Adds a picture that waits at its address; pictures of other schemes are dropped.
    pub(crate) fn picture(&mut self, src: Option<String>, alt: Option<String>) {
        let src = clean(src.unwrap_or_default().trim());
        let waiting = match () {
            () if src.starts_with("http://") || src.starts_with("https://") => src,
            () if src.starts_with("//") => format!("https:{src}"),
            () if src.starts_with('/') => src,
            () => {
                self.drop_part("img", &src);
                return;
            }
        };
        let alt = clean(&alt.unwrap_or_default());
        let picture = Picture { waiting: Some(waiting), alt, ..Picture::default() };
        let figure = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            FrameKind::Figure { pictures, .. } => Some(pictures),
            _ => None,
        });
        match figure {
            Some(pictures) => pictures.push(picture),
            None => self.pictures.push(picture),
        }
    }

    fn embed(&mut self, name: &str, src: Option<String>) {
        let src = clean(src.unwrap_or_default().trim());
        let url = if src.starts_with("//") { format!("https:{src}") } else { src };
        if url.starts_with("http://") || url.starts_with("https://") {
            self.block(Kind::Embed { url, provider: None });
        } else {
            self.drop_part(name, &url);
        }
        if name != "embed" {
            self.skipped = Some((name.to_owned(), 1));
        }
    }

    /// Adds a block of its own.
    pub(crate) fn block(&mut self, kind: Kind) {
        self.flush();
        self.place(Block::new(kind));
    }

    fn open_in_code(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let Some((language, code)) = &mut self.code else { return };
        match name {
            "br" => code.push('\n'),
            "code" => {
                let class = attribute("class").unwrap_or_default();
                let named = class.split_whitespace().find_map(|word| word.strip_prefix("language-"));
                *language = language.take().or_else(|| named.map(str::to_owned));
            }
            _ => {}
        }
    }

    /// Adds code with its language.
    pub(crate) fn code(&mut self, language: Option<String>, text: &str) {
        self.block(Kind::Code { language, text: clean(text).trim_end_matches('\n').to_owned() });
    }

    fn end_code(&mut self) {
        if let Some((language, code)) = self.code.take() {
            let code = code.strip_prefix('\n').unwrap_or(&code).trim_end_matches('\n').to_owned();
            if !code.is_empty() {
                self.place(Block::new(Kind::Code { language, text: code }));
            }
        }
    }

    /// Ends the line and puts it where it belongs, behind the pictures that stood in it.
    pub(crate) fn flush(&mut self) {
        for picture in std::mem::take(&mut self.pictures) {
            self.place(Block::new(Kind::Picture(picture)));
        }
        let mut line = trimmed(std::mem::take(&mut self.line));
        if line.is_empty() {
            return;
        }
        let heading = self.heading;
        for frame in self.stack.iter_mut().rev() {
            let as_block = |text| match heading {
                Some(level) => Kind::Heading { level, text },
                None => Kind::Paragraph(text),
            };
            match frame.take_line(line, as_block) {
                None => return,
                Some(back) => line = back,
            }
        }
    }

    fn place(&mut self, block: Block) {
        let mut block = block;
        for frame in self.stack.iter_mut().rev() {
            match frame.take_block(block) {
                None => return,
                Some(back) => block = back,
            }
        }
    }

    fn push(&mut self, name: &str, kind: FrameKind) {
        self.flush();
        if matches!((self.top(), &kind), (FrameKind::List { .. }, FrameKind::List { .. })) {
            self.stack.push(Frame::new("li", FrameKind::Item { blocks: Vec::new() }));
        }
        self.heading = None;
        self.stack.push(Frame::new(name, kind));
    }

    fn pop(&mut self) {
        self.flush();
        if self.stack.len() < 2 {
            return;
        }
        let Some(frame) = self.stack.pop() else { return };
        match frame.kind {
            FrameKind::Root { .. } => {}
            FrameKind::Quote { cite, blocks } if !blocks.is_empty() => {
                self.place(Block::new(Kind::Quote { cite, blocks }));
            }
            FrameKind::List { ordered, start, items } if !items.is_empty() => {
                self.place(Block::new(Kind::List { ordered, start, items }));
            }
            FrameKind::Table { rows } if !rows.is_empty() => self.place(Block::new(Kind::Table { rows })),
            FrameKind::Quote { .. } | FrameKind::List { .. } | FrameKind::Table { .. } => {}
            FrameKind::Item { blocks } => {
                if let (FrameKind::List { items, .. }, false) = (self.top_mut(), blocks.is_empty()) {
                    items.push(blocks);
                }
            }
            FrameKind::Row { cells } => {
                if let (FrameKind::Table { rows }, false) = (self.top_mut(), cells.is_empty()) {
                    rows.push(cells);
                }
            }
            FrameKind::Cell { header, text } => {
                if let FrameKind::Row { cells } = self.top_mut() {
                    cells.push(Cell { header, text });
                }
            }
            FrameKind::Cite { text } => self.pop_cite(&text),
            FrameKind::Figure { pictures, caption, blocks } => self.pop_figure(pictures, caption, blocks),
        }
    }

    fn pop_cite(&mut self, text: &[Inline]) {
        let words = crate::text::line(text).replace('\n', " ");
        let quote = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            FrameKind::Quote { cite, .. } => Some(cite),
            _ => None,
        });
        if let Some(cite) = quote.filter(|_| !words.is_empty()) {
            *cite = Some(words);
        }
    }

    fn pop_figure(&mut self, mut pictures: Vec<Picture>, caption: Vec<Inline>, blocks: Vec<Block>) {
        if let (FrameKind::Figure { pictures: outer, .. }, [picture]) =
            (self.top_mut(), pictures.as_mut_slice())
        {
            picture.caption = crate::text::line(&caption).replace('\n', " ");
            outer.append(&mut pictures);
            return;
        }
        for block in figure(pictures, caption, blocks) {
            self.place(block);
        }
    }

    /// Closes the nearest of these elements, unless one of `within` is nearer.
    fn close_up_to(&mut self, names: &[&str], within: &[&str]) {
        let nearest = self
            .stack
            .iter()
            .rev()
            .find(|frame| names.contains(&frame.name.as_str()) || within.contains(&frame.name.as_str()));
        if let Some(name) =
            nearest.map(|frame| frame.name.clone()).filter(|name| names.contains(&name.as_str()))
        {
            self.close(&name);
        }
    }

    fn top(&self) -> &FrameKind {
        static NONE: FrameKind = FrameKind::Root { blocks: Vec::new() };
        self.stack.last().map_or(&NONE, |frame| &frame.kind)
    }

    fn top_mut(&mut self) -> &mut FrameKind {
        if self.stack.is_empty() {
            self.stack.push(Frame::new("", FrameKind::Root { blocks: Vec::new() }));
        }
        let last = self.stack.len() - 1;
        #[allow(clippy::indexing_slicing, reason = "the stack was just seen not to be empty")]
        &mut self.stack[last].kind
    }

    fn depth(&self) -> usize {
        let is_deep = |frame: &&Frame| {
            matches!(frame.kind, FrameKind::Quote { .. } | FrameKind::List { .. } | FrameKind::Figure { .. })
        };
        self.stack.iter().filter(is_deep).count()
    }

    fn in_quote(&self) -> bool {
        self.stack.iter().any(|frame| matches!(frame.kind, FrameKind::Quote { .. }))
    }

    fn in_cell(&self) -> bool {
        self.stack.iter().any(|frame| matches!(frame.kind, FrameKind::Cell { .. }))
    }
}

/// Returns the line without white space and breaks at its ends and before breaks.
fn trimmed(line: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(line.len());
    for run in line {
        match run {
            Inline::Break => {
                trim_end(&mut out);
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
            }
            text => out.push(text),
        }
    }
    loop {
        trim_end(&mut out);
        match out.last() {
            Some(Inline::Break) => drop(out.pop()),
            _ => return out,
        }
    }
}

fn trim_end(line: &mut Vec<Inline>) {
    while let Some(Inline::Text { text, .. }) = line.last_mut() {
        let kept = text.trim_end_matches(' ').len();
        text.truncate(kept);
        if !text.is_empty() {
            return;
        }
        line.pop();
    }
}

/// Elements that are dropped with all that they hold.
fn is_dropped_whole(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "svg"
            | "math"
            | "select"
            | "textarea"
            | "button"
            | "canvas"
            | "map"
            | "head"
            | "title"
            | "applet"
            | "xmp"
            | "noembed"
            | "noframes"
            | "datalist"
            | "dialog"
    )
}

/// Elements that are dropped but hold nothing, or whose text stays.
fn is_dropped_alone(name: &str) -> bool {
    matches!(name, "form" | "input" | "link" | "meta" | "base" | "frame" | "frameset" | "marquee" | "blink")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "fieldset"
            | "legend"
            | "dl"
            | "dt"
            | "dd"
            | "figure"
            | "figcaption"
            | "blockquote"
            | "ul"
            | "ol"
            | "menu"
            | "li"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "body"
            | "html"
            | "hgroup"
            | "form"
            | "dir"
    )
}
