//! The tree: blocks with stable ids, each holding text with marks, or further blocks.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

/// A text: its blocks from first to last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doc {
    pub blocks: Vec<Block>,
}

/// A block. Those at the top of a text bear ids, by which changes of two people are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub id: Option<String>,
    pub kind: Kind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Paragraph(Vec<Inline>),
    /// Level 2 to 4.
    Heading {
        level: u8,
        text: Vec<Inline>,
    },
    Quote {
        cite: Option<String>,
        blocks: Vec<Block>,
    },
    List {
        ordered: bool,
        start: u32,
        items: Vec<Vec<Block>>,
    },
    Picture(Picture),
    Gallery(Vec<Picture>),
    /// A story that this one leads to, by its id.
    Related {
        story: String,
    },
    Embed {
        url: String,
        provider: Option<String>,
    },
    Factbox {
        title: String,
        blocks: Vec<Block>,
    },
    Table {
        rows: Vec<Vec<Cell>>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Rule,
}

/// A picture of the bank, or one that waits at a foreign address until it is fetched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    pub picture: Option<String>,
    pub waiting: Option<String>,
    pub alt: String,
    pub caption: String,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub header: bool,
    pub text: Vec<Inline>,
}

/// A run of text with its marks, or a break within a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    Text { text: String, marks: Vec<Mark> },
    Break,
}

/// How a run of text is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Strong,
    Em,
    Code,
    Sub,
    Sup,
    Strike,
    Link(String),
}

/// A text that was read, and what of the original has no place in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    pub doc: Doc,
    pub dropped: Vec<Dropped>,
}

/// Something that was dropped: an element, a shortcode or an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dropped {
    pub what: String,
    pub count: usize,
    /// The beginning of the text that went with the first one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Mark {
    /// Returns the mark's name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Em => "em",
            Self::Code => "code",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Strike => "strike",
            Self::Link(_) => "link",
        }
    }
}

impl Doc {
    /// Returns the tree as ProseMirror's JSON.
    pub fn to_json(&self) -> Value {
        json!({ "type": "doc", "content": blocks_json(&self.blocks) })
    }

    /// Returns whether there is nothing in it that a reader would get.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(Block::is_empty)
    }
}

impl Block {
    /// Returns the block without an id.
    pub fn new(kind: Kind) -> Self {
        Self { id: None, kind }
    }

    /// Returns the block as JSON.
    pub fn to_json(&self) -> Value {
        let (name, mut attrs, content) = self.kind.parts();
        if let Some(id) = &self.id {
            attrs.insert("id".into(), json!(id));
        }
        let mut node = Map::new();
        node.insert("type".into(), json!(name));
        if !attrs.is_empty() {
            node.insert("attrs".into(), Value::Object(attrs));
        }
        if let Some(content) = content {
            node.insert("content".into(), content);
        }
        Value::Object(node)
    }

    fn is_empty(&self) -> bool {
        let blank = |text: &[Inline]| {
            text.iter().all(|run| {
                matches!(run, Inline::Text { text, .. } if text.trim().is_empty())
                    || matches!(run, Inline::Break)
            })
        };
        match &self.kind {
            Kind::Paragraph(text) | Kind::Heading { text, .. } => blank(text),
            Kind::Quote { blocks, .. } | Kind::Factbox { blocks, .. } => blocks.iter().all(Self::is_empty),
            Kind::List { items, .. } => items.iter().flatten().all(Self::is_empty),
            // A picture that waits is shown nowhere.
            Kind::Picture(picture) => picture.picture.is_none(),
            Kind::Gallery(pictures) => pictures.iter().all(|picture| picture.picture.is_none()),
            Kind::Table { rows } => rows.iter().flatten().all(|cell| blank(&cell.text)),
            Kind::Code { text, .. } => text.trim().is_empty(),
            Kind::Rule => true,
            Kind::Related { .. } | Kind::Embed { .. } => false,
        }
    }
}

fn blocks_json(blocks: &[Block]) -> Value {
    Value::Array(blocks.iter().map(Block::to_json).collect())
}

