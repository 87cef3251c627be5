//! From pixels to the files that readers get, each with its label.

use crate::decode::{Layout, Pixels, damaged};
use crate::label::{Label, avif, iim, riff, xmp};
use crate::{Encoding, Unreadable, colour};
use jpeg_encoder::{ColorType, SamplingFactor};
use ravif::{Img, RGB8, RGBA8};
use webp::WebPConfig;

const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 75.0;
const WEBP_METHOD: i32 = 4;
const AVIF_QUALITY: f32 = 65.0;
const AVIF_SPEED: u8 = 8;

/// The longest side that every encoding can hold: WebP counts it in 14 bits.
pub(crate) const LONGEST: u32 = 16_383;

/// Returns the file.
pub(crate) fn encode(pixels: &Pixels, encoding: Encoding, label: &Label) -> Result<Vec<u8>, Unreadable> {
    match encoding {
        Encoding::Jpeg => jpeg(pixels, label),
        Encoding::Webp => webp(pixels, label),
        Encoding::Avif => avif(pixels, label),
    }
}

fn jpeg(pixels: &Pixels, label: &Label) -> Result<Vec<u8>, Unreadable> {
    let (Ok(width), Ok(height)) = (u16::try_from(pixels.width), u16::try_from(pixels.height)) else {
        return Err(Unreadable::Unsupported("one of its sides is too long for a JPEG".into()));
    };
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    for (segment, held) in [(1, xmp::segment(label)), (13, iim::segment(label))] {
        encoder.add_app_segment(segment, held).map_err(damaged)?;
    }
    encoder.encode(&colour::on_white(pixels), width, height, ColorType::Rgb).map_err(damaged)?;
    Ok(file)
}

fn webp(pixels: &Pixels, label: &Label) -> Result<Vec<u8>, Unreadable> {
    let failed = |error: &dyn std::fmt::Debug| damaged(format!("it cannot be written as WebP ({error:?})"));
    let mut config = WebPConfig::new().map_err(|()| failed(&"no settings"))?;
    (config.quality, config.method) = (WEBP_QUALITY, WEBP_METHOD);
    let encoder = match pixels.layout {
        Layout::Rgba => webp::Encoder::from_rgba(&pixels.data, pixels.width, pixels.height),
        _ => webp::Encoder::from_rgb(&pixels.data, pixels.width, pixels.height),
    };
    let file = encoder.encode_advanced(&config).map_err(|error| failed(&error))?;
    let size = (pixels.width, pixels.height);
    riff::with_xmp(&file, size, &xmp::packet(label)).ok_or_else(|| failed(&"no chunks"))
}

fn avif(pixels: &Pixels, label: &Label) -> Result<Vec<u8>, Unreadable> {
    let failed = |error: &dyn std::fmt::Display| damaged(format!("it cannot be written as AVIF ({error})"));
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    // The pictures of one original are encoded beside each other: one thread for each is enough.
    let encoder = ravif::Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_alpha_quality(AVIF_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_num_threads(Some(1));
    let file = match pixels.layout {
        Layout::Rgba => {
            let rgba: Vec<RGBA8> = pixels.data.chunks_exact(4).filter_map(rgba).collect();
            encoder.encode_rgba(Img::new(&rgba, width, height))
        }
        _ => {
            let rgb: Vec<RGB8> = pixels.data.chunks_exact(3).filter_map(rgb).collect();
            encoder.encode_rgb(Img::new(&rgb, width, height))
        }
    };
    let file = file.map_err(|error| failed(&error))?.avif_file;
    avif::with_xmp(&file, &xmp::packet(label)).ok_or_else(|| failed(&"no boxes"))
}

fn rgb(pixel: &[u8]) -> Option<RGB8> {
    let [r, g, b] = *pixel.first_chunk()?;
    Some(RGB8 { r, g, b })
}

fn rgba(pixel: &[u8]) -> Option<RGBA8> {
    let [r, g, b, a] = *pixel.first_chunk()?;
    Some(RGBA8 { r, g, b, a })
}
