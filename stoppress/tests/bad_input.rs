//! Every entrance, and what is wrong at it: the answer names the place, and nothing is half written.

use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn whole() -> Value {
    json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Harbour closed",
        "body_html": "<p>Text.</p>" })
}

async fn refused(paper: &Paper, name: &str, value: Value) -> Value {
    let mut fields = whole();
    if value == Value::Null && name.ends_with('-') {
        fields.as_object_mut().unwrap().remove(name.trim_end_matches('-'));
    } else {
        fields[name] = value;
    }
    let response = paper.edda(Method::POST, "/stories").json(&fields).send().await.unwrap();
    answer(response, StatusCode::UNPROCESSABLE_ENTITY).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_field_is_named_by_its_place() {
    let paper = Paper::open().await;
    let cases = [
        ("edition", json!("xx"), "/edition"),
        ("section", json!("weather"), "/section"),
        ("kind", json!("poem"), "/kind"),
        ("headline-", Value::Null, "/headline"),
        ("headline", json!("x".repeat(501)), "/headline"),
        ("headline", json!(7), "/headline"),
        ("headline", json!("nul \u{0} in it"), "/headline"),
        ("language", json!("not a language"), "/language"),
        ("embargo_until", json!("tomorrow"), "/embargo_until"),
        ("embargo_until", json!("2026-11-24T10:00:00"), "/embargo_until"),
        ("topics", json!(["a", 5]), "/topics/1"),
        ("related", json!(["no-id"]), "/related/0"),
        ("related", json!(["01900000-0000-7000-8000-000000000000"]), "/related/0"),
        ("slug", json!("No Slug"), "/slug"),
        ("colour", json!("red"), "/colour"),
        ("lead_picture", json!("01900000-0000-7000-8000-000000000000"), "/lead_picture"),
    ];
    for (name, value, pointer) in cases {
        let problem = refused(&paper, name, value.clone()).await;
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{name} = {value}: {problem}");
    }
    let list = paper.edda(Method::GET, "/stories").send().await.unwrap();
    assert_eq!(answer(list, StatusCode::OK).await["items"], json!([]), "nothing was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_with_an_unknown_block_is_refused_at_the_block() {
    let paper = Paper::open().await;
    let mut fields = whole();
    fields.as_object_mut().unwrap().remove("body_html");
    fields["body"] = json!({ "type": "doc", "content": [{ "type": "marquee" }] });

    let response = paper.edda(Method::POST, "/stories").json(&fields).send().await.unwrap();

    let problem = answer(response, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert!(problem["errors"][0]["pointer"].as_str().unwrap().starts_with("/body/content/0"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_is_refused_before_anything_else() {
    let paper = Paper::open().await;
    let post = |body: String, kind: &'static str| {
        paper.edda(Method::POST, "/stories").header("Content-Type", kind).body(body).send()
    };

    assert_eq!(post("{".into(), "application/json").await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(post("{}".into(), "text/plain").await.unwrap().status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let deep = format!("{{\"body\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(post(deep, "application/json").await.unwrap().status(), StatusCode::BAD_REQUEST);
    let huge = format!("{{\"headline\":\"{}\"}}", "x".repeat(5 << 20));
    assert_eq!(post(huge, "application/json").await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_of_a_draft_from_an_answer() {
    let paper = Paper::open().await;
    let draft = paper.begin(json!({})).await;
    let unknown = "01900000-0000-7000-8000-000000000000";

    let of_draft = paper.read(&format!("/api/v1/stories/{}", id(&draft))).await;
    let of_nothing = paper.read(&format!("/api/v1/stories/{unknown}")).await;

    assert_eq!(of_draft, of_nothing);
    assert_eq!(of_draft.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_an_address_does_not_take_is_a_problem_and_not_a_silence() {
    let paper = Paper::open().await;

    let response = paper.edda(Method::PUT, "/stories").send().await.unwrap();

    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(answer(response, StatusCode::METHOD_NOT_ALLOWED).await["status"], 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_says_what_is_missing() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "", "body_html": "" })).await;

    let problem =
        answer(paper.try_act(&story, "publish", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    let places: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(places, ["/headline", "/body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_needs_a_reason_of_the_list_and_a_notice() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;

    let words = json!({ "reason": "whim", "notice": "" });
    let problem =
        answer(paper.try_act(&story, "withdraw", words).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_lead_nowhere_say_so_in_the_language_of_the_edition() {
    let paper = Paper::open().await;
    for path in [
        "/en/2026/11/24/nothing",
        "/ar/kind/poem",
        "/en/section/weather",
        "/xx/",
        "/en/newsfeed?page=99",
        "/en/newsfeed?page=x",
        "/en/topic/none",
        "/wp-login.php",
        "/en/%00",
        "/%ff",
        "/en/2026/11/24/..%2f..%2fetc",
    ] {
        let (status, _) = paper.read(path).await;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::BAD_REQUEST, "{path}: {status}");
    }
    assert!(paper.read("/ar/nothing").await.1.contains("dir=\"rtl\""));
    assert!(paper.read("/nothing").await.1.contains("lang=\"en\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn script_in_a_story_reaches_no_page() {
    let paper = Paper::open().await;
    let story = paper
        .begin(json!({
            "headline": "<script>alert(1)</script>",
            "standfirst": "\"><img src=x onerror=alert(2)>",
            "bylines": ["</a><script>alert(3)</script>"],
            "body_html": "<p onclick='alert(4)'>Text <a href='javascript:alert(5)'>here</a></p><script>alert(6)</script>",
        }))
        .await;
    assert!(story["dropped"].to_string().contains("script"), "{}", story["dropped"]);
    let story = paper.act(&story, "publish", json!({})).await;
    for address in [&crate::paper::path(&story), "/en/", "/en/newsfeed", "/en/feed.rss", "/en/section/world"]
    {
        let (_, text) = paper.read(address).await;
        for attack in ["<script>alert", "<img src=x", "onclick=", "javascript:"] {
            assert!(!text.contains(attack), "{address} holds {attack}");
        }
    }
}
