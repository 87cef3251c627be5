//! Days and times as a language writes them (ICU4X), in the zone of the edition (IANA, by jiff).

use crate::frame::Moment;
use crate::words::Language;
use base::{Context, Result, Time};
use icu::calendar::{Date, Gregorian};
use icu::datetime::fieldsets::zone::{LocalizedOffsetShort, SpecificShort};
use icu::datetime::fieldsets::{E, T, YMD, YMDE, YMDET};
use icu::datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu::locale::Locale;
use icu::locale::preferences::extensions::unicode::keywords::HourCycle;
use icu::time::zone::{UtcOffset, ZoneNameTimestamp};
use icu::time::{DateTime, Time as ClockTime, TimeZone as NamedZone};
use jiff::tz::TimeZone;

/// How one language writes days and times.
pub struct Dates {
    is_english: bool,
    is_latin: bool,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    full_day: FixedCalendarDateTimeFormatter<Gregorian, YMDE>,
    full: FixedCalendarDateTimeFormatter<Gregorian, YMDET>,
    weekday: FixedCalendarDateTimeFormatter<Gregorian, E>,
    time: NoCalendarFormatter<T>,
    name: NoCalendarFormatter<SpecificShort>,
    offset: NoCalendarFormatter<LocalizedOffsetShort>,
}

/// Returns the zone of this name, none if IANA's table does not have it.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Returns the moment for the attribute `datetime`: in UTC, always with milliseconds, more than which HTML does not
/// allow, so that moments are ordered as their letters are.
pub fn iso(time: Time) -> String {
    format!("{:.3}", time.timestamp())
}

impl Dates {
    /// Returns the ways of this language. English without a region is written as most of the world writes it.
    pub(crate) fn new(language: &Language) -> Result<Self> {
        let is_english = language.as_str() == "en" || language.as_str().starts_with("en-");
        let tag = if language.as_str() == "en" { "en-GB" } else { language.as_str() };
        let locale: Locale = tag.parse().map_err(|_| tag).doing("reading a language tag")?;
        let mut preferences = DateTimeFormatterPreferences::from(&locale);
        preferences.hour_cycle = Some(HourCycle::H23);
        Ok(Self {
            is_english,
            is_latin: language.script() == "Latn",
            day: FixedCalendarDateTimeFormatter::try_new(preferences, YMD::medium())
                .doing("preparing dates")?,
            full_day: FixedCalendarDateTimeFormatter::try_new(preferences, YMDE::long())
                .doing("preparing dates")?,
            full: FixedCalendarDateTimeFormatter::try_new(preferences, YMDE::long().with_time_hm())
                .doing("preparing dates")?,
            weekday: FixedCalendarDateTimeFormatter::try_new(preferences, E::long())
                .doing("preparing weekdays")?,
            time: NoCalendarFormatter::try_new(preferences, T::hm()).doing("preparing times")?,
            name: NoCalendarFormatter::try_new(preferences, SpecificShort).doing("preparing zones")?,
            offset: NoCalendarFormatter::try_new(preferences, LocalizedOffsetShort)
                .doing("preparing zones")?,
        })
    }

    /// Returns the moment in this zone.
    pub(crate) fn moment(&self, zone: &TimeZone, time: Time) -> Moment {
        let zoned = time.timestamp().to_zoned(zone.clone());
        let day = Date::try_new_gregorian(
            zoned.year().into(),
            zoned.month().unsigned_abs(),
            zoned.day().unsigned_abs(),
        );
        let clock = ClockTime::try_new(zoned.hour().unsigned_abs(), zoned.minute().unsigned_abs(), 0, 0);
        let (Ok(date), Ok(clock)) = (day, clock) else { return Moment::plain(time) };
        let full = self.full.format(&DateTime { date, time: clock }).to_string();
        let zone_name = self.zone_name(zone, time);
        Moment {
            iso: iso(time),
            time: self.time.format(&clock).to_string(),
            date: self.day.format(&date).to_string(),
            day: self.full_day.format(&date).to_string(),
            full: format!("{full} {zone_name}"),
            zone: zone_name,
        }
    }

    /// Returns how the weekday of this day is called.
    pub(crate) fn weekday(&self, day: jiff::civil::Date) -> String {
        let date =
            Date::try_new_gregorian(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs());
        date.map(|date| self.weekday.format(&date).to_string()).unwrap_or_default()
    }

