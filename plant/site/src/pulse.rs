//! The pulse: when somebody asked for something last, so that heavy work can wait for a quiet moment.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// When the last request came.
pub struct Pulse {
    begun: Instant,
    /// Milliseconds since the beginning.
    last: AtomicU64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { begun: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Pulse {
    /// Says that somebody asks for something now.
    pub fn beat(&self, now: Instant) {
        let since = now.saturating_duration_since(self.begun);
        let now = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    /// Returns for how long nobody has asked for anything.
    pub fn quiet_for(&self) -> Duration {
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
        self.begun.elapsed().saturating_sub(last)
    }
}
