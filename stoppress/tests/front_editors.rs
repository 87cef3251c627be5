//! Two editors of one front: what either changed stands, and nobody publishes what they have not seen.

use crate::fronts::{Browser, arranged, published};
use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// A front of two containers with these stories in each, as programs write it.
fn front(today: &[&Value], more: &[&Value]) -> Value {
    let slots = |stories: &[&Value]| -> Vec<Value> {
        stories.iter().map(|story| json!({ "story": id(story) })).collect()
    };
    json!({ "containers": [
        { "id": "c1", "name": "Today", "layout": "lead", "slots": slots(today) },
        { "id": "c2", "name": "More", "layout": "list", "slots": slots(more) },
    ] })
}

async fn draft(paper: &Paper) -> Value {
    answer(paper.edda(Method::GET, "/fronts/en").send().await.unwrap(), StatusCode::OK).await
}

/// The form of the desk's page as it stands for this front, with what the button does.
fn form<'a>(
    revision: &'a str,
    names: [&'a str; 2],
    stories: [&'a Value; 2],
    todo: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let container = |container: &'a str, name: &'a str, layout: &'a str, story: &'a Value| {
        let fields = [("container", container), ("name", name), ("layout", layout), ("slot", id(story))];
        fields.into_iter().chain([("headline", ""), ("count", "0"), ("of", "everything")])
    };
    let [today, more] = names;
    let containers =
        container("c1", today, "lead", stories[0]).chain(container("c2", more, "list", stories[1]));
    std::iter::once(("revision", revision)).chain(containers).chain([("do", todo)]).collect()
}

/// Edda and Vera at a front that Edda has saved once, with a story in each of its two containers.
async fn at_one_front(paper: &Paper) -> (Browser<'_>, Browser<'_>, Vec<Value>) {
    let stories = published(paper, &["One", "Two"]).await;
    let (edda, vera) = (Browser::open(paper).await, Browser::of(paper, "vera").await);
    let [one, two] = &stories[..] else { panic!("two stories") };
    edda.save("en", 0, &front(&[one], &[two]), StatusCode::OK).await;
    (edda, vera, stories)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_editors_changed_in_different_places_stands_together() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two", "Three"]).await;
    let (edda, vera) = (Browser::open(&paper).await, Browser::of(&paper, "vera").await);
    edda.save("en", 0, &front(&[&stories[0]], &[&stories[1]]), StatusCode::OK).await;

    let mut hers = front(&[&stories[0]], &[&stories[1], &stories[2]]);
    hers["containers"][1]["slots"][0]["headline"] = json!("Two, as Vera calls it");
    let first = vera.save("en", 1, &hers, StatusCode::OK).await;
    let mut mine = front(&[&stories[0]], &[&stories[1]]);
    mine["containers"][0]["name"] = json!("This morning");
    let second = edda.save("en", 1, &mine, StatusCode::OK).await;

    assert_eq!((first["merged"].as_bool(), second["merged"].as_bool()), (Some(false), Some(true)));
    assert_eq!(
        (second["revision"].as_i64(), &second["containers"]),
        (Some(3), &draft(&paper).await["containers"])
    );
    hers["containers"][0]["name"] = json!("This morning");
    for (n, container) in hers["containers"].as_array().unwrap().iter().enumerate() {
        let merged = &second["containers"][n];
        assert_eq!(merged["name"], container["name"]);
        let told = |slots: &Value| -> Vec<(Value, Value)> {
            let slots = slots.as_array().unwrap().iter();
            slots.map(|slot| (slot["story"].clone(), slot["headline"].clone())).collect()
        };
        assert_eq!(told(&merged["slots"]), told(&container["slots"]));
    }
    assert_eq!(arranged(&paper.read("/en/").await.1), ["Three", "Two", "One"], "readers see nothing of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_both_changed_the_same_nothing_is_saved_and_both_versions_are_named_with_whose_and_since_when()
{
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let (edda, vera) = (Browser::open(&paper).await, Browser::of(&paper, "vera").await);
    let mut arrangement = front(&[&stories[0]], &[&stories[1]]);
    edda.save("en", 0, &arrangement, StatusCode::OK).await;
    arrangement["containers"][0]["name"] = json!("Vera’s name");
    paper.wait(Duration::from_secs(60));
    let saved = vera.save("en", 1, &arrangement, StatusCode::OK).await;
    arrangement["containers"][1]["layout"] = json!("row");
    paper.wait(Duration::from_secs(60));
    edda.save("en", 2, &arrangement, StatusCode::OK).await;

    arrangement["containers"][0]["name"] = json!("Edda’s name");
    let refused = edda.save("en", 1, &arrangement, StatusCode::PRECONDITION_FAILED).await;
    let unsaid = paper.edda(Method::PUT, "/fronts/en").json(&arrangement).send().await.unwrap();

    let conflict = json!({
        "place": "name:c1", "yours": "Edda’s name", "theirs": "Vera’s name", "by": "Vera", "at": saved["changed_at"],
    });
    assert_eq!(refused["conflicts"], json!([conflict]), "the row is her own, and the same");
    assert_eq!(unsaid.status(), StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(draft(&paper).await["revision"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_one_took_out_and_the_other_called_anew_is_asked_about_and_can_come_back() {
    let paper = Paper::open().await;
    let (edda, vera, stories) = at_one_front(&paper).await;
    let [one, two] = &stories[..] else { panic!("two stories") };
    let mut hers = front(&[one], &[two]);
    hers["containers"][1]["slots"][0]["headline"] = json!("Two, as Vera calls it");
    vera.save("en", 1, &hers, StatusCode::OK).await;

    let refused = edda.save("en", 1, &front(&[one], &[]), StatusCode::PRECONDITION_FAILED).await;
    let (place, theirs) = (format!("story:{}", id(two)), format!("theirs:story:{}", id(two)));
    let mut chosen = form("2", ["Today", "More"], [one, two], "save");
    chosen.retain(|field| *field != ("slot", id(two)));
    chosen.extend([("since", "1"), ("clash", &place), ("choice-1", &theirs)]);
    let (status, page) = edda.post("/desk/fronts/en", &chosen).await;

    let conflict = &refused["conflicts"][0];
    assert_eq!((&conflict["place"], &conflict["by"]), (&json!(place), &json!("Vera")), "{refused}");
    assert_eq!((&conflict["yours"], &conflict["theirs"]), (&Value::Null, &json!("c2")));
    assert!(status.is_success(), "{page}");
    let back = draft(&paper).await["containers"][1]["slots"][0].clone();
    assert_eq!((&back["story"], &back["headline"]), (&two["id"], &json!("Two, as Vera calls it")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_chooses_at_the_place_between_what_she_wrote_and_what_somebody_else_did() {
    let paper = Paper::open().await;
    let (edda, vera, stories) = at_one_front(&paper).await;
    let [one, two] = &stories[..] else { panic!("two stories") };
    let mut hers = front(&[one], &[two]);
    hers["containers"][0]["name"] = json!("Vera’s name");
    hers["containers"][1]["name"] = json!("Vera’s other name");
    vera.save("en", 1, &hers, StatusCode::OK).await;

    let sent = form("1", ["Edda’s name", "Edda’s other name"], [one, two], "save");
    let (status, page) = edda.post("/desk/fronts/en", &sent).await;

    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    for said in ["value=\"Edda’s name\"", "Vera’s name", "value=\"theirs:name:c1\"", "Vera, 09:02"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let place =
        page.split("id=\"container-c1\"").nth(1).unwrap().split("id=\"container-c2\"").next().unwrap();
    assert!(place.contains("value=\"yours:name:c1\""), "it is said at its place: {place}");
    let again = |choices: &[(&'static str, &'static str)]| {
        let mut fields = form("2", ["Edda’s name", "Edda’s other name"], [one, two], "save");
        fields.extend([("since", "1"), ("clash", "name:c1"), ("clash", "name:c2")]);
        fields.extend(choices);
        fields
    };
    let half = again(&[("choice-1", "theirs:name:c1")]);
    let (status, page) = edda.post("/desk/fronts/en", &half).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "the other is not chosen yet");
    assert!(page.contains("value=\"Vera’s name\"") && page.contains("value=\"yours:name:c2\""), "{page}");
    assert_eq!(draft(&paper).await["revision"], 2);
    let both = again(&[("choice-1", "theirs:name:c1"), ("choice-2", "yours:name:c2")]);
    let (status, page) = edda.post("/desk/fronts/en", &both).await;
    assert!(status.is_success(), "{page}");
    let names = draft(&paper).await;
    assert_eq!(names["containers"][0]["name"], "Vera’s name");
    assert_eq!(names["containers"][1]["name"], "Edda’s other name");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_publishes_what_somebody_else_put_on_the_front_before_having_seen_it() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two", "Three"]).await;
    let (edda, vera) = (Browser::open(&paper).await, Browser::of(&paper, "vera").await);
    let [one, two, three] = &stories[..] else { panic!("three stories") };
    edda.save("en", 0, &front(&[one], &[two]), StatusCode::OK).await;
    vera.save("en", 1, &front(&[three, one], &[two]), StatusCode::OK).await;
    let before = paper.read("/en/").await.1;

    let (status, page) =
        edda.post("/desk/fronts/en", &form("1", ["This morning", "More"], [one, two], "publish")).await;

    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Saved, but not published") && page.contains("Vera, 09:03"), "{page}");
    assert!(page.contains(&format!("href=\"#slot-{}\"", id(three))), "the way to what is new: {page}");
    assert_eq!(paper.read("/en/").await.1, before);
    let merged = draft(&paper).await;
    assert_eq!(
        (merged["revision"].as_i64(), &merged["containers"][0]["name"]),
        (Some(3), &json!("This morning"))
    );
    assert_eq!(merged["containers"][0]["slots"][0]["story"], three["id"]);
    let stale = paper.edda(Method::POST, "/fronts/en/publish").header("If-Match", "\"2\"").json(&json!({}));
    assert_eq!(stale.send().await.unwrap().status(), StatusCode::PRECONDITION_FAILED, "nor does a program");
    let seen = form("3", ["This morning", "More"], [one, two], "publish");
    let (status, page) = edda.post("/desk/fronts/en", &seen).await;
    assert!(status.is_success(), "{page}");
    assert_eq!(arranged(&paper.read("/en/").await.1), ["One", "Two"], "she saw it, and took it out");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_who_did_not_hear_that_she_saved_is_not_in_her_own_way() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let edda = Browser::open(&paper).await;
    let [one, two] = &stories[..] else { panic!("two stories") };
    edda.save("en", 0, &front(&[one], &[two]), StatusCode::OK).await;

    for name in ["This mor", "This morning"] {
        let (status, page) =
            edda.post("/desk/fronts/en", &form("1", [name, "More"], [one, two], "save")).await;
        assert!(status.is_success(), "{page}");
    }

    assert_eq!(draft(&paper).await["containers"][0]["name"], "This morning");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_after_days_is_told_who_saved_and_keeps_what_was_arranged() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let [one, two] = &stories[..] else { panic!("two stories") };
    let vera = Browser::of(&paper, "vera").await;
    vera.save("en", 0, &front(&[one], &[two]), StatusCode::OK).await;
    vera.save("en", 1, &front(&[one, two], &[]), StatusCode::OK).await;
    paper.wait(Duration::from_secs(3 * 24 * 60 * 60));
    Browser::of(&paper, "salma").await.save("en", 2, &front(&[two], &[one]), StatusCode::OK).await;

    let request = paper.edda(Method::PUT, "/fronts/en").header("If-Match", "\"1\"");
    let refused = request.json(&front(&[one], &[two])).send().await.unwrap();
    let refused = answer(refused, StatusCode::PRECONDITION_FAILED).await;

    assert!(refused["detail"].as_str().unwrap().contains("Salma saved it"), "{refused}");
    assert_eq!(refused["conflicts"], json!([]));
    let edda = Browser::open(&paper).await;
    let (status, page) = edda.post("/desk/fronts/en", &form("1", ["Kept", "More"], [one, two], "save")).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert!(page.contains("Salma saved this front at") && page.contains("value=\"Kept\""), "{page}");
}
