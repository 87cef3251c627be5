//! JSON into the tree: what the schema does not know is refused, with a pointer to its place.

use crate::doc::{Block, Cell, Doc, Inline, Kind, Mark, Picture};
use crate::text::{is_safe_link, is_text};
use base::{Chance, FieldError};
use serde_json::{Map, Value};

/// How many blocks a text may have at most, and how deep they may lie in one another.
const MOST_BLOCKS: usize = 20_000;
const DEEPEST: usize = 8;
/// The longest run of text, in bytes.
const LONGEST: usize = 1 << 20;

impl Doc {
    /// Reads a text that somebody sent. Blocks without ids get new ones, so do blocks whose id stands twice.
    pub fn from_json(value: &Value, pointer: &str, chance: &Chance) -> Result<Self, Vec<FieldError>> {
        let mut doc = read(value, pointer)?;
        doc.give_ids(chance);
        Ok(doc)
    }

    /// Gives every block at the top that has none an id of its own.
    pub(crate) fn give_ids(&mut self, chance: &Chance) {
        let mut seen = std::collections::HashSet::new();
        for block in &mut self.blocks {
            let is_good = block.id.as_ref().is_some_and(|id| seen.insert(id.clone()));
            if !is_good {
                let id = new_id(chance);
                seen.insert(id.clone());
                block.id = Some(id);
            }
        }
    }
}

fn new_id(chance: &Chance) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).map_or('a', |letter| char::from(*letter));
    chance.bytes::<8>().into_iter().map(letter).collect()
}

/// Reads a text as it stands.
pub(crate) fn read(value: &Value, pointer: &str) -> Result<Doc, Vec<FieldError>> {
    let mut reader = Reader { errors: Vec::new(), blocks: 0 };
    let doc = reader.doc(value, pointer);
    match doc {
        Some(doc) if reader.errors.is_empty() => Ok(doc),
        _ => Err(reader.errors),
    }
}

struct Reader {
    errors: Vec<FieldError>,
    blocks: usize,
}

type Attrs<'a> = Map<String, Value>;

