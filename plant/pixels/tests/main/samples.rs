//! Pictures made by code, so that each test says what is in them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// Returns a picture that is red on the left, blue on the right, with a white block at its upper left.
pub(crate) fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 4 && y < height / 4, x < width / 2) {
        (true, _) => Rgb([255, 255, 255]),
        (_, true) => Rgb([200, 30, 30]),
        _ => Rgb([30, 30, 200]),
    })
}

/// Returns a smooth picture with some noise, as a photo has it. The same for the same seed.
pub(crate) fn photo(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let (fx, fy) = (3.0 + f64::from(seed % 5), 2.0 + f64::from(seed % 7));
    RgbImage::from_fn(width, height, |x, y| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let wave = ((u * fx + v).sin() + (v * fy - u).cos()) * 60.0 + 128.0;
        let noise = f64::from(state % 16);
        Rgb([(wave + noise) as u8, (255.0 - wave) as u8, (u * 200.0 + noise) as u8])
    })
}

/// Returns a picture of coloured blocks, where a photo has its things. The same for the same seed.
pub(crate) fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut chance = |most: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) % most
    };
    let mut image = RgbImage::from_pixel(width, height, Rgb([90, 110, 140]));
    for _ in 0..40 {
        let (left, top) = (chance(width), chance(height));
        let (wide, high) = (width / 16 + chance(width / 4), height / 16 + chance(height / 4));
        let colour = Rgb([chance(256) as u8, chance(256) as u8, chance(256) as u8]);
        for y in top..(top + high).min(height) {
            for x in left..(left + wide).min(width) {
                image.put_pixel(x, y, colour);
            }
        }
    }
    image
}

/// Returns how long the processor worked for this process: what a busy machine cannot falsify.
pub(crate) fn worked() -> std::time::Duration {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = status.rsplit(')').next().unwrap_or_default();
    let ticks: u64 =
        after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    std::time::Duration::from_millis(ticks * 10)
}

pub(crate) fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    written(image, ImageFormat::Png)
}

pub(crate) fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Returns a JPEG with these application segments.
pub(crate) fn jpeg(image: &RgbImage, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 90);
    for (number, held) in segments {
        encoder.add_app_segment(*number, held.clone()).unwrap();
    }
    let (width, height) = (image.width() as u16, image.height() as u16);
    encoder.encode(image, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

pub(crate) fn transparent(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| Rgba([0, 120, 0, if x < width / 2 { 0 } else { 255 }]))
}

/// Returns the EXIF of a camera: how it was held, a serial number, and where it was.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut held = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    // Four fields of the picture; what is longer than four bytes lies after the lists.
    let field = |tag: u16, kind: u16, count: u32, value: u32| {
        [tag.to_be_bytes().as_slice(), &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()]
            .concat()
    };
    let pictures = 8 + 2 + 4 * 12 + 4;
    let camera = pictures + 2 + 3 * 12 + 4;
    let values = camera + 2 + 2 * 12 + 4;
    held.extend([0, 4]);
    held.extend(field(0x0112, 3, 1, u32::from(orientation) << 16));
    held.extend(field(0x013b, 2, 12, values));
    held.extend(field(0x8769, 4, 1, pictures));
    held.extend(field(0x8825, 4, 1, camera));
    held.extend([0; 4]);
    held.extend([0, 3]);
    held.extend(field(0x9003, 2, 20, values + 12));
    held.extend(field(0x9011, 2, 7, values + 32));
    held.extend(field(0xa431, 2, 12, values + 40));
    held.extend([0; 4]);
    held.extend([0, 2]);
    held.extend(field(0x0001, 2, 2, u32::from_be_bytes(*b"N\0\0\0")));
    held.extend(field(0x0002, 5, 3, values + 52));
    held.extend([0; 4]);
    held.extend(b"Ana Retrato\0");
    held.extend(b"2026:11:24 19:30:00\0");
    held.extend(b"+01:00\0\0");
    held.extend(b"SERIAL-4711\0");
    for degree in [52u32, 31, 12] {
        held.extend(degree.to_be_bytes());
        held.extend(1u32.to_be_bytes());
    }
    held
}

/// Returns the second and the first record of IPTC-IIM within Photoshop's resources.
pub(crate) fn iim(records: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut all = Vec::new();
    for (number, dataset, value) in records {
        all.extend([0x1c, *number, *dataset]);
        all.extend((value.len() as u16).to_be_bytes());
        all.extend(*value);
    }
    let mut held = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    held.extend((all.len() as u32).to_be_bytes());
    held.extend(all);
    held
}

pub(crate) fn xmp(description: &str) -> Vec<u8> {
    format!(
        "http://ns.adobe.com/xap/1.0/\0<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\
         <x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:ps='http://ns.adobe.com/photoshop/1.0/' \
         xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' \
         xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' \
         xmlns:rights='http://ns.adobe.com/xap/1.0/rights/'>{description}</rdf:RDF></x:xmpmeta>"
    )
    .into_bytes()
}
