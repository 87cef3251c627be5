//! What a file says of itself: who made it, who owns it, what is seen on it.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the picture's maker and its agency wrote into the file. Texts are trimmed and free of control characters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    pub headline: Option<String>,
    pub caption: Option<String>,
    /// The alternative text for those who do not see the picture.
    pub alt: Option<String>,
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub source: Option<String>,
    /// The place within the country, mostly a city.
    pub place: Option<String>,
    pub country: Option<String>,
    pub taken_at: Option<Taken>,
    pub licence_url: Option<String>,
    pub usage_terms: Option<String>,
    /// The IPTC term as an address, say `http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture`.
    pub digital_source_type: Option<String>,
    pub keywords: Vec<String>,
    /// Everything as it was found, in `exif`, `iim` and `xmp`, bounded in size. It is private: positions and
    /// serial numbers stand in it.
    pub raw: Value,
}

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
