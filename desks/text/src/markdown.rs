//! Markdown (CommonMark with tables and strikethrough) into the tree, by the same builder as HTML.

use crate::doc::{Doc, Kind, Mark, Parsed};
use crate::html::{Builder, feed};
use base::Chance;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

impl Doc {
    /// Reads Markdown; HTML in it is read as HTML.
    pub fn from_markdown(text: &str, chance: &Chance) -> Parsed {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut reader = Reader { builder: Builder::new(), code: None, image: None, in_head: false };
        for event in Parser::new_ext(text, options) {
            reader.event(event);
        }
        reader.builder.finish(chance)
    }
}

struct Reader {
    builder: Builder,
    code: Option<(Option<String>, String)>,
    /// The address and the alternative text of the image that is open.
    image: Option<(String, String)>,
    in_head: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.builder.mark("code", Some(Mark::Code));
                self.text(&text);
                self.builder.close("code");
            }
            Event::Html(html) | Event::InlineHtml(html) => feed(&mut self.builder, &html),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.builder.open("br", &|_| None),
            Event::Rule => self.builder.block(Kind::Rule),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.code, &mut self.image) {
            (Some((_, code)), _) => code.push_str(text),
            (None, Some((_, alt))) => alt.push_str(text),
            (None, None) => self.builder.text(text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open("p"),
            Tag::Heading { level, .. } => self.open(heading(level)),
            Tag::BlockQuote(_) => self.open("blockquote"),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) if !language.is_empty() => Some(language.to_string()),
                    _ => None,
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(Some(start)) => {
                self.builder.open("ol", &|name| (name == "start").then(|| start.to_string()));
            }
            Tag::List(None) => self.open("ul"),
            Tag::Item => self.open("li"),
            Tag::Table(_) => self.open("table"),
            Tag::TableHead => {
                self.in_head = true;
                self.open("tr");
            }
            Tag::TableRow => self.open("tr"),
            Tag::TableCell => self.open(if self.in_head { "th" } else { "td" }),
            Tag::Emphasis => self.open("em"),
            Tag::Strong => self.open("strong"),
            Tag::Strikethrough => self.open("s"),
            Tag::Link { dest_url, .. } => {
                self.builder.open("a", &|name| (name == "href").then(|| dest_url.to_string()));
            }
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.to_string(), String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.builder.close("p"),
            TagEnd::Heading(level) => self.builder.close(heading(level)),
            TagEnd::BlockQuote(_) => self.builder.close("blockquote"),
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    self.builder.code(language, &code);
                }
            }
            TagEnd::List(is_ordered) => self.builder.close(if is_ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.builder.close("li"),
            TagEnd::Table => self.builder.close("table"),
            TagEnd::TableHead => {
                self.builder.close("tr");
                self.in_head = false;
            }
            TagEnd::TableRow => self.builder.close("tr"),
            TagEnd::TableCell => self.builder.close(if self.in_head { "th" } else { "td" }),
            TagEnd::Emphasis => self.builder.close("em"),
            TagEnd::Strong => self.builder.close("strong"),
            TagEnd::Strikethrough => self.builder.close("s"),
            TagEnd::Link => self.builder.close("a"),
            TagEnd::Image => {
                if let Some((address, alt)) = self.image.take() {
                    self.builder.picture(Some(address), Some(alt));
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, name: &str) {
        self.builder.open(name, &|_| None);
    }
}

fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        _ => "h4",
    }
}
