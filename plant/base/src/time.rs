//! Times: microseconds since 1970, UTC; and the clock, which is passed in so that tests can move it.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A moment, in whole microseconds since 1970-01-01T00:00Z. Written in RFC 3339, always in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time(i64);

impl Time {
    /// 1970-01-01T00:00Z.
    pub const EPOCH: Time = Time(0);

    /// Returns the moment this many microseconds after 1970; what lies outside jiff's range is cut to it.
    pub fn from_micros(micros: i64) -> Self {
        let least = Timestamp::MIN.as_microsecond() + 1;
        Self(micros.clamp(least, Timestamp::MAX.as_microsecond()))
    }

    /// Returns the microseconds since 1970, as the store keeps them.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Returns the moment as jiff's type, for zones and calendars.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Returns the moment that lies `span` later.
    pub fn after(self, span: Duration) -> Self {
        Self::from_micros(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Returns the moment that lies `span` earlier.
    pub fn before(self, span: Duration) -> Self {
        Self::from_micros(self.0.saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Returns how long it is from `earlier` until this moment, zero if it lies before.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl From<Timestamp> for Time {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Time {
    type Err = String;

    /// Reads RFC 3339 with a zone; a time without a zone is refused, since nobody knows when it is.
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<Timestamp>().map(Self::from).map_err(|_| {
            format!("“{text}” is not a time in RFC 3339 with its zone, such as 2026-11-24T14:00:00Z")
        })
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What tells the time: the machine's clock, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's own clock.
    #[default]
    Machine,
    /// A clock that stands still until it is moved.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// Returns a clock that stands at `time` until `move_to` is called on it or on a clone.
    pub fn set(time: Time) -> Self {
        Self::Set(Arc::new(AtomicI64::new(time.micros())))
    }

    /// Returns the present moment.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    pub fn now(&self) -> Time {
        match self {
            Self::Machine => Timestamp::now().into(),
            Self::Set(micros) => Time::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a set clock; the machine's clock cannot be moved and ignores it.
    pub fn move_to(&self, time: Time) {
        if let Self::Set(micros) = self {
            micros.store(time.micros(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_utc_and_read_in_any_zone() {
        let time: Time = "2026-11-24T16:00:00+02:00".parse().unwrap();

        assert_eq!(time.to_string(), "2026-11-24T14:00:00Z");
    }

    #[test]
    fn a_time_without_a_zone_is_refused() {
        assert!("2026-11-24T16:00:00".parse::<Time>().is_err());
        assert!("yesterday".parse::<Time>().is_err());
    }
}
