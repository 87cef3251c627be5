//! Colours: from those of the camera or the press to sRGB, which every screen knows.

use crate::decode::{Layout, Pixels};
use moxcms::{ColorProfile, DataColorSpace, Layout as Channels, TransformOptions};

/// A profile larger than this is not a description of colours.
const LARGEST: usize = 4 << 20;

/// Returns the picture in sRGB. A profile that cannot be read, or is of another kind of picture, counts as none.
pub(crate) fn to_srgb(mut pixels: Pixels, profile: Option<&[u8]>) -> Pixels {
    let profile = profile
        .filter(|bytes| bytes.len() <= LARGEST)
        .and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    match (pixels.layout, profile) {
        (Layout::Cmyk, profile) => {
            let inks = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk);
            pixels.data = inks
                .and_then(|profile| printed(&pixels.data, &profile))
                .unwrap_or_else(|| plain(&pixels.data));
            pixels.layout = Layout::Rgb;
        }
        (layout, Some(profile)) => {
            if let Some(data) = shown(&pixels.data, layout, &profile) {
                pixels.data = data;
            }
        }
        (_, None) => {}
    }
    pixels
}

/// Converts the colours of a screen, or the greys of one.
fn shown(data: &[u8], layout: Layout, profile: &ColorProfile) -> Option<Vec<u8>> {
    let channels = if layout == Layout::Rgba { Channels::Rgba } else { Channels::Rgb };
    match profile.color_space {
        DataColorSpace::Rgb => convert(profile, channels, data, channels, data.len()),
        DataColorSpace::Gray if layout == Layout::Rgb => {
            let grey: Vec<u8> = data.chunks_exact(3).filter_map(|pixel| pixel.first().copied()).collect();
            convert(profile, Channels::Gray, &grey, Channels::Rgb, data.len())
        }
        _ => None,
    }
}

/// Converts inks by the profile of their press, which counts ink from 0 for none.
fn printed(data: &[u8], profile: &ColorProfile) -> Option<Vec<u8>> {
    let inks: Vec<u8> = data.iter().map(|value| 255 - value).collect();
    convert(profile, Channels::Rgba, &inks, Channels::Rgb, data.len() / 4 * 3)
}

fn convert(
    profile: &ColorProfile,
    from: Channels,
    data: &[u8],
    to: Channels,
    length: usize,
) -> Option<Vec<u8>> {
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default()).ok()?;
    let mut converted = vec![0; length];
    transform.transform(data, &mut converted).ok()?;
    Some(converted)
}

/// Converts inks of which no profile is known.
fn plain(data: &[u8]) -> Vec<u8> {
    let mut colours = Vec::with_capacity(data.len() / 4 * 3);
    for pixel in data.chunks_exact(4) {
        let [inks @ .., black] = pixel else { continue };
        colours.extend(inks.iter().map(|ink| (u16::from(*ink) * u16::from(*black) / 255) as u8));
    }
    colours
}

/// Returns the pixels without transparency, as they look on white paper.
pub(crate) fn on_white(pixels: &Pixels) -> std::borrow::Cow<'_, [u8]> {
    if pixels.layout != Layout::Rgba {
        return (&pixels.data).into();
    }
    let mut opaque = Vec::with_capacity(pixels.data.len() / 4 * 3);
    for pixel in pixels.data.chunks_exact(4) {
        let [colours @ .., alpha] = pixel else { continue };
        let alpha = u16::from(*alpha);
        opaque.extend(
            colours.iter().map(|colour| ((u16::from(*colour) * alpha + 255 * (255 - alpha)) / 255) as u8),
        );
    }
    opaque.into()
}

/// Returns how bright each pixel is.
pub(crate) fn brightness(pixels: &Pixels) -> Vec<u8> {
    on_white(pixels)
        .chunks_exact(3)
        .map(|pixel| match pixel {
            [red, green, blue] => {
                ((u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1000) as u8
            }
            _ => 0,
        })
        .collect()
}
