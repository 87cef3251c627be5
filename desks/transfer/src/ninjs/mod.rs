//! ninjs, the IPTC's news in JSON: 1.x, 2.x and 3.x, and what Superdesk calls by that name. A file holds an item, a
//! list of items, or an item a line.
//!
//! `items.rs` takes items out of a file one by one, `item.rs` is how a value is asked for, `story.rs` makes stories of
//! them, `subjects.rs` knows the IPTC's codes, `pictures.rs` what is associated with a story.

mod export;
mod item;
mod items;
mod pictures;
mod story;
mod subjects;

pub use export::export;

use crate::import::batch::{Others, Out, Read};
use crate::words::label;
use crate::{Order, Source};
use item::Item;
use items::Items;
use std::collections::BTreeMap;
use std::io::BufRead;
use story::{Made, Plan};

/// Reads the file to its end, or until nobody listens any more.
pub(crate) fn read<R: BufRead>(source: Source<R>, order: &Order, out: &mut Out<'_>) {
    let mut items = match Items::open(source.bytes) {
        Ok(items) => items,
        Err(why) => {
            out.say(Read::Failed(why));
            out.send(0);
            return;
        }
    };
    let plan = Plan { edition: &order.edition, publish: order.publish };
    let (mut others, mut versions) = (Others::default(), BTreeMap::<&'static str, u64>::new());
    while let Some(next) = items.next() {
        match next {
            Ok((text, line)) => one(out, &plan, &text, line, &mut others, &mut versions),
            Err(why) => out.say(Read::Failed(why)),
        }
        if !out.send_if_full(items.bytes()) {
            return;
        }
    }
    others.tell(out);
    if !versions.is_empty() {
        let versions: Vec<String> = versions.iter().map(|(version, n)| format!("{n} of {version}")).collect();
        out.say(Read::Note(format!("stories in ninjs: {}", versions.join(", "))));
    }
    out.damaged(items.is_damaged());
    out.send(items.bytes());
}

fn one(
    out: &mut Out<'_>,
    plan: &Plan<'_>,
    text: &[u8],
    line: u64,
    others: &mut Others,
    versions: &mut BTreeMap<&'static str, u64>,
) {
    let item: Item = match serde_json::from_slice(text) {
        Ok(item) => item,
        Err(error) => return out.say(Read::Failed(format!("no JSON: {error} (item on line {line})"))),
    };
    let id = match item.id() {
        Ok(id) => id,
        Err(why) => return out.say(Read::Failed(format!("no ninjs: {why} (line {line})"))),
    };
    let label = label("item", &id, item.any_text(&["headline", "title"]).unwrap_or_default());
    match plan.story(&item, id) {
        Ok(Made::Story(told)) => {
            *versions.entry(item.version()).or_default() += 1;
            out.story(label, *told, text.len());
        }
        Ok(Made::NoStory(kind)) => others.add(&kind),
        Ok(Made::Not(why)) => out.say(Read::Skipped(format!("{label}: {why}"))),
        Err(why) => out.say(Read::Failed(format!("{label}: {why} (line {line})"))),
    }
}
