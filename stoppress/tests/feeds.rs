//! Feeds: each list in each format, whole, and of one edition alone.

use crate::paper::Paper;
use quick_xml::Reader;
use quick_xml::events::Event;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// What a program reads in a feed.
#[derive(Debug, PartialEq)]
struct Read {
    own_address: String,
    headlines: Vec<String>,
}

/// Reads a feed in XML; what is not well-formed ends the test.
fn xml(text: &str, item: &str) -> Read {
    let mut reader = Reader::from_str(text);
    let (mut way, mut own_address, mut title, mut headlines) =
        (Vec::new(), String::new(), String::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                way.push(element.name().as_ref().to_owned());
                title.clear();
            }
            Event::Text(words) => title.push_str(&words),
            Event::GeneralRef(name) => title.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("&{other}; in {text}"),
            }),
            Event::End(_) => {
                if way.ends_with(&[item.to_owned(), "title".to_owned()]) {
                    headlines.push(title.clone());
                }
                way.pop();
            }
            Event::Empty(element) => {
                let get = |name: &str| {
                    element.try_get_attribute(name).unwrap().map(|found| found.value.into_owned())
                };
                if element.local_name().as_ref() == "link" && get("rel").as_deref() == Some("self") {
                    own_address = get("href").unwrap();
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(way.is_empty(), "{text}");
    Read { own_address, headlines }
}

fn json_feed(text: &str) -> Read {
    let feed: Value = serde_json::from_str(text).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let headline = |item: &Value| item["title"].as_str().unwrap().to_owned();
    Read {
        own_address: feed["feed_url"].as_str().unwrap().to_owned(),
        headlines: feed["items"].as_array().unwrap().iter().map(headline).collect(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_feed_is_well_formed_knows_its_own_address_and_tells_of_no_other_edition() {
    let paper = Paper::open().await;
    for edition in ["en", "ar"] {
        let same = json!({
            "edition": edition,
            "headline": format!("Harbour & <sea> of {edition}"),
            "slug": "harbour",
            "topics": ["Harbour"],
            "bylines": ["Nora Feld"],
            "body_html": "<p>A paragraph with <em>marks</em> &amp; signs.</p>",
        });
        paper.publish(same).await;
        paper.wait(Duration::from_secs(60));
        paper
            .publish(
                json!({ "edition": edition, "headline": "Another", "section": "culture", "kind": "opinion" }),
            )
            .await;
    }

    for edition in ["en", "ar"] {
        for list in ["", "/section/world", "/topic/harbour", "/author/nora-feld", "/kind/news"] {
            for (file, media_type) in [
                ("rss", "application/rss+xml"),
                ("atom", "application/atom+xml"),
                ("json", "application/feed+json"),
            ] {
                let path = format!("/{edition}{list}/feed.{file}");
                let answer = paper.reader(&path).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{path}");
                assert_eq!(answer.headers()["content-type"], format!("{media_type}; charset=utf-8"));
                let text = answer.text().await.unwrap();
                let read = match file {
                    "rss" => xml(&text, "item"),
                    "atom" => xml(&text, "entry"),
                    _ => json_feed(&text),
                };
                let mut wanted = vec![format!("Harbour & <sea> of {edition}")];
                if list.is_empty() {
                    wanted.insert(0, "Another".into());
                }
                assert_eq!(read, Read { own_address: format!("{}{path}", paper.url), headlines: wanted });
                let other = if edition == "en" { "/ar/" } else { "/en/" };
                assert!(!text.contains(other), "{path} leads to {other}: {text}");
            }
        }
        assert_eq!(paper.read(&format!("/{edition}/kind/live/feed.rss")).await.0, StatusCode::OK);
        assert_eq!(paper.read(&format!("/{edition}/topic/nobody/feed.rss")).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_news_sitemap_names_what_was_published_in_the_last_two_days_and_nothing_that_was_withdrawn() {
    let paper = Paper::open().await;
    let old = paper.publish(json!({ "headline": "Of the day before" })).await;
    paper.wait(Duration::from_secs(49 * 3600));
    let fresh = paper.publish(json!({ "headline": "Of today" })).await;
    let gone = paper.publish(json!({ "headline": "Never so" })).await;
    paper.act(&gone, "withdraw", json!({ "reason": "error", "notice": "Taken off." })).await;

    let (status, map) = paper.read("/news-sitemap.xml").await;

    assert_eq!(status, StatusCode::OK);
    let names = |story: &Value| map.contains(story["url"].as_str().unwrap());
    assert!(names(&fresh) && !names(&old) && !names(&gone), "{map}");
    assert!(map.contains("Of today") && !map.contains("Never so"), "{map}");
}
