//! Who is told after a commit: the listeners, before the write is answered, and the followers by a nudge.
//!
//! Where several processes write, the listeners of each are told of the rows of all: of its own before the write is
//! answered, of the others' when the log is read; of each row once.

use crate::{Figures, LogRow};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::watch;

type Listener = Arc<dyn Fn(&[LogRow]) + Send + Sync>;

/// The listeners of a store and the number of its last log row.
pub(crate) struct Listeners {
    all: RwLock<Vec<Listener>>,
    last_seq: watch::Sender<i64>,
    told: Mutex<Told>,
    pub(crate) figures: Figures,
}

/// What the listeners have been told of.
#[derive(Default)]
struct Told {
    /// Everything up to this number.
    head: i64,
    /// And these beyond it: own rows, of which others' may still be missing before them.
    ahead: BTreeSet<i64>,
}

impl Listeners {
    pub(crate) fn new() -> Arc<Self> {
        let (all, told) = (RwLock::default(), Mutex::default());
        Arc::new(Self { all, last_seq: watch::Sender::new(0), told, figures: Figures::default() })
    }

    pub(crate) fn add(&self, listener: impl Fn(&[LogRow]) + Send + Sync + 'static) {
        self.all.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(listener));
    }

    pub(crate) fn last_seq(&self) -> watch::Receiver<i64> {
        self.last_seq.subscribe()
    }

    /// Returns the number up to which the listeners have been told of everything.
    pub(crate) fn head(&self) -> i64 {
        self.lock().head
    }

    /// Begins behind this row of the log: what was before need not be told.
    pub(crate) fn begin_at(&self, seq: i64) {
        self.lock().head = seq;
        self.nudge(seq);
    }

    /// Tells of the rows of the only process that writes.
    pub(crate) fn tell_of_all(&self, rows: &[LogRow]) {
        let Some(last) = last(rows) else { return };
        let mut told = self.lock();
        self.tell(rows);
        told.head = last.max(told.head);
        self.nudge(last);
    }

    /// Tells of rows that this process has committed, unless the log was read faster. The lock is held to
    /// the end, so that no write is answered while its rows are still being told of by the other way.
    pub(crate) fn tell_of_own(&self, rows: &[LogRow]) {
        let mut told = self.lock();
        let rows: Vec<LogRow> = rows.iter().filter(|row| row.seq > told.head).cloned().collect();
        self.tell(&rows);
        told.ahead.extend(rows.iter().map(|row| row.seq));
        last(&rows).into_iter().for_each(|last| self.nudge(last));
    }

    /// Tells of the rows that come next in the log, but for those that are told of already.
    pub(crate) fn tell_of_log(&self, rows: &[LogRow]) {
        let Some(last) = last(rows) else { return };
        let mut told = self.lock();
        let new = rows.iter().filter(|row| row.seq > told.head && !told.ahead.contains(&row.seq));
        let new: Vec<LogRow> = new.cloned().collect();
        self.tell(&new);
        told.head = last.max(told.head);
        let head = told.head;
        told.ahead.retain(|seq| *seq > head);
        self.nudge(last);
    }

    fn tell(&self, rows: &[LogRow]) {
        if rows.is_empty() {
            return;
        }
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in all {
            if catch_unwind(AssertUnwindSafe(|| listener(rows))).is_err() {
                tracing::error!("a commit listener panicked; pages may be stale");
            }
        }
    }

    /// Nudges the followers: the log goes on to at least `seq`.
    fn nudge(&self, seq: i64) {
        self.last_seq.send_modify(|last| *last = seq.max(*last));
    }

    fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn last(rows: &[LogRow]) -> Option<i64> {
    rows.iter().map(|row| row.seq).max()
}
