//! What a picture says of itself when it leaves the house: the label, and nothing else.

use crate::samples::{exif, iim, jpeg, photo, png, transparent, xmp};
use pixels::{Encoding, Focus, Format, Label, Limits, Metadata, card, read, renditions};

const ALL: [Encoding; 3] = [Encoding::Jpeg, Encoding::Webp, Encoding::Avif];

fn label() -> Label {
    let text = |text: &str| Some(text.to_owned());
    Label {
        headline: text("The <harbour> & the sea"),
        caption: text("Ships in Köln, 東京 and \"elsewhere\"\u{0}"),
        alt: text("Three ships"),
        creator: text("Ana Retrato"),
        credit: text("Stoppress/dpa"),
        copyright: text("© 2026 The Gazette"),
        source: text("Gazette"),
        licence_url: text("https://example.org/licence?a=1&b=2"),
        usage_terms: text("Not for archives"),
        digital_source_type: text("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
    }
}

fn check(metadata: &Metadata) {
    let wanted = label();
    assert_eq!(metadata.headline, wanted.headline);
    assert_eq!(metadata.caption.as_deref(), Some("Ships in Köln, 東京 and \"elsewhere\""));
    assert_eq!(metadata.alt, wanted.alt);
    assert_eq!(metadata.creator, wanted.creator);
    assert_eq!(metadata.credit, wanted.credit);
    assert_eq!(metadata.copyright, wanted.copyright);
    assert_eq!(metadata.source, wanted.source);
    assert_eq!(metadata.licence_url, wanted.licence_url);
    assert_eq!(metadata.usage_terms, wanted.usage_terms);
    assert_eq!(metadata.digital_source_type, wanted.digital_source_type);
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn the_label_is_in_every_rendition_and_in_the_card() {
    for original in [jpeg(&photo(300, 200, 1), &[]), png(transparent(300, 200))] {
        let made = renditions(&original, &[200, 100], &ALL, &label(), &Limits::default()).unwrap();
        let card = card(&original, Focus { x: 0.5, y: 0.5 }, &label(), &Limits::default()).unwrap();

        let of_avif = made.iter().filter(|(_, encoding, _)| *encoding == Encoding::Avif);
        for (.., rendition) in of_avif {
            assert!(holds(&rendition.bytes, b"<photoshop:Credit>Stoppress/dpa</photoshop:Credit>"));
            assert!(holds(&rendition.bytes, b"application/rdf+xml"));
        }
        let others = made.into_iter().filter(|(_, encoding, _)| *encoding != Encoding::Avif);
        for bytes in others.map(|(.., rendition)| rendition.bytes).chain([card]) {
            check(&read(&bytes, &Limits::default()).unwrap().metadata);
        }
    }
}

#[test]
fn a_jpeg_says_it_in_the_older_form_too() {
    let original = png(photo(60, 40, 2));

    let made = renditions(&original, &[60], &[Encoding::Jpeg], &label(), &Limits::default()).unwrap();
    let metadata = read(&made[0].2.bytes, &Limits::default()).unwrap().metadata;

    assert_eq!(metadata.raw["iim"]["2:110"][0], "Stoppress/dpa");
    assert_eq!(metadata.raw["iim"]["2:120"][0], "Ships in Köln, 東京 and \"elsewhere\"");
}

#[test]
fn position_and_serial_number_never_leave() {
    let segments = [
        (1, exif(1)),
        (
            1,
            xmp(
                "<rdf:Description xmlns:aux='http://ns.adobe.com/exif/1.0/aux/' aux:SerialNumber='SERIAL-4711'/>",
            ),
        ),
        (13, iim(&[(2, 90, b"Geheimstadt")])),
    ];
    let original = jpeg(&photo(120, 80, 3), &segments);
    assert!(holds(&original, b"SERIAL-4711"));

    let made = renditions(&original, &[120, 60], &ALL, &label(), &Limits::default()).unwrap();
    let card = card(&original, Focus { x: 0.5, y: 0.5 }, &label(), &Limits::default()).unwrap();

    for bytes in made.iter().map(|(.., rendition)| &rendition.bytes).chain([&card]) {
        for word in [b"SERIAL".as_slice(), b"Exif\0", b"EXIF", b"Geheimstadt", b"GPS"] {
            assert!(!holds(bytes, word), "{}", String::from_utf8_lossy(word));
        }
    }
}

#[test]
fn an_empty_label_and_a_very_long_one_are_written() {
    let long = "Straße & <b> ".repeat(10_000);
    let full = Label {
        caption: Some(long.clone()),
        usage_terms: Some("&".repeat(9000)),
        headline: Some("&".repeat(9000)),
        alt: Some("<".repeat(9000)),
        creator: Some("&".repeat(9000)),
        credit: Some("&".repeat(9000)),
        copyright: Some("&".repeat(9000)),
        source: Some("&".repeat(9000)),
        licence_url: Some(format!("https://example.org/{}", "&".repeat(9000))),
        digital_source_type: Some("&".repeat(9000)),
    };
    let original = png(photo(60, 40, 4));

    for label in [Label::default(), full] {
        let made = renditions(&original, &[60], &ALL, &label, &Limits::default()).unwrap();
        let metadata = read(&made[0].2.bytes, &Limits::default()).unwrap().metadata;
        assert_eq!(metadata.caption.is_some(), label.caption.is_some());
        assert!(metadata.caption.is_none_or(|caption| long.starts_with(&caption)));
    }
}

#[test]
fn exiftool_reads_the_label_where_it_is_installed() {
    if std::process::Command::new("exiftool").arg("-ver").output().is_err() {
        println!("skipped: exiftool is not installed");
        return;
    }
    let original = jpeg(&photo(120, 80, 5), &[(1, exif(1))]);
    let made = renditions(&original, &[120], &ALL, &label(), &Limits::default()).unwrap();

    for (_, encoding, rendition) in made {
        let path =
            std::env::temp_dir().join(format!("label-{}.{}", std::process::id(), encoding.extension()));
        std::fs::write(&path, &rendition.bytes).unwrap();
        let told =
            std::process::Command::new("exiftool").args(["-a", "-G1", "-s"]).arg(&path).output().unwrap();
        std::fs::remove_file(&path).unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        for word in ["XMP-photoshop", "Stoppress/dpa", "Not for archives", "digitalCapture"] {
            assert!(told.contains(word), "{encoding:?} lacks {word}: {told}");
        }
        for word in ["GPS", "Serial", "Warning", "Error"] {
            assert!(!told.contains(word), "{encoding:?} has {word}: {told}");
        }
    }
    assert_eq!(Format::of(&original), Some(Format::Jpeg));
}

#[test]
fn an_avif_with_its_label_is_still_a_picture_where_avifdec_is_installed() {
    if std::process::Command::new("avifdec").arg("--version").output().is_err() {
        println!("skipped: avifdec is not installed");
        return;
    }
    let original = image::RgbImage::from_pixel(64, 48, image::Rgb([200, 40, 90]));
    for original in [png(original), png(transparent(64, 48))] {
        let made = renditions(&original, &[64], &[Encoding::Avif], &label(), &Limits::default()).unwrap();
        let folder = std::env::temp_dir().join(format!("avif-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (avif, shown) = (folder.join("x.avif"), folder.join("x.png"));
        std::fs::write(&avif, &made[0].2.bytes).unwrap();

        let told = std::process::Command::new("avifdec").arg(&avif).arg(&shown).output().unwrap();

        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let shown = image::load_from_memory(&std::fs::read(&shown).unwrap()).unwrap().to_rgba8();
        let before = image::load_from_memory(&original).unwrap().to_rgba8();
        std::fs::remove_dir_all(&folder).unwrap();
        let pixel = (*before.get_pixel(60, 20), *shown.get_pixel(60, 20));
        assert!(pixel.0.0.iter().zip(pixel.1.0).all(|(a, b)| a.abs_diff(b) < 12), "{pixel:?}");
        assert_eq!(before.get_pixel(4, 20).0[3], shown.get_pixel(4, 20).0[3]);
    }
}
