//! Files that were made to do harm, or were harmed.

use crate::samples::{exif, flag, jpeg, photo, png, worked, written};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat};
use pixels::{Facts, Limits, Unreadable, read};
use std::io::Write;
use std::time::Duration;

fn quick(bytes: &[u8]) -> Result<Facts, Unreadable> {
    let begun = worked();
    let facts = read(bytes, &Limits::default());
    let took = worked() - begun;
    assert!(took < Duration::from_secs(10), "took {took:?}");
    facts
}

fn chunk(name: &[u8; 4], held: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), held].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&named);
    [(held.len() as u32).to_be_bytes().as_slice(), &named, &crc.sum().to_be_bytes()].concat()
}

fn packed(byte: u8, count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![byte; 1 << 20];
    for _ in 0..count >> 20 {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

/// Returns a PNG of this size, 8 bits of grey, with these chunks before its pixels.
fn bare(width: u32, height: u32, before: &[Vec<u8>], pixels: &[u8]) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(chunk(b"IHDR", &header));
    file.extend(before.concat());
    file.extend(chunk(b"IDAT", pixels));
    file.extend(chunk(b"IEND", b""));
    file
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let pixels = packed(0, 64 << 20);

    let refused = quick(&bare(50_000, 50_000, &[], &pixels));

    assert_eq!(refused, Err(Unreadable::TooLarge { what: "pixels", is: 2_500_000_000, most: 100_000_000 }));
}

#[test]
fn packed_profiles_and_texts_are_not_unpacked_beyond_their_measure() {
    let profile = chunk(b"iCCP", &[b"bomb\0\0".as_slice(), &packed(0, 600 << 20)].concat());
    let text =
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &packed(b' ', 600 << 20)].concat());
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
    rows.write_all(&[0; 9 * 8]).unwrap();
    let rows = rows.finish().unwrap();

    for before in [profile, text] {
        let facts = quick(&bare(8, 8, &[before], &rows)).unwrap();
        assert_eq!((facts.width, facts.metadata.caption), (8, None));
    }
}

#[test]
fn nothing_is_no_picture() {
    for bytes in [b"".as_slice(), b"\xff\xd8", b"GIF", b"RIFF\0\0\0\0WAVE", b"<svg xmlns='x'/>", b"%PDF-1.7"]
    {
        assert_eq!(quick(bytes), Err(Unreadable::NotAPicture));
    }
    assert!(matches!(quick(&bare(0, 10, &[], &[])), Err(Unreadable::Damaged(_))));
}

#[test]
fn a_file_that_was_cut_off_is_damaged_wherever_it_was_cut() {
    let image = DynamicImage::from(photo(200, 150, 1));
    let files = [
        jpeg(&photo(200, 150, 1), &[(1, exif(1))]),
        written(image.clone(), ImageFormat::Png),
        written(image.clone(), ImageFormat::WebP),
        written(image, ImageFormat::Tiff),
    ];

    for file in files {
        for part in [20, 40, 60, 80, 98] {
            let cut = &file[..file.len() * part / 100];
            assert!(matches!(quick(cut), Err(Unreadable::Damaged(_))), "{part} % of {:?}", &file[..4]);
        }
    }
}

#[test]
fn a_jpeg_that_lies_about_its_size_is_no_danger() {
    let honest = jpeg(&flag(64, 64), &[]);
    let at = honest.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();

    for (height, width) in [(0u16, 64u16), (64, 0), (65_535, 65_535), (64, 9_000), (9_000, 64)] {
        let mut lying = honest.clone();
        lying[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        lying[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
        // Either it says why not, or paints what is there.
        if let Ok(facts) = quick(&lying) {
            assert_eq!((facts.width, facts.height), (width.into(), height.into()));
        } else if u64::from(height) * u64::from(width) > 100_000_000 {
            assert!(matches!(quick(&lying), Err(Unreadable::TooLarge { .. })));
        }
    }
}

#[test]
fn no_single_changed_byte_makes_it_panic() {
    let file = jpeg(&flag(24, 24), &[(1, exif(6))]);

    for at in 0..file.len() {
        for value in [0, 0xff, file[at] ^ 0x55] {
            let mut changed = file.clone();
            changed[at] = value;
            let _ = quick(&changed);
        }
    }
}

#[test]
fn a_thousand_fields_over_the_same_bytes_cost_nothing() {
    let mut list = b"II\x2a\0\x08\0\0\0".to_vec();
    list.extend(60_000u16.to_le_bytes());
    for tag in 0..60_000u16 {
        list.extend(
            [tag.to_le_bytes().as_slice(), &2u16.to_le_bytes(), &700_000u32.to_le_bytes(), &[8, 0, 0, 0]]
                .concat(),
        );
    }

    assert!(quick(&list).is_err());
}

#[test]
fn too_many_bytes_are_refused_in_words() {
    let limits = Limits { bytes: 100, ..Limits::default() };

    let refused = read(&png(photo(60, 60, 2)), &limits).unwrap_err().to_string();

    assert!(
        refused.starts_with("This picture is too large: ") && refused.ends_with("at most 100 are taken.")
    );
}
