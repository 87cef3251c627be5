//! ninjs between houses: what goes out is what others may have, and what comes home changes nothing.

use crate::paper::{Paper, answer, id, path};
use crate::pictures::{media, sent};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use store::Tx;
use transfer::{Counts, Format, Order, Report, Source};

/// Nobody listens to what an import says but for its warnings.
#[derive(Default)]
struct Warnings(Vec<String>);

impl Report for Warnings {
    fn failure(&mut self, line: &str) {
        self.0.push(line.into());
    }

    fn warning(&mut self, line: &str) {
        self.0.push(line.into());
    }

    fn note(&mut self, _: &str) {}

    fn progress(&mut self, _: u64, _: u64, _: Option<u64>) {}
}

async fn export(paper: &Paper, out: &Path) {
    transfer::export_ninjs(&paper.store, &paper.plant.url(""), out).await.unwrap();
}

fn item(out: &Path, story: &Value) -> Value {
    serde_json::from_slice(&std::fs::read(out.join(format!("{}.json", id(story)))).unwrap()).unwrap()
}

async fn import(paper: &Paper, item: &Value) -> (Counts, Vec<String>) {
    let plan = paper.store.read(async |tx: &mut Tx| sections::plan(tx).await).await.unwrap();
    let edition = plan.edition("en").unwrap().clone();
    let order = Order { edition, publish: true, actor: "token:import".into() };
    let bytes = std::io::Cursor::new(item.to_string().into_bytes());
    let source = Source { name: "item.json".into(), total: None, bytes };
    let mut heard = Warnings::default();
    let counts = transfer::import(&paper.store, Format::Ninjs, &order, source, &mut heard).await.unwrap();
    (counts, heard.0)
}

/// Returns all stories that the house holds, published or not.
async fn held(paper: &Paper) -> Vec<Value> {
    let list = paper.edda(Method::GET, "/stories").send().await.unwrap();
    answer(list, StatusCode::OK).await["items"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_goes_out_with_the_pictures_that_others_may_have() {
    let (paper, dir) = (Paper::open().await, tempfile::tempdir().unwrap());
    let lead = sent(&paper, 1).await;
    let (inside, ours_alone, gone) =
        (sent(&paper, 60).await, sent(&paper, 120).await, sent(&paper, 200).await);
    let placed = |picture: &Value| json!({ "type": "picture", "attrs": { "picture": id(picture) } });
    let body = json!({ "type": "doc", "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "Thirty ships wait." }] },
        placed(&inside), placed(&ours_alone), placed(&gone), placed(&lead) ] });
    let story = paper.publish(json!({ "lead_picture": id(&lead), "body": body })).await;
    paper.act(&story, "correct", json!({ "note": "There were thirty.", "headline": "Thirty ships" })).await;
    let ban = json!({ "effect": "deny", "purposes": ["syndication"] });
    let leases = format!("/pictures/{}/leases", id(&ours_alone));
    let ban = paper.pavel(Method::POST, &leases).json(&ban).send().await.unwrap();
    answer(ban, StatusCode::CREATED).await;
    let order = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(&gone)));
    answer(order.json(&json!({ "reason": "rights" })).send().await.unwrap(), StatusCode::OK).await;

    export(&paper, dir.path()).await;

    let item = item(dir.path(), &story);
    let pictures = item["associations"].as_array().unwrap();
    let names: Vec<&str> = pictures.iter().map(|picture| picture["name"].as_str().unwrap()).collect();
    assert_eq!(names, [id(&lead), id(&inside)], "each once, and only what others may have");
    assert!(!item.to_string().contains(id(&ours_alone)) && !item.to_string().contains(id(&gone)));
    let said = |role: &str| {
        let descriptions = pictures[0]["descriptions"].as_array().unwrap();
        descriptions.iter().find(|one| one["role"] == role).unwrap()["value"].clone()
    };
    assert_eq!((said("caption"), said("alt")), (json!("Ships in the roads"), json!("Ships under clouds")));
    assert_eq!(said("creditline"), "Coast News Agency");
    for form in pictures[0]["renditions"].as_array().unwrap() {
        let href = form["href"].as_str().unwrap();
        let wanted = format!("{}.jpg", form["width"]);
        assert_eq!(href, paper.plant.url(&media(&lead, &wanted)));
        assert_eq!((&form["contentType"], form["height"].is_u64()), (&json!("image/jpeg"), true));
        assert_eq!(paper.reader(&media(&lead, &wanted)).send().await.unwrap().status(), StatusCode::OK);
    }
    assert!(item["edNote"].as_str().unwrap().ends_with(": There were thirty."), "{item}");
    assert_eq!(item["bodies"][0]["value"], "<p>Thirty ships wait.</p>");
    crate::in_and_out::validate(dir.path());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_out_comes_home_and_changes_nothing_not_even_what_was_withdrawn_since() {
    let (paper, dir) = (Paper::open().await, tempfile::tempdir().unwrap());
    let (kept, withdrawn) =
        (paper.publish(json!({ "kind": "factcheck" })).await, paper.publish(json!({})).await);
    export(&paper, dir.path()).await;
    paper.act(&withdrawn, "withdraw", json!({ "reason": "error", "notice": "It was wrong." })).await;
    let before = held(&paper).await;

    for story in [&kept, &withdrawn] {
        let (counts, heard) = import(&paper, &item(dir.path(), story)).await;
        assert_eq!(counts, Counts { skipped: 1, ..Counts::default() }, "{heard:?}");
        assert!(heard[0].contains("a story of this newsroom"), "{heard:?}");
    }

    assert_eq!(held(&paper).await, before);
    assert_eq!(paper.reader(&path(&withdrawn)).send().await.unwrap().status(), StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_file_with_a_storys_id_comes_in_beside_it_and_never_in_its_place() {
    let (paper, dir) = (Paper::open().await, tempfile::tempdir().unwrap());
    let story = paper.publish(json!({})).await;
    export(&paper, dir.path()).await;
    let mut foreign = item(dir.path(), &story);
    foreign["uri"] = json!("https://elsewhere.example/2026/another");
    foreign["headlines"][0]["value"] = json!("Taken over");

    let (counts, heard) = import(&paper, &foreign).await;

    assert_eq!(counts, Counts { imported: 1, ..Counts::default() }, "{heard:?}");
    let (_, page) = paper.read(&path(&story)).await;
    assert!(!page.contains("<h1>Taken over") && page.contains(story["headline"].as_str().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_newsroom_reads_the_same_kinds_and_sections() {
    let (here, there, dir) = (Paper::open().await, Paper::open().await, tempfile::tempdir().unwrap());
    let mut wrote = Vec::new();
    for (n, kind) in house::Kind::ALL.iter().enumerate() {
        let section = if n % 2 == 0 { "sport" } else { "politics" };
        let headline = format!("A story of kind {kind}");
        let fields = json!({ "kind": kind, "section": section, "headline": headline });
        let story = here.publish(fields).await;
        wrote.push((headline, json!(kind), json!(section)));
        export(&here, &dir.path().join(kind.as_str())).await;
        let (counts, heard) = import(&there, &item(&dir.path().join(kind.as_str()), &story)).await;
        assert_eq!(counts.imported, 1, "{heard:?}");
    }

    let read = held(&there).await;

    for (headline, kind, section) in wrote {
        let story = read.iter().find(|story| story["headline"] == headline.as_str()).unwrap();
        assert_eq!((&story["kind"], &story["section"]), (&kind, &section), "{headline}");
    }
}