impl Reader {
    fn refuse<T>(&mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Option<T> {
        // Beyond some the list helps nobody.
        if self.errors.len() < 50 {
            self.errors.push(FieldError::at(pointer, detail));
        }
        None
    }

    fn doc(&mut self, value: &Value, pointer: &str) -> Option<Doc> {
        let node = self.node(value, pointer)?;
        if node.name != "doc" {
            return self.refuse(format!("{pointer}/type"), "must be “doc”");
        }
        self.only(&node, &[]);
        let blocks = self.blocks(&node, 0);
        Some(Doc { blocks })
    }

    fn node<'a>(&mut self, value: &'a Value, pointer: &str) -> Option<Node<'a>> {
        static NO_ATTRS: std::sync::LazyLock<Attrs<'static>> = std::sync::LazyLock::new(Map::new);
        let Some(fields) = value.as_object() else { return self.refuse(pointer, "must be an object") };
        let Some(name) = fields.get("type").and_then(Value::as_str) else {
            return self.refuse(format!("{pointer}/type"), "is missing");
        };
        let mut node = Node {
            name,
            pointer: pointer.to_owned(),
            attrs: &NO_ATTRS,
            content: &[],
            text: None,
            marks: &[],
        };
        for (key, value) in fields {
            let place = format!("{pointer}/{key}");
            match (key.as_str(), value) {
                ("type", _) => {}
                ("attrs", Value::Object(attrs)) => node.attrs = attrs,
                ("content", Value::Array(content)) => node.content = content,
                ("marks", Value::Array(marks)) => node.marks = marks,
                ("text", Value::String(text)) => node.text = Some(text),
                ("attrs" | "content" | "marks" | "text", _) => {
                    return self.refuse(place, "is of the wrong type");
                }
                _ => return self.refuse(place, "is not known"),
            }
        }
        Some(node)
    }

    /// Refuses attributes other than these.
    fn only(&mut self, node: &Node<'_>, known: &[&str]) {
        for name in node.attrs.keys().filter(|name| !known.contains(&name.as_str())) {
            self.refuse::<()>(format!("{}/attrs/{name}", node.pointer), "is not known");
        }
    }

    fn blocks(&mut self, node: &Node<'_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(node.content.len());
        for (n, value) in node.content.iter().enumerate() {
            blocks.extend(self.block(value, &format!("{}/content/{n}", node.pointer), depth));
        }
        blocks
    }

    fn block(&mut self, value: &Value, pointer: &str, depth: usize) -> Option<Block> {
        self.blocks += 1;
        if self.blocks > MOST_BLOCKS {
            return self.refuse(pointer, format!("a text has at most {MOST_BLOCKS} blocks"));
        }
        if depth > DEEPEST {
            return self.refuse(pointer, format!("blocks lie at most {DEEPEST} deep in one another"));
        }
        let node = self.node(value, pointer)?;
        let kind = self.kind(&node, depth)?;
        let id = match node.attrs.get("id") {
            None => None,
            Some(Value::String(id)) if is_id(id) => Some(id.clone()),
            Some(_) => {
                return self
                    .refuse(format!("{pointer}/attrs/id"), "must be 1 to 40 letters, digits and hyphens");
            }
        };
        Some(Block { id, kind })
    }

    fn kind(&mut self, node: &Node<'_>, depth: usize) -> Option<Kind> {
        Some(match node.name {
            "paragraph" => {
                self.only(node, &["id"]);
                Kind::Paragraph(self.inlines(node))
            }
            "heading" => {
                self.only(node, &["id", "level"]);
                let level = self.number(node, "level", 2, 2..=4)?;
                Kind::Heading { level: u8::try_from(level).unwrap_or(2), text: self.inlines(node) }
            }
            "quote" => {
                self.only(node, &["id", "cite"]);
                Kind::Quote { cite: self.optional(node, "cite"), blocks: self.blocks(node, depth + 1) }
            }
            "list" => {
                self.only(node, &["id", "ordered", "start"]);
                let start = u32::try_from(self.number(node, "start", 1, 0..=1_000_000)?).unwrap_or(1);
                Kind::List { ordered: self.flag(node, "ordered")?, start, items: self.items(node, depth) }
            }
            "picture" => {
                self.only(node, &["id", "picture", "waiting", "alt", "caption"]);
                Kind::Picture(self.picture(node))
            }
            "gallery" => {
                self.only(node, &["id"]);
                Kind::Gallery(self.pictures(node))
            }
            "related" => {
                self.only(node, &["id", "story"]);
                Kind::Related { story: self.required(node, "story")? }
            }
            "embed" => {
                self.only(node, &["id", "url", "provider"]);
                let url = self.required(node, "url")?;
                if !(url.starts_with("https://") || url.starts_with("http://")) {
                    return self
                        .refuse(format!("{}/attrs/url", node.pointer), "must be an http or https address");
                }
                Kind::Embed { url, provider: self.optional(node, "provider") }
            }
            "factbox" => {
                self.only(node, &["id", "title"]);
                let title = self.optional(node, "title").unwrap_or_default();
                Kind::Factbox { title, blocks: self.blocks(node, depth + 1) }
            }
            "table" => {
                self.only(node, &["id"]);
                Kind::Table { rows: self.rows(node) }
            }
            "code" => {
                self.only(node, &["id", "language"]);
                let text = self.inlines(node);
                let text =
                    text.iter().map(|run| if let Inline::Text { text, .. } = run { text } else { "\n" });
                Kind::Code { language: self.optional(node, "language"), text: text.collect() }
            }
            "rule" => {
                self.only(node, &["id"]);
                Kind::Rule
            }
            other => {
                return self.refuse(format!("{}/type", node.pointer), format!("there is no block “{other}”"));
            }
        })
    }

    fn items(&mut self, node: &Node<'_>, depth: usize) -> Vec<Vec<Block>> {
        let items = self.children(node, "list_item");
        items.iter().map(|item| self.blocks(item, depth + 1)).collect()
    }

    fn rows(&mut self, node: &Node<'_>) -> Vec<Vec<Cell>> {
        let rows = self.children(node, "table_row");
        let mut table = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut cells = Vec::new();
            for cell in self.children(row, "table_cell") {
                self.only(&cell, &["header"]);
                let header = self.flag(&cell, "header").unwrap_or(false);
                cells.push(Cell { header, text: self.inlines(&cell) });
            }
            table.push(cells);
        }
        table
    }

    fn pictures(&mut self, node: &Node<'_>) -> Vec<Picture> {
        let pictures = self.children(node, "picture");
        pictures.iter().map(|picture| self.picture(picture)).collect()
    }

    fn children<'a>(&mut self, node: &Node<'a>, name: &str) -> Vec<Node<'a>> {
        let mut children = Vec::with_capacity(node.content.len());
        for (n, value) in node.content.iter().enumerate() {
            let pointer = format!("{}/content/{n}", node.pointer);
            let Some(child) = self.node(value, &pointer) else { continue };
            if child.name == name {
                children.push(child);
            } else {
                self.refuse::<()>(format!("{pointer}/type"), format!("must be “{name}”"));
            }
        }
        children
    }

    fn picture(&mut self, node: &Node<'_>) -> Picture {
        Picture {
            picture: self.optional(node, "picture"),
            waiting: self.optional(node, "waiting"),
            alt: self.optional(node, "alt").unwrap_or_default(),
            caption: self.optional(node, "caption").unwrap_or_default(),
        }
    }

    fn inlines(&mut self, node: &Node<'_>) -> Vec<Inline> {
        let mut inlines = Vec::with_capacity(node.content.len());
        for (n, value) in node.content.iter().enumerate() {
            inlines.extend(self.inline(value, &format!("{}/content/{n}", node.pointer)));
        }
        inlines
    }

    fn inline(&mut self, value: &Value, pointer: &str) -> Option<Inline> {
        let node = self.node(value, pointer)?;
        self.only(&node, &[]);
        match (node.name, node.text) {
            ("hard_break", None) => Some(Inline::Break),
            ("text", Some("")) => self.refuse(format!("{pointer}/text"), "must not be empty"),
            ("text", Some(text)) => {
                self.check_text(text, &format!("{pointer}/text"));
                let marks: Vec<Mark> = node
                    .marks
                    .iter()
                    .enumerate()
                    .filter_map(|(n, mark)| self.mark(mark, &format!("{pointer}/marks/{n}")))
                    .collect();
                Some(Inline::Text { text: text.to_owned(), marks })
            }
            ("text", None) => self.refuse(format!("{pointer}/text"), "is missing"),
            (other, _) => self.refuse(format!("{pointer}/type"), format!("“{other}” cannot stand in a line")),
        }
    }

    fn mark(&mut self, value: &Value, pointer: &str) -> Option<Mark> {
        let node = self.node(value, pointer)?;
        let plain = |mark| Some(mark);
        match node.name {
            "link" => {
                self.only(&node, &["href", "title"]);
                let href = self.required(&node, "href")?;
                if is_safe_link(&href) {
                    Some(Mark::Link(href))
                } else {
                    self.refuse(
                        format!("{pointer}/attrs/href"),
                        "must be http, https, mailto, tel, or begin with / or #",
                    )
                }
            }
            "strong" => plain(Mark::Strong),
            "em" => plain(Mark::Em),
            "code" => plain(Mark::Code),
            "sub" => plain(Mark::Sub),
            "sup" => plain(Mark::Sup),
            "strike" => plain(Mark::Strike),
            other => self.refuse(format!("{pointer}/type"), format!("there is no mark “{other}”")),
        }
    }

    fn check_text(&mut self, text: &str, pointer: &str) {
        if text.len() > LONGEST {
            self.refuse::<()>(pointer, "is longer than 1 MiB");
        } else if !is_text(text) {
            self.refuse::<()>(pointer, "holds a control character");
        }
    }

    fn required(&mut self, node: &Node<'_>, name: &str) -> Option<String> {
        let found = self.optional(node, name);
        if found.is_none() {
            return self.refuse(format!("{}/attrs/{name}", node.pointer), "is missing");
        }
        found
    }

    fn optional(&mut self, node: &Node<'_>, name: &str) -> Option<String> {
        let pointer = format!("{}/attrs/{name}", node.pointer);
        match node.attrs.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                self.check_text(text, &pointer);
                Some(text.clone())
            }
            Some(_) => self.refuse(pointer, "must be a text"),
        }
    }

    fn number(
        &mut self,
        node: &Node<'_>,
        name: &str,
        default: u64,
        allowed: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        match node.attrs.get(name) {
            None | Some(Value::Null) => Some(default),
            Some(value) => match value.as_u64().filter(|number| allowed.contains(number)) {
                Some(number) => Some(number),
                None => {
                    let detail = format!("must be {} to {}", allowed.start(), allowed.end());
                    self.refuse(format!("{}/attrs/{name}", node.pointer), detail)
                }
            },
        }
    }

    fn flag(&mut self, node: &Node<'_>, name: &str) -> Option<bool> {
        match node.attrs.get(name) {
            None | Some(Value::Null) => Some(false),
            Some(Value::Bool(flag)) => Some(*flag),
            Some(_) => self.refuse(format!("{}/attrs/{name}", node.pointer), "must be true or false"),
        }
    }
}

/// A node of the JSON, taken apart.
struct Node<'a> {
    name: &'a str,
    pointer: String,
    attrs: &'a Map<String, Value>,
    content: &'a [Value],
    text: Option<&'a str>,
    marks: &'a [Value],
}

fn is_id(id: &str) -> bool {
    (1..=40).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
