//! Notes to the desk: what those who work on a story say to each other.

use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn say(paper: &Paper, story: &Value, note: &str) -> Value {
    let path = format!("/stories/{}/notes", id(story));
    let sent = paper.edda(Method::POST, &path).json(&json!({ "note": note })).send().await.unwrap();
    answer(sent, StatusCode::CREATED).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_to_the_desk_is_seen_by_all_who_work_on_the_story() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Ferry stopped", "body_markdown": "In port." })).await;

    let said = say(&paper, &story, " Which ferry? ").await;

    assert_eq!(
        (&said["kind"], &said["note"], &said["by"]),
        (&json!("desk"), &json!("Which ferry?"), &json!("Edda"))
    );
    let path = format!("/stories/{}", id(&story));
    let seen = answer(paper.ana(Method::GET, &path).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(seen["notes"], json!([said]));
    assert_eq!(seen["revision"], json!(1), "a note is no revision");
    let listed = paper.ana(Method::GET, &format!("{path}/notes")).send().await.unwrap();
    assert_eq!(answer(listed, StatusCode::OK).await["items"], json!([said]));
    let http = crate::desk::edda_signs_in(&paper).await;
    let page = http.get(format!("{}/desk{path}", paper.url)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Which ferry?") && page.contains("Note to the desk"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reader_sees_a_note_and_it_is_not_in_the_record() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Ferry stopped", "body_markdown": "In port." })).await;
    say(&paper, &story, "Unheard secret").await;
    let path = format!("/stories/{}", id(&story));
    let published =
        paper.edda(Method::POST, &format!("{path}/publish")).json(&json!({})).send().await.unwrap();
    let published = answer(published, StatusCode::OK).await;

    let address = published["url"].as_str().unwrap().replacen(&paper.url, "", 1);
    for page in [
        address.clone(),
        format!("{address}/history"),
        format!("/api/v1{path}"),
        format!("/api/v1{path}/history"),
        "/en/feed.json".into(),
        "/api/v1/log".into(),
    ] {
        let read = paper.reader(&page).send().await.unwrap();
        assert_eq!(read.status(), StatusCode::OK, "{page}");
        assert!(!read.text().await.unwrap().contains("Unheard secret"), "{page}");
    }
    for method in [Method::GET, Method::POST] {
        let url = format!("{}/api/v1{path}/notes", paper.url);
        let asked = reqwest::Client::new().request(method, url).json(&json!({ "note": "x" }));
        assert_eq!(asked.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_without_words_is_refused_at_its_field_and_one_of_a_draft_goes_with_it() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Ferry stopped" })).await;
    let path = format!("/stories/{}", id(&story));

    for wrong in [
        json!({ "note": "  " }),
        json!({ "note": "a\u{7}b" }),
        json!({ "note": "x".repeat(2001) }),
        json!({}),
    ] {
        let refused = paper.edda(Method::POST, &format!("{path}/notes")).json(&wrong).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    say(&paper, &story, "Gone with it").await;
    let gone = paper.edda(Method::DELETE, &path).header("If-Match", "*").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let after = paper.edda(Method::GET, &format!("{path}/notes")).send().await.unwrap();
    assert_eq!(after.status(), StatusCode::NOT_FOUND);
}
