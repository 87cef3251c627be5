//! What programs ask for by name: `security.txt`, the maps of the paper, the card that other sites show.

use crate::paper::{Paper, id, path};
use quick_xml::Reader;
use quick_xml::events::Event;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

const SECURITY: &str = "/.well-known/security.txt";

#[tokio::test(flavor = "multi_thread")]
async fn a_weakness_is_told_where_the_settings_say_and_the_file_is_the_same_all_day() {
    let paper = Paper::open_with(|config| {
        config.public_url.value = Some("https://gazette.example".into());
        config.security_contact.value =
            vec!["mailto:security@gazette.example".into(), "tel:+49-30-555".into()];
    })
    .await;

    let answer = paper.reader(SECURITY).send().await.unwrap();

    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    let text = answer.text().await.unwrap();
    assert_eq!(
        text,
        "Contact: mailto:security@gazette.example\nContact: tel:+49-30-555\nExpires: 2027-11-23T00:00:00Z\n\
         Preferred-Languages: en, es, ru, ar\nCanonical: https://gazette.example/.well-known/security.txt\n"
    );
    paper.wait(Duration::from_secs(14 * 60 * 60));
    assert_eq!(paper.read(SECURITY).await.1, text, "at eleven in the evening");
    paper.wait(Duration::from_secs(2 * 60 * 60));
    assert!(paper.read(SECURITY).await.1.contains("Expires: 2027-11-24T00:00:00Z"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_nobody_has_no_such_file_and_who_is_not_reached_by_https_claims_no_address_of_it() {
    let paper = Paper::open().await;
    assert_eq!(paper.read(SECURITY).await.0, StatusCode::NOT_FOUND);

    let contact = vec!["https://gazette.example/report".into()];
    let paper = Paper::open_with(|config| config.security_contact.value = contact).await;
    let (status, text) = paper.read(SECURITY).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!text.contains("Canonical"), "RFC 9116 wants https there: {text}");
}

/// Returns the addresses that a well-formed map names.
fn addresses(map: &str) -> Vec<String> {
    let mut reader = Reader::from_str(map);
    let (mut found, mut is_address) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => is_address = element.name().as_ref() == "loc",
            Event::End(_) => is_address = false,
            Event::Text(text) if is_address => found.push(text.to_string()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Returns the addresses of every part of a map of `most` addresses each.
async fn parts(paper: &Paper, most: i64) -> Vec<Vec<String>> {
    let index = newsfeed::map(&paper.plant, most).await.unwrap().body;
    assert!(index.contains("<sitemapindex"), "{index}");
    let mut parts = Vec::new();
    for (n, url) in addresses(&index).into_iter().enumerate() {
        assert_eq!(url, format!("{}/sitemap/{}.xml", paper.url, n + 1));
        let part = newsfeed::part(&paper.plant, n as i64 + 1, most).await.unwrap();
        parts.push(addresses(&part.body));
    }
    parts
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_map_is_an_index_of_parts_and_a_withdrawn_story_leaves_the_part_that_it_is_in() {
    let paper = Paper::open().await;
    let (_, empty) = paper.read("/sitemap.xml").await;
    let of_lists = addresses(&empty).len();
    let mut stories = Vec::new();
    for n in 0..5 {
        paper.wait(Duration::from_secs(60));
        stories.push(paper.publish(json!({ "headline": format!("Story {n}") })).await);
    }
    let url = |story: &Value| story["url"].as_str().unwrap().to_owned();
    let (_, small) = paper.read("/sitemap.xml").await;
    assert!(small.contains("<urlset") && addresses(&small).len() == of_lists + 5, "{small}");
    let most = of_lists as i64 + 2;

    let before = parts(&paper, most).await;
    assert_eq!(before.iter().map(Vec::len).collect::<Vec<_>>(), [of_lists + 2, 3]);
    assert!(before[0].contains(&url(&stories[4])) && before[1].contains(&url(&stories[0])));

    paper.act(&stories[0], "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    let after = parts(&paper, most).await;
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1], [url(&stories[2]), url(&stories[1])]);

    paper.act(&stories[4], "withdraw", json!({ "reason": "legal", "notice": "A court forbade it." })).await;
    let last = parts(&paper, most).await.concat();
    let of_stories: Vec<String> = last.iter().skip(of_lists).cloned().collect();
    assert_eq!(of_stories, [url(&stories[3]), url(&stories[2]), url(&stories[1])], "nobody else is lost");
    for part in ["/sitemap/2.xml", "/sitemap/0.xml", "/sitemap/9223372036854775807.xml", "/sitemap/x.xml"] {
        assert_eq!(paper.read(part).await.0, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_public_page_has_a_card_that_other_sites_can_show_and_a_withdrawn_story_has_none() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "standfirst": "Ships wait outside." })).await;

    for page in
        ["/en/", "/ar/", "/en/newsfeed", "/en/section/world", "/en/kind/news", "/en/mediabank", &path(&story)]
    {
        let (_, html) = paper.read(page).await;
        let of = |property: &str| {
            let tag = format!("<meta property=\"og:{property}\" content=\"");
            html.split(&tag).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
        };
        assert_eq!(of("image:width").zip(of("image:height")), Some(("1200".into(), "630".into())), "{page}");
        assert_eq!(of("image:alt"), of("site_name"), "{page}");
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{page}");
        let card = paper.reader(&of("image").unwrap()).send().await.unwrap();
        assert_eq!(card.headers()["content-type"], "image/png");
        let bytes = card.bytes().await.unwrap();
        assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 × 630");
        assert!(bytes.len() <= 60 << 10);
    }

    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "It was wrong." })).await;
    let (status, gone) = paper.read(&path(&story)).await;
    assert_eq!(status, StatusCode::GONE);
    for word in ["og:", "twitter:", "Harbour", "Ships wait", "ld+json", "description\"", "rel=\"canonical\""]
    {
        assert!(!gone.contains(word), "{word}: {gone}");
    }
    assert!(gone.contains(id(&story)), "an open page knows by it that it is the same story");
}
