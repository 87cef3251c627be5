//! The media bank as programs reach it: where things are found, and lists in parts.

use crate::paper::{Paper, answer, id};
use crate::pictures::{WORDS, photo, sent};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_says_where_it_is_found() {
    let paper = Paper::open().await;
    let found = |response: &reqwest::Response| response.headers()["location"].to_str().unwrap().to_owned();

    let upload = paper.send(photo(12), &WORDS).await;
    let at = found(&upload);
    let picture = answer(upload, StatusCode::CREATED).await;
    let leases = format!("/pictures/{}/leases", id(&picture));
    let ban = json!({ "effect": "deny" });
    let leased = paper.pavel(Method::POST, &leases).json(&ban).send().await.unwrap();
    let lease_at = found(&leased);
    let lease = answer(leased, StatusCode::CREATED).await;

    assert_eq!(at, format!("/api/v1/pictures/{}", id(&picture)));
    assert_eq!(lease_at, format!("/api/v1{leases}/{}", id(&lease)));
    let end = paper.pavel(Method::DELETE, lease_at.strip_prefix("/api/v1").unwrap()).send().await.unwrap();
    assert_eq!(end.status(), StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bank_is_read_in_parts_and_what_lacks_its_credit_alone() {
    let paper = Paper::open().await;
    let bare = answer(paper.send(photo(13), &[]).await, StatusCode::CREATED).await;
    paper.wait(Duration::from_secs(60));
    let older = sent(&paper, 14).await;
    paper.wait(Duration::from_secs(60));
    let others = [older, sent(&paper, 15).await];
    paper.publish(json!({ "lead_picture": id(&others[0]) })).await;
    let list = async |query: &str| {
        let path = format!("/pictures?{query}");
        answer(paper.pavel(Method::GET, &path).send().await.unwrap(), StatusCode::OK).await
    };

    let first = list("limit=2").await;
    let rest = list(&format!("limit=2&after={}", first["next"].as_str().unwrap())).await;

    let ids = |list: &Value| list["items"].as_array().unwrap().iter().map(|p| id(p).to_owned()).collect();
    let both: [Vec<String>; 2] = [ids(&first), ids(&rest)];
    let newest_first = [&others[1], &others[0], &bare].map(id);
    assert_eq!(both.concat(), newest_first);
    assert_eq!((rest["next"].clone(), first["items"][0]["alt"].clone()), (Value::Null, json!(WORDS[1].1)));
    let lacking: Vec<String> = ids(&list("lacking=credit").await);
    assert_eq!(lacking, [id(&bare)]);
    let (_, public) = paper.read("/api/v1/pictures").await;
    let public: Vec<String> = ids(&serde_json::from_str(&public).unwrap());
    assert_eq!(public, [id(&others[0])]);
}