    /// Returns the zone's short name as the language has it (“CET”, “MEZ”, “UTC+1” in French), else the offset (“GMT+3”). Languages of
    /// other scripts write the offset, since the names are Latin letters there.
    fn zone_name(&self, zone: &TimeZone, time: Time) -> String {
        let info = zone.to_offset_info(time.timestamp());
        let short = info.abbreviation();
        if self.is_english && short.chars().all(|c| c.is_ascii_alphabetic()) {
            return short.to_owned();
        }
        let offset =
            UtcOffset::try_from_seconds(info.offset().seconds()).unwrap_or_else(|_| UtcOffset::zero());
        match zone.iana_name().filter(|_| self.is_latin && !self.is_english) {
            // Who is at no distance from Greenwich is in its time, not in “GMT+0” (CLDR's `gmtZeroFormat`).
            None => {
                let text = self.offset.format(&offset).to_string();
                text.trim_end_matches("+0").trim_end_matches('\u{200e}').to_owned()
            }
            Some(name) => {
                let at = ZoneNameTimestamp::from_epoch_seconds(time.timestamp().as_second());
                let named = NamedZone::from_iana_id(name).with_offset(Some(offset));
                self.name.format(&named.with_zone_name_timestamp(at)).to_string()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(language: &str, zone_name: &str, time: &str) -> Moment {
        let dates = Dates::new(&Language::parse(language).unwrap()).unwrap();
        dates.moment(&zone(zone_name).unwrap(), time.parse().unwrap())
    }

    #[test]
    fn a_datetime_has_milliseconds_whatever_the_moment() {
        let iso = |text: &str| iso(text.parse().expect("a time"));
        assert_eq!(iso("2026-11-24T23:30:00.292179Z"), "2026-11-24T23:30:00.292Z");
        assert_eq!(iso("2026-11-25T00:30:00+01:00"), "2026-11-24T23:30:00.000Z");
    }

    #[test]
    fn a_moment_is_written_in_the_zone_of_the_edition() {
        let utc = moment("en", "UTC", "2026-11-24T14:02:09Z");
        assert_eq!(utc.day, "Tuesday, 24 November 2026");
        assert_eq!(utc.full, "Tuesday, 24 November 2026 at 14:02 UTC");
        assert_eq!((utc.time.as_str(), utc.date.as_str()), ("14:02", "24 Nov 2026"));

        let berlin = moment("en", "Europe/Berlin", "2026-11-24T23:30:00Z");
        assert_eq!(berlin.full, "Wednesday, 25 November 2026 at 00:30 CET");
        assert_eq!(berlin.iso, "2026-11-24T23:30:00.000Z");
    }

    #[test]
    fn a_zone_without_a_name_is_an_offset() {
        assert_eq!(moment("en", "Asia/Dubai", "2026-11-24T14:02:09Z").zone, "GMT+4");
    }

    #[test]
    fn greenwich_is_not_told_to_be_nought_hours_away_from_itself() {
        for (language, zone) in [("ru", "GMT"), ("ar", "غرينتش")] {
            assert_eq!(moment(language, "Europe/London", "2026-11-24T14:02:09Z").zone, zone);
            assert!(moment(language, "Asia/Tashkent", "2026-11-24T14:02:09Z").zone.ends_with("+5"));
            assert!(moment(language, "Etc/GMT-10", "2026-11-24T14:02:09Z").zone.ends_with("+10"));
        }
    }

    #[test]
    fn arabic_is_written_in_arabic_throughout() {
        let moment = moment("ar", "Asia/Riyadh", "2026-11-24T14:02:09Z");

        assert!(!moment.full.chars().any(|c| c.is_ascii_alphabetic()), "{}", moment.full);
        assert_eq!(moment.time, "17:02");
    }

    #[test]
    fn every_language_writes_its_own_dates() {
        let of = |language: &str, zone: &str| {
            let moment = moment(language, zone, "2026-11-24T14:02:09Z");
            [moment.time, moment.date, moment.day, moment.full, moment.zone]
        };
        assert_eq!(
            of("es", "Europe/Madrid"),
            [
                "15:02",
                "24 nov 2026",
                "martes, 24 de noviembre de 2026",
                "martes, 24 de noviembre de 2026 a las 15:02 CET",
                "CET",
            ]
        );
        assert_eq!(
            of("fr", "Europe/Paris"),
            [
                "15:02",
                "24 nov. 2026",
                "mardi 24 novembre 2026",
                "mardi 24 novembre 2026 à 15:02 UTC+1",
                "UTC+1",
            ]
        );
        assert_eq!(
            of("de", "Europe/Berlin"),
            [
                "15:02",
                "24.11.2026",
                "Dienstag, 24. November 2026",
                "Dienstag, 24. November 2026 um 15:02 MEZ",
                "MEZ",
            ]
        );
        assert_eq!(
            of("ru", "Europe/Moscow"),
            [
                "17:02",
                "24 нояб. 2026\u{202f}г.",
                "вторник, 24 ноября 2026\u{202f}г.",
                "вторник, 24 ноября 2026\u{202f}г. в 17:02 GMT+3",
                "GMT+3",
            ]
        );
        assert_eq!(
            of("ar", "Asia/Riyadh"),
            [
                "17:02",
                "24\u{200f}/11\u{200f}/2026",
                "الثلاثاء، 24 نوفمبر 2026",
                "الثلاثاء، 24 نوفمبر 2026 في 17:02 غرينتش\u{200e}+3",
                "غرينتش\u{200e}+3",
            ]
        );
    }

    #[test]
    fn summer_has_another_name() {
        assert_eq!(moment("de", "Europe/Berlin", "2026-07-01T12:00:00Z").zone, "MESZ");
        assert_eq!(moment("en", "Europe/Berlin", "2026-07-01T12:00:00Z").zone, "CEST");
    }
}
