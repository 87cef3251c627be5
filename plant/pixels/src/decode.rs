//! From the bytes of a file to pixels. Before anything is unpacked, the header's word is held against the limits:
//! how many pixels there are, and how much memory it takes to unpack and to shrink them.

use crate::metadata::Packets;
use crate::{Format, Limits, Unreadable, jpeg};
use image::error::{ImageError, UnsupportedErrorKind};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::error::Error;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most memory that unpacking one picture may take, in bytes.
const MEMORY: u64 = 400 << 20;

/// What the four or three bytes of a pixel are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Rgb,
    Rgba,
    /// Four inks as they stand in the file: 0 is full ink.
    Cmyk,
}

impl Layout {
    pub(crate) fn channels(self) -> usize {
        if self == Self::Rgb { 3 } else { 4 }
    }
}

/// Pixels in rows from the top, eight bits for each channel.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) layout: Layout,
    pub(crate) data: Vec<u8>,
}

/// A picture as it lies in its file: perhaps turned, perhaps in colours of its own.
pub(crate) struct Decoded {
    pub(crate) pixels: Pixels,
    pub(crate) profile: Option<Vec<u8>>,
    pub(crate) orientation: Orientation,
}

impl Decoded {
    /// Returns whether width and height change places when the picture is turned upright.
    pub(crate) fn lies_on_its_side(&self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    }

    /// Returns width and height of the upright picture.
    pub(crate) fn size(&self) -> (u32, u32) {
        let (width, height) = (self.pixels.width, self.pixels.height);
        if self.lies_on_its_side() { (height, width) } else { (width, height) }
    }
}

/// Runs work on bytes of strangers. A codec that panics has met a damaged picture, and takes nothing down with it.
pub(crate) fn sheltered<T>(work: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(damaged("its data contradict themselves")))
}

pub(crate) fn damaged(why: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged(why.to_string().trim_end_matches('.').to_owned())
}

/// Returns the kind of file, if it is one that is taken and not too many bytes.
pub(crate) fn kind(bytes: &[u8], limits: &Limits) -> Result<Format, Unreadable> {
    let format = Format::of(bytes).ok_or(Unreadable::NotAPicture)?;
    if bytes.len() > limits.bytes {
        return Err(too_large("bytes", bytes.len() as u64, limits.bytes as u64));
    }
    Ok(format)
}

/// Unpacks a picture; of an animation the first frame.
pub(crate) fn decode(
    format: Format,
    bytes: &[u8],
    packets: &Packets,
    limits: &Limits,
) -> Result<Decoded, Unreadable> {
    let (pixels, profile) = match format {
        Format::Jpeg => jpeg::decode(bytes, limits)?,
        Format::Png => unpack(ImageFormat::Png, bytes, limits)?,
        Format::Webp => unpack(ImageFormat::WebP, bytes, limits)?,
        Format::Gif => unpack(ImageFormat::Gif, bytes, limits)?,
        Format::Tiff => unpack(ImageFormat::Tiff, bytes, limits)?,
    };
    let orientation = packets.orientation().and_then(Orientation::from_exif);
    Ok(Decoded { pixels, profile, orientation: orientation.unwrap_or(Orientation::NoTransforms) })
}

/// Refuses sizes that are nothing, and sizes beyond the limits.
pub(crate) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), Unreadable> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(damaged("it is zero pixels wide or high"));
    }
    if pixels > limits.pixels {
        return Err(too_large("pixels", pixels, limits.pixels));
    }
    Ok(())
}

/// Refuses what takes more memory than one picture may have.
pub(crate) fn check_memory(need: u64) -> Result<(), Unreadable> {
    if need > MEMORY { Err(too_large("bytes when unpacked", need, MEMORY)) } else { Ok(()) }
}

fn too_large(what: &'static str, is: u64, most: u64) -> Unreadable {
    Unreadable::TooLarge { what, is, most }
}

fn unpack(
    format: ImageFormat,
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Pixels, Option<Vec<u8>>), Unreadable> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(words)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    check_memory(memory(format, u64::from(width) * u64::from(height), decoder.color_type()))?;
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = pixels_of(DynamicImage::from_decoder(decoder).map_err(words)?);
    Ok((pixels, profile))
}

/// Returns how much memory a picture takes at its worst moment: while it is unpacked (two of the codecs do that
/// beside the picture itself), while it is brought to eight bits, or while a transparent one is made smaller, for
/// which it is copied.
fn memory(format: ImageFormat, pixels: u64, color: ColorType) -> u64 {
    let unpacked = u64::from(color.bytes_per_pixel());
    let used = if color.has_alpha() { 4 } else { 3 };
    let converted = if matches!(color, ColorType::Rgb8 | ColorType::Rgba8) { 0 } else { used };
    let copied = if color.has_alpha() { 4 } else { 0 };
    let beside = if matches!(format, ImageFormat::Tiff | ImageFormat::WebP) { unpacked } else { 0 };
    pixels * (unpacked + converted.max(beside)).max(used + copied)
}

fn pixels_of(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    if !image.color().has_alpha() {
        return Pixels { width, height, layout: Layout::Rgb, data: image.into_rgb8().into_raw() };
    }
    let mut data = image.into_rgba8().into_raw();
    let layout = if is_opaque(&data) { Layout::Rgb } else { Layout::Rgba };
    if layout == Layout::Rgb {
        drop_alpha(&mut data);
    }
    Pixels { width, height, layout, data }
}

fn is_opaque(data: &[u8]) -> bool {
    data.chunks_exact(4).all(|pixel| pixel.last() == Some(&255))
}

/// Moves the pixels together in place: a second copy of a large picture is what memory is short of.
fn drop_alpha(data: &mut Vec<u8>) {
    let pixels = data.len() / 4;
    for pixel in 1..pixels {
        data.copy_within(pixel * 4..pixel * 4 + 3, pixel * 3);
    }
    data.truncate(pixels * 3);
    data.shrink_to_fit();
}

fn words(error: ImageError) -> Unreadable {
    match error {
        ImageError::Unsupported(error) => Unreadable::Unsupported(match error.kind() {
            UnsupportedErrorKind::Color(_) => {
                "its colours are stored in a rare way; save it as JPEG or PNG".into()
            }
            _ => format!("it uses a rare part of its format ({error})"),
        }),
        ImageError::Limits(_) => damaged("it takes more memory than a picture of its size can"),
        ImageError::IoError(_) => damaged("the file ends too early"),
        ImageError::Decoding(error) => contradicts(error.source().map_or(String::new(), ToString::to_string)),
        error => contradicts(error.to_string()),
    }
}

/// Returns that a file breaks the rules of its format, with the codec's words for those who can read them.
pub(crate) fn contradicts(detail: String) -> Unreadable {
    let detail = detail.trim_end_matches('.');
    let detail = detail.get(..detail.floor_char_boundary(200)).unwrap_or(detail);
    damaged(format!("it breaks the rules of its format ({detail})"))
}
