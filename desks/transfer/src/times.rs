//! Dates as others write them.

use base::Time;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use std::time::Duration;

/// Returns the moment that names its zone: RFC 3339, and as Superdesk writes it, with `+0000`.
pub(crate) fn exact(text: &str) -> Option<Time> {
    text.trim().parse().ok()
}

/// Returns the moment, by the edition's clock where it names no zone.
pub(crate) fn moment(text: &str, zone: &TimeZone) -> Option<Time> {
    exact(text).or_else(|| in_zone(text.trim(), zone.clone())).or_else(|| mail_date(text.trim()))
}

/// Returns the moment of a date in UTC.
pub(crate) fn utc(text: &str) -> Option<Time> {
    in_zone(text, TimeZone::UTC)
}

/// Returns the moment of a date by a clock, at its first hour if it names none; `0000-00-00 00:00:00` is none, and none is what it means.
pub(crate) fn in_zone(text: &str, zone: TimeZone) -> Option<Time> {
    let local: DateTime =
        text.parse().or_else(|_| text.parse::<Date>().map(|day| day.at(0, 0, 0, 0))).ok()?;
    local.to_zoned(zone).ok().map(|zoned| zoned.timestamp().into())
}

/// Returns the moment of a date as mail and RSS write it.
pub(crate) fn mail_date(text: &str) -> Option<Time> {
    rfc2822::parse(text).ok().map(|zoned| zoned.timestamp().into())
}

/// Returns the time of a change if it came after the publication: what came within its minute belongs to it.
pub(crate) fn later(changed: Option<Time>, published: Time) -> Option<Time> {
    changed.filter(|changed| changed.since(published) >= Duration::from_secs(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_none_are_none() {
        let paris = TimeZone::get("Europe/Paris").unwrap();

        assert_eq!(utc("0000-00-00 00:00:00"), None);
        assert_eq!(utc(""), None);
        assert_eq!(utc("2019-05-04 07:00:00").unwrap().to_string(), "2019-05-04T07:00:00Z");
        assert_eq!(in_zone("2019-05-04 07:00:00", paris).unwrap().to_string(), "2019-05-04T05:00:00Z");
        assert_eq!(exact("2017-08-24T01:58:40+0000").unwrap().to_string(), "2017-08-24T01:58:40Z");
        assert_eq!(moment("2019-05-04", &TimeZone::UTC), utc("2019-05-04 00:00:00"));
        assert_eq!(mail_date("Sat, 04 May 2019 07:00:00 +0000"), utc("2019-05-04 07:00:00"));
    }
}
