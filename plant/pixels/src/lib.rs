//! Pictures as bytes: what a file is and says of itself, and the smaller pictures that are made of it.

mod format;
mod label;
mod metadata;
mod unreadable;

pub use format::{Encoding, Format};
pub use label::Label;
pub use metadata::{Metadata, Taken};
pub use unreadable::{Limits, Unreadable};

use serde::{Deserialize, Serialize};

/// The point of a picture that must stay in sight, in fractions of its width and height from the top left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    pub x: f64,
    pub y: f64,
}

/// What is known of a picture after it was read once. Sizes are of the upright picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub metadata: Metadata,
    /// Some 25 bytes from which [`placeholder`] paints what the picture is roughly like.
    pub thumb_hash: Vec<u8>,
    /// A 64-bit difference hash: pictures that look alike differ in few bits, see [`likeness_distance`].
    pub likeness: u64,
    pub suggested_focus: Focus,
}

/// One picture made for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Reads a file: its kind, its size, what it says of itself, what it looks like.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Facts, Unreadable> {
    let _ = (bytes, limits);
    Err(Unreadable::NotAPicture)
}

/// Makes smaller pictures: each width in each encoding. None is wider than the original: a width above it gives
/// the original's width, once.
pub fn renditions(
    bytes: &[u8],
    widths: &[u32],
    encodings: &[Encoding],
    label: &Label,
    limits: &Limits,
) -> Result<Vec<(u32, Encoding, Rendition)>, Unreadable> {
    let _ = (bytes, widths, encodings, label, limits);
    Err(Unreadable::NotAPicture)
}

/// Makes the picture that is shown where the story is shared: a JPEG of 1200 × 630, cut round the focal point.
pub fn card(bytes: &[u8], focus: Focus, label: &Label, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let _ = (bytes, focus, label, limits);
    Err(Unreadable::NotAPicture)
}

/// Paints a tiny PNG from a thumb hash, small enough for a `data:` address.
pub fn placeholder(thumb_hash: &[u8]) -> Option<Vec<u8>> {
    let _ = thumb_hash;
    None
}

/// Returns in how many bits two likenesses differ: 0 is the same picture, up to 10 very much alike.
pub fn likeness_distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}
