//! The life of a story as readers see it, and a sweep of every route for what must not be there.

use crate::paper::{Paper, id, path};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// Words that stand in the marked story alone.
const MARK: &str = "zinnober-lighthouse";

fn marked() -> Value {
    json!({
        "headline": format!("The {MARK} story"),
        "standfirst": format!("A standfirst of {MARK}"),
        "slugline": MARK,
        "bylines": [format!("{MARK} Writer")],
        "topics": [format!("{MARK} topic")],
        "body_markdown": format!("A paragraph about {MARK}."),
    })
}

/// Every public address that could show the story.
fn everywhere(story_path: &str, story_id: &str) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/en/",
        "/ar/",
        "/en/newsfeed",
        "/en/feed.rss",
        "/en/section/world",
        "/en/section/world/feed.rss",
        "/en/kind/news",
        "/ar/newsfeed",
        "/ar/feed.rss",
        "/api/v1/stories",
        "/api/v1/stories?edition=en",
        "/api/v1/stories?section=world&kind=news",
        "/",
        "/en",
    ]
    .iter()
    .map(|path| (*path).to_owned())
    .collect();
    paths.push(story_path.to_owned());
    paths.push(format!("/api/v1/stories/{story_id}"));
    paths.push(format!("/api/v1/stories/{story_id}/history"));
    paths.push(format!("{story_path}/history"));
    paths.push(format!("{story_path}/history/1"));
    for list in ["topic", "author"] {
        let slug = if list == "topic" { format!("{MARK}-topic") } else { format!("{MARK}-writer") };
        paths.push(format!("/en/{list}/{slug}"));
        paths.push(format!("/en/{list}/{slug}/feed.rss"));
    }
    paths
}

