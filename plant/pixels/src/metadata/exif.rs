//! EXIF: what the camera wrote, in the form of a TIFF file.
//!
//! A reader of its own, since a file can name the same bytes in thousands of fields: each field is looked at only
//! as far as it is wanted, and none is unpacked before it is known to be small.

use super::{Raw, clean};
use serde_json::Value;
use std::ops::Range;

pub(crate) const DESCRIPTION: u16 = 0x010e;
pub(crate) const ARTIST: u16 = 0x013b;
pub(crate) const COPYRIGHT: u16 = 0x8298;
pub(crate) const XMP: u16 = 0x02bc;
pub(crate) const IIM: u16 = 0x83bb;
pub(crate) const PHOTOSHOP: u16 = 0x8649;
const ORIENTATION: u16 = 0x0112;
const DATE_TIME: u16 = 0x0132;
const ORIGINAL: u16 = 0x9003;
const OFFSET: u16 = 0x9010;
const OFFSET_ORIGINAL: u16 = 0x9011;
const CAMERA_FIELDS: u16 = 0x8769;
const POSITION_FIELDS: u16 = 0x8825;

/// The most fields of one list that are read.
const FIELDS: usize = 1000;
/// The longest value that is kept.
const LONGEST: usize = 4096;

/// The names of what is looked up most; all else is kept by number.
const NAMES: [(u16, &str); 23] = [
    (DESCRIPTION, "ImageDescription"),
    (0x010f, "Make"),
    (0x0110, "Model"),
    (ORIENTATION, "Orientation"),
    (0x0131, "Software"),
    (DATE_TIME, "DateTime"),
    (ARTIST, "Artist"),
    (COPYRIGHT, "Copyright"),
    (0x829a, "ExposureTime"),
    (0x829d, "FNumber"),
    (0x8827, "PhotographicSensitivity"),
    (ORIGINAL, "DateTimeOriginal"),
    (0x9004, "DateTimeDigitized"),
    (OFFSET, "OffsetTime"),
    (OFFSET_ORIGINAL, "OffsetTimeOriginal"),
    (0x920a, "FocalLength"),
    (0xa002, "PixelXDimension"),
    (0xa003, "PixelYDimension"),
    (0xa430, "CameraOwnerName"),
    (0xa431, "BodySerialNumber"),
    (0xa433, "LensMake"),
    (0xa434, "LensModel"),
    (0xa435, "LensSerialNumber"),
];

/// The fields of a file.
#[derive(Debug, Default)]
pub(crate) struct Exif {
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    /// 0 for the picture, else the field in which the list was named.
    list: u16,
    tag: u16,
    kind: u16,
    place: Range<usize>,
    /// The value, if it is short.
    value: Vec<u8>,
    is_little: bool,
}

/// Reads the fields of a picture, of its camera and of its position.
pub(crate) fn read(bytes: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let is_little = bytes.starts_with(b"II");
    let source = Source { bytes, is_little };
    if !(is_little || bytes.starts_with(b"MM")) || source.short(2) != Some(42) {
        return exif;
    }
    exif.read_list(&source, 0, source.long(4));
    for list in [CAMERA_FIELDS, POSITION_FIELDS] {
        let start = exif.field(list).and_then(Field::number);
        exif.read_list(&source, list, start);
    }
    exif
}

impl Exif {
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    pub(crate) fn orientation(&self) -> Option<u8> {
        u8::try_from(self.field(ORIENTATION)?.number()?).ok()
    }

    /// Returns a text, if there is one.
    pub(crate) fn text(&self, tag: u16) -> Option<String> {
        clean(&self.field(tag)?.text()?)
    }

    /// Returns when the picture was taken and the clock's distance from UTC, as the camera wrote them.
    pub(crate) fn taken(&self) -> Option<(String, Option<String>)> {
        match self.text(ORIGINAL) {
            Some(time) => Some((time, self.text(OFFSET_ORIGINAL))),
            None => Some((self.text(DATE_TIME)?, self.text(OFFSET))),
        }
    }

