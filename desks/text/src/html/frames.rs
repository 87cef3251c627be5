//! The containers that are open while a text is read, and what each becomes when it closes.

use crate::doc::{Block, Cell, Inline, Kind, Picture};

/// An open container with the name of its element.
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) kind: FrameKind,
}

pub(super) enum FrameKind {
    Root {
        blocks: Vec<Block>,
    },
    Quote {
        cite: Option<String>,
        blocks: Vec<Block>,
    },
    /// The source of a quotation.
    Cite {
        text: Vec<Inline>,
    },
    List {
        ordered: bool,
        start: u32,
        items: Vec<Vec<Block>>,
    },
    Item {
        blocks: Vec<Block>,
    },
    Table {
        rows: Vec<Vec<Cell>>,
    },
    Row {
        cells: Vec<Cell>,
    },
    Cell {
        header: bool,
        text: Vec<Inline>,
    },
    /// Pictures with a caption; blocks that stand in it follow it.
    Figure {
        pictures: Vec<Picture>,
        caption: Vec<Inline>,
        blocks: Vec<Block>,
    },
}

impl Frame {
    pub(super) fn new(name: &str, kind: FrameKind) -> Self {
        Self { name: name.to_owned(), kind }
    }

    /// Takes a line of text or gives it back where this container holds none.
    pub(super) fn take_line(
        &mut self,
        line: Vec<Inline>,
        as_block: impl FnOnce(Vec<Inline>) -> Kind,
    ) -> Option<Vec<Inline>> {
        match &mut self.kind {
            FrameKind::Root { blocks } | FrameKind::Quote { blocks, .. } | FrameKind::Item { blocks } => {
                blocks.push(Block::new(as_block(line)));
            }
            FrameKind::List { items, .. } => items.push(vec![Block::new(as_block(line))]),
            FrameKind::Cell { text, .. } | FrameKind::Cite { text } => join(text, line),
            FrameKind::Figure { caption, .. } => join(caption, line),
            FrameKind::Table { .. } | FrameKind::Row { .. } => return Some(line),
        }
        None
    }

    /// Takes a block or gives it back where this container holds none.
    pub(super) fn take_block(&mut self, block: Block) -> Option<Block> {
        match &mut self.kind {
            FrameKind::Root { blocks }
            | FrameKind::Quote { blocks, .. }
            | FrameKind::Item { blocks }
            | FrameKind::Figure { blocks, .. } => {
                blocks.push(block);
                None
            }
            FrameKind::List { items, .. } => {
                items.push(vec![block]);
                None
            }
            FrameKind::Cell { .. }
            | FrameKind::Cite { .. }
            | FrameKind::Table { .. }
            | FrameKind::Row { .. } => Some(block),
        }
    }
}

/// Puts a line behind another one in the same place.
fn join(text: &mut Vec<Inline>, line: Vec<Inline>) {
    if !text.is_empty() {
        text.push(Inline::Break);
    }
    text.extend(line);
}

/// Returns the blocks that a figure becomes.
pub(super) fn figure(mut pictures: Vec<Picture>, caption: Vec<Inline>, blocks: Vec<Block>) -> Vec<Block> {
    let words = crate::text::line(&caption).replace('\n', " ");
    let mut out = Vec::new();
    match pictures.len() {
        0 if !caption.is_empty() => out.push(Block::new(Kind::Paragraph(caption))),
        0 => {}
        1 => {
            let mut picture = pictures.remove(0);
            if picture.caption.is_empty() {
                picture.caption = words;
            }
            out.push(Block::new(Kind::Picture(picture)));
        }
        _ => {
            out.push(Block::new(Kind::Gallery(pictures)));
            if !caption.is_empty() {
                out.push(Block::new(Kind::Paragraph(caption)));
            }
        }
    }
    // What else stood in the figure, such as a table whose caption this was.
    out.splice(0..0, blocks);
    out
}
