//! Live coverage over real HTTP: posts as they come and change, for who reads and who listens.

use crate::coverage::{Coverage, MARK};
use crate::paper::{Paper, answer, id, nine_o_clock, path};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(flavor = "multi_thread")]
async fn a_post_of_an_editor_is_on_the_page_at_once_and_open_pages_are_told_it_whole() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let mut open = paper.listen(&coverage.topic(), None).await;

    let post = coverage.post(json!({ "headline": "Buoy silent", "byline": "Ana Ferreira" })).await;

    assert_eq!((post["state"].as_str(), post["key"].as_bool()), (Some("live"), Some(false)));
    assert!(post["seq"].as_i64().unwrap() > 0);
    let told = open.until("post_published").await;
    assert_eq!(told["subject"], post["id"]);
    let piece = told["html"].as_str().unwrap();
    assert!(piece.contains("Buoy silent") && piece.contains("Ana Ferreira"));
    let (_, page) = paper.read(&coverage.path).await;
    assert!(page.contains(piece.trim()), "the page has the very piece that is told");
    assert!(page.contains("\"liveBlogUpdate\"") && page.contains("\"coverageStartTime\""));
    let (status, own) = paper.read(&path(&post)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(own.contains("Buoy silent") && own.contains(&format!("rel=\"canonical\" href=\"{}", paper.url)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_moves_the_time_of_the_story_on_page_front_and_feed_and_open_fronts_hear_of_it() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let mut front = paper.listen("front:en,newsfeed:en", None).await;
    assert!(!paper.read("/en/").await.1.contains("Updated"));
    paper.wait(HOUR);

    coverage.post(json!({})).await;

    let told = front.until("updated").await;
    assert_eq!(told["subject"], coverage.story["id"]);
    assert!(paper.read("/en/").await.1.contains("Updated"));
    let story = format!("/api/v1/stories/{}", id(&coverage.story));
    let story: Value = serde_json::from_str(&paper.read(&story).await.1).unwrap();
    assert_eq!(story["updated_at"], json!(nine_o_clock().after(HOUR)));
    assert_eq!(story["first_published_at"], json!(nine_o_clock()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reporters_post_is_a_draft_until_an_editor_publishes_it() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let posts = format!("/stories/{}/posts", id(&coverage.story));
    let draft = json!({ "headline": MARK, "body_markdown": MARK, "pinned": true });
    let sent = paper.ana(Method::POST, &posts).json(&draft).send().await.unwrap();
    let post = answer(sent, StatusCode::CREATED).await;
    assert_eq!((post["state"].as_str(), &post["url"]), (Some("draft"), &Value::Null));
    let own = format!("/posts/{}", id(&post));
    assert_eq!(coverage.showing(&[&post]).await, Vec::<String>::new());

    let refused = paper.ana(Method::POST, &format!("{own}/publish")).send().await.unwrap();
    answer(refused, StatusCode::FORBIDDEN).await;
    let edit = paper.ana(Method::PATCH, &own).json(&json!({ "headline": "Mended" })).send().await.unwrap();
    assert_eq!(answer(edit, StatusCode::OK).await["revision"], 2);
    let post = coverage.act(&post, "publish", json!({})).await;
    assert_eq!((post["state"].as_str(), post["pinned"].as_bool()), (Some("live"), Some(true)));
    assert!(paper.read(&coverage.path).await.1.contains("Mended"));

    let edit = paper.ana(Method::PATCH, &own).json(&json!({ "headline": "Again" })).send().await.unwrap();
    answer(edit, StatusCode::FORBIDDEN).await;
    let gone = paper.edda(Method::DELETE, &own).send().await.unwrap();
    let conflict = answer(gone, StatusCode::CONFLICT).await;
    assert_eq!(conflict["allowed"], json!(["pin", "unpin", "key", "move", "retract"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_can_be_deleted_and_a_story_with_drafts_too() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "kind": "live" })).await;
    let posts = format!("/stories/{}/posts", id(&story));
    let body = json!({ "headline": "Nothing" });
    let first =
        answer(paper.ana(Method::POST, &posts).json(&body).send().await.unwrap(), StatusCode::CREATED);
    let first = first.await;
    answer(paper.ana(Method::POST, &posts).json(&body).send().await.unwrap(), StatusCode::CREATED).await;

    let gone = paper.ana(Method::DELETE, &format!("/posts/{}", id(&first))).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let missing = paper.edda(Method::GET, &format!("/posts/{}", id(&first))).send().await.unwrap();
    answer(missing, StatusCode::NOT_FOUND).await;
    let gone = paper.edda(Method::DELETE, &format!("/stories/{}", id(&story))).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn key_events_stand_on_top_and_pinned_posts_above_the_newest() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let first = coverage.post(json!({ "headline": "First of all" })).await;
    for n in 0..9 {
        coverage.post(json!({ "headline": format!("Number {n}"), "key": true })).await;
    }

    coverage.act(&first, "pin", json!({})).await;

    let (_, page) = paper.read(&coverage.path).await;
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(place("class=\"key-events\"") < place("class=\"pinned-posts\""));
    assert!(place(&format!("id=\"post-{}\"", id(&first))) < place("<section class=\"posts\""));
    assert!(place("All key events") < page.rfind("Number 0</span>").unwrap(), "the ninth is folded away");
    assert!(!page.contains("<details class=\"more-keys\" hidden"));
    coverage.act(&first, "unpin", json!({})).await;
    assert!(!paper.read(&coverage.path).await.1.contains("is-pinned"));
}

#[tokio::test(flavor = "multi_thread")]
async fn older_posts_have_pages_without_script_and_none_is_lost_between_them() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    for n in 0..45 {
        paper.wait(Duration::from_secs(60));
        coverage.post(json!({ "headline": format!("Report {n} of many") })).await;
    }

    let (mut address, mut found) = (Some(coverage.path.clone()), Vec::new());
    while let Some(page) = address {
        let (status, text) = paper.read(&page).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let numbers =
            text.split("<h2>Report ").skip(1).map(|rest| rest.split_once(' ').unwrap().0.to_owned());
        found.extend(numbers);
        let next = text.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        address = next.map(str::to_owned);
    }

    let all: Vec<String> = (0..45).rev().map(|n| n.to_string()).collect();
    assert_eq!(found, all);
    let unknown = format!("{}?before={}", coverage.path, id(&coverage.story));
    assert_eq!(paper.read(&unknown).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_post_stands_directly_above_the_one_that_is_named() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let mut posts = Vec::new();
    for n in 0..4 {
        posts.push(coverage.post(json!({ "headline": format!("Report {n}") })).await);
    }
    let order = async |expected: &[usize]| {
        let (_, list) = paper.read(&coverage.list()).await;
        let list: Value = serde_json::from_str(&list).unwrap();
        let ids: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|post| &post["id"]).collect();
        let expected: Vec<&Value> = expected.iter().map(|n| &posts[*n]["id"]).collect();
        assert_eq!(ids, expected);
    };
    order(&[3, 2, 1, 0]).await;

    coverage.act(&posts[3], "move", json!({ "before": posts[1]["id"] })).await;
    order(&[2, 3, 1, 0]).await;
    coverage.act(&posts[0], "move", json!({ "before": posts[2]["id"] })).await;
    order(&[0, 2, 3, 1]).await;
    coverage.act(&posts[2], "move", json!({ "before": null })).await;
    order(&[0, 3, 1, 2]).await;

    let stranger = json!({ "before": coverage.story["id"] });
    let refused = coverage.try_act(&posts[0], "move", stranger).await;
    let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/before");
    answer(coverage.try_act(&posts[0], "move", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_verb_is_allowed_from_its_state_alone() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let other = coverage.post(json!({ "headline": "Other" })).await;
    let verbs = ["publish", "pin", "unpin", "key", "move", "retract", "restore"];
    let words = |verb: &str| match verb {
        "move" => json!({ "before": other["id"] }),
        "retract" => json!({ "reason": "error" }),
        _ => json!({}),
    };
    let allowed: [(&str, &[&str]); 3] = [
        ("draft", &["publish"]),
        ("live", &["pin", "unpin", "key", "move", "retract"]),
        ("retracted", &["restore"]),
    ];
    for (state, may) in allowed {
        for verb in verbs {
            let post = coverage.post_in(state).await;
            let tried = coverage.try_act(&post, verb, words(verb)).await;
            let expected = if may.contains(&verb) { StatusCode::OK } else { StatusCode::CONFLICT };
            let answered = answer(tried, expected).await;
            if expected == StatusCode::CONFLICT {
                assert_eq!(answered["allowed"], json!(may), "{verb} from {state}");
            }
        }
    }
    answer(coverage.try_act(&other, "unkey", json!({})).await, StatusCode::NOT_FOUND).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_place() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let posts = format!("/stories/{}/posts", id(&coverage.story));
    let cases = [
        (json!({}), "/body"),
        (json!({ "headline": "a\u{0}b" }), "/headline"),
        (json!({ "headline": "x".repeat(501) }), "/headline"),
        (json!({ "headline": "A", "byline": "\u{7}" }), "/byline"),
        (json!({ "headline": "A", "at": nine_o_clock().after(HOUR) }), "/at"),
        (json!({ "headline": "A", "key": "yes" }), "/key"),
        (json!({ "headline": "A", "weather": 1 }), "/weather"),
        (json!({ "body_html": "<p>A</p>", "body_markdown": "A" }), "/body"),
    ];
    for (body, pointer) in cases {
        let refused = paper.edda(Method::POST, &posts).json(&body).send().await.unwrap();
        let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{body}");
    }
    let post = coverage.post(json!({})).await;
    let late = coverage.try_act(&post, "retract", json!({ "reason": "whim" })).await;
    assert_eq!(answer(late, StatusCode::UNPROCESSABLE_ENTITY).await["errors"][0]["pointer"], "/reason");
    let news = paper.publish(json!({})).await;
    let posts = format!("/stories/{}/posts", id(&news));
    let refused = paper.edda(Method::POST, &posts).json(&json!({ "headline": "A" })).send().await.unwrap();
    answer(refused, StatusCode::CONFLICT).await;
    let nobody = paper.reader(&coverage.list()).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_post_sent_twice_is_one_post() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let send = async |headline: &str| {
        let posts = format!("/stories/{}/posts", id(&coverage.story));
        let request = paper.edda(Method::POST, &posts).header("Idempotency-Key", "once");
        request.json(&json!({ "headline": headline })).send().await.unwrap()
    };

    let (first, second) = (send("Only one").await, send("Only one").await);
    let location = first.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(second.headers()["location"].to_str().unwrap(), location);
    let (first, second) =
        (answer(first, StatusCode::CREATED).await, answer(second, StatusCode::CREATED).await);

    assert_eq!(first, second);
    assert_eq!(location, format!("/api/v1/posts/{}", id(&first)));
    answer(send("Another").await, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(paper.read(&coverage.path).await.1.matches("<h2>Only one").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_post_comes_in_at_its_own_hour() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    coverage.post(json!({ "headline": "At nine" })).await;

    let earlier = nine_o_clock().before(HOUR);
    let post = coverage.post(json!({ "headline": "At eight", "at": earlier })).await;

    assert_eq!(post["at"], json!(earlier));
    let (_, page) = paper.read(&coverage.path).await;
    assert!(page.find("<h2>At nine").unwrap() < page.find("<h2>At eight").unwrap());
    assert!(page.contains(&format!("\"coverageStartTime\":\"{earlier}\"")));
    assert!(!page.contains("coverageEndTime"));
    paper.wait(HOUR * 48);
    assert!(paper.read(&coverage.path).await.1.contains("\"coverageEndTime\""), "nothing came for a day");
}
