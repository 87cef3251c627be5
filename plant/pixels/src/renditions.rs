//! The pictures that are made of one original.

use crate::decode::{Decoded, Pixels, damaged, decode, kind, sheltered};
use crate::encode::{LONGEST, encode};
use crate::resize::{Part, height_for, resize, resize_part, upright};
use crate::{Encoding, Focus, Label, Limits, Unreadable, metadata};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many pictures of one original are encoded at the same time, where there are as many cores.
const THREADS: usize = 2;

/// The size of a card, as the networks show it.
const CARD: (u32, u32) = (1200, 630);

/// One picture made for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Makes smaller pictures: each width in each encoding, from the narrowest. None is wider than the original: a
/// width above it gives the original's width, once. No side is longer than 16,383 pixels, which is what WebP can
/// hold. Nothing of the original's metadata is in them, only the label.
pub fn renditions(
    bytes: &[u8],
    widths: &[u32],
    encodings: &[Encoding],
    label: &Label,
    limits: &Limits,
) -> Result<Vec<(u32, Encoding, Rendition)>, Unreadable> {
    sheltered(|| {
        let decoded = open(bytes, limits)?;
        let sizes = sizes(decoded, widths)?;
        let jobs: Vec<(&Pixels, Encoding)> = sizes
            .iter()
            .flat_map(|pixels| encodings.iter().map(move |encoding| (pixels, *encoding)))
            .collect();
        let made = encode_all(&jobs, label)?;
        let mut made: Vec<_> = jobs
            .iter()
            .zip(made)
            .map(|((pixels, encoding), bytes)| {
                let rendition = Rendition { width: pixels.width, height: pixels.height, bytes };
                (pixels.width, *encoding, rendition)
            })
            .collect();
        made.sort_by_key(|(width, ..)| *width);
        Ok(made)
    })
}

/// Makes the picture that is shown where a story is shared: a JPEG of 1200 × 630, cut round the focal point. What
/// is smaller than that is made larger.
pub fn card(bytes: &[u8], focus: Focus, label: &Label, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    sheltered(|| {
        let decoded = open(bytes, limits)?;
        let (width, height) = decoded.size();
        let enough = f64::from(CARD.0).max(f64::from(CARD.1) * f64::from(width) / f64::from(height));
        let pixels = upright(decoded, (enough.ceil() as u32).min(width))?;
        let part = part(&pixels, focus);
        encode(&resize_part(&pixels, &part, CARD.0, CARD.1)?, Encoding::Jpeg, label)
    })
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Decoded, Unreadable> {
    let format = kind(bytes, limits)?;
    decode(format, bytes, &metadata::packets(format, bytes), limits)
}

/// Returns the picture at each width, from the widest, each made of the one before.
fn sizes(decoded: Decoded, widths: &[u32]) -> Result<Vec<Pixels>, Unreadable> {
    let size = decoded.size();
    let fitting = u64::from(size.0) * u64::from(LONGEST) / u64::from(size.1.max(1));
    let widest = size.0.min(LONGEST).min(u32::try_from(fitting).unwrap_or(LONGEST).max(1));
    let mut widths: Vec<u32> =
        widths.iter().filter(|width| **width > 0).map(|width| (*width).min(widest)).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    widths.dedup();
    let Some((first, rest)) = widths.split_first() else { return Ok(Vec::new()) };
    let mut sizes = vec![upright(decoded, *first)?];
    for width in rest {
        let smaller =
            sizes.last().map(|larger| resize(larger, *width, height_for(*width, size).min(LONGEST)));
        sizes.extend(smaller.transpose()?);
    }
    Ok(sizes)
}

/// Encodes everything on as many threads as help, the largest first.
fn encode_all(jobs: &[(&Pixels, Encoding)], label: &Label) -> Result<Vec<Vec<u8>>, Unreadable> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(jobs.len()));
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((pixels, encoding)) = jobs.get(index) else { break };
            let file = sheltered(|| encode(pixels, *encoding, label));
            made.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((index, file));
        }
    };
    thread::scope(|scope| {
        for _ in 1..THREADS.min(cores).min(jobs.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().map_err(|_| damaged("it could not be encoded"))?;
    made.sort_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, file)| file).collect()
}

/// Returns the largest part in the shape of a card, with the focal point as near to its middle as it can be.
fn part(pixels: &Pixels, focus: Focus) -> Part {
    let (full_width, full_height) = (f64::from(pixels.width), f64::from(pixels.height));
    let shape = f64::from(CARD.0) / f64::from(CARD.1);
    let (width, height) = if full_width / full_height > shape {
        (full_height * shape, full_height)
    } else {
        (full_width, full_width / shape)
    };
    let start = |at: f64, full: f64, side: f64| {
        let at = if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.5 };
        (at * full - side / 2.0).clamp(0.0, (full - side).max(0.0))
    };
    Part { left: start(focus.x, full_width, width), top: start(focus.y, full_height, height), width, height }
}
