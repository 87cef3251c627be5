//! The tree's types. What they cannot hold, no story holds.

use base::{Chance, Id};
use std::collections::HashSet;

/// A story's text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    pub blocks: Vec<Block>,
}

/// A top-level block with the short id that it keeps while it is edited and moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub id: String,
    pub node: Node,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Paragraph(Vec<Inline>),
    /// Level 2 to 4: level 1 is the headline, which is not part of the text.
    Heading {
        level: u8,
        content: Vec<Inline>,
    },
    Quote {
        cite: Option<String>,
        paragraphs: Vec<Vec<Inline>>,
    },
    /// The items hold paragraphs and lists, nothing else.
    List {
        ordered: bool,
        start: Option<u32>,
        items: Vec<Vec<Node>>,
    },
    Picture(Picture),
    Gallery(Vec<Picture>),
    Related {
        story: Id,
    },
    Embed {
        url: String,
        provider: Option<String>,
    },
    /// A box beside the text; holds every block but another box.
    Factbox {
        title: String,
        content: Vec<Node>,
    },
    Table(Vec<Vec<Cell>>),
    Code {
        text: String,
        language: Option<String>,
    },
    Rule,
}

/// A placed picture: of the media bank, or a foreign address that has not been fetched yet and is shown nowhere.
/// `credit` is what a source said of a waiting picture; in the bank the picture bears its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    pub picture: Option<Id>,
    pub waiting: Option<String>,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

/// A table's cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub header: bool,
    pub content: Vec<Inline>,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// The marks are sorted and there are none twice; neighbours with the same marks are one piece.
    Text {
        text: String,
        marks: Vec<Mark>,
    },
    Break,
}

/// What is said about a piece of text. The order is that of nesting in HTML, outermost first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Link(String),
    Strong,
    Em,
    Strike,
    Sub,
    Sup,
    Code,
}

impl Node {
    fn with_pictures(&self, change: &dyn Fn(&Picture) -> Option<Picture>) -> Option<Self> {
        match self {
            Self::Picture(picture) => change(picture).map(Self::Picture),
            Self::Gallery(pictures) => {
                let changed: Vec<Picture> = pictures.iter().filter_map(change).collect();
                (!changed.is_empty()).then_some(Self::Gallery(changed))
            }
            Self::Factbox { title, content } => {
                let content = content.iter().filter_map(|node| node.with_pictures(change));
                Some(Self::Factbox { title: title.clone(), content: content.collect() })
            }
            other => Some(other.clone()),
        }
    }
}

/// How long a block's id is.
const ID_LENGTH: usize = 8;

/// Returns whether this is a block's id: eight small letters and digits.
pub(crate) fn is_block_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Appends a piece of text, sorting its marks and joining it to what it continues.
pub(crate) fn push_text(content: &mut Vec<Inline>, text: &str, marks: &[Mark]) {
    if text.is_empty() {
        return;
    }
    let mut sorted = marks.to_vec();
    sorted.sort();
    sorted.dedup();
    match content.last_mut() {
        Some(Inline::Text { text: last, marks }) if *marks == sorted => last.push_str(text),
        _ => content.push(Inline::Text { text: text.to_owned(), marks: sorted }),
    }
}

impl Doc {
    /// Returns whether there is no block, or only blocks that hold nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| match &block.node {
            Node::Paragraph(content) | Node::Heading { content, .. } => is_blank(content),
            Node::Quote { paragraphs, .. } => paragraphs.iter().all(|content| is_blank(content)),
            _ => false,
        })
    }

    /// Returns all pictures of the text, those in galleries and boxes too, in order.
    pub fn pictures(&self) -> Vec<&Picture> {
        let mut pictures = Vec::new();
        self.each(&mut |node| match node {
            Node::Picture(picture) => pictures.push(picture),
            Node::Gallery(of_gallery) => pictures.extend(of_gallery),
            _ => {}
        });
        pictures
    }

    /// Returns the text with each picture as `change` gives it, without those for which it gives none; a gallery
    /// without any goes with them.
    pub fn with_pictures(&self, change: &dyn Fn(&Picture) -> Option<Picture>) -> Self {
        let blocks = self.blocks.iter().filter_map(|block| {
            Some(Block { id: block.id.clone(), node: block.node.with_pictures(change)? })
        });
        Self { blocks: blocks.collect() }
    }

    /// Returns the ids of the stories that the text points to, in order.
    pub fn related(&self) -> Vec<Id> {
        let mut stories = Vec::new();
        self.each(&mut |node| {
            if let Node::Related { story } = node {
                stories.push(*story);
            }
        });
        stories
    }

    /// Returns the text without its pointers to stories that are not to be known.
    pub fn without_related(&self, is_known: &dyn Fn(Id) -> bool) -> Self {
        let stays = |node: &Node| !matches!(node, Node::Related { story } if !is_known(*story));
        let block = |block: &Block| {
            let mut block = block.clone();
            if let Node::Factbox { content, .. } = &mut block.node {
                content.retain(stays);
            }
            block
        };
        Self { blocks: self.blocks.iter().filter(|block| stays(&block.node)).map(block).collect() }
    }

    /// Returns whether the text embeds something of another site.
    pub fn embeds(&self) -> bool {
        let mut found = false;
        self.each(&mut |node| found |= matches!(node, Node::Embed { .. }));
        found
    }

    /// Calls `visit` with each block, and with those in boxes.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        for block in &self.blocks {
            visit(&block.node);
            if let Node::Factbox { content, .. } = &block.node {
                content.iter().for_each(&mut *visit);
            }
        }
    }

    /// Gives every block without an id a new one, and a second block with the same id too.
    pub fn fill_ids(&mut self, chance: &Chance) {
        let mut seen: HashSet<String> = HashSet::new();
        for block in &mut self.blocks {
            if !is_block_id(&block.id) || seen.contains(&block.id) {
                block.id = new_id(chance, &seen);
            }
            seen.insert(block.id.clone());
        }
    }
}

/// Returns whether there is nothing but white space.
pub(crate) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|piece| match piece {
        Inline::Text { text, .. } => text.trim().is_empty(),
        Inline::Break => true,
    })
}

/// Returns an id that is not yet taken.
fn new_id(chance: &Chance, taken: &HashSet<String>) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    loop {
        let bytes = chance.bytes::<ID_LENGTH>();
        let digit = |byte: u8| DIGITS.get(usize::from(byte) % DIGITS.len()).map_or('0', |&d| char::from(d));
        let id: String = bytes.iter().map(|&byte| digit(byte)).collect();
        if !taken.contains(&id) {
            return id;
        }
    }
}
