//! What is written into each picture that leaves the house.

pub(crate) mod avif;
pub(crate) mod iim;
pub(crate) mod riff;
pub(crate) mod xmp;

use crate::metadata::clean;

/// What a rendition says of itself. Nothing else is in it: no position, no camera, no serial number.
///
/// Texts are cut where they are longer than a file can carry: a caption after 3,000 bytes, terms after 2,000, all
/// others after 800.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub headline: Option<String>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub source: Option<String>,
    /// Where the licence or the statement of rights can be read.
    pub licence_url: Option<String>,
    pub usage_terms: Option<String>,
    /// The IPTC term as an address.
    pub digital_source_type: Option<String>,
}

/// Returns a text as it is written into a file, no longer than this many bytes.
fn bounded(text: Option<&String>, bytes: usize) -> Option<String> {
    let text = clean(text?)?;
    Some(cut(&text, bytes).to_owned())
}

/// Returns the beginning of a text: whole characters, at most this many bytes.
fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}