fn inline_json(text: &[Inline]) -> Option<Value> {
    let run = |inline: &Inline| match inline {
        Inline::Break => json!({ "type": "hard_break" }),
        Inline::Text { text, marks } if marks.is_empty() => json!({ "type": "text", "text": text }),
        Inline::Text { text, marks } => {
            let marks: Vec<Value> = marks.iter().map(mark_json).collect();
            json!({ "type": "text", "text": text, "marks": marks })
        }
    };
    if text.is_empty() { None } else { Some(text.iter().map(run).collect()) }
}

fn mark_json(mark: &Mark) -> Value {
    match mark {
        Mark::Link(href) => json!({ "type": "link", "attrs": { "href": href } }),
        other => json!({ "type": other.name() }),
    }
}

fn picture_attrs(picture: &Picture) -> Map<String, Value> {
    let mut attrs = Map::new();
    for (name, value) in [("picture", &picture.picture), ("waiting", &picture.waiting)] {
        if let Some(value) = value {
            attrs.insert(name.into(), json!(value));
        }
    }
    attrs.insert("alt".into(), json!(picture.alt));
    attrs.insert("caption".into(), json!(picture.caption));
    attrs
}

impl Kind {
    /// Returns the node's name, attributes and content.
    fn parts(&self) -> (&'static str, Map<String, Value>, Option<Value>) {
        let mut attrs = Map::new();
        match self {
            Self::Paragraph(text) => ("paragraph", attrs, inline_json(text)),
            Self::Heading { level, text } => {
                attrs.insert("level".into(), json!(level));
                ("heading", attrs, inline_json(text))
            }
            Self::Quote { cite, blocks } => {
                if let Some(cite) = cite {
                    attrs.insert("cite".into(), json!(cite));
                }
                ("quote", attrs, Some(blocks_json(blocks)))
            }
            Self::List { ordered, start, items } => {
                attrs.insert("ordered".into(), json!(ordered));
                if *start != 1 {
                    attrs.insert("start".into(), json!(start));
                }
                let item =
                    |blocks: &Vec<Block>| json!({ "type": "list_item", "content": blocks_json(blocks) });
                ("list", attrs, Some(items.iter().map(item).collect()))
            }
            Self::Picture(picture) => ("picture", picture_attrs(picture), None),
            Self::Gallery(pictures) => {
                let node = |picture: &Picture| json!({ "type": "picture", "attrs": picture_attrs(picture) });
                ("gallery", attrs, Some(pictures.iter().map(node).collect()))
            }
            Self::Related { story } => {
                attrs.insert("story".into(), json!(story));
                ("related", attrs, None)
            }
            Self::Embed { url, provider } => {
                attrs.insert("url".into(), json!(url));
                if let Some(provider) = provider {
                    attrs.insert("provider".into(), json!(provider));
                }
                ("embed", attrs, None)
            }
            Self::Factbox { title, blocks } => {
                attrs.insert("title".into(), json!(title));
                ("factbox", attrs, Some(blocks_json(blocks)))
            }
            Self::Table { rows } => ("table", attrs, Some(rows.iter().map(row_json).collect())),
            Self::Code { language, text } => {
                if let Some(language) = language {
                    attrs.insert("language".into(), json!(language));
                }
                let text =
                    if text.is_empty() { None } else { Some(json!([{ "type": "text", "text": text }])) };
                ("code", attrs, text)
            }
            Self::Rule => ("rule", attrs, None),
        }
    }
}

fn row_json(cells: &Vec<Cell>) -> Value {
    let cell = |cell: &Cell| {
        let mut node = json!({ "type": "table_cell", "attrs": { "header": cell.header } });
        if let (Some(content), Some(fields)) = (inline_json(&cell.text), node.as_object_mut()) {
            fields.insert("content".into(), content);
        }
        node
    };
    json!({ "type": "table_row", "content": cells.iter().map(cell).collect::<Vec<Value>>() })
}

impl Serialize for Doc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// Reads what was written by us; a text from outside goes through `Doc::from_json`, which gives ids.
impl<'de> Deserialize<'de> for Doc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        crate::validate::read(&value, "").map_err(|errors| {
            let words: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.pointer, e.detail)).collect();
            D::Error::custom(words.join("; "))
        })
    }
}
