//! The tree as HTML for readers. Everything is escaped, addresses are percent-encoded, and nothing is written but
//! the few elements that stand here.

use crate::doc::{Block, Cell, Doc, Inline, Kind, Mark, Picture};
use std::fmt::Write;

/// What the page gives for blocks that lead elsewhere; `None` where there is nothing to show.
pub struct RenderOptions<'a> {
    /// The card of a related story, by its id.
    pub related: &'a dyn Fn(&str) -> Option<String>,
    /// The figure of a picture of the bank, by its id, with its caption and alternative text here.
    pub picture: &'a dyn Fn(&str, &str, &str) -> Option<String>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self { related: &|_| None, picture: &|_, _, _| None }
    }
}

impl Doc {
    /// Returns the text as HTML.
    pub fn to_html(&self, options: &RenderOptions<'_>) -> String {
        let mut html = String::new();
        write_blocks(&mut html, &self.blocks, options);
        html
    }
}

fn write_blocks(html: &mut String, blocks: &[Block], options: &RenderOptions<'_>) {
    blocks.iter().for_each(|block| write_block(html, block, options));
}

fn write_block(html: &mut String, block: &Block, options: &RenderOptions<'_>) {
    let id = block.id.as_ref().map(|id| format!(" data-block=\"{}\"", escape(id))).unwrap_or_default();
    match &block.kind {
        Kind::Paragraph(text) => element(html, "p", &id, |html| write_text(html, text)),
        Kind::Heading { level, text } => {
            element(html, &format!("h{level}"), &id, |html| write_text(html, text))
        }
        Kind::Quote { cite, blocks } => element(html, "blockquote", &id, |html| {
            write_blocks(html, blocks, options);
            if let Some(cite) = cite.as_ref().filter(|cite| !cite.is_empty()) {
                element(html, "footer", "", |html| html.push_str(&escape(cite)));
            }
        }),
        Kind::List { ordered, start, items } => {
            let start = if *ordered && *start != 1 { format!(" start=\"{start}\"") } else { String::new() };
            element(html, if *ordered { "ol" } else { "ul" }, &format!("{id}{start}"), |html| {
                items.iter().for_each(|item| element(html, "li", "", |html| write_item(html, item, options)));
            });
        }
        Kind::Picture(picture) => write_picture(html, picture, options),
        Kind::Gallery(pictures) => pictures.iter().for_each(|picture| write_picture(html, picture, options)),
        Kind::Related { story } => html.push_str(&(options.related)(story).unwrap_or_default()),
        Kind::Embed { url, .. } => element(html, "p", &format!("{id} class=\"embed\""), |html| {
            let _ = write!(html, "<a href=\"{}\">{}</a>", address(url), escape(url));
        }),
        Kind::Factbox { title, blocks } => {
            element(html, "aside", &format!("{id} class=\"factbox\""), |html| {
                if !title.is_empty() {
                    element(html, "h2", "", |html| html.push_str(&escape(title)));
                }
                write_blocks(html, blocks, options);
            })
        }
        Kind::Table { rows } => write_table(html, rows, &id),
        Kind::Code { text, .. } => element(html, "pre", &id, |html| {
            element(html, "code", "", |html| html.push_str(&escape(text)));
        }),
        Kind::Rule => {
            let _ = write!(html, "<hr{id}>");
        }
    }
}

/// An item that is one paragraph needs no `<p>` of its own.
fn write_item(html: &mut String, item: &[Block], options: &RenderOptions<'_>) {
    match item {
        [Block { kind: Kind::Paragraph(text), .. }, rest @ ..] => {
            write_text(html, text);
            write_blocks(html, rest, options);
        }
        blocks => write_blocks(html, blocks, options),
    }
}

fn write_picture(html: &mut String, picture: &Picture, options: &RenderOptions<'_>) {
    if let Some(id) = &picture.picture {
        html.push_str(&(options.picture)(id, &picture.caption, &picture.alt).unwrap_or_default());
    }
}

/// A table scrolls inside itself on a narrow page, so that can be reached by keyboard too.
fn write_table(html: &mut String, rows: &[Vec<Cell>], id: &str) {
    element(html, "div", &format!("{id} class=\"table\" tabindex=\"0\""), |html| {
        element(html, "table", "", |html| {
            for row in rows.iter().filter(|row| !row.is_empty()) {
                element(html, "tr", "", |html| {
                    for cell in row {
                        element(html, if cell.header { "th" } else { "td" }, "", |html| {
                            write_text(html, &cell.text)
                        });
                    }
                });
            }
        });
    });
}

fn element(html: &mut String, name: &str, attributes: &str, inside: impl FnOnce(&mut String)) {
    let _ = write!(html, "<{name}{attributes}>");
    inside(html);
    let _ = write!(html, "</{name}>");
}

fn write_text(html: &mut String, text: &[Inline]) {
    for run in text {
        match run {
            Inline::Break => html.push_str("<br>"),
            Inline::Text { text, marks } => {
                for mark in marks {
                    match mark {
                        Mark::Link(href) => {
                            let _ = write!(html, "<a href=\"{}\">", address(href));
                        }
                        other => {
                            let _ = write!(html, "<{}>", tag(other));
                        }
                    }
                }
                html.push_str(&escape(text));
                for mark in marks.iter().rev() {
                    let _ = write!(html, "</{}>", tag(mark));
                }
            }
        }
    }
}

fn tag(mark: &Mark) -> &'static str {
    match mark {
        Mark::Strong => "strong",
        Mark::Em => "em",
        Mark::Code => "code",
        Mark::Sub => "sub",
        Mark::Sup => "sup",
        Mark::Strike => "s",
        Mark::Link(_) => "a",
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Returns an address for a double-quoted attribute: what is not allowed in one is percent-encoded.
fn address(href: &str) -> String {
    let mut encoded = String::with_capacity(href.len());
    for byte in href.trim().bytes() {
        match byte {
            b'&' => encoded.push_str("&amp;"),
            b'"' | b'\'' | b'<' | b'>' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'[' | b']' => {
                let _ = write!(encoded, "%{byte:02X}");
            }
            b'!'..=b'~' => encoded.push(char::from(byte)),
            other => {
                let _ = write!(encoded, "%{other:02X}");
            }
        }
    }
    encoded
}
