//! Stands between html5ever's tokenizer and its tree builder, so that no markup costs more than its length:
//! the builder looks through all open elements at every tag, and repeats open marks in every paragraph.

use super::builder::{Builder, Handle};
use super::dom::Dom;
use super::styles;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink, create_element};
use html5ever::{LocalName, QualName, TokenizerResult, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// How deep elements may nest; what is deeper is taken as if its tags were not there.
const DEPTH: usize = 96;
/// How many nodes there may be.
const NODES: usize = 400_000;
/// How much is fed to the tokenizer at once, in bytes.
const STEP: usize = 16 * 1024;
/// How many separators of attributes there may be while no tag ends: looking for attributes that are there
/// twice takes the square of their number.
const SEPARATORS: usize = 20_000;
/// From which length on data in the markup is a picture and not an example in the text.
const PICTURE: usize = 2000;

/// Parses a piece of HTML as the content of `<body>`. The flag says that its end was cut off.
pub(super) fn parse(html: &str) -> (Dom, bool) {
    let html = without_pictures(html);
    let builder = Builder::new();
    let context = create_element(&builder, QualName::new(None, ns!(html), local_name!("body")), Vec::new());
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = Guard {
        builder: TreeBuilder::new_for_fragment(builder, context, None, options),
        skipped: RefCell::new(Vec::new()),
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut cut = false;
    let (mut rest, mut separators) = (&*html, 0);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(STEP));
        rest = behind;
        input.push_back(StrTendril::from_slice(piece));
        // It pauses behind each script, for a browser to run it.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if tokenizer.sink.tokens.replace(0) > 0 {
            separators = 0;
        }
        separators += piece.bytes().filter(|b| b.is_ascii_whitespace() || b"\"'/".contains(b)).count();
        if separators > SEPARATORS || tokenizer.sink.builder.sink.len() > NODES {
            cut = true;
            break;
        }
    }
    if !cut {
        tokenizer.end();
    }
    (tokenizer.sink.builder.sink.finish(), cut)
}

/// Returns the markup without the pictures that are written into it: no place for them, and they are long.
fn without_pictures(html: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(MARK) {
        let (before, behind) = rest.split_at(at + MARK.len());
        let is_data = |c: char| c.is_ascii_alphanumeric() || "+/=\r\n".contains(c);
        let end = behind.find(|c| !is_data(c)).unwrap_or(behind.len());
        let (data, behind) = behind.split_at(end);
        out.push_str(before);
        out.push_str(if data.len() > PICTURE { "" } else { data });
        rest = behind;
    }
    if out.is_empty() {
        return Cow::Borrowed(html);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

struct Guard {
    builder: TreeBuilder<Handle, Builder>,
    /// The start tags that were not let through, so that their end tags are not either.
    skipped: RefCell<Vec<LocalName>>,
    tokens: Cell<usize>,
}

impl Guard {
    fn lets_through(&self, tag: &mut Tag) -> bool {
        let mut skipped = self.skipped.borrow_mut();
        match tag.kind {
            TagKind::StartTag => {
                if is_mark(&tag.name) {
                    // Marks that are alike are repeated three times at most, others without end. Code
                    // keeps its language, and a mark that its style takes back says so.
                    let style = tag.attrs.iter().position(|attr| &*attr.name.local == "style");
                    let style = style.map(|at| tag.attrs.swap_remove(at));
                    tag.attrs.clear();
                    tag.attrs.extend(style.and_then(|mut style| {
                        style.value = StrTendril::from_slice(styles::undoing(&tag.name, &style.value)?);
                        Some(style)
                    }));
                }
                let deep = self.builder.sink.depth.get() >= DEPTH && !holds_no_tags(&tag.name);
                if deep {
                    skipped.push(tag.name.clone());
                }
                !deep
            }
            TagKind::EndTag if skipped.last() == Some(&tag.name) => {
                skipped.pop();
                false
            }
            TagKind::EndTag => true,
        }
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        if let Token::TagToken(tag) = &mut token
            && !self.lets_through(tag)
        {
            return TokenSinkResult::Continue;
        }
        match &token {
            Token::EOFToken => self.builder.process_token(token, line),
            _ if self.builder.sink.len() > NODES => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn is_mark(name: &str) -> bool {
    const MARKS: [&str; 12] =
        ["b", "big", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    MARKS.contains(&name)
}

/// Elements that hold no others do not nest; and the tokenizer must hear of those that hold raw text.
fn holds_no_tags(name: &str) -> bool {
    const EMPTY: [&str; 18] = [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "plaintext",
        "embed",
        "source",
    ];
    EMPTY.contains(&name)
}
