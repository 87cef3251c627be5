//! JSON that comes in: taken, or refused with the place.

use crate::paper::{house, paper, text};
use axum::body::Body;
use axum::routing::post;
use axum::{Json, Router};
use http::{Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use site::JsonBody;
use std::path::{Path, PathBuf};
use tower::ServiceExt;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Story {
    headline: String,
    #[serde(default)]
    bylines: Vec<Byline>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Byline {
    name: String,
}

async fn story(JsonBody(story): JsonBody<Story>) -> Json<Story> {
    Json(story)
}

async fn anything(JsonBody(value): JsonBody<Value>) -> Json<Value> {
    Json(value)
}

async fn desk() -> (Router, crate::paper::Paper) {
    let paper = paper().await;
    let routes = Router::new().route("/stories", post(story)).route("/anything", post(anything));
    (house(routes, &paper.plant), paper)
}

async fn send(router: &Router, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let request = Request::post(path).header("content-type", "application/json").body(body.into()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    (status, serde_json::from_str(&text(response).await).unwrap_or_default())
}

#[tokio::test]
async fn a_wrong_unknown_or_missing_field_is_refused_with_its_place() {
    let (router, _paper) = desk().await;
    let cases = [
        (r#"{"headline":"Flood","mood":"wet"}"#, "/mood"),
        (r#"{"headline":7}"#, "/headline"),
        (r#"{"headline":"Flood","bylines":[{"name":"Ana"},{"nom":"Max"}]}"#, "/bylines/1/nom"),
        (r#"{"headline":"Flood","a/b~c":1}"#, "/a~1b~0c"),
        (r#"{"bylines":[]}"#, "/headline"),
        (r#"{"headline":"Flood","bylines":[{}]}"#, "/bylines/0/name"),
        (r#"{"headline":"Flood","headline":"Fire"}"#, "/headline"),
        ("7", ""),
    ];

    for (body, pointer) in cases {
        let (status, problem) = send(&router, "/stories", body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem}");
        assert_eq!(problem["status"], 422);
        assert!(!problem["detail"].as_str().unwrap().contains(" at line "), "{problem}");
    }
}

#[tokio::test]
async fn malformed_json_is_refused_with_line_and_column() {
    let (router, _paper) = desk().await;

    for body in ["", "{", "{\"headline\":\n nope}", "{\"headline\":\"a\"} x", "\u{feff}{}", "{'a':1}"] {
        let (status, problem) = send(&router, "/stories", body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"], "");
        assert!(problem["detail"].as_str().unwrap().contains("column"), "{problem}");
    }
}

#[tokio::test]
async fn another_media_type_and_a_body_too_large_are_refused() {
    let (router, _paper) = desk().await;

    let request =
        Request::post("/stories").header("content-type", "text/plain").body(Body::from("{}")).unwrap();
    let other = router.clone().oneshot(request).await.unwrap();
    assert_eq!(other.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(other.headers()["content-type"], "application/problem+json");

    let large = format!("\"{}\"", "x".repeat(site::answer::JSON_LIMIT));
    assert_eq!(send(&router, "/anything", large.clone()).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    // Without a length that would give it away.
    let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>(large)]);
    assert_eq!(send(&router, "/anything", Body::from_stream(pieces)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn deep_json_is_refused_and_does_no_harm() {
    let (router, _paper) = desk().await;

    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(500) + &"]".repeat(500)] {
        assert_eq!(send(&router, "/anything", deep).await.0, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn every_collected_file_is_taken_or_refused() {
    let (router, _paper) = desk().await;
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/F-security");
    let files: Vec<PathBuf> = ["json-parsing", "made/json"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(shared.join(folder)).ok())
        .flat_map(|files| files.map(|file| file.unwrap().path()))
        .collect();
    if files.is_empty() {
        println!("skipped: {} is not there", shared.display());
    }

    for file in files {
        let (status, _) = send(&router, "/anything", std::fs::read(&file).unwrap()).await;
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(status == StatusCode::OK || status.is_client_error(), "{name}: {status}");
        if name.starts_with("y_") {
            assert_eq!(status, StatusCode::OK, "{name}");
        }
        if name.starts_with("n_") {
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name}");
        }
    }
}
