//! This process as a node among others on one database.
//!
//! It holds a lease, which it renews; it reads the log from where it stands, on a nudge and every second anyway, and
//! has the listeners told of every row; and it writes how far it has come. A write that takes something away waits
//! for every node that holds a lease (`Server::write`), so what a node keeps in memory may be trusted while its lease
//! runs, and no longer. Its own belief in the lease ends before the server's does.

use super::address::Address;
use super::line::Line;
use super::nodes;
use super::touch::Touch;
use crate::listeners::Listeners;
use base::{Broken, Context, Failure, Id, Result};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How long a lease runs: the longest that a removal waits for a node that has died.
const LEASE: Duration = Duration::from_secs(5);
/// How much sooner the node itself takes it to have ended, since two clocks never run quite alike.
const MARGIN: Duration = Duration::from_secs(1);
/// How often it is renewed, and the log looked at without a nudge.
const EVERY: Duration = Duration::from_secs(1);
/// The first and the longest pause before the line is opened again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));
/// How many rows of the log are read at once.
const ROWS: i64 = 500;
/// How long a node that leaves tries to say so; after that its lease has run out anyway.
const FAREWELL: Duration = LEASE;

/// The node of this process.
pub(super) struct Node {
    pub(super) id: Id,
    pub(super) touch: Arc<Touch>,
    /// The number of the last row that this process has committed.
    news: watch::Sender<i64>,
    leaving: watch::Sender<bool>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Node {
    /// Joins the others: when it is answered the lease is held and the log has been read to its end.
    pub(super) async fn join(address: Address, listeners: Arc<Listeners>) -> Result<Self> {
        let line = Line::open(&address).await?;
        nodes::forget(&line.client).await?;
        let id = nodes::new_id(&line.client).await?;
        let (news, leaving) = (watch::Sender::new(0), watch::Sender::new(false));
        let touch = Arc::new(Touch::new());
        let keeper = Keeper {
            address,
            id,
            name: name(),
            listeners,
            touch: Arc::clone(&touch),
            news: news.subscribe(),
            leaving: leaving.subscribe(),
        };
        let begun = Instant::now();
        nodes::renew(&line.client, id, &keeper.name, LEASE, 0).await?;
        // Nothing is kept yet, so what was before need not be told.
        keeper.listeners.begin_at(nodes::last_logged(&line.client).await?);
        nodes::acknowledge(&line.client, id, keeper.listeners.head()).await?;
        keeper.touch.hold_until(begun + LEASE - MARGIN);
        let task = Mutex::new(Some(tokio::spawn(keeper.run(line))));
        Ok(Self { id, touch, news, leaving, task })
    }

    /// Has the others told that the log goes on; many at once become one nudge.
    pub(super) fn tell_others(&self, seq: i64) {
        self.news.send_modify(|last| *last = seq.max(*last));
    }

    /// Leaves: what is kept here is not trusted any more, and nobody waits for this node.
    pub(super) async fn leave(&self) {
        self.touch.end();
        self.leaving.send_replace(true);
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut task) = task
            && timeout(FAREWELL, &mut task).await.is_err()
        {
            task.abort();
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Its task says farewell by itself, as far as it still gets.
        self.touch.end();
        self.leaving.send_replace(true);
    }
}

/// What keeps the node in touch.
struct Keeper {
    address: Address,
    id: Id,
    name: String,
    listeners: Arc<Listeners>,
    touch: Arc<Touch>,
    news: watch::Receiver<i64>,
    leaving: watch::Receiver<bool>,
}

impl Keeper {
    async fn run(mut self, line: Line) {
        let mut line = Ok(line);
        let mut pause = PAUSES.0;
        // A node that is to leave still comes to its line once, to say so.
        loop {
            let failure = match line {
                Ok(open) => {
                    pause = PAUSES.0;
                    match self.keep(&open).await {
                        Ok(()) => return,
                        Err(failure) => failure,
                    }
                }
                Err(failure) => failure,
            };
            tracing::warn!(%failure, "out of touch with the database; pages are not kept until it is back");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = until_left(&mut self.leaving) => return,
            }
            pause = (pause * 2).min(PAUSES.1);
            line = Line::open(&self.address).await;
        }
    }

    /// Keeps in touch on this line until it ends or the node leaves.
    ///
    /// It begins by catching up, so that a node which cannot read the log never renews its lease: nobody would ever
    /// stop waiting for it.
    async fn keep(&mut self, line: &Line) -> Result<()> {
        in_time(self.look(line)).await?;
        let mut rounds = interval(EVERY);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut news, mut leaving) = (self.news.clone(), self.leaving.clone());
        loop {
            tokio::select! {
                () = until_left(&mut leaving) => {
                    return in_time(nodes::leave(&line.client, self.id)).await;
                }
                _ = rounds.tick() => in_time(self.renew(line)).await?,
                () = line.bell.notified() => in_time(self.look(line)).await?,
                Ok(()) = news.changed() => {
                    let seq = *news.borrow_and_update();
                    // It rings here too.
                    in_time(nodes::nudge(&line.client, seq)).await?;
                }
            }
        }
    }

    /// Renews the lease. The log is read after it, never before: what was committed while there was no lease, and
    /// answered without waiting for this node, is read then; whoever commits later waits.
    async fn renew(&self, line: &Line) -> Result<()> {
        let begun = Instant::now();
        nodes::renew(&line.client, self.id, &self.name, LEASE, self.listeners.head()).await?;
        self.look(line).await?;
        if !*self.leaving.borrow() {
            self.touch.hold_until(begun + LEASE - MARGIN);
        }
        Ok(())
    }

    /// Reads the log to its end, has the listeners told, and says so where somebody may be waiting for it.
    async fn look(&self, line: &Line) -> Result<()> {
        loop {
            let rows = nodes::log_after(&line.client, self.listeners.head(), ROWS).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(()) };
            self.listeners.tell_of_log(&rows);
            if rows.iter().any(|row| row.takes_away) {
                nodes::acknowledge(&line.client, self.id, last).await?;
            }
            if i64::try_from(rows.len()).is_ok_and(|count| count < ROWS) {
                return Ok(());
            }
        }
    }
}

/// Waits until the node is to leave; one that nobody holds any more is to leave as well.
async fn until_left(leaving: &mut watch::Receiver<bool>) {
    drop(leaving.wait_for(|is_leaving| *is_leaving).await);
}

async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| Failure::from(Broken::new("the server does not answer"));
    timeout(LEASE, work).await.map_err(late).doing("keeping in touch")?
}

/// The name by which people know the process: the machine's and its number.
fn name() -> String {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("{} {}", machine.trim(), std::process::id()).trim().to_owned()
}
