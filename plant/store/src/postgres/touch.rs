//! Until when what this process keeps in memory may be trusted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A moment by the machine's steady clock, which goes on while the process stands still. One load to ask.
pub(crate) struct Touch {
    start: Instant,
    /// Microseconds after the start; 0 while out of touch.
    until: AtomicU64,
}

impl Touch {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), until: AtomicU64::new(0) }
    }

    /// Whether every commit that took something away was heard of here, or waits until it is.
    pub(crate) fn holds(&self) -> bool {
        let until = self.until.load(Ordering::Acquire);
        until != 0 && self.start.elapsed() < Duration::from_micros(until)
    }

    /// Sets until when it holds.
    pub(super) fn hold_until(&self, moment: Instant) {
        let span = moment.saturating_duration_since(self.start);
        self.until.store(u64::try_from(span.as_micros()).unwrap_or(0), Ordering::Release);
    }

    /// Ends it at once.
    pub(super) fn end(&self) {
        self.until.store(0, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_until_its_moment_and_not_before_it_was_given_one() {
        let touch = Touch::new();
        assert!(!touch.holds());

        touch.hold_until(Instant::now() + Duration::from_secs(60));
        assert!(touch.holds());
        touch.hold_until(Instant::now());
        assert!(!touch.holds());

        touch.hold_until(Instant::now() + Duration::from_secs(60));
        touch.end();
        assert!(!touch.holds());
    }
}