    /// Returns the bytes of a field, out of the file that was read.
    pub(crate) fn packet<'a>(&self, bytes: &'a [u8], tag: u16) -> Option<&'a [u8]> {
        bytes.get(self.field(tag)?.place.clone())
    }

    /// Returns what was found, by name.
    pub(crate) fn raw(&self, most: usize) -> Value {
        let mut raw = Raw::new(most);
        for field in self.fields.iter().filter(|field| !field.value.is_empty()) {
            let named = NAMES.iter().find(|(tag, _)| *tag == field.tag && field.list != POSITION_FIELDS);
            let name = match (named, field.list) {
                (Some((_, name)), _) => (*name).to_owned(),
                (None, POSITION_FIELDS) => format!("gps:{:#06x}", field.tag),
                _ => format!("{:#06x}", field.tag),
            };
            if let Some(text) = field.text().or_else(|| field.numbers()) {
                raw.keep(&name, &text);
            }
        }
        raw.done()
    }

    fn field(&self, tag: u16) -> Option<&Field> {
        self.fields.iter().find(|field| field.tag == tag && field.list != POSITION_FIELDS)
    }

    fn read_list(&mut self, source: &Source, list: u16, start: Option<u32>) {
        let Some(start) = start.map(|start| start as usize).filter(|start| *start > 0) else { return };
        let count = usize::from(source.short(start).unwrap_or(0)).min(FIELDS);
        for index in 0..count {
            let Some(field) = source.field(list, start + 2 + index * 12) else { break };
            self.fields.extend(field);
        }
    }
}

impl Field {
    /// Returns the value as text, if it is one.
    fn text(&self) -> Option<String> {
        // Text, bytes of text as Windows writes them, or bytes with eight that name the writing.
        match self.kind {
            2 | 129 => {
                let end = self.value.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
                Some(super::iim::guess(self.value.get(..end)?))
            }
            _ => None,
        }
    }

    fn number(&self) -> Option<u32> {
        self.values().next().map(|(value, _)| value)
    }

    /// Returns the numbers as they are read: `28`, `1/250`.
    fn numbers(&self) -> Option<String> {
        let numbers = self.values().take(16).map(|(value, below)| match below {
            Some(below) => format!("{value}/{below}"),
            None => value.to_string(),
        });
        let numbers: Vec<String> = numbers.collect();
        (!numbers.is_empty()).then(|| numbers.join(" "))
    }

    fn values(&self) -> impl Iterator<Item = (u32, Option<u32>)> {
        let source = Source { bytes: &self.value, is_little: self.is_little };
        let size = size_of(self.kind).unwrap_or(0);
        let count =
            if matches!(self.kind, 1 | 3 | 4 | 5 | 9 | 10) { self.value.len() / size.max(1) } else { 0 };
        (0..count).filter_map(move |index| {
            let at = index * size;
            match size {
                1 => source.bytes.get(at).map(|byte| (u32::from(*byte), None)),
                2 => source.short(at).map(|value| (u32::from(value), None)),
                4 => source.long(at).map(|value| (value, None)),
                _ => Some((source.long(at)?, Some(source.long(at + 4)?))),
            }
        })
    }
}

/// Bytes with their order.
struct Source<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl Source<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    /// Reads the field at a place: nothing at the end of the file, an empty answer if it makes no sense.
    fn field(&self, list: u16, at: usize) -> Option<Option<Field>> {
        let (tag, kind, count) = (self.short(at)?, self.short(at + 2)?, self.long(at + 4)? as usize);
        let Some(length) = size_of(kind).and_then(|size| size.checked_mul(count)) else { return Some(None) };
        let start = if length <= 4 { at + 8 } else { self.long(at + 8)? as usize };
        let place = start..start.saturating_add(length);
        let Some(held) = self.bytes.get(place.clone()) else { return Some(None) };
        let value = if length <= LONGEST { held.to_vec() } else { Vec::new() };
        Some(Some(Field { list, tag, kind, place, value, is_little: self.is_little }))
    }
}

/// Returns how many bytes one value of a kind takes.
fn size_of(kind: u16) -> Option<usize> {
    match kind {
        1 | 2 | 6 | 7 | 129 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 => Some(8),
        _ => None,
    }
}
