//! Who is told after a commit: the listeners, before the write is answered, and the followers by a nudge.

use crate::{Figures, LogRow};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

type Listener = Arc<dyn Fn(&[LogRow]) + Send + Sync>;

/// The listeners of a store and the number of its last log row.
pub(crate) struct Listeners {
    all: RwLock<Vec<Listener>>,
    last_seq: watch::Sender<i64>,
    pub(crate) figures: Figures,
}

impl Listeners {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            all: RwLock::default(),
            last_seq: watch::Sender::new(0),
            figures: Figures::default(),
        })
    }

    pub(crate) fn add(&self, listener: impl Fn(&[LogRow]) + Send + Sync + 'static) {
        self.all.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(listener));
    }

    pub(crate) fn last_seq(&self) -> watch::Receiver<i64> {
        self.last_seq.subscribe()
    }

    /// Tells the listeners of these rows, which are durable now, and nudges the followers.
    pub(crate) fn tell(&self, rows: &[LogRow]) {
        let Some(last) = rows.iter().map(|row| row.seq).max() else { return };
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in all {
            if catch_unwind(AssertUnwindSafe(|| listener(rows))).is_err() {
                tracing::error!("a commit listener panicked; pages may be stale");
            }
        }
        self.nudge(last);
    }

    /// Nudges the followers: the log goes on to at least `seq`.
    pub(crate) fn nudge(&self, seq: i64) {
        self.last_seq.send_modify(|last| *last = seq.max(*last));
    }
}
