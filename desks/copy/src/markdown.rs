//! Markdown into the tree: CommonMark with tables and strikethrough. HTML within it goes the way of all HTML.

use crate::doc::Doc;
use crate::html::{Origin, Parsed, Report, read};
use base::Chance;
use pulldown_cmark::{Options, Parser, html};

impl Doc {
    /// Reads Markdown.
    pub fn from_markdown(text: &str, chance: &Chance) -> Parsed {
        let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
        let mut out = String::with_capacity(text.len() * 2);
        html::push_html(&mut out, parser);
        read(&out, Origin::Markdown, Report::default(), chance)
    }
}
