//! Authors: known to readers while something of theirs is published, with biography and portrait.

use crate::paper::{Paper, answer, id};
use crate::pictures::{WORDS, photo};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const QUENTIN: &str = "/authors/en/quentin-whistle";

/// What a reader gets of Quentin: of his page, of the API, of his portrait and of its page.
async fn seen(paper: &Paper, portrait: &Value) -> [StatusCode; 4] {
    let portrait = id(portrait);
    let paths = [
        "/en/author/quentin-whistle".to_owned(),
        format!("/api/v1{QUENTIN}"),
        format!("/media/{portrait}/640.jpg"),
        format!("/en/mediabank/{portrait}"),
    ];
    let mut found = [StatusCode::OK; 4];
    for (found, path) in found.iter_mut().zip(paths) {
        *found = paper.read(&path).await.0;
    }
    found
}

async fn described(paper: &Paper, change: Value) -> Value {
    let change = paper.edda(Method::PATCH, QUENTIN).json(&change);
    answer(change.send().await.unwrap(), StatusCode::OK).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_and_their_portrait_are_known_while_something_of_theirs_is_published() {
    let paper = Paper::open().await;
    let portrait = answer(paper.send(photo(31), &WORDS).await, StatusCode::CREATED).await;
    let draft = paper.begin(json!({ "bylines": ["Quentin Whistle"] })).await;
    let told = json!({ "biography": "Writes of tides.", "portrait": id(&portrait) });
    assert_eq!(described(&paper, told).await["portrait"], portrait["id"]);
    assert_eq!(seen(&paper, &portrait).await, [StatusCode::NOT_FOUND; 4]);
    assert!(!paper.read("/en/mediabank").await.1.contains(id(&portrait)));

    let story = paper.act(&draft, "publish", json!({})).await;

    assert_eq!(seen(&paper, &portrait).await, [StatusCode::OK; 4]);
    assert!(paper.read("/en/author/quentin-whistle").await.1.contains("Writes of tides."));
    paper.act(&story, "correct", json!({ "note": "Another wrote it.", "bylines": ["Ana"] })).await;
    let gone = [StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::GONE, StatusCode::GONE];
    assert_eq!(seen(&paper, &portrait).await, gone);
    paper.act(&story, "correct", json!({ "note": "It was he.", "bylines": ["Quentin Whistle"] })).await;
    assert_eq!(seen(&paper, &portrait).await, [StatusCode::OK; 4]);
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Taken off." })).await;
    assert_eq!(seen(&paper, &portrait).await, gone);
    paper.act(&story, "restore", json!({})).await;
    assert_eq!(seen(&paper, &portrait).await, [StatusCode::OK; 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_of_an_author_can_be_emptied_again() {
    let paper = Paper::open().await;
    paper.publish(json!({ "bylines": ["Quentin Whistle"] })).await;
    described(&paper, json!({ "biography": "Writes of tides." })).await;

    let emptied = described(&paper, json!({ "biography": null })).await;

    assert_eq!(emptied["biography"], "");
    assert!(!paper.read("/en/author/quentin-whistle").await.1.contains("tides"));
}
