//! What a picture looks like, in a few bytes: for the moment before it is there, for finding its like, and for
//! guessing where its subject is.

use crate::decode::{Layout, Pixels, damaged};
use crate::resize::{height_for, resize};
use crate::{Focus, Unreadable, colour};
use webp::{Encoder, WebPConfig};

/// The part of a picture's side that the window over its subject takes.
const WINDOW: f64 = 0.4;

/// Paints what a picture is roughly like: a WebP of some 200 bytes, small enough for a `data:` address.
pub(crate) fn placeholder(pixels: &Pixels) -> Result<Vec<u8>, Unreadable> {
    let small = within(pixels, 100)?;
    let rgba: Vec<u8> = match small.layout {
        Layout::Rgba => small.data,
        _ => small.data.chunks_exact(3).flat_map(|pixel| pixel.iter().copied().chain([255])).collect(),
    };
    let hash = thumbhash::rgba_to_thumb_hash(small.width as usize, small.height as usize, &rgba);
    let painted = thumbhash::thumb_hash_to_rgba(&hash);
    let (width, height, rgba) = painted.map_err(|()| damaged("no placeholder can be painted of it"))?;
    let mut config = WebPConfig::new().map_err(|()| damaged("the WebP encoder does not start"))?;
    (config.quality, config.alpha_quality, config.method) = (20.0, 20, 6);
    let encoder = Encoder::from_rgba(&rgba, width as u32, height as u32);
    let bytes = encoder.encode_advanced(&config).map_err(|error| damaged(format!("{error:?}")))?;
    Ok(bytes.to_vec())
}

/// Returns, for each of 64 places, whether the picture gets brighter to the right.
pub(crate) fn likeness(pixels: &Pixels) -> Result<u64, Unreadable> {
    let grey = colour::brightness(&resize(pixels, 9, 8)?);
    let pairs = grey.chunks_exact(9).flat_map(|row| row.windows(2));
    Ok(pairs.fold(0, |bits, pair| bits << 1 | u64::from(pair.first() < pair.last())))
}

/// Returns the middle of the part in which most happens, with a leaning towards the middle of the picture.
pub(crate) fn focus(pixels: &Pixels) -> Result<Focus, Unreadable> {
    let small = within(pixels, 64)?;
    let (width, height) = (small.width as usize, small.height as usize);
    let sums = sums(&edges(&colour::brightness(&small), width), width);
    let (wide, high) = (window(width), window(height));
    let mut best = (f64::MIN, Focus { x: 0.5, y: 0.5 });
    for top in 0..=height - high {
        for left in 0..=width - wide {
            let middle = Focus {
                x: (left as f64 + wide as f64 / 2.0) / width as f64,
                y: (top as f64 + high as f64 / 2.0) / height as f64,
            };
            let sum = |x: usize, y: usize| sums.get(y * (width + 1) + x).copied().unwrap_or(0) as f64;
            let inside =
                sum(left + wide, top + high) - sum(left, top + high) - sum(left + wide, top) + sum(left, top);
            let off = (middle.x - 0.5).powi(2) + (middle.y - 0.5).powi(2);
            let score = (inside + 1.0) * (1.0 - off);
            if score > best.0 {
                best = (score, middle);
            }
        }
    }
    Ok(best.1)
}

/// Returns in how many of their 64 bits two likenesses differ: 0 is the same picture, up to 10 very much alike.
pub fn likeness_distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}

/// Returns the picture with no side longer than this.
fn within(pixels: &Pixels, side: u32) -> Result<Pixels, Unreadable> {
    let size = (pixels.width, pixels.height);
    let width = if size.0 >= size.1 { side } else { height_for(side, (size.1, size.0)) };
    let width = width.min(size.0);
    resize(pixels, width, height_for(width, size).min(side))
}

fn window(side: usize) -> usize {
    ((side as f64 * WINDOW) as usize).clamp(1, side)
}

/// Returns for each pixel how much it differs from the ones to the right and below.
fn edges(grey: &[u8], width: usize) -> Vec<u64> {
    let at = |index: usize| grey.get(index).copied();
    (0..grey.len())
        .map(|index| {
            let here = grey.get(index).copied().unwrap_or(0);
            let right = if (index + 1) % width == 0 { None } else { at(index + 1) };
            let differs = |other: Option<u8>| u64::from(other.unwrap_or(here).abs_diff(here));
            differs(right) + differs(at(index + width))
        })
        .collect()
}

/// Returns for each corner the sum of all that is left of it and above, in rows of `width + 1`.
fn sums(values: &[u64], width: usize) -> Vec<u64> {
    let mut sums = vec![0; width + 1];
    for row in values.chunks(width) {
        let above = sums.len() - (width + 1);
        let mut sum = 0;
        sums.push(0);
        for (x, value) in row.iter().enumerate() {
            sum += value;
            sums.push(sum + sums.get(above + x + 1).copied().unwrap_or(0));
        }
    }
    sums
}
