//! The one writer. Writes that wait together share a transaction and are answered after the commit: one wait for the
//! disk serves them all. One that fails is undone alone: nothing is to be undone where it has written nothing, which is
//! nearly always so; else the batch is done again with each write in a savepoint.

use super::{connect, panic_words, poll_once};
use crate::listeners::Listeners;
use crate::tx::Engine;
use crate::{LogRow, Tx, Work};
use base::figures::SIZES;
use base::{Broken, Chance, Clock, Failure, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// The most writes in one transaction.
const LARGEST_BATCH: usize = 256;
/// The longest time that a transaction takes new writes in.
const LONGEST_BATCH: Duration = Duration::from_millis(10);
/// How many writes may wait before callers wait to queue theirs.
const QUEUE: usize = 1024;
/// How often a write is done again because its batch was lost.
const TRIES: u32 = 3;

/// A write on its way: done in the batch's transaction, answered after the commit or told that it is lost.
trait Job: Send {
    /// Does the write; returns whether it is to stand.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Answers; `lost` says why nothing of it is there.
    fn answer(self: Box<Self>, lost: Option<&str>);
    /// Returns whether it can be done again.
    fn is_repeatable(&self) -> bool;
}

struct Write<T, F> {
    work: F,
    done: Option<Result<T>>,
    tries: u32,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: for<'t> Work<'t, T>> Job for Write<T, F> {
    fn run(&mut self, tx: &mut Tx) -> bool {
        self.tries += 1;
        tx.renew();
        let work = self.work.clone();
        let done = catch_unwind(AssertUnwindSafe(|| poll_once(work.start(tx))));
        let done =
            done.unwrap_or_else(|panic| Err(Broken::new(panic_words(&*panic)).while_doing("writing").into()));
        let done = tx.settle(done);
        let stands = done.is_ok();
        self.done = Some(done);
        stands
    }

    fn answer(self: Box<Self>, lost: Option<&str>) {
        let done = match (lost, self.done) {
            (Some(why), Some(Ok(_)) | None) => Err(Failure::from(Broken::new(why).while_doing("committing"))),
            (_, Some(done)) => done,
            (None, None) => Err(Broken::new("a write was not done").into()),
        };
        // Who asked may be gone; the write stands all the same.
        drop(self.reply.send(done));
    }

    fn is_repeatable(&self) -> bool {
        self.tries < TRIES
    }
}

/// The way to the writer's thread.
pub(crate) struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the writer on this file.
    pub(crate) fn start(
        path: &Path,
        clock: Clock,
        chance: Chance,
        listeners: Arc<Listeners>,
    ) -> Result<Self> {
        let connection = connect(path)?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let tx = Tx::new(Engine::Sqlite(connection), clock, chance);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(tx, waiting, &listeners))
            .map_err(|error| Broken::new(error).while_doing("starting the writer"))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Has a write done; it goes on to its end even if the caller does not wait for it.
    pub(crate) async fn write<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Write { work, done: None, tries: 0, reply });
        let queue = self.queue.as_ref().ok_or_else(|| Broken::new("the store is closed"))?;
        queue.send(job).await.map_err(|_| Broken::new("the writer has ended"))?;
        answer.await.map_err(|_| Broken::new("the writer has ended"))?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        self.thread.take().into_iter().for_each(super::join);
    }
}

/// Writes that wait for a transaction.
struct Batch {
    jobs: Vec<Box<dyn Job>>,
    /// Whether each is done without a savepoint, which costs a copy of each page that is written, as if none failed.
    is_hopeful: bool,
}

fn run(mut tx: Tx, mut waiting: mpsc::Receiver<Box<dyn Job>>, listeners: &Listeners) {
    while let Some(first) = waiting.blocking_recv() {
        let mut next = Batch { jobs: vec![first], is_hopeful: true };
        while !next.jobs.is_empty() {
            next = batch(&mut tx, next, &mut waiting, listeners);
        }
    }
}

