//! What is known of a file after it was read.

use crate::samples::{exif, flag, iim, jpeg, photo, png, scene, transparent, written, xmp};
use image::{DynamicImage, ImageFormat};
use pixels::{Facts, Focus, Format, Limits, likeness_distance, read};

fn facts(bytes: &[u8]) -> Facts {
    read(bytes, &Limits::default()).unwrap()
}

#[test]
fn a_file_is_known_by_its_first_bytes_and_its_size_is_told() {
    let image = DynamicImage::from(photo(90, 60, 1));
    let kinds = [
        (Format::Png, written(image.clone(), ImageFormat::Png)),
        (Format::Webp, written(image.clone(), ImageFormat::WebP)),
        (Format::Gif, written(image.clone(), ImageFormat::Gif)),
        (Format::Tiff, written(image, ImageFormat::Tiff)),
        (Format::Jpeg, jpeg(&photo(90, 60, 1), &[])),
    ];

    for (format, bytes) in kinds {
        let facts = facts(&bytes);
        assert_eq!((facts.format, facts.width, facts.height), (format, 90, 60));
    }
}

#[test]
fn each_of_the_eight_ways_to_hold_a_camera_comes_out_upright() {
    // The white block stands where the way of holding puts the upper left corner.
    let corners = [
        (1, false, (0.0, 0.0)),
        (2, false, (1.0, 0.0)),
        (3, false, (1.0, 1.0)),
        (4, false, (0.0, 1.0)),
        (5, true, (0.0, 0.0)),
        (6, true, (1.0, 0.0)),
        (7, true, (1.0, 1.0)),
        (8, true, (0.0, 1.0)),
    ];

    for (orientation, is_turned, corner) in corners {
        let bytes = jpeg(&flag(80, 40), &[(1, exif(orientation))]);

        let facts = facts(&bytes);
        let shown = crate::made::only(&bytes, 80);

        assert_eq!((facts.width, facts.height), if is_turned { (40, 80) } else { (80, 40) });
        let at = |fraction: f64, side: u32| (3.0 + fraction * (f64::from(side) - 7.0)) as u32;
        let pixel = shown.get_pixel(at(corner.0, shown.width()), at(corner.1, shown.height()));
        assert!(pixel.0.iter().all(|value| *value > 200), "held as {orientation}: {pixel:?}");
    }
}

#[test]
fn sixteen_bits_greys_and_palettes_are_read() {
    let image = DynamicImage::from(photo(40, 30, 2));

    for bytes in
        [png(image.to_rgb16()), png(image.to_luma16()), png(image.to_luma8()), png(image.to_luma_alpha8())]
    {
        assert_eq!(facts(&bytes).width, 40);
    }
}

#[test]
fn pictures_that_look_alike_are_near_and_others_far() {
    let original = scene(600, 400, 3);
    let smaller = image::imageops::resize(&original, 240, 160, image::imageops::FilterType::Triangle);

    let likeness = facts(&jpeg(&original, &[])).likeness;
    let of_smaller = facts(&png(smaller)).likeness;
    let of_other = facts(&png(scene(600, 400, 9))).likeness;

    assert!(likeness_distance(likeness, of_smaller) <= 4, "{likeness:x} {of_smaller:x}");
    assert!(likeness_distance(likeness, of_other) > 10, "{likeness:x} {of_other:x}");
}

#[test]
fn the_focus_is_guessed_where_something_happens() {
    let mut quiet = image::RgbImage::from_pixel(400, 300, image::Rgb([120, 140, 160]));
    for (x, y, pixel) in photo(60, 60, 4).enumerate_pixels() {
        let stripes = if (x / 4 + y / 4) % 2 == 0 { image::Rgb([0, 0, 0]) } else { *pixel };
        quiet.put_pixel(320 + x, 30 + y, stripes);
    }

    let Focus { x, y } = facts(&png(quiet)).suggested_focus;

    assert!(x > 0.65 && y < 0.4, "{x} {y}");
}

#[test]
fn the_placeholder_is_a_tiny_picture() {
    for bytes in [png(photo(600, 400, 5)), png(transparent(300, 300)), png(flag(50, 400))] {
        let tiny = facts(&bytes).placeholder;

        assert!(tiny.len() <= 300, "{} bytes", tiny.len());
        assert_eq!(Format::of(&tiny), Some(Format::Webp));
        assert!(facts(&tiny).width <= 32);
    }
}

