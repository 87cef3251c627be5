//! Figures: counts and spreads that a running house keeps of itself, cheap enough for every request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How often something happened.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Counts one more.
    pub fn one(&self) {
        self.add(1);
    }

    /// Counts so many more.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// Returns the count.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The upper ends of the steps for durations, in microseconds: from a kept page to a page that somebody complains of.
pub const DURATIONS: [u64; STEPS] =
    [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000];
/// The upper ends of the steps for sizes of batches.
pub const SIZES: [u64; STEPS] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256];
const STEPS: usize = 13;

/// How values spread over steps; what is above the last step is in the sum and the count alone.
#[derive(Debug, Default)]
pub struct Spread {
    steps: [Counter; STEPS],
    above: Counter,
    sum: Counter,
}

impl Spread {
    /// Takes a value in; `ends` must always be the same for one spread.
    pub fn take(&self, ends: &[u64; STEPS], value: u64) {
        let step = ends.iter().position(|end| value <= *end);
        step.and_then(|step| self.steps.get(step)).unwrap_or(&self.above).one();
        self.sum.add(value);
    }

    /// Takes a duration in, for a spread over `DURATIONS`.
    pub fn take_time(&self, time: Duration) {
        self.take(&DURATIONS, u64::try_from(time.as_micros()).unwrap_or(u64::MAX >> 16));
    }

    /// Returns how many values lie at or below each step, how many there are in all, and their sum.
    pub fn read(&self) -> ([u64; STEPS], u64, u64) {
        let mut total = 0;
        let up_to = self.steps.each_ref().map(|step| {
            total += step.get();
            total
        });
        (up_to, total + self.above.get(), self.sum.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_counts_up_to_each_step_and_what_is_above_them_all() {
        let spread = Spread::default();

        for micros in [50, 100, 101, 9_000_000] {
            spread.take_time(Duration::from_micros(micros));
        }

        let (up_to, count, sum) = spread.read();
        assert_eq!((up_to[0], up_to[1], up_to[12], count, sum), (2, 3, 3, 4, 9_000_251));
    }
}
