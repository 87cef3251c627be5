//! Colours of cameras and presses come out as every screen shows them.

use crate::made::only;
use crate::samples::png;
use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use moxcms::ColorProfile;

fn is_near(pixel: &Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(value, wanted)| value.abs_diff(wanted) <= 8)
}

/// Returns a JPEG of one colour in four inks, as agencies send them. The encoder writes 0 for full ink.
fn printed(inks: [u8; 4], kind: ColorType) -> Vec<u8> {
    let mut file = Vec::new();
    Encoder::new(&mut file, 95).encode(&inks.repeat(32 * 32), 32, 32, kind).unwrap();
    file
}

#[test]
fn inks_become_colours() {
    let colours = [
        ([255, 0, 0, 0], [0, 255, 255]),
        ([0, 255, 0, 0], [255, 0, 255]),
        ([0, 0, 255, 127], [128, 128, 0]),
        ([0, 0, 0, 255], [0, 0, 0]),
        ([0, 0, 0, 0], [255, 255, 255]),
    ];

    for (inks, wanted) in colours {
        for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
            let shown = only(&printed(inks, kind), 32);
            assert!(is_near(shown.get_pixel(9, 9), wanted), "{inks:?} {kind:?}: {:?}", shown.get_pixel(9, 9));
        }
    }
}

#[test]
fn a_wide_screens_colours_become_srgb() {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 95);
    encoder.add_icc_profile(&ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.encode(&[200, 100, 50].repeat(32 * 32), 32, 32, ColorType::Rgb).unwrap();

    let shown = only(&file, 32);

    // Display P3 is wider: the same numbers are a stronger colour, so sRGB needs stronger numbers for it.
    assert!(is_near(shown.get_pixel(9, 9), [214, 95, 29]), "{:?}", shown.get_pixel(9, 9));
}

#[test]
fn a_profile_that_makes_no_sense_counts_as_none() {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 95);
    encoder.add_icc_profile(&[7; 5000]).unwrap();
    encoder.encode(&[200, 100, 50].repeat(32 * 32), 32, 32, ColorType::Rgb).unwrap();

    assert!(is_near(only(&file, 32).get_pixel(9, 9), [200, 100, 50]));
    assert!(is_near(only(&png(RgbImage::from_pixel(9, 9, Rgb([1, 2, 3]))), 9).get_pixel(4, 4), [1, 2, 3]));
}
