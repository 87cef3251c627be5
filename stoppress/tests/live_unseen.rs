//! What of a live coverage is not to be seen: retracted, withdrawn, under embargo; nowhere, for nobody.

use crate::coverage::{Coverage, MARK};
use crate::paper::{Paper, answer, id, nine_o_clock, path};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(flavor = "multi_thread")]
async fn a_retracted_post_leaves_its_notice_and_nothing_else_anywhere() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let kept = coverage.post(json!({ "headline": "Kept" })).await;
    let words =
        json!({ "headline": MARK, "body_markdown": MARK, "byline": MARK, "key": true, "pinned": true });
    let post = coverage.post(words).await;
    let seen = coverage.showing(&[&kept, &post]).await;
    assert!(seen.len() > 3, "{seen:?}");
    let mut open = paper.listen(&coverage.topic(), None).await;

    coverage.act(&post, "retract", json!({ "reason": "error", "notice": "Another ship." })).await;

    assert_eq!(coverage.showing(&[&kept, &post]).await, Vec::<String>::new());
    let told = open.until("post_retracted").await;
    let piece = told["html"].as_str().unwrap();
    assert!(piece.contains("Another ship.") && !told.to_string().contains(MARK));
    let (_, page) = paper.read(&coverage.path).await;
    assert!(page.contains(piece.trim()), "the notice stands in its place");
    let (status, own) = paper.read(&path(&post)).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(own.contains("Another ship.") && own.contains("An error"));
    let api = paper.reader(&format!("/api/v1/posts/{}", id(&post))).send().await.unwrap();
    assert_eq!(answer(api, StatusCode::GONE).await["detail"], "Another ship.");

    let restored = coverage.act(&post, "restore", json!({})).await;
    assert_eq!((restored["key"].as_bool(), restored["pinned"].as_bool()), (Some(true), Some(true)));
    open.until("post_restored").await;
    assert!(paper.read(&coverage.path).await.1.contains(MARK));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_retracted_without_a_notice_leaves_nothing() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let post = coverage.post(json!({ "headline": MARK })).await;
    let mut open = paper.listen(&coverage.topic(), None).await;

    coverage.act(&post, "retract", json!({ "reason": "privacy" })).await;

    let told = open.until("post_retracted").await;
    assert_eq!((&told["subject"], &told["html"]), (&post["id"], &Value::Null));
    assert!(!paper.read(&coverage.path).await.1.contains(id(&post)));
    assert_eq!(paper.read(&path(&post)).await.0, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_resumes_hears_of_a_retraction_whatever_happened_before() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let mut open = paper.listen(&coverage.topic(), None).await;
    coverage.post(json!({ "headline": "First" })).await;
    let seen = open.until("post_published").await["seq"].as_i64().unwrap();
    let post = coverage.post(json!({ "headline": MARK })).await;
    coverage.edit(&post, json!({ "body_markdown": MARK })).await;
    coverage.act(&post, "key", json!({})).await;
    coverage.act(&post, "retract", json!({ "reason": "legal" })).await;
    let last = coverage.post(json!({ "headline": "Last" })).await;

    let mut resumed = paper.listen(&coverage.topic(), Some(seen)).await;

    let (gone, there) = (resumed.next().await, resumed.until("post_published").await);
    assert_eq!((gone["event"].as_str(), &gone["subject"]), (Some("post_retracted"), &post["id"]));
    assert!(!gone.to_string().contains(MARK));
    assert_eq!((there["event"].as_str(), &there["subject"]), (Some("post_published"), &last["id"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_its_story_a_post_is_withdrawn_and_comes_back() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let post = coverage.post(json!({ "headline": MARK, "key": true })).await;

    paper.act(&coverage.story, "withdraw", json!({ "reason": "legal", "notice": "A court." })).await;

    assert_eq!(coverage.showing(&[&post]).await, Vec::<String>::new());
    let (status, own) = paper.read(&path(&post)).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(own.contains("A court."));
    for address in [format!("/api/v1/posts/{}", id(&post)), coverage.list()] {
        assert_eq!(paper.read(&address).await.0, StatusCode::GONE, "{address}");
    }
    let late = paper.edda(Method::POST, &format!("/stories/{}/posts", id(&coverage.story)));
    let late = late.json(&json!({ "headline": "Late" })).send().await.unwrap();
    assert_eq!(answer(late, StatusCode::CONFLICT).await["allowed"], json!(["restore"]));
    // What is mended meanwhile is told to nobody.
    let mut open = paper.listen(&format!("{},newsfeed:en", coverage.topic()), None).await;
    coverage.edit(&post, json!({ "headline": format!("{MARK} mended") })).await;
    paper.publish(json!({ "headline": "Later" })).await;
    assert_eq!(open.next().await["event"], "published");

    paper.act(&coverage.story, "restore", json!({})).await;
    assert_eq!(open.next().await["event"], "restored");
    assert!(paper.read(&coverage.path).await.1.contains(&format!("{MARK} mended")));
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_of_a_coverage_under_embargo_reach_no_one_before_its_hour() {
    let paper = Paper::open().await;
    let until = nine_o_clock().after(HOUR);
    let story = json!({ "kind": "live", "headline": "Held", "embargo_until": until });
    let story = paper.begin(story).await;
    let coverage = Coverage::of(&paper, story, "/en/2026/11/24/held");
    let mut open = paper.listen(&format!("{},front:en,newsfeed:en", coverage.topic()), None).await;
    let post = coverage.post(json!({ "headline": MARK, "key": true, "pinned": true })).await;
    assert_eq!(post["url"], Value::Null);
    coverage.edit(&post, json!({ "body_markdown": MARK })).await;

    assert_eq!(coverage.showing(&[&post]).await, Vec::<String>::new());
    for address in [format!("/api/v1/posts/{}", id(&post)), coverage.list()] {
        assert_eq!(paper.read(&address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
    let own = format!("/en/2026/11/24/held/post/{}", id(&post));
    assert_eq!(paper.read(&own).await.0, StatusCode::NOT_FOUND);
    let mut resumed = paper.listen(&coverage.topic(), Some(0)).await;
    paper.publish(json!({ "headline": "Other" })).await;
    assert_eq!(open.next().await["event"], "published", "nothing was told before");

    paper.wait(HOUR);
    paper.act(&coverage.story, "publish", json!({})).await;
    assert!(!resumed.until("published").await.to_string().contains(MARK));
    assert!(paper.read(&coverage.path).await.1.contains(MARK));
    assert_eq!(paper.read(&own).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_story_shows_under_another_kind_has_no_posts() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let post = coverage.post(json!({ "headline": MARK })).await;

    paper.act(&coverage.story, "update", json!({ "kind": "news", "body_markdown": "It is over." })).await;

    assert_eq!(coverage.showing(&[&post]).await, Vec::<String>::new());
    assert_eq!(paper.read(&path(&post)).await.0, StatusCode::NOT_FOUND);
}
