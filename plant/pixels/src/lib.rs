//! Pictures as bytes: what a file is, what it says of itself, what it looks like, and the smaller pictures that are
//! made of it. The bytes come from strangers: every function answers in words for people, within limits of size
//! and memory, and never panics.
//!
//! All of it is work for the processor: call it from `tokio::task::spawn_blocking`, one or two at a time. A picture
//! takes up to 512 MiB while it is unpacked.
//!
//! - [`read`] says what there is to know of a file; the original stays as it came.
//! - [`renditions`] and [`card`] make what readers get. Nothing of the original's metadata is in them but what the
//!   [`Label`] says: no position, no camera, no serial number.
//! - Of an animation the first frame is read. Sixteen bits are reduced to eight. CMYK is read, with its profile.

mod colour;
mod decode;
mod encode;
mod format;
mod jpeg;
mod label;
mod look;
mod metadata;
mod renditions;
mod resize;
mod unreadable;

pub use format::{Encoding, Format};
pub use label::Label;
pub use look::likeness_distance;
pub use metadata::{Metadata, Taken};
pub use renditions::{Rendition, card, renditions};
pub use resize::height_for;
pub use unreadable::{Limits, Unreadable};

use serde::{Deserialize, Serialize};

/// The width to which a picture is brought before it is looked at.
const LOOKED_AT: u32 = 256;

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
    /// What the picture is roughly like, for the moment before it is there: a WebP of some 200 bytes.
    pub placeholder: Vec<u8>,
    /// A 64-bit difference hash: pictures that look alike differ in few bits, see [`likeness_distance`].
    pub likeness: u64,
    /// Where most happens in the picture: a guess, until somebody says better.
    pub suggested_focus: Focus,
}

/// Reads a file: its kind, its size, what it says of itself, what it looks like. All pixels are unpacked, so that
/// what is read can also be shown.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Facts, Unreadable> {
    decode::sheltered(|| {
        let format = decode::kind(bytes, limits)?;
        let packets = metadata::packets(format, bytes);
        let decoded = decode::decode(format, bytes, &packets, limits)?;
        let (width, height) = decoded.size();
        let small = resize::upright(decoded, LOOKED_AT)?;
        Ok(Facts {
            format,
            width,
            height,
            metadata: packets.metadata(),
            placeholder: look::placeholder(&small)?,
            likeness: look::likeness(&small)?,
            suggested_focus: look::focus(&small)?,
        })
    })
}
