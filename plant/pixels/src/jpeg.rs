//! JPEG files: their segments, and their pixels with the four inks of print.

use crate::decode::{Layout, Pixels, check_memory, check_size, damaged};
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
    rest: &'a [u8],
}

/// Returns the segments of a file, up to where its pixels begin.
pub(crate) fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { rest: bytes.get(2..).unwrap_or_default() }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let at = self.rest.iter().position(|byte| *byte == 0xff)?;
            self.rest = self.rest.get(at + 1..)?;
            let marker = *self.rest.first()?;
            match marker {
                // Fill bytes, and markers that stand alone.
                0xff => {}
                0x00 | 0x01 | 0xd0..=0xd8 => self.rest = self.rest.get(1..)?,
                _ => break,
            }
        }
        let (marker, rest) = self.rest.split_first()?;
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        let held = rest.get(2..length)?;
        self.rest = if *marker == START_OF_SCAN { &[] } else { rest.get(length..)? };
        Some((*marker, held))
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
    let header = segments(bytes).map(|(_, held)| held.as_ptr_range().end as usize).last();
    let start = header.map_or(0, |end| end.saturating_sub(bytes.as_ptr() as usize));
    let body = bytes.get(start..).unwrap_or_default();
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
        DecodeErrors::Unsupported(what) => Unreadable::Unsupported(format!("a JPEG with {what:?}")),
        DecodeErrors::ExhaustedData => damaged("the file ends too early"),
        error => damaged(error),
    }
}
