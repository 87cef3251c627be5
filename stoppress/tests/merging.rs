//! Two people in one story: nobody's words are lost.

use crate::paper::{Paper, answer, id};
use crate::pictures::sent;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

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
async fn topics_that_two_add_and_take_off_at_once_are_all_added_and_taken_off() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "topics": ["Harbour", "Storm"], "bylines": ["Ana", "Edda"] })).await;
    patch(&paper, &story, "\"1\"", json!({ "topics": ["Storm", "Ferries"] }), StatusCode::OK).await;
    let other = json!({ "topics": ["Harbour", "Storm", "Weather"] });

    let merged = patch(&paper, &story, "\"1\"", other, StatusCode::OK).await;

    assert_eq!(merged["topics"], json!(["Storm", "Ferries", "Weather"]));
    // Another order is a decision that nobody else's list holds: it is asked which one stands.
    patch(&paper, &story, "\"3\"", json!({ "bylines": ["Ana", "Edda", "Max"] }), StatusCode::OK).await;
    let order = json!({ "bylines": ["Edda", "Ana"] });
    let refused = patch(&paper, &story, "\"3\"", order, StatusCode::PRECONDITION_FAILED).await;
    assert_eq!(refused["conflicts"][0]["block"], "bylines");
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

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_for_another_is_told_who_that_is_since_when_and_which_words_differ() {
    let paper = Paper::open().await;
    let begun = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Ferry late",
        "body_markdown": "There are forty ships.\n\nSecond." });
    let request = paper.ana(Method::POST, "/stories").json(&begun);
    let story = answer(request.send().await.unwrap(), StatusCode::CREATED).await;
    paper.wait(Duration::from_secs(300));
    patch(&paper, &story, "\"1\"", json!({ "headline": "Ferry very late" }), StatusCode::OK).await;
    paper.wait(Duration::from_secs(900));
    let first = with_paragraph(&story, 0, "There are thirty ships.");
    patch(&paper, &story, "\"2\"", json!({ "body": first }), StatusCode::OK).await;
    let second = with_paragraph(&story, 1, "Second, by Edda.");
    patch(&paper, &story, "\"1\"", json!({ "body": second }), StatusCode::OK).await;

    let change = json!({ "headline": "Ferry on time", "section": "world",
        "body": with_paragraph(&story, 0, "There are fifty ships.") });
    let request = paper.ana(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "\"1\"");
    let refused = answer(request.json(&change).send().await.unwrap(), StatusCode::PRECONDITION_FAILED).await;

    let [headline, block] = refused["conflicts"].as_array().unwrap().as_slice() else {
        panic!("two places: {refused}")
    };
    assert_eq!((&headline["block"], &headline["kind"]), (&json!("headline"), &Value::Null));
    assert_eq!((&headline["by"], &headline["at"]), (&json!("Edda"), &json!("2026-11-24T09:05:00Z")));
    assert_eq!(told(headline), "Ferry [-very late][+on time]");
    assert_eq!((&block["kind"], &block["by"]), (&json!("paragraph"), &json!("Edda")));
    assert_eq!(block["at"], "2026-11-24T09:20:00Z");
    assert_eq!(told(block), "There are [-thirty][+fifty] ships.");
}

/// What differs from theirs to yours, as one line.
fn told(conflict: &Value) -> String {
    let piece = |piece: &Value| {
        let text = piece["text"].as_str().unwrap();
        match piece["op"].as_str().unwrap() {
            "added" => format!("[+{text}]"),
            "removed" => format!("[-{text}]"),
            _ => text.to_owned(),
        }
    };
    conflict["pieces"].as_array().unwrap().iter().map(piece).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_picture_that_one_takes_off_stays_off_though_another_saved_meanwhile() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 1).await;
    let story = paper.begin(json!({ "lead_picture": id(&picture) })).await;
    patch(&paper, &story, "\"1\"", json!({ "standfirst": "Edda was here." }), StatusCode::OK).await;

    let without = json!({ "lead_picture": null });
    let merged = patch(&paper, &story, "\"1\"", without.clone(), StatusCode::OK).await;

    assert_eq!((&merged["lead_picture"], &merged["standfirst"]), (&Value::Null, &json!("Edda was here.")));
    let other = json!({ "lead_picture": { "id": id(&picture), "alt": "Ships at dusk" } });
    patch(&paper, &story, "\"1\"", other, StatusCode::PRECONDITION_FAILED).await;
}
