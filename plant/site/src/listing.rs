//! Lists as programs ask for them: `limit` and `after` come in, a part of the list and the place of the `next` go out.

use base::{FieldError, Id, Time};

/// How many are answered where nobody says how many.
const USUAL: usize = 20;
/// The most that are answered at once.
const MOST: usize = 100;

/// Which part of a list is asked for; `P` is a place in it.
#[derive(Clone, Debug)]
pub struct Reading<P> {
    limit: usize,
    /// The place behind which the part begins; none for the beginning of the list.
    pub after: Option<P>,
}

impl<P> Reading<P> {
    /// Reads what was asked, places by `place`; notes what is wrong with it.
    pub fn new(
        limit: Option<&str>,
        after: Option<&str>,
        place: impl Fn(&str) -> Option<P>,
        errors: &mut Vec<FieldError>,
    ) -> Self {
        let asked = limit.map_or(Ok(USUAL), str::parse).ok().filter(|limit| (1..=MOST).contains(limit));
        if asked.is_none() {
            errors.push(FieldError::at("/limit", format!("must be 1 to {MOST}")));
        }
        let after = after.map(place);
        if matches!(after, Some(None)) {
            errors.push(FieldError::at("/after", "is no place that an answer named as next"));
        }
        Self { limit: asked.unwrap_or(USUAL), after: after.flatten() }
    }

    /// Returns how many rows to read: one more than are answered, which says whether the list goes on.
    pub fn take(&self) -> i64 {
        self.limit as i64 + 1
    }

    /// Cuts what was read to what is answered, and returns the place of the last one if the list goes on behind it.
    pub fn cut<T>(&self, rows: &mut Vec<T>, place: impl Fn(&T) -> String) -> Option<String> {
        let goes_on = rows.len() > self.limit;
        rows.truncate(self.limit);
        rows.last().filter(|_| goes_on).map(place)
    }
}

/// Reads a place in a list by time, as [`place`] writes it.
pub fn read_place(text: &str) -> Option<(Time, Id)> {
    let (micros, id) = text.split_once('.')?;
    Some((Time::from_micros(micros.parse().ok()?), id.parse().ok()?))
}

/// Returns the place of something in a list by time.
pub fn place(at: Time, id: Id) -> String {
    format!("{}.{id}", at.micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(limit: Option<&str>, after: Option<&str>) -> (Reading<(Time, Id)>, Vec<String>) {
        let mut errors = Vec::new();
        let reading = Reading::new(limit, after, read_place, &mut errors);
        (reading, errors.into_iter().map(|error| error.pointer).collect())
    }

    #[test]
    fn a_list_goes_on_where_the_last_one_answered_stands() {
        let (reading, errors) = reading(Some("2"), None);
        let mut longer: Vec<u8> = vec![1, 2, 3];
        let mut whole: Vec<u8> = vec![1, 2];

        assert_eq!((reading.take(), errors), (3, Vec::new()));
        assert_eq!(reading.cut(&mut longer, u8::to_string), Some("2".into()));
        assert_eq!(reading.cut(&mut whole, u8::to_string), None);
        assert_eq!((longer, whole), (vec![1, 2], vec![1, 2]));
    }

    #[test]
    fn a_place_that_was_named_is_found_again() {
        let (at, id) = (Time::from_micros(1_764_000_000_000_001), Id::from_bytes([7; 16]));

        assert_eq!(reading(None, Some(&place(at, id))).0.after, Some((at, id)));
    }

    #[test]
    fn what_is_no_limit_and_no_place_is_named() {
        for limit in ["0", "101", "-1", "many", ""] {
            assert_eq!(reading(Some(limit), None).1, ["/limit"], "{limit}");
        }
        for after in ["", "1", "now.0198d3a0-0000-7000-8000-000000000900", "1.2"] {
            assert_eq!(reading(None, Some(after)).1, ["/after"], "{after}");
        }
    }
}
