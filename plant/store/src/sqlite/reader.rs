//! Readers: some threads, each with a connection, each read in a snapshot of its own.

use super::{connect, control, panic_words, poll_once};
use crate::tx::Engine;
use crate::{Tx, Work};
use base::{Broken, Chance, Clock, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// How many readers there are.
const READERS: usize = 3;

type Job = Box<dyn FnOnce(&mut Tx) + Send>;

/// The way to the readers' threads.
pub(crate) struct Readers {
    queue: Option<mpsc::Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    /// Starts the readers on this file.
    pub(crate) fn start(path: &Path, clock: &Clock, chance: &Chance) -> Result<Self> {
        let (queue, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        let mut threads = Vec::new();
        for number in 0..READERS {
            let connection = connect(path)?;
            control(&connection, "pragma query_only = on")?;
            let mut tx = Tx::new(Engine::Sqlite(connection), clock.clone(), chance.clone());
            let waiting = Arc::clone(&waiting);
            let thread =
                std::thread::Builder::new().name(format!("store-reader-{number}")).spawn(move || {
                    loop {
                        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(job) = job else { break };
                        job(&mut tx);
                    }
                });
            threads.push(thread.map_err(|error| Broken::new(error).while_doing("starting a reader"))?);
        }
        Ok(Self { queue: Some(queue), threads })
    }

    /// Has a read done.
    pub(crate) async fn read<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |tx| drop(reply.send(read(tx, work))));
        let queue = self.queue.as_ref().ok_or_else(|| Broken::new("the store is closed"))?;
        queue.send(job).map_err(|_| Broken::new("the readers have ended"))?;
        answer.await.map_err(|_| Broken::new("the readers have ended"))?
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.queue = None;
        self.threads.drain(..).for_each(super::join);
    }
}

fn read<T>(tx: &mut Tx, work: impl for<'t> Work<'t, T>) -> Result<T> {
    steer(tx, "begin")?;
    tx.renew();
    tx.forget_all();
    let done = catch_unwind(AssertUnwindSafe(|| poll_once(work.start(tx))));
    let done =
        done.unwrap_or_else(|panic| Err(Broken::new(panic_words(&*panic)).while_doing("reading").into()));
    tx.announced.clear();
    steer(tx, "rollback")?;
    tx.settle(done)
}

fn steer(tx: &Tx, sql: &str) -> Result<()> {
    match &tx.engine {
        Engine::Sqlite(connection) => control(connection, sql),
        Engine::Postgres(_) => Err(Broken::new("the readers are SQLite's").into()),
    }
}
