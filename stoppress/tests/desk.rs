//! The newsroom's own pages.

use crate::paper::Paper;
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_sends_strangers_to_the_sign_in_page() {
    let paper = Paper::open().await;

    let response = paper.reader("/desk/").send().await.unwrap();

    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(response.headers()["location"].to_str().unwrap().starts_with("/desk/login"));
}

#[tokio::test(flavor = "multi_thread")]
async fn edda_sets_her_password_signs_in_and_sees_the_drafts() {
    let paper = Paper::open().await;
    paper.begin(json!({ "headline": "Only a draft" })).await;
    let chance = base::Chance::of_the_machine();
    let (_, secret) = paper
        .store
        .write(async move |tx: &mut store::Tx| {
            let edda = staff::NewPerson {
                email: "edda@gazette.example".into(),
                name: Some("Edda".into()),
                role: "editor".into(),
                edition: None,
            };
            staff::add_person(tx, &chance, None, &edda).await
        })
        .await
        .unwrap();
    let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let password = [("password", "a lamp above the harbour wall")];
    let link = format!("{}/desk/link/{secret}", paper.url);
    assert_eq!(
        http.get(&link).send().await.unwrap().status(),
        StatusCode::OK,
        "a mail scanner opens it first"
    );
    http.post(&link).form(&password).send().await.unwrap();

    let sign_in = [("email", "edda@gazette.example"), ("password", password[0].1)];
    http.post(format!("{}/desk/login", paper.url)).form(&sign_in).send().await.unwrap();
    let desk = http.get(format!("{}/desk/", paper.url)).send().await.unwrap();

    assert_eq!(desk.headers()["cache-control"], "no-store");
    let text = desk.text().await.unwrap();
    assert!(text.contains("Only a draft"), "{text}");
    assert!(!text.contains("/desk/office/"), "the office is not open to her: {text}");
}
