//! The follower: one process at a time reads the log, puts what each receiver is to be told on its way, and sends
//! it. Each receiver has a task of its own, so that none waits for another.

use super::attempt::{self, PATIENCE};
use super::rules::announce;
use crate::store::{self, FOLLOWER};
use crate::told::{self, Posts};
use ::store::{Logged, Only, Tx};
use base::{Id, Result, Time};
use fetch::{Fetcher, Patience};
use house::Event;
use site::Plant;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::{self, JoinSet};

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How many rows are put on their way in one write.
const ROWS: i64 = 500;
/// How many messages a receiver gets before it is looked again.
const BATCH: u32 = 100;
/// How long one process has the work if it does not say that it still lives.
const SPAN: Duration = Duration::from_secs(60);
/// How long one message may take.
const TOO_SLOW: Duration = Duration::from_secs(10);
/// How long it is remembered what arrived, and what was set aside.
const REMEMBERED: (Duration, Duration) =
    (Duration::from_secs(7 * 24 * 3600), Duration::from_secs(30 * 24 * 3600));
/// How often what is too old is forgotten.
const TIDY: Duration = Duration::from_secs(3600);

/// Who sends, and with what.
struct Sender {
    plant: Plant,
    fetcher: Fetcher,
    posts: Posts,
    holder: String,
    /// Whether the work is this process's.
    is_ours: AtomicBool,
}

/// What there is to do.
struct Work {
    /// Whether there is a receiver.
    is_for_somebody: bool,
    has_rows: bool,
    due: Vec<Id>,
}

