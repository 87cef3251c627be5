//! Two people in one story: nobody's words are lost.

use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn patch(paper: &Paper, story: &Value, seen: &str, change: Value, status: StatusCode) -> Value {
    let request = paper.edda(Method::PATCH, &format!("/stories/{}", id(story))).header("If-Match", seen);
    answer(request.json(&change).send().await.unwrap(), status).await
}

/// The story's text with one paragraph changed.
fn with_paragraph(story: &Value, number: usize, text: &str) -> Value {
    let mut body = story["body"].clone();
    body["content"][number]["content"] = json!([{ "type": "text", "text": text }]);
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_without_the_revision_that_was_seen_is_refused() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({})).await;

    let request = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story)));
    answer(
        request.json(&json!({ "headline": "New" })).send().await.unwrap(),
        StatusCode::PRECONDITION_REQUIRED,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_in_different_blocks_and_fields_are_merged() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "body_markdown": "First.\n\nSecond." })).await;
    patch(
        &paper,
        &story,
        "\"1\"",
        json!({ "body": with_paragraph(&story, 0, "Edda's first.") }),
        StatusCode::OK,
    )
    .await;

    let change = json!({ "headline": "Max was here", "body": with_paragraph(&story, 1, "Max's second.") });
    let merged = patch(&paper, &story, "\"1\"", change, StatusCode::OK).await;

    assert_eq!((merged["merged"].as_bool(), merged["revision"].as_i64()), (Some(true), Some(3)));
    let text = merged["body"].to_string();
    assert!(text.contains("Edda's first.") && text.contains("Max's second."), "{text}");
    assert_eq!(merged["headline"], "Max was here");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_block_changed_twice_shows_both_versions_and_writes_nothing() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "body_markdown": "First." })).await;
    patch(&paper, &story, "\"1\"", json!({ "body": with_paragraph(&story, 0, "Edda's.") }), StatusCode::OK)
        .await;

    let change = json!({ "body": with_paragraph(&story, 0, "Max's.") });
    let refused = patch(&paper, &story, "\"1\"", change, StatusCode::PRECONDITION_FAILED).await;

    let conflict = &refused["conflicts"][0];
    assert_eq!(conflict["block"], story["body"]["content"][0]["attrs"]["id"]);
    assert!(
        conflict["yours"].to_string().contains("Max's.")
            && conflict["theirs"].to_string().contains("Edda's.")
    );
    let now = paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap();
    assert_eq!(now.headers()["etag"], "\"2\"");
}
