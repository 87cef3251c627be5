//! From JSON that has been checked to the tree.

use crate::doc::{Block, Cell, Doc, Inline, Mark, Node, Picture, push_text};
use crate::validate::validate;
use base::{Chance, FieldError, Id};
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

impl Doc {
    /// Reads the tree from JSON; blocks without an id get one. Faults carry JSON pointers under `pointer`.
    pub fn from_json(value: &Value, pointer: &str, chance: &Chance) -> Result<Doc, Vec<FieldError>> {
        let faults = validate(value, pointer);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut doc = read(value);
        doc.fill_ids(chance);
        Ok(doc)
    }
}

/// Reads a tree as it is kept: it is checked as any other, and every block must have its id.
impl<'de> Deserialize<'de> for Doc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if let Some(fault) = validate(&value, "").first() {
            return Err(D::Error::custom(format!("{}: {}", fault.pointer, fault.detail)));
        }
        let doc = read(&value);
        match doc.blocks.iter().position(|block| block.id.is_empty()) {
            Some(n) => Err(D::Error::custom(format!("/content/{n}/attrs/id: This is needed."))),
            None => Ok(doc),
        }
    }
}

fn read(value: &Value) -> Doc {
    let block = |value: &Value| {
        let id = string(value, "id").unwrap_or_default();
        node(value).map(|node| Block { id, node })
    };
    Doc { blocks: content(value).iter().filter_map(block).collect() }
}

fn node(value: &Value) -> Option<Node> {
    let text = |name: &str| string(value, name);
    let node = match name(value) {
        "paragraph" => Node::Paragraph(inline(value)),
        "heading" => {
            Node::Heading { level: number(value, "level")?.try_into().ok()?, content: inline(value) }
        }
        "quote" => {
            Node::Quote { cite: text("cite"), paragraphs: content(value).iter().map(inline).collect() }
        }
        "list" => Node::List {
            ordered: flag(value, "ordered"),
            start: number(value, "start"),
            items: content(value).iter().map(nodes).collect(),
        },
        "picture" => Node::Picture(picture(value)),
        "gallery" => Node::Gallery(content(value).iter().map(picture).collect()),
        "related" => Node::Related { story: id(value, "story")? },
        "embed" => Node::Embed { url: text("url")?, provider: text("provider") },
        "factbox" => Node::Factbox { title: text("title")?, content: nodes(value) },
        "table" => {
            Node::Table(content(value).iter().map(|row| content(row).iter().map(cell).collect()).collect())
        }
        "code" => Node::Code {
            text: content(value).iter().filter_map(|piece| piece.get("text")?.as_str()).collect(),
            language: text("language"),
        },
        "rule" => Node::Rule,
        _ => return None,
    };
    Some(node)
}

fn nodes(value: &Value) -> Vec<Node> {
    content(value).iter().filter_map(node).collect()
}

fn cell(value: &Value) -> Cell {
    Cell { header: flag(value, "header"), content: inline(value) }
}

fn picture(value: &Value) -> Picture {
    Picture {
        picture: id(value, "picture"),
        waiting: string(value, "waiting"),
        alt: string(value, "alt").unwrap_or_default(),
        caption: string(value, "caption").unwrap_or_default(),
        credit: string(value, "credit").unwrap_or_default(),
    }
}

fn inline(value: &Value) -> Vec<Inline> {
    let mut pieces = Vec::new();
    for piece in content(value) {
        if name(piece) == "hard_break" {
            pieces.push(Inline::Break);
            continue;
        }
        let marks: Vec<Mark> = match piece.get("marks") {
            Some(Value::Array(marks)) => marks.iter().filter_map(mark).collect(),
            _ => Vec::new(),
        };
        push_text(&mut pieces, piece.get("text").and_then(Value::as_str).unwrap_or_default(), &marks);
    }
    pieces
}

fn mark(value: &Value) -> Option<Mark> {
    Some(match name(value) {
        "link" => Mark::Link(string(value, "href")?),
        "strong" => Mark::Strong,
        "em" => Mark::Em,
        "strike" => Mark::Strike,
        "sub" => Mark::Sub,
        "sup" => Mark::Sup,
        "code" => Mark::Code,
        _ => return None,
    })
}

fn name(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn content(value: &Value) -> &[Value] {
    value.get("content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn attr<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get("attrs")?.get(name)
}

fn string(value: &Value, name: &str) -> Option<String> {
    attr(value, name)?.as_str().map(str::to_owned)
}

fn number(value: &Value, name: &str) -> Option<u32> {
    attr(value, name)?.as_u64()?.try_into().ok()
}

fn flag(value: &Value, name: &str) -> bool {
    attr(value, name).and_then(Value::as_bool).unwrap_or(false)
}

fn id(value: &Value, name: &str) -> Option<Id> {
    attr(value, name)?.as_str()?.parse().ok()
}
