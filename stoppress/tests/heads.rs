//! What machines read of pages: their own address, and pictures by the size of the file that is named.

use crate::paper::{Paper, answer, id, path};
use crate::pictures::{WORDS, media};
use image::{ImageFormat, Rgb, RgbImage};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::io::Cursor;

/// What the page says that its address is.
async fn canonical(paper: &Paper, path: &str) -> String {
    let (status, page) = paper.read(path).await;
    assert_eq!(status, 200, "{path}");
    let link = page.split("rel=\"canonical\" href=\"").nth(1).unwrap_or_default();
    link.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_of_a_list_is_its_own_address() {
    let paper = Paper::open().await;
    for n in 0..31 {
        let words =
            json!({ "headline": format!("Ship {n}"), "topics": ["Shipping"], "bylines": ["Nora Feld"] });
        paper.publish(words).await;
    }

    for list in ["section/world", "topic/shipping", "author/nora-feld", "kind/news", "newsfeed"] {
        let first = format!("{}/en/{list}", paper.url);
        assert_eq!(canonical(&paper, &format!("/en/{list}")).await, first);
        assert_eq!(canonical(&paper, &format!("/en/{list}?page=1")).await, first);
        assert_eq!(canonical(&paper, &format!("/en/{list}?page=2")).await, format!("{first}?page=2"));
    }
    let narrowed = canonical(&paper, "/en/newsfeed?section=world&page=2").await;
    assert_eq!(narrowed, format!("{}/en/newsfeed", paper.url));
}

/// A photograph that is wider than the form that pages name first, with what its maker wrote into it.
fn wide() -> Vec<u8> {
    let picture = RgbImage::from_fn(1200, 801, |x, y| {
        let light = |n: u32| u8::try_from(n % 256).unwrap();
        Rgb([light(x / 5 + y / 3), light(x), light(y)])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let mut bytes = bytes.into_inner();
    let mut packet = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
    packet.extend_from_slice(XMP.as_bytes());
    let length = u16::try_from(packet.len() + 2).unwrap().to_be_bytes();
    let segment: Vec<u8> = [0xff, 0xe1].into_iter().chain(length).chain(packet).collect();
    bytes.splice(2..2, segment);
    bytes
}

const XMP: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" photoshop:DateCreated="2024-05-06T07:08:09" photoshop:City="Port Verrin"><xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use only</rdf:li></rdf:Alt></xmpRights:UsageTerms></rdf:Description></rdf:RDF></x:xmpmeta>"#;

/// A published story with such a picture.
async fn with_a_wide_picture(paper: &Paper) -> (Value, Value) {
    let picture = answer(paper.send(wide(), &WORDS).await, StatusCode::CREATED).await;
    let story = paper.publish(json!({ "lead_picture": id(&picture) })).await;
    (picture, story)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_size_of_a_picture_is_that_of_the_file_named() {
    let paper = Paper::open().await;
    let (picture, story) = with_a_wide_picture(&paper).await;
    let file = paper.reader(&media(&picture, "960.jpg")).send().await.unwrap().bytes().await.unwrap();
    let file = image::load_from_memory(&file).unwrap();
    assert_eq!((file.width(), file.height()), (960, 641));

    for page in [path(&story), format!("/en/mediabank/{}", id(&picture))] {
        let (_, page) = paper.read(&page).await;
        let data = page.split("application/ld+json").nth(1).unwrap().split("</script>").next().unwrap();
        assert!(data.contains("960.jpg") && !data.contains("1200"), "{data}");
        assert!(data.contains("\"width\":960") && data.contains("\"height\":641"), "{data}");
    }
    let (_, feed) = paper.read("/en/feed.rss").await;
    assert!(feed.contains("960.jpg") && feed.contains("width=\"960\" height=\"641\""), "{feed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_without_words_in_the_language_is_a_link_with_a_name() {
    let paper = Paper::open().await;
    let (picture, _) = with_a_wide_picture(&paper).await;

    let (_, bank) = paper.read("/ar/mediabank").await;

    let link = bank.split(&format!("<a href=\"/ar/mediabank/{}\">", id(&picture))).nth(1).unwrap();
    let link = link.split("</a>").next().unwrap();
    assert!(link.contains("alt=\"\"") && link.contains("Coast News Agency"), "{link}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_picture_without_a_language_stays_with_that_of_the_paper() {
    let paper = Paper::open().await;
    let (picture, _) = with_a_wide_picture(&paper).await;

    let (_, english) = paper.read(&format!("/en/mediabank/{}", id(&picture))).await;
    let (_, arabic) = paper.read(&format!("/ar/mediabank/{}", id(&picture))).await;

    for words in ["Port Verrin", "Editorial use only"] {
        assert!(english.contains(words) && !arabic.contains(words), "{words}: {english} {arabic}");
    }
    assert!(english.contains("<time datetime=\"2024-05-06\">Monday, 6 May 2024</time>"), "{english}");
    assert!(arabic.contains("<time datetime=\"2024-05-06\">") && arabic.contains("Coast News Agency"));
}