/// Tells receivers what happens until the task is ended.
pub async fn run(plant: Plant, posts: Posts) {
    let agent = format!("Stoppress/{} (+{})", plant.settings.version, plant.settings.public_url);
    let patience = Patience { connect: TOO_SLOW, idle: TOO_SLOW, total: TOO_SLOW };
    let fetcher = Fetcher::new(super::guard(&plant), &agent).patient(patience);
    let holder = plant.chance.id(plant.clock.now()).to_string();
    let sender = Arc::new(Sender { plant, fetcher, posts, holder, is_ours: AtomicBool::new(false) });
    let mut nudge = sender.plant.store.last_seq();
    let mut round =
        Round { sender, held_until: None, tidied: None, tasks: JoinSet::new(), busy: HashMap::new() };
    loop {
        nudge.borrow_and_update();
        match round.go().await {
            Ok(Pace::AtOnce) => continue,
            // Then what is committed is of no interest.
            Ok(Pace::NobodyListens) => {
                tokio::time::sleep(LOOK).await;
                continue;
            }
            Ok(Pace::WhenNudged) => {}
            Err(failure) => tracing::warn!(%failure, "webhooks could not be looked after"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = nudge.changed() => {}
            Some(done) = round.tasks.join_next_with_id() => round.ended(done),
        }
    }
}

/// When it is looked again.
enum Pace {
    AtOnce,
    /// When something is committed, or is due.
    WhenNudged,
    /// Before long: there is no receiver.
    NobodyListens,
}

/// The follower's own memory.
struct Round {
    sender: Arc<Sender>,
    held_until: Option<Time>,
    tidied: Option<Time>,
    tasks: JoinSet<()>,
    /// The receivers that a task is under way for.
    busy: HashMap<task::Id, Id>,
}

impl Round {
    /// Does what there is to do, and says when to look again.
    async fn go(&mut self) -> Result<Pace> {
        let Work { is_for_somebody, has_rows, due } = self.sender.plant.store.read(work).await?;
        if !has_rows && due.is_empty() && self.tasks.is_empty() {
            self.give_up().await?;
            return Ok(if is_for_somebody { Pace::WhenNudged } else { Pace::NobodyListens });
        }
        if !self.hold().await? {
            return Ok(Pace::WhenNudged);
        }
        let more = has_rows && self.sender.plant.store.write(put_on_their_way).await?;
        self.tidy().await?;
        let due = if has_rows { self.sender.plant.store.read(work).await?.due } else { due };
        for webhook in due {
            if !self.busy.values().any(|busy| *busy == webhook) {
                let sender = Arc::clone(&self.sender);
                let handle = self.tasks.spawn(async move { sender.send_all(webhook).await });
                self.busy.insert(handle.id(), webhook);
            }
        }
        Ok(if more { Pace::AtOnce } else { Pace::WhenNudged })
    }

    fn ended(&mut self, done: Result<(task::Id, ()), task::JoinError>) {
        let id = done.map_or_else(|error| error.id(), |(id, ())| id);
        self.busy.remove(&id);
    }

    /// Takes the lease, or keeps it; returns whether the work is this process's.
    async fn hold(&mut self) -> Result<bool> {
        let now = self.sender.plant.clock.now();
        if self.held_until.is_some_and(|until| until.since(now) > SPAN / 2) {
            return Ok(true);
        }
        let is_ours = self.sender.lease(SPAN).await?;
        self.held_until = is_ours.then(|| now.after(SPAN));
        self.sender.is_ours.store(is_ours, Ordering::Relaxed);
        Ok(is_ours)
    }

    /// Leaves the work to whoever looks next.
    async fn give_up(&mut self) -> Result<()> {
        if self.held_until.take().is_some() {
            self.sender.is_ours.store(false, Ordering::Relaxed);
            self.sender.lease(Duration::ZERO).await?;
        }
        Ok(())
    }

    /// Forgets what is too old, and sets aside what has waited too long for receivers that are paused.
    async fn tidy(&mut self) -> Result<()> {
        let now = self.sender.plant.clock.now();
        if self.tidied.is_some_and(|last| last.after(TIDY) > now) {
            return Ok(());
        }
        self.sender.plant.store.write(tidy).await?;
        self.tidied = Some(now);
        Ok(())
    }
}

async fn work(tx: &mut Tx) -> Result<Work> {
    if store::all(tx).await?.is_empty() {
        return Ok(Work { is_for_somebody: false, has_rows: false, due: Vec::new() });
    }
    let has_rows = tx.last_logged().await? > tx.cursor(FOLLOWER).await?;
    Ok(Work { is_for_somebody: true, has_rows, due: store::due(tx).await? })
}

/// Puts the next rows of the log on their way to those who want them; returns whether there are more.
async fn put_on_their_way(tx: &mut Tx) -> Result<bool> {
    let webhooks = store::all(tx).await?;
    let from = tx.cursor(FOLLOWER).await?;
    let rows = tx.log_from(from, &Only::default(), ROWS).await?;
    let Some(last) = rows.last().map(|row| row.seq) else { return Ok(false) };
    let more = rows.len() as i64 == ROWS;
    for row in rows.into_iter().filter_map(Logged::row) {
        let takes_away = Event::from_row(&row).is_some_and(|event| told::takes_off(&event));
        for webhook in webhooks.iter().filter(|webhook| webhook.wants(&row)) {
            store::queue(tx, webhook.id, Some(row.seq), &row.event, takes_away).await?;
            if takes_away && (webhook.paused.is_some() || webhook.failing.is_some()) {
                announce(tx, Event::WebhookBehind, "house", webhook.id).await?;
            }
        }
    }
    tx.move_cursor(FOLLOWER, last).await?;
    Ok(more)
}

async fn tidy(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let (done, aside) = REMEMBERED;
    store::forget(tx, now.before(done), now.before(aside)).await?;
    for webhook in store::all(tx).await? {
        if webhook.paused.is_some_and(|paused| paused.at <= now.before(PATIENCE)) {
            let why = "The webhook was paused for more than a day.";
            store::set_aside(tx, webhook.id, now.before(PATIENCE), why).await?;
        }
    }
    Ok(())
}

impl Sender {
    async fn lease(&self, span: Duration) -> Result<bool> {
        let holder = self.holder.clone();
        self.plant.store.write(async move |tx: &mut Tx| tx.lease(FOLLOWER, &holder, span).await).await
    }

    /// Sends a receiver what waits for it, one after the other, until one is not taken.
    async fn send_all(&self, webhook: Id) {
        for _ in 0..BATCH {
            if !self.is_ours.load(Ordering::Relaxed) {
                return;
            }
            match self.send_one(webhook).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(failure) => {
                    tracing::error!(%webhook, %failure, "a webhook could not be served");
                    // Not at once again: the database may be away.
                    tokio::time::sleep(LOOK).await;
                    return;
                }
            }
        }
    }

    /// Sends what is next; returns whether to go on.
    async fn send_one(&self, webhook: Id) -> Result<bool> {
        let (plant, posts) = (self.plant.clone(), Arc::clone(&self.posts));
        let next = async move |tx: &mut Tx| attempt::next(tx, &plant, &posts, webhook).await;
        match self.plant.store.read(next).await? {
            Some(next) => attempt::attempt(&self.plant, &self.fetcher, next).await,
            None => Ok(false),
        }
    }
}
