//! «Put on the front», from a story: where it goes, where it stands, and off again.

use crate::fronts::{Browser, published};
use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// The ids of what stands in a container of a front's draft.
async fn stands(paper: &Paper, place: &str, container: usize) -> Vec<String> {
    let front = paper.edda(Method::GET, &format!("/fronts/{place}")).send().await.unwrap();
    let front = answer(front, StatusCode::OK).await;
    let slots = front["containers"][container]["slots"].as_array().unwrap().iter();
    slots.map(|slot| slot["story"].as_str().unwrap().to_owned()).collect()
}

async fn arrange(paper: &Paper, place: &str, stories: &[&Value]) {
    let slots: Vec<Value> = stories.iter().map(|story| json!({ "story": id(story) })).collect();
    let containers = json!([
        { "id": "c1", "layout": "lead", "slots": slots },
        { "id": "c2", "name": "In depth", "layout": "row", "slots": [] },
    ]);
    let save = paper.edda(Method::PUT, &format!("/fronts/{place}")).header("If-Match", "*");
    let saved = save.json(&json!({ "containers": containers })).send().await.unwrap();
    answer(saved, StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_goes_to_the_place_that_its_editor_chooses_and_off_from_where_it_stands() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let (one, two) = (id(&stories[0]), id(&stories[1]));
    arrange(&paper, "en", &[&stories[0]]).await;
    arrange(&paper, "en/world", &[&stories[0]]).await;
    let edda = Browser::open(&paper).await;
    let asked = format!("/desk/fronts/en/slots?story={two}");
    let put = async |to: &str| edda.post("/desk/fronts/en/slots", &[("story", two), ("to", to)]).await;

    let before = edda.text(&asked).await;
    let at_the_end = put("world/c1/last").await;
    let in_depth = put("/c2/first").await;
    let after = edda.text(&asked).await;
    let off = edda.post("/desk/fronts/en/slots", &[("story", two), ("off", "/")]).await;

    for spot in ["/c1/first", "/c1/last", "/c2/first", "world/c1/last", "world/c2/first"] {
        assert!(before.contains(&format!("value=\"{spot}\"")), "{spot}: {before}");
    }
    assert!(!before.contains("value=\"/c2/last\""), "what is empty has no end: {before}");
    assert!(!before.contains("Take off"), "it stands nowhere: {before}");
    assert!(at_the_end.0.is_success() && in_depth.0.is_success(), "{}{}", at_the_end.1, in_depth.1);
    assert!(in_depth.1.contains(&format!("id=\"slot-{two}\"")), "it leads to the front: {}", in_depth.1);
    assert_eq!(stands(&paper, "en/world", 0).await, [one, two]);
    assert!(after.contains("In depth") && after.contains("place 2"), "{after}");
    assert!(after.contains("not published yet") && after.contains("Take off: World"), "{after}");
    assert!(off.0.is_success(), "{}", off.1);
    assert_eq!(stands(&paper, "en", 1).await, Vec::<String>::new());
    assert_eq!(stands(&paper, "en/world", 0).await, [one, two], "elsewhere it stands still");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_said_what_readers_see_still_and_what_is_withdrawn_is_only_taken_off() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One"]).await;
    let one = id(&stories[0]);
    arrange(&paper, "en", &[&stories[0]]).await;
    let publish = paper.edda(Method::POST, "/fronts/en/publish").json(&json!({}));
    answer(publish.send().await.unwrap(), StatusCode::OK).await;
    let edda = Browser::open(&paper).await;
    let asked = format!("/desk/fronts/en/slots?story={one}");
    edda.post("/desk/fronts/en/slots", &[("story", one), ("off", "/")]).await;
    let still = edda.text(&asked).await;
    arrange(&paper, "en", &[&stories[0]]).await;
    paper.act(&stories[0], "withdraw", json!({ "reason": "error", "notice": "It was wrong." })).await;

    let withdrawn = edda.text(&asked).await;
    edda.post("/desk/fronts/en/slots", &[("story", one), ("off", "/")]).await;
    let off = edda.text(&asked).await;

    assert!(withdrawn.contains("Take off") && !withdrawn.contains("name=\"to\""), "{withdrawn}");
    assert!(still.contains("readers see it there until") && !still.contains("name=\"off\""), "{still}");
    assert!(!off.contains("readers see it there until") && !off.contains("name=\"off\""), "{off}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_that_is_gone_is_said_and_only_editors_of_the_edition_are_asked() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One"]).await;
    let one = id(&stories[0]);
    arrange(&paper, "en", &[]).await;
    let edda = Browser::open(&paper).await;

    let gone = edda.post("/desk/fronts/en/slots", &[("story", one), ("to", "/c9/first")]).await;
    let order = json!({ "story": one, "container": "c2", "last": true });
    let by_a_program = paper.edda(Method::POST, "/fronts/en/slots").json(&order).send().await.unwrap();
    let elsewhere = edda.text(&format!("/desk/fronts/ar/slots?story={one}")).await;

    assert_eq!(gone.0, StatusCode::UNPROCESSABLE_ENTITY);
    answer(by_a_program, StatusCode::OK).await;
    assert_eq!(stands(&paper, "en", 1).await, [one]);
    assert!(!elsewhere.contains("name=\"to\""), "it is a story of another edition: {elsewhere}");
}
