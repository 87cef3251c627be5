//! Streams: from the log to every open page.
//!
//! One task follows the log, asks the teller once what open pages are to be told, and puts the same bytes into the
//! mailbox of every reader of the topic, in the order of the log.

use crate::Plant;
use crate::reader::Mailbox;
use base::figures::Counter;
use base::{Id, Refused, Result, Time};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::HeaderMap;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use store::{LogRow, Tx};
use tokio::sync::{Semaphore, watch};

pub use crate::events::events_routes;

/// What an open page is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The log's number.
    pub seq: i64,
    pub topic: String,
    pub event: String,
    /// The id of what it is about.
    pub subject: String,
    /// The commit's time, in microseconds since 1970.
    pub ts: i64,
    /// The rendered piece, where it is small and the same for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

impl Message {
    /// Returns the message as an event of a stream.
    pub(crate) fn frame(&self) -> Bytes {
        // A struct of texts and numbers always serialises.
        let json = serde_json::to_string(self).unwrap_or_default();
        Bytes::from(format!("id: {}\ndata: {json}\n\n", self.seq))
    }
}

/// Makes of log rows what open pages are told, from the *present* state.
pub type Teller = Arc<dyn Fn(Plant, Vec<LogRow>) -> BoxFuture<'static, Result<Vec<Message>>> + Send + Sync>;

/// Somebody who had to say who they are, and until when what they said is good; none where it has no end.
#[derive(Clone, Copy, Debug)]
pub struct Hearer {
    pub person: Id,
    pub until: Option<Time>,
}

/// Says whose request may hear a topic of the desk, or refuses one that may not.
pub type Gate = Arc<dyn Fn(Plant, HeaderMap, String) -> BoxFuture<'static, Result<Hearer>> + Send + Sync>;

/// How many log rows are read at once, and how far back a reader may resume.
pub(crate) const ROWS_AT_ONCE: i64 = 1000;
/// How long a follower waits without a nudge before it looks by itself.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often the teller is asked for the same rows before open pages are told to ask for themselves.
const TRIES: u32 = 3;
/// How often messages are made anew because something was committed meanwhile.
const TELLINGS: u32 = 3;

/// All open streams.
#[derive(Clone)]
pub struct Streams(pub(crate) Arc<Hub>);

pub(crate) struct Hub {
    seats: Mutex<Seats>,
    pub(crate) teller: OnceLock<Teller>,
    pub(crate) gate: OnceLock<Gate>,
    started: watch::Sender<bool>,
    pub(crate) replays: Semaphore,
    pub(crate) recent: Mutex<Vec<Replay>>,
    /// Moved by every commit: what was made of the state before it is not told to anybody who asks after it.
    commits: AtomicU64,
    per_address: usize,
    sent: Counter,
}

/// What was told to one who resumed, for the next who resumes from the same place.
pub(crate) struct Replay {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) messages: Arc<Vec<Message>>,
}

#[derive(Default)]
struct Seats {
    /// The number of the log up to which everybody has been told.
    position: i64,
    next: u64,
    open: u64,
    by_topic: HashMap<Arc<str>, HashMap<u64, Arc<Mailbox>>>,
    by_address: HashMap<IpAddr, usize>,
    /// The mailboxes of those who had to say who they are.
    by_hearer: HashMap<Id, HashMap<u64, Arc<Mailbox>>>,
    /// The same by the moment at which their way in runs out.
    by_end: BTreeMap<(Time, u64), Arc<Mailbox>>,
}

/// A reader's place, given up when it is dropped.
pub(crate) struct Seat {
    hub: Arc<Hub>,
    number: u64,
    topics: Box<[Arc<str>]>,
    address: Option<IpAddr>,
    hearer: Option<Hearer>,
    pub(crate) mailbox: Arc<Mailbox>,
    /// The number of the log from which on the mailbox is filled.
    pub(crate) position: i64,
}

impl Streams {
    /// Returns no streams yet, of which one address may open so many.
    pub fn new(per_address: usize) -> Self {
        Self(Arc::new(Hub {
            seats: Mutex::default(),
            teller: OnceLock::new(),
            gate: OnceLock::new(),
            started: watch::channel(false).0,
            replays: Semaphore::new(8),
            recent: Mutex::default(),
            commits: AtomicU64::new(0),
            per_address,
            sent: Counter::default(),
        }))
    }

    /// Sets who may hear the topics of the desk; without it nobody does.
    pub fn guard(&self, gate: Gate) {
        // The first guard stays: it is set once, when the newsroom is put together.
        let _ = self.0.gate.set(gate);
    }

    /// Returns how many streams are open to this topic.
    pub fn readers(&self, topic: &str) -> usize {
        self.0.lock().by_topic.get(topic).map_or(0, HashMap::len)
    }

