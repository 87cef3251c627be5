//! How long the pictures of one large original take: a JPEG of 24 million pixels, made here, in five widths as WebP
//! and JPEG; then read, and made into a card. Medians of five runs. `bench/pictures.sh` calls it.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use pixels::{Encoding, Focus, Label, Limits, Unreadable, card, read, renditions};
use std::io::Write;
use std::time::{Duration, Instant};

const SIZE: (u16, u16) = (6000, 4000);
const WIDTHS: [u32; 5] = [1920, 1280, 960, 640, 320];
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout();
    let label = Label { credit: Some("Gazette".into()), ..Label::default() };
    let (limits, focus) = (Limits::default(), Focus { x: 0.5, y: 0.5 });
    for is_progressive in [false, true] {
        let file = original(is_progressive)?;
        let kind = if is_progressive { "progressive" } else { "baseline" };
        writeln!(out, "{kind} original: {:.1} MB", file.len() as f64 / 1e6)?;
        let both = [Encoding::Webp, Encoding::Jpeg];
        let took = median(|| renditions(&file, &WIDTHS, &both, &label, &limits).map(drop))?;
        writeln!(out, "  5 widths as WebP and JPEG: {took}")?;
        let took = median(|| read(&file, &limits).map(drop))?;
        writeln!(out, "  read: {took}")?;
        let took = median(|| card(&file, focus, &label, &limits).map(drop))?;
        writeln!(out, "  card: {took}")?;
    }
    let file = original(false)?;
    let took = median(|| renditions(&file, &[1280], &[Encoding::Avif], &label, &limits).map(drop))?;
    writeln!(out, "1280 as AVIF: {took}")?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
        writeln!(out, "most memory, the original's making included: {line}")?;
    }
    Ok(())
}

/// Returns the median time by the clock, and of the processor: on a busy machine only the second means anything.
fn median(work: impl Fn() -> Result<(), Unreadable>) -> Result<String, Unreadable> {
    let (mut took, before) = (Vec::new(), worked());
    for _ in 0..RUNS {
        let begun = Instant::now();
        work()?;
        took.push(begun.elapsed());
    }
    took.sort();
    let median = took.get(RUNS / 2).copied().unwrap_or_default();
    let each = (worked() - before) / RUNS as u32;
    Ok(format!("{} ms, {} ms of processor", median.as_millis(), each.as_millis()))
}

fn worked() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = status.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// Returns a photo-like picture: waves, and the noise of a sensor.
fn original(is_progressive: bool) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (width, height) = (usize::from(SIZE.0), usize::from(SIZE.1));
    let mut state = 0x2545_f491_u32;
    let mut data = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let (u, v) = (x as f32 / 400.0, y as f32 / 300.0);
            let wave = 120.0 + 60.0 * (u + (v * 1.7).sin()).sin() + 40.0 * (v * 5.0 + u).cos();
            let noise = (state % 12) as f32;
            data.extend(
                [wave + noise, 0.8 * wave + noise, 200.0 - 0.6 * wave + noise].map(|value| value as u8),
            );
        }
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 92);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(is_progressive);
    encoder.encode(&data, SIZE.0, SIZE.1, ColorType::Rgb)?;
    Ok(file)
}
