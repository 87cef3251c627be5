//! Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, as files.

mod story;

use crate::bytes::{Bytes, whole};
use crate::import::batch::{Out, Read};
use crate::words::{LONGEST_ADDRESS, cut, label, plain_line};
use crate::{Order, Source};
use feed_rs::model::Feed;
use feed_rs::parser::Builder;
use std::io::{BufRead, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use story::Plan;

/// The longest feed: it is read as a whole.
const LONGEST: u64 = 32 * 1024 * 1024;
/// How deep elements may nest.
const DEEPEST: usize = 200;

/// Reads the file to its end, or until nobody listens any more.
pub(crate) fn read<R: BufRead>(source: Source<R>, order: &Order, out: &mut Out<'_>) {
    let bytes = whole(source.bytes, LONGEST);
    let size = bytes.as_ref().map_or(0, Vec::len) as u64;
    let feed = bytes.and_then(|bytes| {
        let (text, is_damaged) = text(&bytes)?;
        out.damaged(is_damaged);
        parse(&text)
    });
    match feed {
        Ok(feed) => stories(&feed, &source.name, order, size, out),
        Err(why) => out.say(Read::Failed(why)),
    }
    out.send(size);
}

/// Returns the feed in UTF-8, without the declaration that said otherwise, and under a version that the parser knows;
/// and whether bytes were replaced that are no text.
fn text(bytes: &[u8]) -> Result<(String, bool), String> {
    let mut text = String::new();
    let mut bytes = Bytes::open(bytes, usize::MAX).map_err(|error| error.to_string())??;
    bytes.read_to_string(&mut text).map_err(|error| error.to_string())?;
    let begun = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    let behind = begun.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(_, behind)| behind);
    Ok((known_version(behind.unwrap_or(begun)), bytes.is_damaged()))
}

/// RSS 0.90, 0.93, 0.94 and what names no version are read as 2.0, which holds all that they have.
fn known_version(text: &str) -> String {
    let found = text.find("<rss").and_then(|at| Some((at, text.get(at..)?.split_once('>')?.0)));
    let Some((at, tag)) = found.filter(|(at, _)| *at < 64 * 1024) else { return text.to_owned() };
    let version = tag.split("version").nth(1).unwrap_or_default().trim_start_matches([' ', '=', '"', '\'']);
    if ["2.0", "0.91", "0.92"].iter().any(|known| version.starts_with(known)) {
        return text.to_owned();
    }
    let (before, behind) = text.split_at(at + "<rss".len());
    let tail = behind.get(tag.len() - "<rss".len()..).unwrap_or_default();
    let others = tag.split_ascii_whitespace().skip(1).filter(|word| word.starts_with("xmlns"));
    let others: Vec<&str> = others.collect();
    format!("{before} version=\"2.0\" {}{tail}", others.join(" "))
}

fn parse(text: &str) -> Result<Feed, String> {
    let bytes = text.as_bytes();
    refuse_bombs(bytes)?;
    // An entry without an id of its own is known by what it says; `story.rs` sees to that.
    let parser = Builder::new().id_generator(|_, _, _| String::new()).sanitize_content(false).build();
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)));
    match parsed {
        Ok(Ok(feed)) => Ok(feed),
        Ok(Err(error)) => Err(cut(&plain_line(&format!("no feed that can be read: {error}")), 300)),
        Err(_) => Err("no feed that can be read".into()),
    }
}

/// Refuses files that are small and would become large, or go deeper than any feed does.
fn refuse_bombs(bytes: &[u8]) -> Result<(), String> {
    let has = |word: &[u8]| bytes.windows(word.len()).take(64 * 1024).any(|window| window == word);
    if has(b"<!ENTITY") {
        return Err("refused: its DOCTYPE defines entities".into());
    }
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'<')) {
        at += next + 1;
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"![CDATA[") {
            let end = rest.windows(3).position(|window| window == b"]]>").unwrap_or(rest.len());
            at += end;
            continue;
        }
        let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        let is_empty = end > 0 && rest.get(end - 1) == Some(&b'/');
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() && !is_empty => depth += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("refused: elements nested more than {DEEPEST} deep"));
        }
        at += end;
    }
    Ok(())
}

fn stories(feed: &Feed, file: &str, order: &Order, size: u64, out: &mut Out<'_>) {
    let plan = Plan { edition: &order.edition, publish: order.publish, feed, source: source(feed, file) };
    for entry in &feed.entries {
        let id = story::id(entry);
        let title = entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
        let label = label("entry", &id, title);
        match plan.story(entry, id) {
            Ok(told) => {
                let text = told.incoming.fields.body.plain_text().len();
                out.story(label, told, text);
            }
            Err(why) => out.say(Read::Failed(format!("{label}: {why}"))),
        }
        if !out.send_if_full(size) {
            return;
        }
    }
    if feed.entries.is_empty() {
        out.say(Read::Note("holds no entry".into()));
    }
}

/// Returns what the feed is known by: its id, its site, else the file's name.
fn source(feed: &Feed, file: &str) -> String {
    let alternate = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
    let site = feed.links.iter().find(|link| alternate(&link.rel)).map(|link| link.href.as_str());
    let named = [feed.id.as_str(), site.unwrap_or_default()].into_iter();
    let mut named = named.map(|name| cut(&plain_line(name), LONGEST_ADDRESS)).filter(|name| !name.is_empty());
    named.next().map_or_else(|| format!("file:{file}"), |name| format!("feed:{name}"))
}
