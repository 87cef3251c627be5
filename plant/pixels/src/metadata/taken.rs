//! When a picture was taken: three forms of metadata write it in three ways.

use super::exif::Exif;
use super::iim::Iim;
use super::xmp::Xmp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// When a picture was taken: what the camera's clock showed, and its distance from UTC if the file knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// What the clock showed.
    pub local: DateTime,
    /// The clock's distance from UTC, in seconds.
    pub offset: Option<i32>,
}

impl Taken {
    /// Returns the moment, if the file knows the clock's distance from UTC.
    pub fn moment(&self) -> Option<jiff::Timestamp> {
        Offset::from_seconds(self.offset?).ok()?.to_timestamp(self.local).ok()
    }
}

/// Returns the best answer: the camera's own first, but before it any that knows its distance from UTC.
pub(super) fn best(exif: &Exif, xmp: &Xmp, iim: &Iim) -> Option<Taken> {
    let of_camera = exif.taken().and_then(|(time, offset)| of_exif(&time, offset.as_deref()));
    let names = ["photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate"];
    let of_xmp = names.iter().filter_map(|name| of_xmp(&xmp.text(name)?));
    let of_iim = iim.text(55).and_then(|date| of_iim(&date, iim.text(60).as_deref()));
    let all: Vec<Taken> = of_camera.into_iter().chain(of_xmp).chain(of_iim).collect();
    all.iter().find(|taken| taken.offset.is_some()).or(all.first()).copied()
}

/// Reads `2026:11:24 19:30:00` and `+01:00`.
fn of_exif(time: &str, zone: Option<&str>) -> Option<Taken> {
    let (date, time) = time.split_once(' ')?;
    let local = DateTime::from_parts(digits(&date.replace(':', ""))?, clock(&time.replace(':', ""))?);
    Some(Taken { local, offset: zone.and_then(offset) })
}

/// Reads `2026-11-24T19:30:00.5+01:00`, and shorter ones down to the day.
fn of_xmp(text: &str) -> Option<Taken> {
    let (date, rest) = text.split_once('T').unwrap_or((text, ""));
    let date = digits(&date.replace('-', ""))?;
    let at = rest.find(['+', '-', 'Z']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(at)?;
    let time = if time.is_empty() { Time::midnight() } else { clock(&time.replace(':', ""))? };
    Some(Taken { local: DateTime::from_parts(date, time), offset: offset(zone) })
}

/// Reads `20261124` and `193000+0100`.
fn of_iim(date: &str, time: Option<&str>) -> Option<Taken> {
    let date = digits(date)?;
    let Some((time, zone)) = time.and_then(|time| time.split_at_checked(6)) else {
        return Some(Taken { local: DateTime::from_parts(date, Time::midnight()), offset: None });
    };
    Some(Taken { local: DateTime::from_parts(date, clock(time)?), offset: offset(zone) })
}

fn digits(date: &str) -> Option<Date> {
    let number = |range| date.get(range).and_then(|part: &str| part.parse::<i16>().ok());
    let day = |part: Option<i16>| part.and_then(|part| i8::try_from(part).ok());
    Date::new(number(0..4)?, day(number(4..6))?, day(number(6..8))?).ok()
}

fn clock(time: &str) -> Option<Time> {
    let number = |range| time.get(range).and_then(|part: &str| part.parse::<i8>().ok());
    Time::new(number(0..2)?, number(2..4)?, number(4..6).unwrap_or(0), 0).ok()
}

/// Reads `+01:00`, `-0930` and `Z`.
fn offset(zone: &str) -> Option<i32> {
    let zone = zone.trim().replace(':', "");
    if zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits = zone.strip_prefix(['+', '-'])?;
    let number = |range| digits.get(range).and_then(|part: &str| part.parse::<i32>().ok());
    let (hours, minutes) = (number(0..2)?, number(2..4)?);
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(taken: Option<Taken>) -> String {
        taken.map_or("nothing".into(), |taken| format!("{} {:?}", taken.local, taken.offset))
    }

    #[test]
    fn times_are_read_as_cameras_and_programs_write_them() {
        assert_eq!(told(of_exif("2026:11:24 19:30:05", Some("+01:00"))), "2026-11-24T19:30:05 Some(3600)");
        assert_eq!(told(of_exif("2026:11:24 19:30:05", Some("   :  "))), "2026-11-24T19:30:05 None");
        assert_eq!(told(of_exif("0000:00:00 00:00:00", None)), "nothing");
        assert_eq!(told(of_exif("    :  :     :  :  ", None)), "nothing");
        assert_eq!(told(of_xmp("2026-11-24T19:30:05.25-09:30")), "2026-11-24T19:30:05 Some(-34200)");
        assert_eq!(told(of_xmp("2026-11-24T19:30Z")), "2026-11-24T19:30:00 Some(0)");
        assert_eq!(told(of_xmp("2026-11-24")), "2026-11-24T00:00:00 None");
        assert_eq!(told(of_xmp("2026")), "nothing");
        assert_eq!(told(of_iim("20261124", Some("193005+0100"))), "2026-11-24T19:30:05 Some(3600)");
        assert_eq!(told(of_iim("20261124", Some("é"))), "2026-11-24T00:00:00 None");
        assert_eq!(told(of_iim("20261324", None)), "nothing");
    }
}
