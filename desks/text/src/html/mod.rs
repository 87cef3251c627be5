//! Foreign HTML into the tree: read by html5ever's tokenizer and built iteratively, so that no nesting, however
//! deep, can exhaust the stack.

mod builder;
mod frames;
mod shortcodes;

pub(crate) use builder::Builder;

use crate::doc::{Doc, Parsed};
use base::Chance;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

impl Doc {
    /// Reads HTML.
    pub fn from_html(html: &str, chance: &Chance) -> Parsed {
        let mut builder = Builder::new();
        feed(&mut builder, html);
        builder.finish(chance)
    }

    /// Reads what WordPress stores: blocks of its editor, or older text in which empty lines part paragraphs, with
    /// shortcodes in both.
    pub fn from_wordpress(html: &str, chance: &Chance) -> Parsed {
        let mut builder = Builder::new();
        builder.lines_count = !html.contains("<!-- wp:");
        let html = shortcodes::resolve(html, &mut builder);
        feed(&mut builder, &html);
        builder.finish(chance)
    }
}

/// Feeds HTML to a builder.
pub(crate) fn feed(builder: &mut Builder, html: &str) {
    let sink = Sink(RefCell::new(std::mem::take(builder)));
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, html5ever::tokenizer::TokenizerOpts::default());
    drop(tokenizer.feed(&input));
    tokenizer.end();
    *builder = tokenizer.sink.0.take();
}

struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => builder.text(&text),
            Token::TagToken(tag) => return process_tag(&mut builder, &tag),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn process_tag(builder: &mut Builder, tag: &Tag) -> TokenSinkResult<()> {
    let name: &str = &tag.name;
    if tag.kind == TagKind::EndTag {
        builder.close(name);
        return TokenSinkResult::Continue;
    }
    let attribute = |wanted: &str| {
        tag.attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| attr.value.to_string())
    };
    for attr in &tag.attrs {
        if attr.name.local.starts_with("on") {
            builder.drop_part(&attr.name.local, "");
        }
    }
    builder.open(name, &attribute);
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
