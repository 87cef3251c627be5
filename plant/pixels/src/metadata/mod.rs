//! What a file says of itself: who made it, who owns it, what is seen on it.
//!
//! Three forms stand beside each other in most files. For texts XMP is asked first, then IPTC-IIM, then EXIF: XMP is
//! what programs write today, and it knows no shortest length. For the time it is EXIF if it knows its distance from
//! UTC, since that is the camera's own word.

mod containers;
mod exif;
mod iim;
mod taken;
mod xmp;

pub(crate) use containers::packets;
pub use taken::Taken;

use exif::Exif;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The longest text that is kept, in bytes.
const LONGEST: usize = 20_000;
/// How much of what was found is kept as it was, in bytes of text.
const RAW: usize = 100_000;
const KEYWORDS: usize = 200;

/// What the picture's maker and its agency wrote into the file. Texts are trimmed and free of control characters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    pub headline: Option<String>,
    pub caption: Option<String>,
    /// The alternative text for those who do not see the picture.
    pub alt: Option<String>,
    /// Who made it; several are joined by a comma.
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub source: Option<String>,
    /// The place within the country, mostly a city.
    pub place: Option<String>,
    pub country: Option<String>,
    pub taken_at: Option<Taken>,
    /// An `http` or `https` address.
    pub licence_url: Option<String>,
    pub usage_terms: Option<String>,
    /// The IPTC term as an address, say `http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture`.
    pub digital_source_type: Option<String>,
    pub keywords: Vec<String>,
    /// Everything as it was found, in `exif`, `iim` and `xmp`, bounded in size. It is private: positions and serial
    /// numbers stand in it.
    pub raw: Value,
}

/// The three forms as they were cut out of a file.
#[derive(Debug, Default)]
pub(crate) struct Packets {
    exif: Exif,
    iim: Vec<u8>,
    xmp: Vec<u8>,
}

impl Packets {
    /// Returns how the camera was held, from 1 to 8.
    pub(crate) fn orientation(&self) -> Option<u8> {
        self.exif.orientation()
    }

    /// Reads the three forms into one.
    pub(crate) fn metadata(&self) -> Metadata {
        let (exif, iim, xmp) = (&self.exif, iim::read(&self.iim), xmp::read(&self.xmp));
        let text = |name: &str, dataset: u8, tag: u16| {
            xmp.text(name).or_else(|| iim.text(dataset)).or_else(|| exif.text(tag))
        };
        let mut keywords = xmp.all("dc:subject");
        keywords.extend(iim.all(25));
        Metadata {
            headline: text("photoshop:Headline", 105, 0),
            caption: text("dc:description", 120, exif::DESCRIPTION),
            alt: text("Iptc4xmpCore:AltTextAccessibility", 0, 0),
            creator: joined(xmp.all("dc:creator"))
                .or_else(|| joined(iim.all(80)))
                .or_else(|| exif.text(exif::ARTIST)),
            credit: text("photoshop:Credit", 110, 0),
            copyright: text("dc:rights", 116, exif::COPYRIGHT),
            source: text("photoshop:Source", 115, 0),
            place: text("photoshop:City", 90, 0)
                .or_else(|| xmp.text("Iptc4xmpExt:LocationShown/Iptc4xmpExt:City"))
                .or_else(|| xmp.text("Iptc4xmpExt:LocationCreated/Iptc4xmpExt:City")),
            country: text("photoshop:Country", 101, 0)
                .or_else(|| xmp.text("Iptc4xmpExt:LocationShown/Iptc4xmpExt:CountryName"))
                .or_else(|| xmp.text("Iptc4xmpExt:LocationCreated/Iptc4xmpExt:CountryName")),
            taken_at: taken::best(exif, &xmp, &iim),
            licence_url: ["xmpRights:WebStatement", "cc:license", "plus:Licensor/plus:LicensorURL"]
                .iter()
                .find_map(|name| xmp.text(name).filter(|address| is_address(address))),
            usage_terms: xmp.text("xmpRights:UsageTerms"),
            digital_source_type: xmp.text("Iptc4xmpExt:DigitalSourceType"),
            keywords: distinct(keywords),
            raw: json!({ "exif": exif.raw(RAW), "iim": iim.raw(RAW), "xmp": xmp.raw(RAW) }),
        }
    }
}

/// Returns a text as it can be shown: trimmed, without control characters, not too long.
pub(crate) fn clean(text: &str) -> Option<String> {
    let shown = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown: String = shown
        .chars()
        .map(|sign| if sign == '\t' { ' ' } else { sign })
        .filter(|sign| *sign == '\n' || !(sign.is_control() || is_no_character(*sign)))
        .collect();
    let shown = shown.trim();
    let shown = shown.get(..shown.floor_char_boundary(LONGEST)).unwrap_or(shown).trim_end();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// Marks for the order of bytes, and what XML may not hold.
fn is_no_character(sign: char) -> bool {
    matches!(sign, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !text.contains(char::is_whitespace)
}

fn joined(texts: Vec<String>) -> Option<String> {
    let texts = distinct(texts);
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if kept.len() < KEYWORDS && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// Texts by name, as they are kept in `raw`, until there are too many.
struct Raw {
    left: usize,
    found: serde_json::Map<String, Value>,
}

impl Raw {
    fn new(most: usize) -> Self {
        Self { left: most, found: serde_json::Map::new() }
    }

    /// Keeps a text below its name, beside those which are there already.
    fn keep(&mut self, name: &str, text: &str) {
        let Some(text) = clean(text) else { return };
        let Some(left) = self.left.checked_sub(name.len() + text.len()) else { return };
        self.left = left;
        if let Value::Array(texts) = self.found.entry(name).or_insert_with(|| json!([])) {
            texts.push(text.into());
        }
    }

    fn done(self) -> Value {
        Value::Object(self.found)
    }
}
