//! The text alone, and what may stand in a text or an address.

use crate::doc::{Block, Doc, Inline, Kind};

/// Returns whether a text holds no character that is none.
pub(crate) fn is_text(text: &str) -> bool {
    !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t' | '\r'))
}

/// Returns the text without characters that are none.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// Returns whether a link may lead there: the web, a letter, a telephone, or a place of this site.
pub(crate) fn is_safe_link(href: &str) -> bool {
    if href.is_empty() || href.chars().any(|letter| letter.is_control() || letter == '\\') {
        return false;
    }
    if (href.starts_with('/') && !href.starts_with("//")) || href.starts_with('#') {
        return true;
    }
    let scheme = href.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let has_host = |rest: &str| rest.len() > 2 && rest.starts_with("//");
    let rest = href.get(scheme.len() + 1..).unwrap_or_default();
    match scheme.as_str() {
        "http" | "https" => has_host(rest),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    }
}

impl Doc {
    /// Returns the text as a reader gets it, blocks parted by empty lines; no captions, no addresses.
    pub fn plain_text(&self) -> String {
        let mut parts = Vec::new();
        collect(&self.blocks, &mut parts);
        parts.retain(|part| !part.trim().is_empty());
        parts.join("\n\n")
    }

    /// Returns how many words the text has.
    pub fn word_count(&self) -> usize {
        self.plain_text().split_whitespace().count()
    }
}

fn collect(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            Kind::Paragraph(text) | Kind::Heading { text, .. } => parts.push(line(text)),
            Kind::Quote { blocks, .. } => collect(blocks, parts),
            Kind::Factbox { title, blocks } => {
                parts.push(title.clone());
                collect(blocks, parts);
            }
            Kind::List { items, .. } => items.iter().for_each(|item| collect(item, parts)),
            Kind::Table { rows } => {
                let row = |cells: &Vec<crate::doc::Cell>| {
                    cells.iter().map(|cell| line(&cell.text)).collect::<Vec<_>>().join("\t")
                };
                parts.push(rows.iter().map(row).collect::<Vec<_>>().join("\n"));
            }
            Kind::Code { text, .. } => parts.push(text.clone()),
            Kind::Picture(_) | Kind::Gallery(_) | Kind::Related { .. } | Kind::Embed { .. } | Kind::Rule => {}
        }
    }
}

pub(crate) fn line(text: &[Inline]) -> String {
    text.iter().map(|run| if let Inline::Text { text, .. } = run { text.as_str() } else { "\n" }).collect()
}
