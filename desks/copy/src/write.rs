//! From the tree to ProseMirror-shaped JSON.

use crate::doc::{Block, Cell, Doc, Inline, Mark, Node, Picture};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value, json};

impl Doc {
    /// Returns the tree as JSON, the form in which it is kept.
    pub fn to_json(&self) -> Value {
        node("doc", Map::new(), Some(self.blocks.iter().map(Block::to_json).collect()))
    }
}

impl Serialize for Doc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl Block {
    /// Returns the block as JSON, with its id.
    pub fn to_json(&self) -> Value {
        let mut value = self.node.to_json();
        if let Some(object) = value.as_object_mut() {
            let mut attrs = Map::new();
            attrs.insert("id".into(), self.id.clone().into());
            if let Some(Value::Object(others)) = object.remove("attrs") {
                attrs.extend(others);
            }
            // Behind the type and before the content, as it is read by people.
            let content = object.remove("content");
            object.insert("attrs".into(), attrs.into());
            content.map(|content| object.insert("content".into(), content));
        }
        value
    }
}

impl Node {
    /// Returns the name of the node's type.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph(_) => "paragraph",
            Self::Heading { .. } => "heading",
            Self::Quote { .. } => "quote",
            Self::List { .. } => "list",
            Self::Picture(_) => "picture",
            Self::Gallery(_) => "gallery",
            Self::Related { .. } => "related",
            Self::Embed { .. } => "embed",
            Self::Factbox { .. } => "factbox",
            Self::Table(_) => "table",
            Self::Code { .. } => "code",
            Self::Rule => "rule",
        }
    }

    /// Returns the node as JSON.
    pub fn to_json(&self) -> Value {
        let content = match self {
            Self::Paragraph(content) | Self::Heading { content, .. } => Some(inline(content)),
            Self::Quote { paragraphs, .. } => {
                Some(paragraphs.iter().map(|p| node("paragraph", Map::new(), Some(inline(p)))).collect())
            }
            Self::List { items, .. } => {
                Some(items.iter().map(|item| node("list_item", Map::new(), Some(nodes(item)))).collect())
            }
            Self::Gallery(pictures) => {
                Some(pictures.iter().map(|p| node("picture", picture_attrs(p), None)).collect())
            }
            Self::Factbox { content, .. } => Some(nodes(content)),
            Self::Table(rows) => Some(rows.iter().map(|cells| row(cells)).collect()),
            Self::Code { text, .. } if text.is_empty() => Some(Vec::new()),
            Self::Code { text, .. } => Some(vec![json!({"type": "text", "text": text})]),
            Self::Picture(_) | Self::Related { .. } | Self::Embed { .. } | Self::Rule => None,
        };
        node(self.name(), self.attrs(), content)
    }

    fn attrs(&self) -> Map<String, Value> {
        let mut attrs = Map::new();
        let mut set = |name: &str, value: Value| {
            if !value.is_null() {
                attrs.insert(name.to_owned(), value);
            }
        };
        match self {
            Self::Heading { level, .. } => set("level", (*level).into()),
            Self::Quote { cite, .. } => set("cite", cite.clone().into()),
            Self::List { ordered, start, .. } => {
                set("ordered", (*ordered).into());
                set("start", (*start).into());
            }
            Self::Picture(picture) => return picture_attrs(picture),
            Self::Related { story } => set("story", story.to_string().into()),
            Self::Embed { url, provider } => {
                set("url", url.clone().into());
                set("provider", provider.clone().into());
            }
            Self::Factbox { title, .. } => set("title", title.clone().into()),
            Self::Code { language, .. } => set("language", language.clone().into()),
            Self::Paragraph(_) | Self::Gallery(_) | Self::Table(_) | Self::Rule => {}
        }
        attrs
    }
}

fn node(name: &str, attrs: Map<String, Value>, content: Option<Vec<Value>>) -> Value {
    let mut object = Map::new();
    object.insert("type".into(), name.into());
    if !attrs.is_empty() {
        object.insert("attrs".into(), attrs.into());
    }
    // ProseMirror leaves empty content out.
    if let Some(content) = content.filter(|content| !content.is_empty() || name == "doc") {
        object.insert("content".into(), content.into());
    }
    object.into()
}

fn nodes(content: &[Node]) -> Vec<Value> {
    content.iter().map(Node::to_json).collect()
}

fn row(cells: &[Cell]) -> Value {
    let cell = |cell: &Cell| {
        let mut attrs = Map::new();
        if cell.header {
            attrs.insert("header".into(), true.into());
        }
        node("table_cell", attrs, Some(inline(&cell.content)))
    };
    node("table_row", Map::new(), Some(cells.iter().map(cell).collect()))
}

fn picture_attrs(picture: &Picture) -> Map<String, Value> {
    let mut attrs = Map::new();
    if let Some(id) = picture.picture {
        attrs.insert("picture".into(), id.to_string().into());
    }
    if let Some(waiting) = &picture.waiting {
        attrs.insert("waiting".into(), waiting.clone().into());
    }
    attrs.insert("alt".into(), picture.alt.clone().into());
    attrs.insert("caption".into(), picture.caption.clone().into());
    if !picture.credit.is_empty() {
        attrs.insert("credit".into(), picture.credit.clone().into());
    }
    attrs
}

fn inline(content: &[Inline]) -> Vec<Value> {
    let piece = |piece: &Inline| match piece {
        Inline::Break => json!({"type": "hard_break"}),
        Inline::Text { text, marks } if marks.is_empty() => json!({"type": "text", "text": text}),
        Inline::Text { text, marks } => {
            let marks: Vec<Value> = marks.iter().map(mark).collect();
            json!({"type": "text", "marks": marks, "text": text})
        }
    };
    content.iter().map(piece).collect()
}

fn mark(mark: &Mark) -> Value {
    match mark {
        Mark::Link(href) => json!({"type": "link", "attrs": {"href": href}}),
        Mark::Strong => json!({"type": "strong"}),
        Mark::Em => json!({"type": "em"}),
        Mark::Strike => json!({"type": "strike"}),
        Mark::Sub => json!({"type": "sub"}),
        Mark::Sup => json!({"type": "sup"}),
        Mark::Code => json!({"type": "code"}),
    }
}
