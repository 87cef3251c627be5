//! The thread that reads: from the file to batches of stories, and what is to be said on the way.

use super::{Item, Plan, Reader};
use crate::import::batch::{Others, Out, Read};
use crate::words;
use crate::{Order, Source};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;

/// Reads the file to its end, or until nobody listens any more.
pub(crate) fn read<R: BufRead>(source: Source<R>, order: &Order, out: &mut Out<'_>) {
    let mut reader = Reader::new(source.bytes);
    let plan = Plan { edition: &order.edition, file: &source.name, publish: order.publish };
    let mut seen = Seen::default();
    let mut others = Others::default();
    while let Some(next) = reader.next() {
        match next {
            Ok(item) if item.is_story() => story(out, &plan, &reader, &item, &mut seen),
            Ok(item) => others.add(&item.post_type),
            Err(fault) => out.say(Read::Failed(fault.to_string())),
        }
        if !out.send_if_full(reader.bytes()) {
            return;
        }
    }
    others.tell(out);
    out.damaged(reader.is_damaged());
    out.send(reader.bytes());
}

fn story<R: BufRead>(out: &mut Out<'_>, plan: &Plan<'_>, reader: &Reader<R>, item: &Item, seen: &mut Seen) {
    let Some(id) = item.source_id() else {
        let why = format!(
            "{}: it has neither wp:post_id nor an address to be known by (line {})",
            label(item, "?"),
            item.line
        );
        return out.say(Read::Failed(why));
    };
    let label = label(item, &id);
    let id = match seen.times_before(&id, item) {
        0 => id,
        before => {
            let what = format!("{label}: its number stands before another story too; both are taken");
            out.say(Read::Warning(what));
            format!("{id}#{}", before + 1)
        }
    };
    match plan.story(reader.channel(), item, id) {
        Ok(told) => out.story(label, told, item.content.len()),
        Err(why) => out.say(Read::Failed(format!("{label}: {why} (line {})", item.line))),
    }
}

fn label(item: &Item, id: &str) -> String {
    let kind = if item.post_type == "page" { "page" } else { "post" };
    words::label(kind, id, &item.title)
}

/// The numbers that came by. Files put together by hand have different stories under one number; each of them keeps
/// its place, so that the same file gives the same stories again. Costs some 24 bytes a story.
#[derive(Default)]
struct Seen {
    first: HashMap<u64, u64>,
    further: HashMap<u64, Vec<u64>>,
}

impl Seen {
    /// Returns how many other stories came before under this number.
    fn times_before(&mut self, id: &str, item: &Item) -> usize {
        let id = digest(&id);
        let said = digest(&(&item.title, &item.link, &item.post_date, &item.content));
        let first = *self.first.entry(id).or_insert(said);
        if first == said {
            return 0;
        }
        let further = self.further.entry(id).or_default();
        if let Some(place) = further.iter().position(|known| *known == said) {
            return place + 1;
        }
        further.push(said);
        further.len()
    }
}

fn digest(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
