//! JPEG files: their segments, and their pixels with the four inks of print.

use crate::decode::{Layout, Pixels, check_memory, check_size, contradicts, damaged};
use crate::{Limits, Unreadable};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

const START_OF_SCAN: u8 = 0xda;
const END: [u8; 2] = [0xff, 0xd9];

/// The segments before the first scan: each marker with what it holds.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    /// Where the next segment begins; at the end, where the pixels do.
    at: usize,
    is_done: bool,
}

/// Returns the segments of a file, up to where its pixels begin.
pub(crate) fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { bytes, at: 2, is_done: false }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let marker = self.marker()?;
        let length = usize::from(u16::from_be_bytes(*self.bytes.get(self.at..)?.first_chunk()?));
        let held = self.bytes.get(self.at..self.at + length)?.get(2..)?;
        self.at += length;
        self.is_done = marker == START_OF_SCAN;
        Some((marker, held))
    }
}

impl Segments<'_> {
    /// Goes behind the next marker that has a length.
    fn marker(&mut self) -> Option<u8> {
        loop {
            self.at += self.bytes.get(self.at..)?.iter().position(|byte| *byte == 0xff)? + 1;
            match *self.bytes.get(self.at)? {
                // Fill bytes, and markers that stand alone.
                0xff => {}
                0x00 | 0x01 | 0xd0..=0xd8 => self.at += 1,
                marker => {
                    self.at += 1;
                    return Some(marker);
                }
            }
        }
    }
}

/// Unpacks a JPEG. Pictures for print come as [`Layout::Cmyk`].
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Pixels, Option<Vec<u8>>), Unreadable> {
    let options =
        DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(words)?;
    let (wide, high) = decoder.dimensions().ok_or_else(|| damaged("it does not say how large it is"))?;
    let (width, height) = (wide as u32, high as u32);
    check_size(width, height, limits)?;
    let space = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let is_for_print = matches!(space, ColorSpace::CMYK | ColorSpace::YCCK);
    let layout = if is_for_print { Layout::Cmyk } else { Layout::Rgb };
    check_memory(memory(bytes, u64::from(width) * u64::from(height), layout))?;
    check_end(bytes)?;
    let wanted = if is_for_print { space } else { ColorSpace::RGB };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut data = decoder.decode().map_err(words)?;
    if data.len() != wide * high * layout.channels() {
        return Err(damaged("it holds fewer pixels than it says"));
    }
    if space == ColorSpace::YCCK {
        inks(&mut data);
    }
    Ok((Pixels { width, height, layout, data }, decoder.icc_profile()))
}

/// Returns how much memory unpacking takes: a progressive picture keeps two bytes for each sample until its last scan.
fn memory(bytes: &[u8], pixels: u64, layout: Layout) -> u64 {
    let own = layout.channels() as u64;
    let Some(frame) = segments(bytes).find_map(|(marker, held)| (marker == 0xc2).then_some(held)) else {
        return pixels * own;
    };
    let factors: Vec<u64> = frame
        .get(6..)
        .unwrap_or_default()
        .chunks_exact(3)
        .filter_map(|component| component.get(1))
        .map(|factors| u64::from(factors >> 4) * u64::from(factors & 15))
        .collect();
    let largest = factors.iter().max().copied().unwrap_or(1).max(1);
    pixels * own + 2 * pixels * factors.iter().sum::<u64>() / largest
}

/// Refuses a file that was cut off: the codec would paint the rest grey, and nobody would be told.
fn check_end(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut header = segments(bytes);
    header.by_ref().for_each(drop);
    let body = bytes.get(header.at..).unwrap_or_default();
    // The end is mostly the last thing in the file.
    if body.windows(2).rev().any(|pair| pair == END) {
        Ok(())
    } else {
        Err(damaged("the file ends too early"))
    }
}

/// Turns brightness and colours into the inks, as they stand in a CMYK file.
fn inks(data: &mut [u8]) {
    for pixel in data.chunks_exact_mut(4) {
        let [y, b, r, _] = pixel else { continue };
        let (luma, blue, red) = (f32::from(*y), f32::from(*b) - 128.0, f32::from(*r) - 128.0);
        *y = 255 - (luma + 1.402 * red).round() as u8;
        *b = 255 - (luma - 0.344_136 * blue - 0.714_136 * red).round() as u8;
        *r = 255 - (luma + 1.772 * blue).round() as u8;
    }
}

fn words(error: DecodeErrors) -> Unreadable {
    match error {
        DecodeErrors::Unsupported(what) => {
            Unreadable::Unsupported(format!("it uses a rare part of its format ({what:?})"))
        }
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => damaged("the file ends too early"),
        DecodeErrors::Format(detail) => contradicts(detail),
        DecodeErrors::FormatStatic(detail) => contradicts(detail.to_owned()),
        error => contradicts(error.to_string()),
    }
}
