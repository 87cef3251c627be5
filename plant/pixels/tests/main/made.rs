//! The pictures that are made of one original.

use crate::samples::{flag, jpeg, photo, png, transparent};
use image::{ImageFormat, RgbImage};
use pixels::{Encoding, Focus, Label, Limits, Unreadable, card, renditions};

/// Returns the one JPEG of this width, as it is shown.
pub(crate) fn only(bytes: &[u8], width: u32) -> RgbImage {
    let made = renditions(bytes, &[width], &[Encoding::Jpeg], &Label::default(), &Limits::default()).unwrap();
    shown(&made[0].2.bytes)
}

/// Returns a JPEG or WebP as a browser shows it.
fn shown(bytes: &[u8]) -> RgbImage {
    if bytes.starts_with(b"RIFF") {
        return image::load_from_memory_with_format(bytes, ImageFormat::WebP).unwrap().to_rgb8();
    }
    let mut decoder = zune_jpeg::JpegDecoder::new(zune_core::bytestream::ZCursor::new(bytes));
    let data = decoder.decode().unwrap();
    let (width, height) = decoder.dimensions().unwrap();
    RgbImage::from_raw(width as u32, height as u32, data).unwrap()
}

#[test]
fn each_width_is_made_once_in_each_encoding_and_none_wider_than_the_original() {
    let original = jpeg(&photo(700, 500, 1), &[]);
    let widths = [1920, 640, 320, 1280, 640, 0];
    let encodings = [Encoding::Webp, Encoding::Jpeg];

    let made = renditions(&original, &widths, &encodings, &Label::default(), &Limits::default()).unwrap();

    let list: Vec<_> = made.iter().map(|(width, encoding, made)| (*width, *encoding, made.height)).collect();
    assert_eq!(
        list,
        [
            (320, Encoding::Webp, 229),
            (320, Encoding::Jpeg, 229),
            (640, Encoding::Webp, 457),
            (640, Encoding::Jpeg, 457),
            (700, Encoding::Webp, 500),
            (700, Encoding::Jpeg, 500),
        ]
    );
    for (width, _, rendition) in &made {
        let shown = shown(&rendition.bytes);
        assert_eq!((shown.width(), shown.height()), (*width, rendition.height));
    }
}

#[test]
fn a_rendition_looks_like_its_original() {
    let original = photo(800, 600, 2);
    let expected = image::imageops::resize(&original, 320, 240, image::imageops::FilterType::Lanczos3);

    let made = renditions(
        &png(original),
        &[320],
        &[Encoding::Webp, Encoding::Jpeg],
        &Label::default(),
        &Limits::default(),
    );

    for (_, encoding, rendition) in made.unwrap() {
        let pairs = shown(&rendition.bytes).into_raw().into_iter().zip(expected.as_raw());
        let off: u64 = pairs.map(|(made, wanted)| u64::from(made.abs_diff(*wanted))).sum();
        let mean = off as f64 / expected.as_raw().len() as f64;
        assert!(mean < 6.0, "{encoding:?}: {mean}");
    }
}

#[test]
fn what_is_transparent_is_white_in_a_jpeg_and_stays_transparent_in_a_webp() {
    let original = png(transparent(60, 40));

    let made = renditions(
        &original,
        &[30],
        &[Encoding::Jpeg, Encoding::Webp, Encoding::Avif],
        &Label::default(),
        &Limits::default(),
    );
    let made = made.unwrap();

    assert!(shown(&made[0].2.bytes).get_pixel(3, 10).0.iter().all(|value| *value > 240));
    let webp = image::load_from_memory_with_format(&made[1].2.bytes, ImageFormat::WebP).unwrap().to_rgba8();
    assert_eq!((webp.get_pixel(3, 10).0[3], webp.get_pixel(27, 10).0[3]), (0, 255));
    assert_eq!(&made[2].2.bytes[4..12], b"ftypavif");
}

#[test]
fn a_card_is_cut_round_the_focal_point() {
    let original = jpeg(&flag(3000, 1000), &[]);
    let at = |x, y| shown(&card(&original, Focus { x, y }, &Label::default(), &Limits::default()).unwrap());

    let (left, right) = (at(0.0, 0.0), at(1.0, 1.0));

    assert_eq!((left.width(), left.height()), (1200, 630));
    assert!(left.get_pixel(5, 5).0[1] > 200, "the white block is in sight");
    assert!(right.get_pixel(5, 5).0[1] < 100);
    assert!(right.get_pixel(1190, 600).0[2] > 150);
}

#[test]
fn a_small_picture_gives_a_whole_card_and_a_wild_focus_does_no_harm() {
    for focus in [Focus { x: 0.5, y: 0.5 }, Focus { x: f64::NAN, y: -7.0 }] {
        for original in [png(photo(90, 200, 3)), png(photo(1, 1, 3)), png(transparent(3000, 20))] {
            let card = card(&original, focus, &Label::default(), &Limits::default()).unwrap();
            assert_eq!(shown(&card).dimensions(), (1200, 630));
        }
    }
}

#[test]
fn no_widths_make_no_pictures_and_no_picture_is_said_to_be_none() {
    let original = png(flag(20, 20));
    let made = |bytes: &[u8], widths: &[u32]| {
        renditions(bytes, widths, &[Encoding::Jpeg], &Label::default(), &Limits::default())
    };

    assert_eq!(made(&original, &[]), Ok(Vec::new()));
    assert_eq!(made(b"<html>", &[10]), Err(Unreadable::NotAPicture));
}

#[test]
fn a_picture_taller_than_webp_can_hold_is_made_narrower() {
    let made = |original: &[u8]| {
        let made = renditions(original, &[40], &[Encoding::Webp], &Label::default(), &Limits::default());
        made.unwrap().remove(0)
    };

    let (width, _, tall) = made(&png(photo(40, 20_000, 4)));
    let (_, _, thin) = made(&png(photo(1, 30_000, 4)));

    assert_eq!((width, tall.height, thin.height), (32, 16_000, 16_383));
}