#[test]
fn what_the_camera_wrote_is_read() {
    let metadata = facts(&jpeg(&flag(40, 40), &[(1, exif(1))])).metadata;

    assert_eq!(metadata.creator.as_deref(), Some("Ana Retrato"));
    let moment = metadata.taken_at.unwrap().moment().unwrap();
    assert_eq!(moment.to_string(), "2026-11-24T18:30:00Z");
    assert_eq!(metadata.raw["exif"]["BodySerialNumber"][0], "SERIAL-4711");
    assert_eq!(metadata.raw["exif"]["gps:0x0002"][0], "52/1 31/1 12/1");
}

#[test]
fn what_the_agency_wrote_is_read_in_its_own_writing() {
    let western =
        iim(&[(2, 120, b"Caf\xe9 in K\xf6ln"), (2, 80, b"Jos\xe9"), (2, 25, b"one"), (2, 25, b"two")]);
    let utf8 = iim(&[
        (1, 90, b"\x1b%G"),
        (2, 120, "Café in Köln".as_bytes()),
        (2, 55, b"20261124"),
        (2, 60, b"193000+0100"),
    ]);

    let western = facts(&jpeg(&flag(40, 40), &[(13, western)])).metadata;
    let utf8 = facts(&jpeg(&flag(40, 40), &[(13, utf8)])).metadata;

    assert_eq!(western.caption.as_deref(), Some("Café in Köln"));
    assert_eq!(western.creator.as_deref(), Some("José"));
    assert_eq!(western.keywords, ["one", "two"]);
    assert_eq!(utf8.caption.as_deref(), Some("Café in Köln"));
    assert_eq!(utf8.taken_at.unwrap().moment().unwrap().to_string(), "2026-11-24T18:30:00Z");
}

#[test]
fn xmp_says_the_same_as_attribute_element_list_and_structure() {
    let as_attributes = "<rdf:Description ps:Credit='dpa &amp; AFP' ps:City='Kiel' rights:WebStatement='https://example.org/l'/>";
    let as_elements = "<rdf:Description><ps:Credit>dpa &amp; AFP</ps:Credit>\
        <dc:description><rdf:Alt><rdf:li xml:lang='de'>Ein Hafen</rdf:li><rdf:li xml:lang='x-default'>A port</rdf:li></rdf:Alt></dc:description>\
        <dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>\
        <dc:subject><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>\
        <core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>Ships</rdf:li></rdf:Alt></core:AltTextAccessibility>\
        <ext:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'><ext:City>Kiel</ext:City></rdf:li></rdf:Bag></ext:LocationShown>\
        <ext:DigitalSourceType rdf:resource='http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture'/>\
        <rights:WebStatement>javascript:alert(1)</rights:WebStatement></rdf:Description>";

    let attributes = facts(&jpeg(&flag(40, 40), &[(1, xmp(as_attributes))])).metadata;
    let elements = facts(&jpeg(&flag(40, 40), &[(1, xmp(as_elements))])).metadata;

    for metadata in [&attributes, &elements] {
        assert_eq!(metadata.credit.as_deref(), Some("dpa & AFP"));
        assert_eq!(metadata.place.as_deref(), Some("Kiel"));
    }
    assert_eq!(attributes.licence_url.as_deref(), Some("https://example.org/l"));
    assert_eq!(elements.licence_url, None);
    assert_eq!(elements.caption.as_deref(), Some("A port"));
    assert_eq!(elements.alt.as_deref(), Some("Ships"));
    assert_eq!(elements.creator.as_deref(), Some("Ana, Ben"));
    assert_eq!(elements.keywords, ["sea"]);
    assert!(elements.digital_source_type.unwrap().ends_with("digitalCapture"));
}

#[test]
fn of_three_forms_xmp_is_believed_first_and_texts_are_clean() {
    let segments = [
        (1, exif(1)),
        (1, xmp("<rdf:Description dc:creator='  Of XMP\u{7}\n'/>")),
        (13, iim(&[(2, 80, b"Of IIM"), (2, 116, b"(c)\0 2026\0")])),
    ];

    let metadata = facts(&jpeg(&flag(40, 40), &segments)).metadata;

    assert_eq!(metadata.creator.as_deref(), Some("Of XMP"));
    assert_eq!(metadata.copyright.as_deref(), Some("(c) 2026"));
}
