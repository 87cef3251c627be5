//! Revisions as the newsroom looks at them, compares them and goes back to them.

use crate::desk::edda_signs_in;
use crate::paper::{Paper, answer, id};
use crate::pictures::sent;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

fn address(paper: &Paper, story: &Value) -> String {
    format!("{}/desk/stories/{}/revisions", paper.url, id(story))
}

async fn look(http: &Client, address: &str) -> String {
    let response = http.get(address).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.text().await.unwrap()
}

/// Has Edda save fields of a story, whichever revision stands.
async fn save(paper: &Paper, story: &Value, fields: Value) -> Value {
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(story))).header("If-Match", "*");
    answer(patch.json(&fields).send().await.unwrap(), StatusCode::OK).await
}

async fn go_back(
    http: &Client,
    paper: &Paper,
    story: &Value,
    revision: i64,
    seen: i64,
) -> (StatusCode, String) {
    let form = [("revision", revision.to_string()), ("seen", seen.to_string())];
    let response = http.post(address(paper, story)).form(&form).send().await.unwrap();
    (response.status(), response.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_revision_is_listed_with_who_made_it_and_what_happened_to_it() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({})).await;
    paper.act(&story, "submit", json!({})).await;
    paper.act(&story, "return", json!({ "note": "The second source is missing." })).await;
    save(&paper, &story, json!({ "headline": "Harbour shut" })).await;
    let story = paper.act(&story, "publish", json!({})).await;
    paper.act(&story, "correct", json!({ "note": "It was Monday.", "headline": "Shut on Monday" })).await;
    let http = edda_signs_in(&paper).await;

    let page = look(&http, &address(&paper, &story)).await;

    for words in
        ["begun", "saved", "corrected", "The second source is missing.", "published", "Edda", "Go back to 1"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Go back to 3"), "that is where it stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_picture_is_seen_and_told_to_whoever_does_not_see_it() {
    let paper = Paper::open().await;
    let (first, second, kept) = (sent(&paper, 1).await, sent(&paper, 2).await, sent(&paper, 3).await);
    let picture = |picture: &Value, alt: &str| json!({ "type": "picture", "attrs": { "picture": id(picture), "alt": alt } });
    let body = |shown: &Value, alt: &str| {
        let placed =
            json!({ "type": "picture", "attrs": { "id": "aaaaaaaa", "picture": id(shown), "alt": alt } });
        json!({ "type": "doc", "content": [placed, { "type": "gallery", "attrs": { "id": "bbbbbbbb" }, "content": [picture(&kept, "Kept"), picture(&first, "")] }] })
    };
    let lead = |picture: &Value, alt: &str| json!({ "id": id(picture), "alt": alt });
    let story = json!({ "body": body(&first, "A pier"), "lead_picture": lead(&first, "The first") });
    let story = paper.begin(story).await;
    save(
        &paper,
        &story,
        json!({ "body": body(&second, "A heron"), "lead_picture": lead(&second, "The second") }),
    )
    .await;
    let http = edda_signs_in(&paper).await;
    let compared = format!("{}?from=1&to=2", address(&paper, &story));

    let flow = look(&http, &compared).await;
    let sides = look(&http, &format!("{compared}&view=sides")).await;

    let shown = |what: &str, picture: &Value, alt: &str| {
        format!("<img class=\"is-{what}\" src=\"/media/{}/320.jpg\" alt=\"{alt}\"", id(picture))
    };
    for page in [&flow, &sides] {
        assert!(page.contains(&shown("removed", &first, "Removed: A pier")), "{page}");
        assert!(page.contains(&shown("added", &second, "Added: A heron")), "{page}");
        assert!(page.contains(&shown("removed", &first, "Removed: The first")), "{page}");
        assert!(page.contains(&shown("added", &second, "Added: The second")), "{page}");
        assert!(!page.contains(&format!(">{}", id(&first))), "an id is no word: {page}");
        assert!(!page.contains("alt=\"Kept\""), "what did not change needs no picture: {page}");
    }
    let small = format!("{}/media/{}/320.jpg", paper.url, id(&second));
    assert_eq!(http.get(small).send().await.unwrap().status(), StatusCode::OK, "the newsroom sees it");
    let readers = paper.read(&format!("/media/{}/320.jpg", id(&second))).await.0;
    assert_eq!(readers, StatusCode::NOT_FOUND, "of a draft readers see nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_two_revisions_are_compared_in_the_flow_and_side_by_side() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "body_markdown": "There are forty ships.", "topics": ["Ships"] })).await;
    save(&paper, &story, json!({ "headline": "Harbour shut" })).await;
    save(&paper, &story, json!({ "body_markdown": "There are thirty ships.", "slugline": "harbour" })).await;
    let http = edda_signs_in(&paper).await;

    let flow = look(&http, &format!("{}?from=1&to=3", address(&paper, &story))).await;
    let sides = look(&http, &format!("{}?from=1&to=3&view=sides", address(&paper, &story))).await;
    let back = look(&http, &format!("{}?from=3&to=3", address(&paper, &story))).await;

    for words in ["closed</del>", "shut</ins>", "forty</del>", "thirty</ins>", "harbour</ins>", "Slugline"] {
        assert!(flow.contains(words) && sides.contains(words), "{words}: {flow}");
    }
    let row = sides.split("<tr").find(|row| row.contains("forty</del>")).unwrap();
    let (old, new) = row.rsplit_once("</td><td").unwrap();
    assert!(!old.contains("thirty") && !new.contains("forty"), "{row}");
    assert!(back.contains("say the same"));
    let beyond = http.get(format!("{}?from=1&to=9", address(&paper, &story))).send().await.unwrap();
    assert_eq!(beyond.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_makes_a_new_revision_with_the_words_of_then() {
    let paper = Paper::open().await;
    let until = "2026-12-01T00:00:00Z";
    let story = paper.begin(json!({ "headline": "First", "body_markdown": "One." })).await;
    save(&paper, &story, json!({ "headline": "Second", "body_markdown": "Two.", "embargo_until": until }))
        .await;
    let http = edda_signs_in(&paper).await;

    let (status, page) = go_back(&http, &paper, &story, 1, 2).await;

    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("From revision 2 to revision 3") && page.contains("gone back"), "{page}");
    let now = paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap();
    let now = answer(now, StatusCode::OK).await;
    assert_eq!((&now["revision"], &now["headline"]), (&json!(3), &json!("First")));
    assert_eq!(now["embargo_until"], until, "an embargo is not lifted by going back");
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_merges_with_what_was_typed_meanwhile_and_never_overwrites_it() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "First" })).await;
    save(&paper, &story, json!({ "headline": "Second" })).await;
    save(&paper, &story, json!({ "standfirst": "Typed meanwhile." })).await;
    let http = edda_signs_in(&paper).await;

    let (status, _) = go_back(&http, &paper, &story, 1, 2).await;
    assert_eq!(status, StatusCode::OK);
    let now = paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap();
    let now = answer(now, StatusCode::OK).await;
    assert_eq!((&now["headline"], &now["standfirst"]), (&json!("First"), &json!("Typed meanwhile.")));

    save(&paper, &story, json!({ "headline": "Typed in the same place" })).await;
    let (status, page) = go_back(&http, &paper, &story, 2, 4).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    assert!(page.contains("changed in the same places meanwhile"), "{page}");
    let now = paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap();
    assert_eq!(answer(now, StatusCode::OK).await["headline"], "Typed in the same place");
}

#[tokio::test(flavor = "multi_thread")]
async fn revisions_are_for_the_newsroom_alone() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({})).await;

    for path in ["revisions", "preview", "preview/page"] {
        let response = paper.reader(&format!("/desk/stories/{}/{path}", id(&story))).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
    }
}
