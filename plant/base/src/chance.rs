//! Chance: the source of ids and secrets, passed in so that a test can have the same ones twice.

use crate::{Id, Time};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A source of random bytes: seeded by the machine, or by a test.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<StdRng>>);

impl Chance {
    /// Returns a source seeded by the operating system, fit for secrets (`StdRng` is a CSPRNG).
    #[allow(clippy::disallowed_methods, reason = "this is the one place that asks the machine for chance")]
    pub fn of_the_machine() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_rng(&mut rand::rng()))))
    }

    /// Returns a source that gives the same again for the same seed: for tests and the demonstration.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// Returns a new id made at `now`.
    pub fn id(&self, now: Time) -> Id {
        let mut random = self.bytes::<10>();
        let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
        // The first two random bytes carry the microseconds, so that ids of one millisecond keep their order.
        let micros = u16::try_from(now.micros().rem_euclid(1000)).unwrap_or(0);
        let [high, low] = (micros << 2).to_be_bytes();
        random[0] = high;
        random[1] = low | (random[1] & 3);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().into()
    }

    /// Returns `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ids_sort_behind_earlier_ones() {
        let chance = Chance::seeded(1);
        let ids: Vec<Id> =
            (0..2000).map(|n| chance.id(Time::from_micros(1_790_000_000_000_000 + n))).collect();

        assert!(ids.is_sorted());
        assert_eq!(ids[0].uuid().get_version_num(), 7);
    }
}
