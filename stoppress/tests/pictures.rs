//! Pictures across desks: sent, described, placed, published, leased, taken off. What may not be seen leaves by no
//! route.

use crate::paper::{Paper, answer, id, nine_o_clock, path};
use image::{ImageFormat, Rgb, RgbImage};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::io::Cursor;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// A photograph of nothing in particular; another one for another number.
pub fn photo(number: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(700, 460, |x, y| {
        let light = (x * (number + 2) / 7 + y * (number + 5) / 11) % 256;
        Rgb([
            u8::try_from(light).unwrap(),
            u8::try_from(x % 256).unwrap(),
            u8::try_from(number % 256).unwrap(),
        ])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// What is said of it.
pub const WORDS: [(&str, &str); 3] =
    [("caption", "Ships in the roads"), ("alt", "Ships under clouds"), ("credit", "Coast News Agency")];

/// Has Ana send a picture with these words.
pub async fn sent(paper: &Paper, number: u32) -> Value {
    answer(paper.send(photo(number), &WORDS).await, StatusCode::CREATED).await
}

/// Returns the path of one of its forms.
pub fn media(picture: &Value, form: &str) -> String {
    format!("/media/{}/{form}", id(picture))
}

/// How a reader's request for a path is answered.
pub async fn status(paper: &Paper, path: &str) -> StatusCode {
    paper.reader(path).send().await.unwrap().status()
}

/// Everything that a reader can ask for about a picture and the story that it stands in.
pub async fn seen_by_readers(paper: &Paper, picture: &Value, story: Option<&Value>) -> Vec<String> {
    let id = id(picture);
    let mut seen = Vec::new();
    let of_its_own = [
        media(picture, "640.jpg"),
        media(picture, "640.webp"),
        media(picture, "card.jpg"),
        format!("/en/mediabank/{id}"),
        format!("/ar/mediabank/{id}"),
        format!("/api/v1/pictures/{id}"),
    ];
    for path in of_its_own {
        if status(paper, &path).await == StatusCode::OK {
            seen.push(path);
        }
    }
    let mut lists: Vec<String> =
        ["/en/", "/en/newsfeed", "/en/section/world", "/en/feed.rss", "/en/mediabank"]
            .map(str::to_owned)
            .into();
    lists.push("/api/v1/pictures".into());
    lists.push("/api/v1/stories".into());
    lists.extend(story.filter(|story| !story["url"].is_null()).map(path));
    for path in lists {
        if paper.read(&path).await.1.contains(id) {
            seen.push(path);
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_seen_while_something_public_shows_it_and_not_before_nor_after() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 1).await;
    let story = paper.begin(json!({ "headline": "With ships", "lead_picture": id(&picture) })).await;
    assert_eq!(seen_by_readers(&paper, &picture, Some(&story)).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::NOT_FOUND);

    let story = paper.act(&story, "publish", json!({})).await;
    let (_, page) = paper.read(&path(&story)).await;
    let seen = seen_by_readers(&paper, &picture, Some(&story)).await;

    assert!(page.contains(&media(&picture, "640.webp")) && page.contains("Coast News Agency"), "{page}");
    assert!(page.contains("class=\"placeholder\" src=\"data:image/webp;base64,"), "{page}");
    assert!(page.contains("alt=\"Ships under clouds\"") && page.contains("Ships in the roads"));
    assert!(seen.len() >= 11, "{seen:?}");
    let withdrawn = json!({ "reason": "rights", "notice": "Taken off." });
    paper.act(&story, "withdraw", withdrawn).await;
    assert_eq!(seen_by_readers(&paper, &picture, None).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_a_story_under_embargo_reaches_no_one_before_its_hour() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 2).await;
    let at = nine_o_clock().after(HOUR);
    let held = json!({ "lead_picture": id(&picture), "embargo_until": at,
        "body": { "type": "doc", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": "Held." }] },
            { "type": "picture", "attrs": { "picture": id(&picture) } }] } });
    let story = paper.begin(held).await;
    paper.act(&story, "schedule", json!({ "at": at })).await;
    let mut front = paper.listen("front:en", None).await;
    assert_eq!(seen_by_readers(&paper, &picture, None).await, Vec::<String>::new());

    paper.wait(HOUR);
    front.until("published").await;

    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_names_the_picture_that_lacks_its_credit_or_its_words() {
    let paper = Paper::open().await;
    let bare = answer(paper.send(photo(3), &[]).await, StatusCode::CREATED).await;
    let in_text = json!({ "type": "doc", "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "Words." }] },
        { "type": "picture", "attrs": { "picture": id(&bare), "alt": "A described thing" } }] });
    let story = paper.begin(json!({ "lead_picture": { "id": id(&bare) }, "body": in_text })).await;

    let refused =
        answer(paper.try_act(&story, "publish", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    let pointers: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/lead_picture", "/lead_picture", "/body/content/1/attrs"], "{refused}");
    let words = json!({ "credit": "Pavel Rennert", "alt": "Ships" });
    let change = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(&bare))).json(&words);
    answer(change.send().await.unwrap(), StatusCode::OK).await;
    paper.act(&story, "publish", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_picture_leaves_every_page_that_showed_it() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 4).await;
    let story = paper.publish(json!({ "headline": "Still here", "lead_picture": id(&picture) })).await;
    let mut open_page = paper.listen(&format!("story:{}", id(&story)), None).await;
    assert!(paper.read("/en/").await.1.contains(&media(&picture, "640.jpg")));

    let order = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(&picture)));
    answer(order.json(&json!({ "reason": "rights" })).send().await.unwrap(), StatusCode::OK).await;

    assert_eq!(seen_by_readers(&paper, &picture, Some(&story)).await, Vec::<String>::new());
    let (code, page) = paper.read(&path(&story)).await;
    assert!(code == StatusCode::OK && page.contains("Still here") && !page.contains("/media/"));
    assert_eq!(open_page.until("updated").await["subject"], id(&story));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_that_ends_takes_the_picture_off_at_its_hour() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 5).await;
    let until_ten = json!({ "effect": "allow", "to": nine_o_clock().after(HOUR) });
    let lease = paper.pavel(Method::POST, &format!("/pictures/{}/leases", id(&picture))).json(&until_ten);
    answer(lease.send().await.unwrap(), StatusCode::CREATED).await;
    let story = paper.publish(json!({ "lead_picture": id(&picture) })).await;
    assert!(paper.read("/en/").await.1.contains(&media(&picture, "640.jpg")));
    let mut open_page = paper.listen(&format!("story:{}", id(&story)), None).await;

    paper.wait(HOUR);

    assert_eq!(seen_by_readers(&paper, &picture, Some(&story)).await, Vec::<String>::new());
    assert_eq!(open_page.until("updated").await["subject"], id(&story));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_wins_over_a_grant_and_its_end_brings_the_picture_back() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 6).await;
    paper.publish(json!({ "lead_picture": id(&picture) })).await;
    let leases = format!("/pictures/{}/leases", id(&picture));
    let add = |lease: Value| paper.pavel(Method::POST, &leases).json(&lease).send();
    answer(add(json!({ "effect": "allow" })).await.unwrap(), StatusCode::CREATED).await;
    let ban = json!({ "effect": "deny", "purposes": ["web"], "note": "a court said so" });

    let ban = answer(add(ban).await.unwrap(), StatusCode::CREATED).await;
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::GONE);
    let end = paper.pavel(Method::DELETE, &format!("{leases}/{}", id(&ban))).send().await.unwrap();

    assert_eq!(end.status(), StatusCode::NO_CONTENT);
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_are_the_same_picture_and_a_likeness_is_told() {
    let paper = Paper::open().await;
    let first = sent(&paper, 7).await;

    let again = answer(paper.send(photo(7), &[("credit", "Another")]).await, StatusCode::OK).await;

    assert_eq!((id(&again), &again["credit"]), (id(&first), &first["credit"]));
    assert_eq!(again["seen_before"][0]["how"], "same");
    assert_eq!(first["hash"].as_str().unwrap(), blake3::hash(&photo(7)).to_hex().as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caption_is_shown_in_its_own_language_alone() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 8).await;
    paper.publish(json!({ "lead_picture": id(&picture) })).await;

    let (code, arabic) = paper.read(&format!("/ar/mediabank/{}", id(&picture))).await;

    assert!(code == StatusCode::OK && !arabic.contains("Ships in the roads"), "{arabic}");
    assert!(arabic.contains("Coast News Agency"));
    assert!(paper.read(&format!("/en/mediabank/{}", id(&picture))).await.1.contains("Ships in the roads"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused_with_the_reason_at_its_field() {
    let paper = Paper::open().await;
    let cases =
        [(b"not a picture".to_vec(), "/file"), (Vec::new(), "/file"), (photo(9)[..400].to_vec(), "/file")];

    for (bytes, pointer) in cases {
        let refused = answer(paper.send(bytes, &[]).await, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
    let wrong = paper.send(photo(9), &[("category", "stolen")]).await;
    let refused = answer(wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/category");
    let unknown = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "H",
        "lead_picture": "0198d3a0-0000-7000-8000-000000000900" });
    let request = paper.edda(Method::POST, "/stories").json(&unknown).send().await.unwrap();
    let refused = answer(request, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/lead_picture");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_with_the_right_touch_leases_and_words() {
    let paper = Paper::open().await;
    let picture = answer(paper.send(photo(10), &WORDS).await, StatusCode::CREATED).await;
    let path = format!("/pictures/{}", id(&picture));
    let lease = json!({ "effect": "deny" });

    let reporter = paper.ana(Method::POST, &format!("{path}/leases")).json(&lease).send().await.unwrap();
    let editor = paper.edda(Method::POST, &format!("{path}/leases")).json(&lease).send().await.unwrap();
    let reader = paper.reader(&format!("/api/v1{path}/uses")).send().await.unwrap();
    let own = paper.ana(Method::PATCH, &path).json(&json!({ "credit": "Ana" })).send().await.unwrap();

    assert_eq!((reporter.status(), editor.status()), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!((reader.status(), own.status()), (StatusCode::UNAUTHORIZED, StatusCode::OK));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_asked_for_again_with_its_etag_and_says_whose_it_is() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 11).await;
    paper.publish(json!({ "lead_picture": id(&picture) })).await;
    let first = paper.reader(&media(&picture, "320.jpg")).send().await.unwrap();
    let header = |name: &str| first.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("content-type").as_str(), header("cache-control").as_str()),
        ("image/jpeg", "no-cache")
    );

    let etag = header("etag");
    let bytes = first.bytes().await.unwrap();
    let again = paper.reader(&media(&picture, "320.jpg")).header("If-None-Match", etag).send().await.unwrap();

    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let says = pixels::read(&bytes, &pixels::Limits::default()).unwrap().metadata;
    assert_eq!(says.credit.as_deref(), Some("Coast News Agency"));
    assert_eq!(status(&paper, &media(&picture, "5000.jpg")).await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_may_not_be_shared_is_on_the_page_and_on_no_card_of_other_sites() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 15).await;
    let story = paper.publish(json!({ "lead_picture": id(&picture) })).await;
    let card = media(&picture, "card.jpg");
    assert!(paper.read(&path(&story)).await.1.contains(&card));

    let not_on_other_sites = json!({ "effect": "deny", "purposes": ["social"] });
    let lease = paper.pavel(Method::POST, &format!("/pictures/{}/leases", id(&picture)));
    answer(lease.json(&not_on_other_sites).send().await.unwrap(), StatusCode::CREATED).await;

    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains(&media(&picture, "640.jpg")) && !page.contains(&card), "{page}");
    assert!(!paper.read(&format!("/en/mediabank/{}", id(&picture))).await.1.contains(&card));
    assert_eq!(status(&paper, &card).await, StatusCode::NOT_FOUND);
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_media_bank_without_an_edition_is_that_of_the_readers_language() {
    let paper = Paper::open().await;

    for path in ["/mediabank".to_owned(), format!("/mediabank/{}", id(&sent(&paper, 16).await))] {
        let arabic = paper.reader(&path).header("accept-language", "ar").send().await.unwrap();
        let other = paper.reader(&path).header("accept-language", "de").send().await.unwrap();

        assert_eq!((arabic.status(), other.status()), (StatusCode::FOUND, StatusCode::FOUND), "{path}");
        assert_eq!(arabic.headers()["location"], format!("/ar{path}"));
        assert_eq!(other.headers()["location"], format!("/en{path}"));
    }
}
