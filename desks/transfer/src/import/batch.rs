//! What a reader fills and the store takes: stories for one transaction, and all that is to be said about them.

use crate::words::left_out;
use copy::Dropped;
use std::collections::BTreeMap;
use std::sync::Arc;
use stories::{Came, Incoming};
use tokio::sync::mpsc::Sender;

/// A batch is one transaction: of so many stories at most, or of so much text.
const MOST_STORIES: usize = 50;
const MOST_TEXT: usize = 2 * 1024 * 1024;
const MOST_REPORTS: usize = 500;
const MOST_TYPES: usize = 40;

/// What was read, in the order of the file.
pub(crate) enum Read {
    Story {
        label: String,
    },
    Failed(String),
    /// A story that is not taken in although nothing is wrong with it.
    Skipped(String),
    Warning(String),
    Note(String),
}

/// Stories for one transaction, and all that was read with them.
pub(crate) struct Batch {
    pub(crate) stories: Arc<[Arc<Came>]>,
    pub(crate) reads: Vec<Read>,
    /// How much of the file is read.
    pub(crate) bytes: u64,
}

/// A story, and what is to be told about it.
#[derive(Debug)]
pub struct Told {
    pub incoming: Incoming,
    pub warnings: Vec<String>,
    /// What its text held and a story cannot.
    pub dropped: Vec<Dropped>,
}

/// The batch that is being filled.
pub(crate) struct Out<'a> {
    sender: &'a Sender<Batch>,
    stories: Vec<Arc<Came>>,
    reads: Vec<Read>,
    text: usize,
}

impl<'a> Out<'a> {
    pub(crate) fn new(sender: &'a Sender<Batch>) -> Self {
        Self { sender, stories: Vec::new(), reads: Vec::new(), text: 0 }
    }

    /// Adds a story whose text has so many bytes.
    pub(crate) fn story(&mut self, label: String, told: Told, bytes: usize) {
        self.reads.extend(told.warnings.iter().map(|what| Read::Warning(format!("{label}: {what}"))));
        self.reads.extend(left_out(&told.dropped).map(|what| Read::Note(format!("{label}: {what}"))));
        match Came::new(told.incoming) {
            Ok(came) => {
                self.reads.push(Read::Story { label });
                self.text += bytes;
                self.stories.push(Arc::new(came));
            }
            Err(why) => self.reads.push(Read::Failed(format!("{label}: {why}"))),
        }
    }

    pub(crate) fn say(&mut self, read: Read) {
        self.reads.push(read);
    }

    /// Says that there were bytes that are no text, if there were.
    pub(crate) fn damaged(&mut self, is_damaged: bool) {
        if is_damaged {
            self.say(Read::Warning(
                "holds bytes that are no text in its encoding; each is replaced by �".into(),
            ));
        }
    }

    /// Sends the batch if it is full; returns whether anybody still listens.
    pub(crate) fn send_if_full(&mut self, bytes: u64) -> bool {
        let is_full = self.stories.len() >= MOST_STORIES || self.text >= MOST_TEXT;
        if is_full || self.reads.len() >= MOST_REPORTS { self.send(bytes) } else { true }
    }

    /// Sends what there is; returns whether anybody still listens.
    pub(crate) fn send(&mut self, bytes: u64) -> bool {
        self.text = 0;
        let stories = std::mem::take(&mut self.stories).into();
        let batch = Batch { stories, reads: std::mem::take(&mut self.reads), bytes };
        self.sender.blocking_send(batch).is_ok()
    }
}

/// What is no story: counted by its type, and told once.
#[derive(Default)]
pub(crate) struct Others(BTreeMap<String, u64>);

impl Others {
    pub(crate) fn add(&mut self, kind: &str) {
        let kind: String = if kind.is_empty() { "without a type" } else { kind }.chars().take(40).collect();
        if self.0.len() < MOST_TYPES || self.0.contains_key(&kind) {
            *self.0.entry(kind).or_default() += 1;
        }
    }

    pub(crate) fn tell(&self, out: &mut Out<'_>) {
        if !self.0.is_empty() {
            let kinds: Vec<String> = self.0.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            out.say(Read::Note(format!("left out, being no stories: {}", kinds.join(", "))));
        }
    }
}