/// Returns the addresses whose answer holds the mark, apart from a name in the address that was asked for.
async fn showing(paper: &Paper, story: &Value, story_path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for address in everywhere(story_path, id(story)) {
        let (_, text) = paper.read(&address).await;
        if text.contains(MARK) {
            found.push(address);
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_nowhere_then_everywhere_then_nowhere_again() {
    let paper = Paper::open().await;
    let story = paper.begin(marked()).await;
    let later_path = format!("/en/2026/11/24/the-{MARK}-story");
    assert_eq!(showing(&paper, &story, &later_path).await, Vec::<String>::new(), "a draft");

    let story = paper.act(&story, "publish", json!({})).await;
    assert_eq!(path(&story), later_path);
    let shown = showing(&paper, &story, &later_path).await;
    for address in ["/en/", "/en/newsfeed", "/en/feed.rss", "/en/section/world", "/en/kind/news", &later_path]
    {
        assert!(shown.iter().any(|at| at == address), "{address} must show it; shown at {shown:?}");
    }
    assert!(!shown.iter().any(|at| at.starts_with("/ar/")), "no other edition shows it: {shown:?}");

    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "This story was wrong." })).await;
    assert_eq!(showing(&paper, &story, &later_path).await, Vec::<String>::new(), "withdrawn");
    let (status, text) = paper.read(&later_path).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(text.contains("This story was wrong."), "the notice stands there: {text}");

    paper.act(&story, "restore", json!({})).await;
    assert_eq!(paper.read(&later_path).await.0, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_front_hears_of_a_publication_and_the_newsfeed_gets_its_line() {
    let paper = Paper::open().await;
    let mut front = paper.listen("front:en,newsfeed:en", None).await;

    let story = paper.publish(json!({ "headline": "Harbour closed" })).await;

    let (first, second) = (front.next().await, front.next().await);
    let (feed, front) = if first["topic"] == "newsfeed:en" { (first, second) } else { (second, first) };
    assert_eq!((front["topic"].as_str(), front["event"].as_str()), (Some("front:en"), Some("published")));
    assert_eq!(front["subject"], story["id"]);
    assert!(feed["html"].as_str().unwrap().contains("Harbour closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_story_hears_of_its_correction_and_of_its_withdrawal() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;
    let mut open = paper.listen(&format!("story:{}", id(&story)), None).await;

    let correction =
        json!({ "note": "The harbour was closed on Monday.", "headline": "Harbour closed on Monday" });
    paper.act(&story, "correct", correction).await;
    open.until("corrected").await;
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("The harbour was closed on Monday."), "the note stands on the page");
    assert!(page.contains("Harbour closed on Monday"));

    paper.act(&story, "withdraw", json!({ "reason": "legal", "notice": "A court forbade it." })).await;
    let told = open.until("withdrawn").await;
    assert!(!told.to_string().contains("Harbour"), "nothing of the story is told: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_resumes_hears_the_last_state_and_nothing_that_was_taken_off_since() {
    let paper = Paper::open().await;
    let mut first = paper.listen("newsfeed:en", None).await;
    let kept = paper.publish(json!({ "headline": "Kept" })).await;
    let seen = first.next().await["seq"].as_i64().unwrap();
    let taken = paper.publish(json!({ "headline": format!("Taken {MARK}") })).await;
    paper.act(&taken, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    paper.act(&kept, "update", json!({ "headline": "Kept and updated" })).await;

    let mut resumed = paper.listen("newsfeed:en", Some(seen)).await;

    let mut told = vec![resumed.next().await];
    while told.last().unwrap()["event"] != "updated" {
        told.push(resumed.next().await);
    }
    assert!(!told.iter().any(|message| message.to_string().contains(MARK)), "{told:?}");
    let of = |story: &Value| told.iter().rfind(|message| message["subject"] == story["id"]).unwrap();
    assert_eq!(of(&taken)["event"], "withdrawn");
    assert!(of(&kept)["html"].as_str().unwrap().contains("Kept and updated"));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_answered_write_nobody_is_served_what_was_before() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "Version 0" })).await;
    for version in 1..30 {
        for address in ["/en/", "/en/newsfeed", "/en/feed.rss", &path(&story)] {
            paper.read(address).await;
        }
        let headline = format!("Version {version} of it");
        paper.act(&story, "update", json!({ "headline": headline })).await;
        for address in ["/en/", "/en/newsfeed", "/en/feed.rss", &path(&story)] {
            assert!(paper.read(address).await.1.contains(&headline), "{address} shows version {version}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_address_leads_to_the_present_one() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;

    let response = paper.reader(&format!("{}/", path(&story))).send().await.unwrap();

    assert_eq!(response.status(), StatusCode::MOVED_PERMANENTLY);
    assert!(response.headers()["location"].to_str().unwrap().ends_with(&path(&story)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stories_of_one_headline_have_two_addresses() {
    let paper = Paper::open().await;
    let first = paper.publish(json!({})).await;
    let second = paper.publish(json!({})).await;

    assert_eq!(path(&second), format!("{}-2", path(&first)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_known_is_refused_also_where_anybody_may_look() {
    let paper = Paper::open().await;

    let response = paper.reader("/api/v1/stories").bearer_auth("sp_unknown").send().await.unwrap();

    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newsroom_checks_itself_and_is_whole() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;
    paper.act(&story, "correct", json!({ "note": "A word was wrong.", "headline": "Harbour shut" })).await;
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;

    let faults = paper.store.read(async |tx: &mut store::Tx| stories::check(tx).await).await.unwrap();

    assert_eq!(faults, Vec::<String>::new());
    let list = paper.edda(Method::GET, &format!("/stories/{}/revisions", id(&story))).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_mended_while_a_story_was_off_is_what_comes_back() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "body_html": format!("<p>{MARK}</p>") })).await;
    paper.act(&story, "withdraw", json!({ "reason": "privacy", "notice": "A name was in it." })).await;
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
    patch.json(&json!({ "body_html": "<p>Mended.</p>" })).send().await.unwrap();

    let restored = paper.act(&story, "restore", json!({})).await;

    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("Mended.") && !page.contains(MARK), "{page}");
    assert_eq!(restored["revision"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_moves_no_translation_and_a_withdrawal_drops_it_from_the_others_pages() {
    let paper = Paper::open().await;
    let first = paper.publish(json!({ "headline": "First" })).await;
    let other = paper.publish(json!({ "headline": "Other" })).await;
    let words = json!({ "edition": "ar", "headline": MARK, "slug": MARK, "translation_of": first["id"] });
    let arabic = paper.publish(words).await;
    assert!(paper.read(&path(&first)).await.1.contains(MARK), "it is named by hreflang");

    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&arabic))).header("If-Match", "\"1\"");
    patch.json(&json!({ "translation_of": other["id"] })).send().await.unwrap();
    assert!(!paper.read(&path(&other)).await.1.contains(MARK), "a save is for the newsroom alone");
    paper.act(&arabic, "update", json!({})).await;
    assert!(!paper.read(&path(&first)).await.1.contains(MARK));
    assert!(paper.read(&path(&other)).await.1.contains(MARK));

    paper.act(&arabic, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    assert!(!paper.read(&path(&other)).await.1.contains(MARK));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_draft_does_not_stand_in_the_way_of_a_correction() {
    let paper = Paper::open().await;
    let draft = paper.begin(json!({})).await;
    let story = paper.publish(json!({ "related": [draft["id"]] })).await;
    paper.edda(Method::DELETE, &format!("/stories/{}", id(&draft))).send().await.unwrap();

    paper.act(&story, "correct", json!({ "note": "A word was wrong.", "headline": "Shut" })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encoded_slash_is_another_address_and_takes_nobody_elses_page() {
    let paper = Paper::open().await;
    paper.publish(json!({})).await;

    assert_eq!(paper.read("/en%2F").await.0, StatusCode::NOT_FOUND);
    assert_eq!(paper.read("/en/").await.0, StatusCode::OK);
    assert_eq!(paper.read("/en/newsfeed%3Fpage=1").await.0, StatusCode::NOT_FOUND);
}
