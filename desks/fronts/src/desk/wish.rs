//! What the desk's page is asked for beside the front itself: a search, and how the preview looks.

use base::Time;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use percent_encoding::percent_decode_str;

/// How the page is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    /// The words of a search; none if nothing is searched for.
    pub(crate) find: Option<String>,
    /// When the front is looked at, as a field for a time has it: `2026-11-24T06:00`, by the edition's clock.
    pub(crate) at: Option<String>,
    /// `phone` or `desk`; without it there is no preview.
    pub(crate) width: Option<&'static str>,
    /// `light` or `dark`.
    pub(crate) colours: Option<&'static str>,
    /// Whether the preview is closed; how it looked stays chosen.
    pub(crate) is_closed: bool,
}

impl Wish {
    /// Reads the wish off an address.
    pub(crate) fn of_query(query: Option<&str>) -> Self {
        let mut wish = Self::default();
        for (name, value) in query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('=')) {
            let value = value.replace('+', " ");
            wish.take(name, &percent_decode_str(&value).decode_utf8_lossy());
        }
        wish
    }

    /// Takes in a field of the form or of the address.
    pub(crate) fn take(&mut self, name: &str, value: &str) {
        let one_of = |words: [&'static str; 2]| words.into_iter().find(|word| *word == value);
        match name {
            "find" => self.find = Some(value.trim().to_owned()).filter(|words| !words.is_empty()),
            "at" => self.at = Some(value.to_owned()).filter(|at| !at.is_empty()),
            "width" => self.width = one_of(["phone", "desk"]),
            "colours" => self.colours = one_of(["light", "dark"]),
            "closed" => self.is_closed = true,
            _ => {}
        }
    }

    /// Returns an address with the wish.
    pub(crate) fn below(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Returns the wish as a query.
    fn query(&self) -> String {
        let find = self.find.as_deref();
        let pairs = [
            ("find", find),
            ("at", self.at.as_deref()),
            ("width", self.width),
            ("colours", self.colours),
            ("closed", self.is_closed.then_some("1")),
        ];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", escaped(value?))));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// Returns the moment that a field for a time names by this clock.
pub(crate) fn moment(text: &str, zone: &TimeZone) -> Option<Time> {
    let local: DateTime = text.parse().ok()?;
    Some(local.to_zoned(zone.clone()).ok()?.timestamp().into())
}

/// Returns the moment as a field for a time has it.
pub(crate) fn local(time: Time, zone: &TimeZone) -> String {
    time.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Returns the text as it stands in a query.
pub(crate) fn escaped(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let escape =
        |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_and_written_by_the_edition_s_clock() {
        let london = TimeZone::get("Europe/London").unwrap();
        let summer: Time = "2026-07-01T05:00:00Z".parse().unwrap();

        assert_eq!(moment("2026-07-01T06:00", &london), Some(summer));
        assert_eq!(local(summer, &london), "2026-07-01T06:00");
        assert_eq!(moment("tomorrow", &london), None);
    }

    #[test]
    fn a_wish_goes_through_an_address_unharmed() {
        let mut wish = Wish::default();
        wish.take("find", " tide & wall ");
        wish.take("width", "phone");
        wish.take("colours", "mauve");

        assert_eq!(wish.query(), "find=tide%20%26%20wall&width=phone");
    }
}
