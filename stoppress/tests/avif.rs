//! Forms in AVIF: made by themselves, one picture after the other, and seen as little as any other form of it.

use crate::paper::{Paper, answer, id, path};
use crate::pictures::{WORDS, photo};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_moment_brings_a_picture_in_avif_and_its_withdrawal_takes_that_too() {
    let paper = Paper::open().await;
    let picture = answer(paper.send(photo(41), &WORDS).await, StatusCode::CREATED).await;
    assert!(!media::make_one_avif(&paper.plant, "Pavel").await.unwrap(), "readers see no picture yet");
    let story = paper.publish(json!({ "lead_picture": id(&picture) })).await;
    let form = format!("/media/{}/640.avif", id(&picture));
    assert!(!paper.read(&path(&story)).await.1.contains(&form));

    assert!(media::make_one_avif(&paper.plant, "Pavel").await.unwrap());
    let is_another = media::make_one_avif(&paper.plant, "Pavel").await.unwrap();

    assert!(!is_another, "one picture is made once");
    assert!(paper.read(&path(&story)).await.1.contains(&form));
    let answered = paper.reader(&form).send().await.unwrap();
    assert_eq!(
        (answered.status(), &answered.headers()["content-type"]),
        (StatusCode::OK, &"image/avif".parse().unwrap())
    );
    assert_eq!(answered.bytes().await.unwrap().get(4..12), Some(&b"ftypavif"[..]));
    let order = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(&picture)));
    answer(order.json(&json!({ "reason": "rights" })).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(paper.read(&form).await.0, StatusCode::GONE);
}
