//! Every verb from every state: the table of the interface, asked over the API.

use crate::paper::{Paper, answer, id, nine_o_clock};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const ALLOWED: [(&str, &[&str]); 6] = [
    ("draft", &["submit", "schedule", "publish"]),
    ("submitted", &["return", "approve", "schedule", "publish"]),
    ("approved", &["return", "schedule", "publish"]),
    ("scheduled", &["schedule", "unschedule", "publish"]),
    ("published", &["update", "correct", "withdraw"]),
    ("withdrawn", &["restore"]),
];

const VERBS: [&str; 10] = [
    "submit",
    "return",
    "approve",
    "schedule",
    "unschedule",
    "publish",
    "update",
    "correct",
    "withdraw",
    "restore",
];

fn words(verb: &str) -> Value {
    match verb {
        "return" => json!({ "note": "Who says so?" }),
        "schedule" => json!({ "at": nine_o_clock().after(Duration::from_secs(3600)) }),
        "correct" => json!({ "note": "A word was wrong.", "headline": "Harbour shut" }),
        "update" => json!({ "headline": "Harbour still closed" }),
        "withdraw" => json!({ "reason": "error", "notice": "Wrong." }),
        _ => json!({}),
    }
}

async fn story_in(paper: &Paper, state: &str) -> Value {
    let story = paper.begin(json!({})).await;
    let way: &[&str] = match state {
        "submitted" => &["submit"],
        "approved" => &["submit", "approve"],
        "scheduled" => &["schedule"],
        "published" => &["publish"],
        "withdrawn" => &["publish", "withdraw"],
        _ => &[],
    };
    let mut story = story;
    for verb in way {
        story = paper.act(&story, verb, words(verb)).await;
    }
    assert_eq!(story["state"], state);
    story
}

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_is_allowed_where_the_interface_says_and_nowhere_else() {
    let paper = Paper::open().await;
    for (state, allowed) in ALLOWED {
        for verb in VERBS {
            let story = story_in(&paper, state).await;
            let response = paper.try_act(&story, verb, words(verb)).await;
            if allowed.contains(&verb) {
                answer(response, StatusCode::OK).await;
            } else {
                let problem = answer(response, StatusCode::CONFLICT).await;
                assert_eq!(problem["allowed"], json!(allowed), "{verb} from {state}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ana_writes_and_submits_her_own_and_publishes_nothing() {
    let paper = Paper::open().await;
    let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "By Ana",
        "body_html": "<p>Text.</p>" });
    let response = paper.ana(Method::POST, "/stories").json(&fields).send().await.unwrap();
    let story = answer(response, StatusCode::CREATED).await;

    let publish = paper.ana(Method::POST, &format!("/stories/{}/publish", id(&story))).send().await.unwrap();
    answer(publish, StatusCode::FORBIDDEN).await;
    let submit = paper.ana(Method::POST, &format!("/stories/{}/submit", id(&story))).send().await.unwrap();
    answer(submit, StatusCode::OK).await;
    let patch = paper.ana(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "\"1\"");
    answer(patch.json(&json!({ "headline": "Late" })).send().await.unwrap(), StatusCode::FORBIDDEN).await;

    let other = paper.begin(json!({})).await;
    let submit = paper.ana(Method::POST, &format!("/stories/{}/submit", id(&other))).send().await.unwrap();
    answer(submit, StatusCode::FORBIDDEN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_says_who_answers_for_it_and_for_which_revision() {
    let paper = Paper::open().await;
    let signed = |story: &Value| {
        let told = &story["sign_off"];
        let what = told["what"].as_str().unwrap_or("nobody").to_owned();
        (what, told["by"].as_str().unwrap_or_default().to_owned(), told["revision"].as_i64())
    };
    let edda = |what: &str, revision| (what.to_owned(), "Edda".to_owned(), Some(revision));
    let nobody = ("nobody".to_owned(), String::new(), None);

    let story = paper.begin(json!({})).await;
    assert_eq!(signed(&story), nobody);
    assert_eq!(signed(&paper.act(&story, "submit", json!({})).await), nobody);
    assert_eq!(signed(&paper.act(&story, "approve", json!({})).await), edda("approved", 1));
    // An hour that is taken away again leaves the approval; who gives it back takes the word back.
    let at = json!({ "at": nine_o_clock().after(Duration::from_secs(3600)) });
    assert_eq!(signed(&paper.act(&story, "schedule", at.clone()).await), edda("scheduled", 1));
    assert_eq!(signed(&paper.act(&story, "unschedule", json!({})).await), edda("approved", 1));
    assert_eq!(signed(&paper.act(&story, "return", json!({ "note": "Who says so?" })).await), nobody);
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
    answer(patch.json(&json!({ "headline": "Checked" })).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(signed(&paper.act(&story, "publish", json!({})).await), edda("published", 2));
    let (_, public) = paper.read(&format!("/api/v1/stories/{}", id(&story))).await;
    assert!(!public.contains("sign_off"), "it is the newsroom's own: {public}");

    // The clock publishes, and answers for nothing.
    let story = paper.begin(json!({ "headline": "At ten" })).await;
    paper.act(&story, "schedule", at).await;
    paper.wait(Duration::from_secs(3600));
    for _ in 0..100 {
        let story = paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap();
        let story = answer(story, StatusCode::OK).await;
        if story["state"] == "published" {
            assert_eq!(signed(&story), edda("scheduled", 1));
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it was not published");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_can_be_deleted_and_a_published_story_never() {
    let paper = Paper::open().await;
    let draft = paper.begin(json!({})).await;
    let gone = paper.edda(Method::DELETE, &format!("/stories/{}", id(&draft))).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let again = paper.edda(Method::GET, &format!("/stories/{}", id(&draft))).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_FOUND);

    let story = paper.publish(json!({})).await;
    let kept = paper.edda(Method::DELETE, &format!("/stories/{}", id(&story))).send().await.unwrap();
    answer(kept, StatusCode::CONFLICT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_write_sent_twice_is_done_once() {
    let paper = Paper::open().await;
    let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Once",
        "body_html": "<p>Text.</p>" });
    let send = || paper.edda(Method::POST, "/stories").header("Idempotency-Key", "k1").json(&fields).send();

    let first = answer(send().await.unwrap(), StatusCode::CREATED).await;
    let second = answer(send().await.unwrap(), StatusCode::CREATED).await;

    assert_eq!(first["id"], second["id"]);
    let other = paper.edda(Method::POST, "/stories").header("Idempotency-Key", "k1").json(&json!({})).send();
    answer(other.await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publication_sent_twice_is_answered_as_it_was() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({})).await;
    let publish = format!("/stories/{}/publish", id(&story));
    let send = |key| paper.edda(Method::POST, &publish).header("Idempotency-Key", key).send();

    let first = answer(send("k1").await.unwrap(), StatusCode::OK).await;
    let second = answer(send("k1").await.unwrap(), StatusCode::OK).await;

    assert_eq!(first, second);
    answer(send("k2").await.unwrap(), StatusCode::CONFLICT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_on_where_they_ended() {
    let paper = Paper::open().await;
    for n in 0..5 {
        paper.publish(json!({ "headline": format!("Story {n}") })).await;
        paper.wait(Duration::from_secs(60));
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let (_, text) = paper.read(&format!("/api/v1/stories?edition=en&limit=2{next}")).await;
        let page: Value = serde_json::from_str(&text).unwrap();
        seen.extend(page["items"].as_array().unwrap().iter().map(|story| story["headline"].clone()));
        match page["next"].as_str() {
            Some(place) => next = format!("&after={place}"),
            None => break,
        }
    }
    assert_eq!(json!(seen), json!(["Story 4", "Story 3", "Story 2", "Story 1", "Story 0"]));
}
