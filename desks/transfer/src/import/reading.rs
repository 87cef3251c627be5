//! The thread that reads: from the file to batches of stories, and what is to be said on the way.

use super::{Order, Source};
use crate::wxr::{Item, Plan, Reader};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::sync::Arc;
use stories::Incoming;
use tokio::sync::mpsc::Sender;

/// A batch is one transaction: of so many stories at most, or of so much text.
const MOST_STORIES: usize = 50;
const MOST_TEXT: usize = 2 * 1024 * 1024;
const MOST_REPORTS: usize = 500;
const MOST_TYPES: usize = 40;

/// What was read, in the order of the file.
pub(super) enum Read {
    Story { label: String },
    Failed(String),
    Warning(String),
    Note(String),
}

/// Stories for one transaction, and all that was read with them.
pub(super) struct Batch {
    pub(super) stories: Arc<[Incoming]>,
    pub(super) reads: Vec<Read>,
    /// How much of the file is read.
    pub(super) bytes: u64,
}

/// Reads the file to its end, or until nobody listens any more.
pub(super) fn read<R: BufRead>(source: Source<R>, order: &Order, sender: &Sender<Batch>) {
    let mut reader = Reader::new(source.bytes);
    let plan = Plan { edition: &order.edition, file: &source.name, publish: order.publish };
    let mut reading = Reading { sender, stories: Vec::new(), reads: Vec::new(), text: 0 };
    let mut seen = Seen::default();
    let mut others = Others::default();
    while let Some(next) = reader.next() {
        match next {
            Ok(item) if item.is_story() => reading.story(&plan, &reader, &item, &mut seen),
            Ok(item) => others.add(&item.post_type),
            Err(fault) => reading.reads.push(Read::Failed(fault.to_string())),
        }
        if !reading.send_if_full(reader.bytes()) {
            return;
        }
    }
    others.tell(&mut reading.reads);
    if reader.is_damaged() {
        let what = "holds bytes that are no text in its encoding; each is replaced by �";
        reading.reads.push(Read::Warning(what.into()));
    }
    reading.send(reader.bytes());
}

/// The batch that is being filled.
struct Reading<'a> {
    sender: &'a Sender<Batch>,
    stories: Vec<Incoming>,
    reads: Vec<Read>,
    text: usize,
}

impl Reading<'_> {
    fn story<R: BufRead>(&mut self, plan: &Plan<'_>, reader: &Reader<R>, item: &Item, seen: &mut Seen) {
        let Some(id) = item.source_id() else {
            let why = format!(
                "{}: it has neither wp:post_id nor an address to be known by (line {})",
                label(item, "?"),
                item.line
            );
            self.reads.push(Read::Failed(why));
            return;
        };
        let label = label(item, &id);
        let id = match seen.times_before(&id, item) {
            0 => id,
            before => {
                let what = format!("{label}: its number stands before another story too; both are taken");
                self.reads.push(Read::Warning(what));
                format!("{id}#{}", before + 1)
            }
        };
        match plan.story(reader.channel(), item, id) {
            Ok(told) => {
                self.reads.extend(told.warnings.iter().map(|what| Read::Warning(format!("{label}: {what}"))));
                self.reads.push(Read::Story { label });
                self.text += item.content.len();
                self.stories.push(told.incoming);
            }
            Err(why) => self.reads.push(Read::Failed(format!("{label}: {why} (line {})", item.line))),
        }
    }

    fn send_if_full(&mut self, bytes: u64) -> bool {
        let is_full = self.stories.len() >= MOST_STORIES || self.text >= MOST_TEXT;
        if is_full || self.reads.len() >= MOST_REPORTS { self.send(bytes) } else { true }
    }

    /// Returns whether anybody still listens.
    fn send(&mut self, bytes: u64) -> bool {
        self.text = 0;
        let stories = std::mem::take(&mut self.stories).into();
        let batch = Batch { stories, reads: std::mem::take(&mut self.reads), bytes };
        self.sender.blocking_send(batch).is_ok()
    }
}

fn label(item: &Item, id: &str) -> String {
    let kind = if item.post_type == "page" { "page" } else { "post" };
    let title: String =
        item.title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
    if title.is_empty() { format!("{kind} {id}") } else { format!("{kind} {id} “{title}”") }
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

/// What is no story: counted by its type, and told once.
#[derive(Default)]
struct Others(BTreeMap<String, u64>);

impl Others {
    fn add(&mut self, kind: &str) {
        let kind: String = if kind.is_empty() { "without a type" } else { kind }.chars().take(40).collect();
        if self.0.len() < MOST_TYPES || self.0.contains_key(&kind) {
            *self.0.entry(kind).or_default() += 1;
        }
    }

    fn tell(&self, reads: &mut Vec<Read>) {
        if !self.0.is_empty() {
            let kinds: Vec<String> = self.0.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            reads.push(Read::Note(format!("left out, being no stories: {}", kinds.join(", "))));
        }
    }
}
