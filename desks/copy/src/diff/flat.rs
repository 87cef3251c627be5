//! A block as running text, captions and addresses included, for the comparison of two.

use crate::doc::{Node, Picture};
use crate::text::plain;

/// Returns the word for the block, as the schema has it.
pub(super) fn kind(node: &Node) -> &'static str {
    match node {
        Node::Paragraph(_) => "paragraph",
        Node::Heading { .. } => "heading",
        Node::Quote { .. } => "quote",
        Node::List { .. } => "list",
        Node::Picture(_) => "picture",
        Node::Gallery(_) => "gallery",
        Node::Related { .. } => "related",
        Node::Embed { .. } => "embed",
        Node::Factbox { .. } => "factbox",
        Node::Table(_) => "table",
        Node::Code { .. } => "code",
        Node::Rule => "rule",
    }
}

/// Returns the block's words, a line for each of its parts.
pub(super) fn text(node: &Node) -> String {
    match node {
        Node::Paragraph(content) | Node::Heading { content, .. } => plain(content),
        Node::Quote { cite, paragraphs } => {
            let words = paragraphs.iter().map(|content| plain(content));
            lines(words.chain(cite.iter().map(|cite| format!("— {cite}"))))
        }
        Node::List { items, .. } => {
            lines(items.iter().map(|item| format!("• {}", lines(item.iter().map(text)))))
        }
        Node::Picture(picture) => words_of(picture),
        Node::Gallery(pictures) => lines(pictures.iter().map(words_of)),
        Node::Embed { url, .. } => url.clone(),
        Node::Factbox { title, content } => {
            lines(std::iter::once(title.clone()).chain(content.iter().map(text)))
        }
        Node::Table(rows) => lines(rows.iter().map(|row| {
            let cells: Vec<String> = row.iter().map(|cell| plain(&cell.content)).collect();
            cells.join(" | ")
        })),
        Node::Code { text, .. } => text.clone(),
        Node::Related { .. } | Node::Rule => String::new(),
    }
}

/// Returns the pictures of the block, those in a box too.
pub(super) fn pictures(node: &Node) -> Vec<&Picture> {
    match node {
        Node::Picture(picture) => vec![picture],
        Node::Gallery(pictures) => pictures.iter().collect(),
        Node::Factbox { content, .. } => content.iter().flat_map(pictures).collect(),
        _ => Vec::new(),
    }
}

fn words_of(picture: &Picture) -> String {
    lines([&picture.caption, &picture.alt, &picture.credit].into_iter().cloned())
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
