//! The public record: what readers see of a story's past, that it can be checked, and that what was withdrawn is not
//! in it.

use crate::commands::stoppress;
use crate::paper::{Paper, answer, id, path};
use crate::pictures::sent;
use crate::served::Served;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use store::{Sql, Tx, sql};

/// Words that stand in what is taken off alone.
const MARK: &str = "zinnober-lighthouse";

fn history(story: &Value) -> String {
    format!("{}/history", path(story))
}

async fn record(paper: &Paper, story: &Value) -> Value {
    let response = paper.reader(&format!("/api/v1/stories/{}/history", id(story))).send().await.unwrap();
    answer(response, StatusCode::OK).await
}

/// Every address of a story's past.
fn addresses(story: &Value) -> Vec<String> {
    let own = history(story);
    let versions = (1..8).map(|number| format!("{own}/{number}"));
    let mut all: Vec<String> = versions.collect();
    all.extend([format!("/api/v1/stories/{}/history", id(story)), path(story), own]);
    all
}

/// Returns the addresses of the past that show the mark.
async fn showing(paper: &Paper, story: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for address in addresses(story) {
        if paper.read(&address).await.1.contains(MARK) {
            found.push(address);
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_tells_each_version_what_changed_and_why() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "body_markdown": "There are forty ships in the roads." })).await;
    let words = json!({ "headline": "Harbour shut", "note": "There are thirty ships.",
        "body_markdown": "There are thirty ships in the roads." });
    let story = paper.act(&story, "correct", words).await;

    let (status, page) = paper.read(&history(&story)).await;

    assert_eq!(status, StatusCode::OK);
    for words in ["There are thirty ships.", ">forty</del>", ">thirty</ins>", "closed</del>", "shut</ins>"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, first) = paper.read(&format!("{}/1", history(&story))).await;
    assert!(
        first.contains("There are forty ships in the roads.") && first.contains("Harbour closed"),
        "{first}"
    );
    assert!(first.contains("noindex"));
    assert!(paper.read(&path(&story)).await.1.contains(&format!("href=\"{}\"", history(&story))));
    paper.act(&story, "update", json!({ "kind": "feature", "section": "business" })).await;
    let (_, page) = paper.read(&history(&story)).await;
    assert!(page.contains("Feature</ins>") && page.contains("Business</ins>"), "in readers' words: {page}");
    assert_eq!(paper.read(&format!("{}/4", history(&story))).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_former_address_the_history_moves_and_of_a_draft_there_is_none() {
    let paper = Paper::open().await;
    let draft = paper.begin(json!({ "slug": "a-draft" })).await;
    let story = paper.publish(json!({})).await;
    let moved = sql!("insert into addresses (path, story) values ('/en/about', $1)");
    let own: base::Id = id(&story).parse().unwrap();
    paper.store.write(async move |tx: &mut Tx| tx.execute(moved, &[&own]).await).await.unwrap();

    for (former, tail) in [("/en/about/history", "/history"), ("/en/about/history/1", "/history/1")] {
        let response = paper.reader(former).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::MOVED_PERMANENTLY, "{former}");
        let location = response.headers()["location"].to_str().unwrap();
        assert!(location.ends_with(&format!("{}{tail}", path(&story))), "{location}");
    }
    let address = format!("/api/v1/stories/{}/history", id(&draft));
    assert_eq!(paper.read(&address).await.0, StatusCode::NOT_FOUND);
    assert_eq!(paper.read("/en/2026/11/24/a-draft/history").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_answered_withdrawal_nobody_is_served_the_past() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": format!("The {MARK}"), "slug": "lamp" })).await;
    let story = paper.act(&story, "correct", json!({ "note": MARK, "standfirst": MARK })).await;
    let mut open = paper.listen(&format!("story:{}", id(&story)), None).await;
    assert!(showing(&paper, &story).await.len() >= 5, "they are kept pages now");

    let words = json!({ "reason": "legal", "notice": "A court forbade it." });
    paper.act(&story, "withdraw", words).await;

    assert_eq!(showing(&paper, &story).await, Vec::<String>::new());
    for address in [history(&story), format!("{}/1", history(&story))] {
        let (status, page) = paper.read(&address).await;
        assert_eq!(status, StatusCode::GONE);
        assert!(page.contains("A court forbade it.") && page.contains("Legal grounds"), "{page}");
        assert!(!page.contains("/lamp"), "its address is made of its words: {page}");
    }
    let gone = paper.reader(&format!("/api/v1/stories/{}/history", id(&story))).send().await.unwrap();
    let gone = answer(gone, StatusCode::GONE).await;
    assert_eq!((&gone["url"], &gone["entries"][0]["content"]), (&Value::Null, &Value::Null));
    assert_eq!(gone["entries"][1]["withheld"]["reason"], json!("legal"));
    let checked = stories::verify(&gone, None);
    assert_eq!((checked.faults, checked.entries, checked.withheld), (Vec::new(), 3, 2));
    let mut forgery = gone.clone();
    forgery["entries"][0]["hashed"]["at"] = json!("2026-11-24T08:00:00Z");
    assert_ne!(stories::verify(&forgery, None).faults, Vec::<String>::new());
    open.until("withdrawn").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_story_shows_what_was_restored_and_of_the_rest_a_tombstone() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "body_markdown": format!("It was {MARK}."), "slug": "lamp" })).await;
    let story = paper.act(&story, "correct", json!({ "note": format!("Not {MARK}.") })).await;
    paper.act(&story, "withdraw", json!({ "reason": "privacy", "notice": "A name was in it." })).await;
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
    patch.json(&json!({ "body_markdown": "It was somebody." })).send().await.unwrap();
    paper.act(&story, "restore", json!({ "note": "The name is gone." })).await;

    let (status, page) = paper.read(&history(&story)).await;

    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Restored with a changed text") && page.contains("The name is gone."), "{page}");
    assert_eq!(showing(&paper, &story).await, Vec::<String>::new());
    assert!(page.contains("Protection of privacy") && page.contains("A name was in it."), "{page}");
    assert_eq!(page.matches("class=\"tombstone\"").count(), 3, "two versions, and one comparison: {page}");
    assert_eq!(paper.read(&format!("{}/1", history(&story))).await.0, StatusCode::NOT_FOUND);
    let record = record(&paper, &story).await;
    let checked = stories::verify(&record, None);
    assert_eq!((checked.faults, checked.withheld), (Vec::new(), 2), "{record}");
    assert!(record["entries"][1]["hashed"].get("note").is_none(), "{record}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_restored_as_it_was_is_shown_as_it_was() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "First words", "slug": "lamp" })).await;
    let story = paper.act(&story, "update", json!({ "headline": "Second words" })).await;
    paper.act(&story, "withdraw", json!({ "reason": "legal", "notice": "A court forbade it." })).await;
    paper.act(&story, "restore", json!({})).await;

    assert!(!paper.read(&history(&story)).await.1.contains("with a changed text"), "it came back as it was");
    assert_eq!(paper.read(&format!("{}/2", history(&story))).await.0, StatusCode::OK);
    assert_eq!(paper.read(&format!("{}/1", history(&story))).await.0, StatusCode::NOT_FOUND);
    assert!(!paper.read(&history(&story)).await.1.contains("First"), "it was taken off and not restored");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_history_shows_what_comes() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;
    let (_, page) = paper.read(&history(&story)).await;
    assert!(page.contains(&format!("data-topics=\"story:{}", id(&story))), "{page}");
    let mut open = paper.listen(&format!("story:{}", id(&story)), None).await;

    for version in 1..10 {
        let words =
            json!({ "note": format!("Note {version} of it."), "headline": format!("Headline {version}") });
        paper.act(&story, "correct", words).await;
        let (_, page) = paper.read(&history(&story)).await;
        assert!(page.contains(&format!("Note {version} of it.")), "version {version}");
    }
    open.until("corrected").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_may_no_longer_be_shown_is_in_no_version() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 40).await;
    let lead = json!({ "id": id(&picture), "alt": "Ships", "caption": MARK });
    let story = paper.publish(json!({ "lead_picture": lead, "slug": "lamp" })).await;
    let story = paper.act(&story, "update", json!({ "headline": "Without it", "lead_picture": null })).await;
    assert!(!showing(&paper, &story).await.is_empty());

    let withdraw = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(&picture)));
    answer(withdraw.json(&json!({ "reason": "rights" })).send().await.unwrap(), StatusCode::OK).await;

    assert_eq!(showing(&paper, &story).await, Vec::<String>::new());
    let checked = stories::verify(&record(&paper, &story).await, None);
    assert_eq!((checked.faults, checked.contents, checked.withheld), (Vec::new(), 1, 1));
}