    /// Returns how many streams are open, and how many messages were handed out to readers so far.
    pub fn figures(&self) -> [u64; 2] {
        [self.0.lock().open, self.0.sent.get()]
    }

    /// Forgets what was told to readers who resumed: something was committed.
    pub(crate) fn forget_replays(&self) {
        self.0.commits.fetch_add(1, Ordering::SeqCst);
        self.0.recent.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Waits until the streams are being filled.
    pub(crate) async fn started(&self) -> Result<()> {
        let mut started = self.0.started.subscribe();
        match tokio::time::timeout(Duration::from_secs(5), started.wait_for(|started| *started)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(Refused::NotNow("The newsroom is just being opened.".into()).into()),
        }
    }

    /// Takes a seat; from its position on, everything comes into its mailbox.
    /// Whoever had to say who they are keeps it no longer than their way in.
    pub(crate) fn sit_down(
        &self,
        topics: &[String],
        address: Option<IpAddr>,
        hearer: Option<Hearer>,
    ) -> Option<Seat> {
        let mut seats = self.0.lock();
        if let Some(address) = address {
            let taken = seats.by_address.entry(address).or_default();
            if *taken >= self.0.per_address {
                return None;
            }
            *taken += 1;
        }
        let number = seats.next;
        seats.next += 1;
        seats.open += 1;
        let mailbox = Arc::new(Mailbox::default());
        let topics = topics.iter().map(|topic| seats.enter(topic, number, &mailbox)).collect();
        if let Some(hearer) = hearer {
            seats.by_hearer.entry(hearer.person).or_default().insert(number, Arc::clone(&mailbox));
            if let Some(until) = hearer.until {
                seats.by_end.insert((until, number), Arc::clone(&mailbox));
            }
        }
        let position = seats.position;
        Some(Seat { hub: Arc::clone(&self.0), number, topics, address, hearer, mailbox, position })
    }

    /// Ends the streams that somebody opened by saying who they are: they have lost a way in. Who has another one
    /// opens them again. Sync and quick: it runs before the write that took it away is answered.
    pub fn end_of(&self, hearer: Id) {
        let mut seats = self.0.lock();
        for mailbox in seats.by_hearer.remove(&hearer).into_iter().flatten().map(|(_, mailbox)| mailbox) {
            mailbox.cut_off();
        }
    }

    /// Tells every open page to ask for itself: the look changed, and nothing in the log says so.
    pub fn reload_everybody(&self, now: Time) {
        self.0.tell_to_reload(0, now.micros());
    }
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the streams of those whose way in has run out. Who has used it since opens them again.
    fn end_overdue(&self, now: Time) {
        let mut seats = self.lock();
        while let Some(first) = seats.by_end.first_entry().filter(|first| first.key().0 <= now) {
            first.remove().cut_off();
        }
    }

    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    /// Moves on if nobody listens; who sits down later hears from there on, and asks for what its page missed.
    fn pass_by(&self, position: i64) -> bool {
        let mut seats = self.lock();
        let is_empty = seats.open == 0;
        if is_empty {
            seats.position = position;
        }
        is_empty
    }

    /// Hands the messages out, all at once, and moves on.
    fn tell(&self, messages: &[Message], position: i64) {
        let seats = self.lock();
        self.hand_out(seats, messages, position);
    }

    /// Hands the messages out unless something was committed since they were begun to be made: they could show what
    /// was taken off meanwhile to somebody who sits down only now.
    fn tell_unless_changed(
        &self,
        messages: &[Message],
        position: i64,
        is_unchanged: impl FnOnce() -> bool,
    ) -> bool {
        let seats = self.lock();
        let is_fresh = is_unchanged();
        if is_fresh {
            self.hand_out(seats, messages, position);
        }
        is_fresh
    }

    fn hand_out(&self, mut seats: MutexGuard<'_, Seats>, messages: &[Message], position: i64) {
        let frames: Vec<_> = messages.iter().map(|message| (message, message.frame())).collect();
        for (message, frame) in &frames {
            let Some(readers) = seats.by_topic.get_mut(message.topic.as_str()) else { continue };
            readers.retain(|_, mailbox| mailbox.put(frame));
            self.sent.add(readers.len() as u64);
        }
        seats.position = position;
    }

    /// Tells every open page to ask for itself, and moves on to `position` where that lies ahead.
    fn tell_to_reload(&self, position: i64, ts: i64) {
        let seats = self.lock();
        let position = position.max(seats.position);
        let topics = seats.by_topic.keys();
        let messages: Vec<_> = topics.map(|topic| reload(topic.to_string(), position, ts)).collect();
        self.hand_out(seats, &messages, position);
    }
}

/// Returns the message by which a page asks for everything anew.
pub(crate) fn reload(topic: String, seq: i64, ts: i64) -> Message {
    Message { seq, topic, event: "reload".into(), subject: String::new(), ts, html: None }
}

impl Seats {
    fn enter(&mut self, topic: &str, number: u64, mailbox: &Arc<Mailbox>) -> Arc<str> {
        let name =
            self.by_topic.get_key_value(topic).map_or_else(|| topic.into(), |(name, _)| Arc::clone(name));
        self.by_topic.entry(Arc::clone(&name)).or_default().insert(number, Arc::clone(mailbox));
        name
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.hub.lock();
        seats.open = seats.open.saturating_sub(1);
        for topic in &self.topics {
            if let Some(readers) = seats.by_topic.get_mut(topic) {
                readers.remove(&self.number);
                if readers.is_empty() {
                    seats.by_topic.remove(topic);
                }
            }
        }
        if let Some(Hearer { person, until }) = self.hearer {
            if let Some(own) = seats.by_hearer.get_mut(&person) {
                own.remove(&self.number);
                if own.is_empty() {
                    seats.by_hearer.remove(&person);
                }
            }
            if let Some(until) = until {
                seats.by_end.remove(&(until, self.number));
            }
        }
        if let Some(address) = self.address
            && let Some(taken) = seats.by_address.get_mut(&address)
        {
            *taken = taken.saturating_sub(1);
            if *taken == 0 {
                seats.by_address.remove(&address);
            }
        }
    }
}

/// Follows the log and tells open pages, until it is dropped.
pub async fn run(plant: Plant, teller: Teller) {
    let hub = Arc::clone(&plant.streams.0);
    let teller = hub.teller.get_or_init(|| teller).clone();
    let mut nudge = plant.store.last_seq();
    let mut position = loop {
        match plant.store.read(async move |tx: &mut Tx| tx.last_logged().await).await {
            Ok(position) => break position,
            Err(error) => tracing::error!(%error, "the log cannot be read"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    };
    hub.lock().position = position;
    hub.started.send_replace(true);
    let mut tries = 0;
    loop {
        nudge.mark_unchanged();
        hub.end_overdue(plant.clock.now());
        match follow(&plant, &teller, position).await {
            Ok((seq, was_full)) => {
                (position, tries) = (seq, 0);
                if was_full {
                    continue;
                }
            }
            Err(error) => {
                tries += 1;
                tracing::error!(%error, position, tries, "open pages could not be told");
                if tries >= TRIES {
                    (position, tries) = (pass_over(&plant, position).await, 0);
                }
            }
        }
        let _ = tokio::time::timeout(LOOK_AGAIN, nudge.changed()).await;
    }
}

/// Tells what has come since `position`; returns the new one, and whether there is more.
async fn follow(plant: &Plant, teller: &Teller, position: i64) -> Result<(i64, bool)> {
    // Read before the rows are: a page that is told of one asks for what is kept, which must be gone by then.
    let heard = plant.store.heard();
    let mut rows =
        plant.store.read(async move |tx: &mut Tx| tx.log_after(position, ROWS_AT_ONCE).await).await?;
    rows.retain(|row| row.seq <= heard);
    let Some(last) = rows.last().map(|row| row.seq) else { return Ok((position, false)) };
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= ROWS_AT_ONCE);
    let hub = &plant.streams.0;
    if hub.pass_by(last) {
        return Ok((last, is_full));
    }
    for _ in 0..TELLINGS {
        let commits = hub.commits();
        let mut messages = teller(plant.clone(), rows.clone()).await?;
        messages.sort_by_key(|message| message.seq);
        // Out of touch with other processes nobody knows whether something was.
        let is_unchanged = || hub.commits() == commits && plant.store.is_in_touch();
        if hub.tell_unless_changed(&messages, last, is_unchanged) {
            return Ok((last, is_full));
        }
    }
    // Commits come faster than this can be told. What they may have taken away is not told; pages ask for it.
    let mut messages = teller(plant.clone(), rows).await?;
    messages.sort_by_key(|message| message.seq);
    messages.iter_mut().for_each(|message| message.html = None);
    hub.tell(&messages, last);
    Ok((last, is_full))
}

/// Goes past rows that nobody can make anything of: open pages ask for themselves.
async fn pass_over(plant: &Plant, position: i64) -> i64 {
    let last = plant.store.read(async move |tx: &mut Tx| tx.last_logged().await).await;
    // What cannot be read at all is no fault of a row: it is told when the store can be read again.
    let Ok(last) = last else { return position };
    plant.streams.0.tell_to_reload(last, plant.clock.now().micros());
    last
}