/// Does a batch in one transaction and answers it. Returns the writes that must be done again since the whole
/// transaction was rolled back.
fn batch(
    tx: &mut Tx,
    Batch { jobs, is_hopeful }: Batch,
    waiting: &mut mpsc::Receiver<Box<dyn Job>>,
    listeners: &Listeners,
) -> Batch {
    if let Err(failure) = control(tx, "begin immediate") {
        jobs.into_iter().for_each(|job| job.answer(Some(&failure.to_string())));
        return Batch { jobs: Vec::new(), is_hopeful };
    }
    tx.is_hopeful = is_hopeful;
    tx.announced.clear();
    // What one write of the batch keeps serves the next: nobody else writes meanwhile.
    tx.forget_all();
    let begun = Instant::now();
    let mut done: Vec<Box<dyn Job>> = Vec::new();
    let mut next = jobs.into_iter();
    loop {
        let within = done.len() < LARGEST_BATCH && begun.elapsed() < LONGEST_BATCH;
        // Nothing may be taken out of the queue that this batch has no room for.
        let more = || if within { waiting.try_recv().ok() } else { None };
        let Some(mut job) = next.next().or_else(more) else { break };
        match one(tx, job.as_mut()) {
            Left::Standing => done.push(job),
            Left::Mixed => {
                give_up(tx);
                return Batch {
                    jobs: done.into_iter().chain([job]).chain(next).collect(),
                    is_hopeful: false,
                };
            }
            Left::Lost => {
                // It is told and not done again, so that with each loss the batch grows smaller and comes to an end.
                give_up(tx);
                job.answer(Some("the database gave the transaction up"));
                return Batch { jobs: done.into_iter().chain(next).collect(), is_hopeful };
            }
        }
    }
    if let Err(failure) = control(tx, "commit") {
        let why = failure.to_string();
        give_up(tx);
        return Batch { jobs: again(done, &why), is_hopeful };
    }
    listeners.figures.batches.take(&SIZES, done.len() as u64);
    let told: Vec<LogRow> = std::mem::take(&mut tx.announced);
    listeners.tell_of_all(&told);
    done.into_iter().for_each(|job| job.answer(None));
    Batch { jobs: Vec::new(), is_hopeful }
}

/// What a write leaves of the batch's transaction.
enum Left {
    /// It stands, with what the write did or without it.
    Standing,
    /// What failed is in it and cannot be taken out: there was no savepoint.
    Mixed,
    /// The engine has rolled it back.
    Lost,
}

fn one(tx: &mut Tx, job: &mut dyn Job) -> Left {
    let (told, written) = (tx.announced.len(), tx.written);
    if !tx.is_hopeful && control(tx, "savepoint job").is_err() {
        return Left::Lost;
    }
    let stands = job.run(tx);
    if is_autocommit(tx) {
        return Left::Lost;
    }
    if tx.is_hopeful && (tx.was_too_hopeful || !stands && tx.written != written) {
        return Left::Mixed;
    }
    if !stands {
        tx.undone(told);
    }
    if tx.is_hopeful {
        return Left::Standing;
    }
    let undone = stands || control(tx, "rollback to savepoint job").is_ok();
    if undone && control(tx, "release savepoint job").is_ok() { Left::Standing } else { Left::Lost }
}

/// Ends a transaction of which nothing stands.
fn give_up(tx: &mut Tx) {
    if !is_autocommit(tx) {
        drop(control(tx, "rollback"));
    }
    tx.announced.clear();
}

/// Sorts a batch that could not be committed: what can be done again is returned, the rest is told that it is lost.
fn again(done: Vec<Box<dyn Job>>, why: &str) -> Vec<Box<dyn Job>> {
    let (repeat, lost): (Vec<_>, Vec<_>) = done.into_iter().partition(|job| job.is_repeatable());
    lost.into_iter().for_each(|job| job.answer(Some(why)));
    repeat
}

fn control(tx: &Tx, sql: &str) -> Result<()> {
    match &tx.engine {
        Engine::Sqlite(connection) => super::control(connection, sql),
        Engine::Postgres(_) => Err(Broken::new("the writer is SQLite's").into()),
    }
}

fn is_autocommit(tx: &Tx) -> bool {
    matches!(&tx.engine, Engine::Sqlite(connection) if connection.is_autocommit())
}