/// What somebody might do to a record, and what the check says then.
const FORGERIES: [(&str, &str, &str); 7] = [
    ("/entries/0/content/headline", "\"Other\"", "the text is not what was published"),
    ("/entries/1/hashed/note", "\"Other\"", "the hash is not that of the entry"),
    ("/entries/1/hashed/at", "\"2020-01-01T00:00:00Z\"", "older than the entry before it"),
    ("/entries/1/before", "null", "does not follow the entry before it"),
    ("/entries/1/signature", "\"00\"", "the signature is not that of the newsroom's key"),
    ("/entries/0", "null", "it is not signed"),
    ("/format", "\"else\"", "this is no record of a story"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_record_holds_from_a_file_alone_and_every_forgery_is_named() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;
    paper.publish(json!({ "headline": "Another between" })).await;
    let story = paper.act(&story, "correct", json!({ "note": "Shut.", "headline": "Shut" })).await;
    let record = record(&paper, &story).await;
    let head =
        answer(paper.reader("/.well-known/stoppress-record").send().await.unwrap(), StatusCode::OK).await;

    let checked = stories::verify(&record, head["key"].as_str());
    assert_eq!((checked.faults, checked.entries, checked.contents, checked.hashes), (Vec::new(), 2, 2, 2));
    assert_eq!(stories::verify_head(&head, &record, None), Vec::<String>::new());
    assert_eq!(head["hash"], record["entries"][1]["hash"]);
    for (place, forged, fault) in FORGERIES {
        let mut forgery = record.clone();
        *forgery.pointer_mut(place).unwrap() = serde_json::from_str(forged).unwrap();
        let faults = stories::verify(&forgery, None).faults;
        assert!(faults.iter().any(|told| told.contains(fault)), "{place}: {faults:?}");
    }
    let other_key = "00".repeat(32);
    assert!(stories::verify(&record, Some(&other_key)).faults[0].contains("another key"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_entered_before_there_was_a_key_is_signed_when_it_is_made() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;
    paper.act(&story, "update", json!({ "headline": "Shut" })).await;
    let faults = async || paper.store.read(async |tx: &mut Tx| stories::check(tx).await).await.unwrap();
    let before: [Sql; 2] =
        [sql!("update record set signature = null, signed_by = null"), sql!("delete from record_keys")];
    for statement in before {
        paper.store.write(async move |tx: &mut Tx| tx.execute(statement, &[]).await).await.unwrap();
    }
    assert_eq!(faults().await.len(), 2);

    stories::sign_record(&paper.store).await.unwrap();

    assert_eq!(faults().await, Vec::<String>::new());
    assert_eq!(stories::verify(&record(&paper, &story).await, None).faults, Vec::<String>::new());
    let forged = sql!("update record set signature = hash where seq = 1");
    paper.store.write(async move |tx: &mut Tx| tx.execute(forged, &[]).await).await.unwrap();
    assert_eq!(faults().await, ["record 1: the signature is not the newsroom's"]);
}

#[test]
fn the_command_checks_an_address_and_a_file_and_fails_what_does_not_hold() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(&dir.path().join("newsroom"));
    let data = dir.path().join("newsroom");
    let token =
        stoppress().args(["token", "add", "edda", "--role", "editor", "--data"]).arg(&data).output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap();
    let http = reqwest::blocking::Client::new();
    let post = |path: &str, body: Value| -> Value {
        let request = http.post(format!("{}/api/v1{path}", served.url)).bearer_auth(token.trim());
        request.json(&body).send().unwrap().json().unwrap()
    };
    let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Shut", "body_markdown": "Text." });
    let story = post("/stories", fields);
    let story = post(&format!("/stories/{}/publish", id(&story)), json!({}));
    let verify = |place: &str| {
        let output = stoppress().args(["verify", place]).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };

    for address in [path(&story), history(&story), format!("/api/v1/stories/{}/history", id(&story))] {
        let (code, told, compared) = verify(&format!("{}{address}", served.url));
        assert_eq!((code, told.as_str()), (Some(0), "The record holds.\n"), "{compared}");
        assert!(
            compared.contains("1 entries in their chain, 1 texts, 1 hashes, 1 signatures, the head"),
            "{compared}"
        );
    }
    let text = served.get(&format!("/api/v1/stories/{}/history", id(&story))).text().unwrap();
    post(&format!("/stories/{}/withdraw", id(&story)), json!({ "reason": "legal", "notice": "Gone." }));
    for address in [path(&story), history(&story), format!("/api/v1/stories/{}/history", id(&story))] {
        let (code, told, compared) = verify(&format!("{}{address}", served.url));
        assert_eq!((code, told.as_str()), (Some(0), "The record holds.\n"), "{compared}");
        assert!(compared.contains("2 entries in their chain, 0 texts (1 more are withheld)"), "{compared}");
    }
    let file = dir.path().join("record.json");
    std::fs::write(&file, &text).unwrap();
    let (code, told, _) = verify(file.to_str().unwrap());
    assert_eq!(code, Some(0));
    // The file was kept before the withdrawal, and nothing in it shows that something is missing.
    assert!(told.contains("Its end was not compared with the newsroom's chain"), "{told}");
    let ask = told.trim().rsplit("stoppress verify ").next().unwrap();
    assert_eq!(ask, format!("{}{}", served.url, path(&story)), "{told}");
    std::fs::write(&file, text.replace("\"Shut\"", "\"Open\"")).unwrap();
    let (code, told, _) = verify(file.to_str().unwrap());
    assert_eq!((code, told.as_str()), (Some(4), "entry 1: the text is not what was published\n"));
}
