//! The hour: nothing a microsecond before, all of it then.

use crate::paper::{Paper, answer, id, nine_o_clock};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(flavor = "multi_thread")]
async fn a_story_under_embargo_cannot_be_published_before_its_hour() {
    let paper = Paper::open().await;
    let until = nine_o_clock().after(HOUR);
    let story = paper.begin(json!({ "embargo_until": until })).await;

    let refused = answer(paper.try_act(&story, "publish", json!({})).await, StatusCode::CONFLICT).await;
    assert!(refused["detail"].as_str().unwrap().contains("embargo"));
    assert_eq!(refused["allowed"], json!(["submit", "schedule"]));
    paper.wait(HOUR);
    let story = paper.act(&story, "publish", json!({})).await;

    assert_eq!(story["state"], "published");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_may_not_lie_before_the_embargos_end_nor_in_the_past() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "embargo_until": nine_o_clock().after(HOUR * 2) })).await;

    let early = json!({ "at": nine_o_clock().after(HOUR) });
    answer(paper.try_act(&story, "schedule", early).await, StatusCode::CONFLICT).await;
    let past = json!({ "at": nine_o_clock().before(HOUR) });
    answer(paper.try_act(&story, "schedule", past).await, StatusCode::UNPROCESSABLE_ENTITY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_story_comes_at_its_hour_and_is_nowhere_before() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "At ten" })).await;
    let story = paper.act(&story, "schedule", json!({ "at": nine_o_clock().after(HOUR) })).await;
    assert_eq!(story["state"], "scheduled");
    let mut front = paper.listen("front:en", None).await;
    paper.wait(HOUR - Duration::from_secs(1));
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(!paper.read("/en/").await.1.contains("At ten"));

    paper.wait(Duration::from_secs(1));

    assert_eq!(front.next().await["event"], "published");
    assert!(paper.read("/en/").await.1.contains("At ten"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unscheduled_story_stays_where_it_is() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Never" })).await;
    paper.act(&story, "schedule", json!({ "at": nine_o_clock().after(HOUR) })).await;
    let story = paper.act(&story, "unschedule", json!({})).await;
    assert_eq!(story["state"], "draft");

    paper.wait(HOUR * 2);
    tokio::time::sleep(Duration::from_millis(1200)).await;

    assert!(!paper.read("/en/").await.1.contains("Never"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_story_cannot_be_put_under_embargo() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;

    let later = json!({ "embargo_until": nine_o_clock().after(HOUR) });
    let request = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "\"1\"");
    let refused = answer(request.json(&later).send().await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY).await;

    assert_eq!(refused["errors"][0]["pointer"], "/embargo_until");
}
