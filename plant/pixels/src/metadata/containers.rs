//! Where in each kind of file the three forms of metadata lie.

use super::Packets;
use super::exif::{self, Exif};
use super::iim;
use crate::label::riff;
use crate::{Format, jpeg};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// The longest packet that is read.
const LONGEST: usize = 2 << 20;

/// Cuts the packets out of a file. What is not where it should be is left out.
pub(crate) fn packets(format: Format, bytes: &[u8]) -> Packets {
    match format {
        Format::Jpeg => of_jpeg(bytes),
        Format::Png => of_png(bytes),
        Format::Webp => of_webp(bytes),
        Format::Gif => Packets { xmp: of_gif(bytes).unwrap_or_default().to_vec(), ..Packets::default() },
        Format::Tiff => of_tiff(bytes),
    }
}

fn of_jpeg(bytes: &[u8]) -> Packets {
    let mut found = Packets::default();
    let mut resources = Vec::new();
    for (marker, held) in jpeg::segments(bytes) {
        match marker {
            0xe1 => {
                if let Some(exif) = held.strip_prefix(b"Exif\0\0".as_slice())
                    && found.exif.is_empty()
                {
                    found.exif = exif::read(exif);
                } else if let Some(xmp) = held.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0".as_slice())
                    && found.xmp.is_empty()
                {
                    found.xmp = xmp.to_vec();
                }
            }
            0xed if resources.len() < LONGEST => {
                if let Some(part) = held.strip_prefix(b"Photoshop 3.0\0".as_slice()) {
                    resources.extend_from_slice(part);
                }
            }
            _ => {}
        }
    }
    found.iim = iim::in_resources(&resources);
    found
}

fn of_png(bytes: &[u8]) -> Packets {
    let mut found = Packets::default();
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((name, held, after)) = png_chunk(rest) {
        match name {
            b"eXIf" => found.exif = exif::read(held),
            b"iTXt" if found.xmp.is_empty() => found.xmp = of_text(held).unwrap_or_default(),
            _ => {}
        }
        rest = after;
    }
    found
}

fn png_chunk(rest: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
    let end = length.checked_add(8)?;
    Some((rest.get(4..8)?, rest.get(8..end)?, rest.get(end + 4..).unwrap_or_default()))
}

/// Returns the XMP of an `iTXt` chunk, unpacked if need be: never more than a packet may have.
fn of_text(held: &[u8]) -> Option<Vec<u8>> {
    let rest = held.strip_prefix(b"XML:com.adobe.xmp\0".as_slice())?;
    let (flags, rest) = rest.split_at_checked(2)?;
    // Two more texts stand before it: the language, and the keyword in that language.
    let text = rest.splitn(3, |byte| *byte == 0).nth(2)?;
    if flags.first() != Some(&1) {
        return Some(text.to_vec());
    }
    let mut unpacked = Vec::new();
    ZlibDecoder::new(text).take(LONGEST as u64).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

fn of_webp(bytes: &[u8]) -> Packets {
    let mut found = Packets::default();
    for (name, held) in riff::chunks(bytes) {
        match name {
            b"EXIF" => found.exif = exif::read(held.strip_prefix(b"Exif\0\0".as_slice()).unwrap_or(held)),
            b"XMP " => found.xmp = held.to_vec(),
            _ => {}
        }
    }
    found
}

/// Returns the XMP of a GIF: it stands bare between its name and a tail that ends the blocks.
fn of_gif(bytes: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"XMP DataXMP";
    let start = bytes.windows(NAME.len()).position(|window| window == NAME)? + NAME.len();
    let rest = bytes.get(start..)?;
    let end = rest.windows(4).take(LONGEST).position(|window| window == [1, 0xff, 0xfe, 0xfd])?;
    rest.get(..end)
}

fn of_tiff(bytes: &[u8]) -> Packets {
    let exif: Exif = exif::read(bytes);
    let take = |tag| exif.packet(bytes, tag).filter(|packet| packet.len() <= LONGEST);
    let iim = match take(exif::IIM) {
        Some(records) => records.to_vec(),
        None => iim::in_resources(take(exif::PHOTOSHOP).unwrap_or_default()),
    };
    let xmp = take(exif::XMP).unwrap_or_default().to_vec();
    Packets { exif, iim, xmp }
}
