//! What the editor of a story asks the API for: unsaved words, who is there, what blocks, what is found.

use crate::paper::{Paper, answer, id};
use crate::pictures::photo;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use store::Tx;

async fn tell(paper: &Paper, story: &Value, tab: &str, said: Value) -> Value {
    let path = format!("/stories/{}/copies/{tab}", id(story));
    answer(paper.edda(Method::PUT, &path).json(&said).send().await.unwrap(), StatusCode::OK).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_in_a_story_hear_of_each_other_and_of_what_was_saved() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "body_markdown": "First." })).await;
    let ana = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    answer(ana.json(&json!({ "revision": 1, "block": "abcd1234" })).send().await.unwrap(), StatusCode::OK)
        .await;

    let heard = tell(&paper, &story, "eddas", json!({ "revision": 1 })).await;

    assert_eq!(heard["others"], json!([{ "name": "Ana", "block": "abcd1234" }]));
    assert_eq!((&heard["revision"], &heard["state"]), (&json!(1), &json!("draft")));
    let ana = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    answer(ana.json(&json!({ "revision": 1, "leaving": true })).send().await.unwrap(), StatusCode::OK).await;
    let left = tell(&paper, &story, "eddas", json!({ "revision": 1 })).await;
    assert_eq!(left["others"], json!([]), "who says that they leave is not here");

    let ana = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    answer(ana.json(&json!({ "revision": 1 })).send().await.unwrap(), StatusCode::OK).await;
    paper.wait(Duration::from_secs(20));
    let later = tell(&paper, &story, "eddas", json!({ "revision": 1 })).await;
    assert_eq!(later["others"], json!([]), "who has gone is not here");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ana_wrote_is_not_saved_under_the_name_of_edda_who_signed_in_meanwhile() {
    let paper = Paper::open().await;
    let words = json!({ "edition": "en", "section": "world", "kind": "news", "headline": "Anas own" });
    let begun = paper.ana(Method::POST, "/stories").json(&words).send().await.unwrap();
    let story = answer(begun, StatusCode::CREATED).await;
    let window = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    answer(window.json(&json!({ "revision": 1 })).send().await.unwrap(), StatusCode::OK).await;
    let save =
        |to: reqwest::RequestBuilder| to.header("If-Match", "*").json(&json!({ "headline": "Typed on" }));
    let path = format!("/stories/{}?copy=anas", id(&story));

    let as_edda = save(paper.edda(Method::PATCH, &path)).send().await.unwrap();

    assert_eq!(as_edda.status(), StatusCode::FORBIDDEN);
    let own = answer(save(paper.ana(Method::PATCH, &path)).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!((&own["headline"], &own["revision"]), (&json!("Typed on"), &json!(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn unsaved_words_are_their_writers_alone_and_change_nothing() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Seen" })).await;
    tell(&paper, &story, "eddas", json!({ "revision": 1, "changes": { "headline": "Not saved" } })).await;

    let path = format!("/stories/{}/copies/eddas", id(&story));
    let ana = paper.ana(Method::PUT, &path).json(&json!({ "revision": 1 })).send().await.unwrap();
    assert_eq!(ana.status(), StatusCode::FORBIDDEN);
    let mut named = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    named = named.json(&json!({ "revision": 1, "changes": { "headline": "Ana’s" } }));
    assert_eq!(named.send().await.unwrap().status(), StatusCode::FORBIDDEN, "it is not her story");
    let now = answer(
        paper.edda(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap(),
        StatusCode::OK,
    )
    .await;
    assert_eq!((&now["headline"], &now["revision"]), (&json!("Seen"), &json!(1)));
    for (wrong, status) in [
        (json!({}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "revision": 1, "block": "a b" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "revision": 1, "changes": { "headline": "\u{0}" } }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "revision": 1, "changes": 7 }), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let refused = paper.edda(Method::PUT, &path).json(&wrong).send().await.unwrap();
        assert_eq!(refused.status(), status, "{wrong}");
    }
    let nobody = paper.reader(&format!("/api/v1/stories/{}/checklist", id(&story))).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checklist_says_what_blocks_and_what_only_deserves_a_look() {
    let paper = Paper::open().await;
    let picture = answer(paper.send(photo(1), &[]).await, StatusCode::CREATED).await;
    let story = paper
        .begin(
            json!({ "headline": "", "lead_picture": picture["id"], "embargo_until": "2026-11-25T00:00:00Z" }),
        )
        .await;

    let path = format!("/stories/{}/checklist", id(&story));
    let list = answer(paper.edda(Method::GET, &path).send().await.unwrap(), StatusCode::OK).await;

    let named = |blocks: bool| -> Vec<&str> {
        let items = list["items"].as_array().unwrap().iter().filter(|item| item["blocks"] == blocks);
        items.map(|item| item["what"].as_str().unwrap()).collect()
    };
    for what in ["no-headline", "embargo", "no-alt"] {
        assert!(named(true).contains(&what), "{what}: {list}");
    }
    assert!(named(false).contains(&"no-byline"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_sent_without_a_credit_is_credited_by_its_sender_and_published() {
    let paper = Paper::open().await;
    let of_ana = answer(paper.send(photo(1), &[("alt", "A lighthouse")]).await, StatusCode::CREATED).await;
    let form = |number| {
        let file = reqwest::multipart::Part::bytes(photo(number)).file_name("picture.jpg");
        reqwest::multipart::Form::new().part("file", file)
    };
    let of_edda = paper.edda(Method::POST, "/pictures").multipart(form(2)).send().await.unwrap();
    let of_edda = answer(of_edda, StatusCode::CREATED).await;
    let story = paper.begin(json!({ "body_markdown": "A.", "lead_picture": of_ana["id"] })).await;
    answer(paper.try_act(&story, "publish", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    let path = |picture: &Value| format!("/pictures/{}", id(picture));
    let told = answer(paper.ana(Method::GET, &path(&of_edda)).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!((&of_ana["may_describe"], &told["may_describe"]), (&json!(true), &json!(false)));
    let credit = json!({ "creator": "Ana Buho" });
    let refused = paper.ana(Method::PATCH, &path(&of_edda)).json(&credit).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let credited = paper.ana(Method::PATCH, &path(&of_ana)).json(&credit).send().await.unwrap();
    assert_eq!(answer(credited, StatusCode::OK).await["creator"], "Ana Buho");

    paper.act(&story, "publish", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_headline_and_a_slugline_are_one_line_each() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Port\r\nclosed \u{2028} again", "slugline": "a\nb" })).await;

    assert_eq!((&story["headline"], &story["slugline"]), (&json!("Port closed again"), &json!("a b")));
    let path = format!("/stories/{}", id(&story));
    let change =
        paper.edda(Method::PATCH, &path).header("if-match", "*").json(&json!({ "headline": "x\ny\n" }));
    let changed = answer(change.send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(changed["headline"], "x y");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_stop_list_stop_a_story_or_warn() {
    let paper = Paper::open().await;
    let http = crate::desk::edda_signs_in(&paper).await;
    let list = format!("{}/desk/stop-list", paper.url);
    for (words, blocks) in [("Heißer Ofen", "yes"), ("so-called", "")] {
        let form = [("words", words), ("note", "say what it is"), ("edition", "en"), ("blocks", blocks)];
        http.post(&list).form(&form).send().await.unwrap();
    }
    let refused = http.post(&list).form(&[("words", "…")]).send().await.unwrap().text().await.unwrap();
    assert!(refused.contains("role=\"alert\""), "{refused}");
    let shown = http.get(&list).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains("Heißer Ofen") && shown.contains("say what it is"), "{shown}");

    let text = "A SO CALLED thing.\n\nIt is a heisser ofen!";
    let other = paper.begin(json!({ "body_markdown": text.replace("heisser", "heißer") })).await;
    let refused =
        answer(paper.try_act(&other, "publish", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    assert_eq!(refused["errors"][0]["pointer"], "/body/content/1", "{refused}");
    let path = format!("/stories/{}/checklist", id(&other));
    let items = answer(paper.edda(Method::GET, &path).send().await.unwrap(), StatusCode::OK).await;
    let of_words =
        |words: &str| items["items"].as_array().unwrap().iter().find(|item| item["words"] == words);
    assert_eq!(of_words("Heißer Ofen").unwrap()["pointer"], "/body/content/1", "{items}");
    assert_eq!(of_words("so-called").unwrap()["what"], "careful", "{items}");
    let removal = shown.split("/desk/stop-list/").nth(2).and_then(|rest| rest.split('"').next()).unwrap();
    http.post(format!("{list}/{removal}")).send().await.unwrap();
    let left = http.get(&list).send().await.unwrap().text().await.unwrap();
    assert_eq!(left.matches("/removal").count(), 1, "{left}");
}

#[tokio::test(flavor = "multi_thread")]
async fn stories_pictures_and_names_are_found_by_the_beginnings_of_their_words() {
    let paper = Paper::open().await;
    let words =
        json!({ "headline": "Überfahrt bei Nebel", "topics": ["Shipping"], "bylines": ["Nora Feld"] });
    let story = paper.begin(words).await;
    paper.begin(json!({ "headline": "Something else" })).await;
    let found = async |query: &str| {
        let answered = paper.edda(Method::GET, &format!("/find?{query}")).send().await.unwrap();
        answer(answered, StatusCode::OK).await["items"].clone()
    };

    assert_eq!(found("what=story&q=neb%20UBER").await[0]["id"], story["id"]);
    assert_eq!(found("what=story&q=shipp").await[0]["id"], story["id"]);
    assert_eq!(found("what=story&q=ebel").await, json!([]), "not from the middle of a word");
    assert_eq!(found("what=story&q=%25").await.as_array().map(Vec::len), Some(2), "no wildcard");
    assert_eq!(found("what=topic&edition=en&q=ship").await[0]["title"], "Shipping");
    assert_eq!(found("what=author&edition=en&q=feld").await[0]["title"], "Nora Feld");
    let picture =
        answer(paper.send(photo(2), &[("caption", "The old lighthouse")]).await, StatusCode::CREATED).await;
    assert_eq!(found("what=picture&q=lighth").await[0]["id"], picture["id"]);
    let wrong = paper.edda(Method::GET, "/find?what=weather").send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn stories_from_before_there_was_a_search_are_found_once_the_newsroom_starts() {
    let paper = Paper::open().await;
    let mut ids = Vec::new();
    for headline in ["The first bridge", "The second bridge", "The third bridge"] {
        paper.wait(Duration::from_secs(1));
        ids.push(paper.begin(json!({ "headline": headline })).await["id"].as_str().unwrap().parse().unwrap());
    }
    let forgotten = ids.clone();
    let forget = async move |tx: &mut Tx| {
        for id in &forgotten {
            index::forget(tx, "story", *id).await?;
        }
        Ok(())
    };
    paper.store.write(forget).await.unwrap();

    let put = async |before: Option<base::Id>, limit: i64| {
        paper
            .store
            .write(async move |tx: &mut Tx| stories::put_missing(tx, before, limit).await)
            .await
            .unwrap()
    };
    assert_eq!(put(None, 2).await, Some(ids[1]), "the newest come first");
    assert_eq!(put(Some(ids[1]), 2).await, Some(ids[0]));
    assert_eq!(put(None, 2).await, None, "nothing is missing any more");

    let answered = paper.edda(Method::GET, "/find?what=story&q=bridge").send().await.unwrap();
    assert_eq!(answer(answered, StatusCode::OK).await["items"].as_array().map(Vec::len), Some(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_html_becomes_a_text_and_what_is_left_out_is_said() {
    let paper = Paper::open().await;

    let html = json!({ "html": "<h2>Head</h2><p>Text <b>bold</b></p><form><input></form>" });
    let read = paper.edda(Method::POST, "/text").json(&html).send().await.unwrap();

    let read = answer(read, StatusCode::OK).await;
    assert_eq!(read["body"]["content"][0]["type"], "heading");
    assert!(!read["dropped"].as_array().unwrap().is_empty(), "{read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desks_list_is_narrowed_by_state_words_and_writer() {
    let paper = Paper::open().await;
    let http = crate::desk::edda_signs_in(&paper).await;
    paper.begin(json!({ "headline": "A draft of hers" })).await;
    paper.publish(json!({ "headline": "Out already" })).await;
    let list = async |query: &str| {
        http.get(format!("{}/desk/?{query}", paper.url)).send().await.unwrap().text().await.unwrap()
    };

    let drafts = list("state=draft").await;
    assert!(drafts.contains("A draft of hers") && !drafts.contains("Out already"), "{drafts}");
    let found = list("q=alrea").await;
    assert!(!found.contains("A draft of hers") && found.contains("Out already"), "{found}");
    let mine = list("mine=yes").await;
    assert!(!mine.contains("Out already"), "the token began it, not the person: {mine}");
    let sections = list("edition=en&section=world&state=published").await;
    assert!(sections.contains("Out already"), "{sections}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_newsroom_hears_of_its_lists() {
    let paper = Paper::open().await;

    let nobody = paper.reader("/events?topics=desk:stories:en").send().await.unwrap();

    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    let http = crate::desk::edda_signs_in(&paper).await;
    let events = format!("{}/events?topics=desk:stories:", paper.url);
    assert_eq!(http.get(format!("{events}en")).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(http.get(format!("{events}xx")).send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn unsaved_words_that_a_window_left_behind_are_given_to_their_writer_until_they_are_saved() {
    let paper = Paper::open().await;
    let http = crate::desk::edda_signs_in(&paper).await;
    let story = paper.begin(json!({ "headline": "As it was" })).await;
    let api = format!("{}/api/v1/stories/{}", paper.url, id(&story));
    let left = json!({ "revision": 1, "changes": { "headline": "Not </script> saved" }, "leaving": true });
    http.put(format!("{api}/copies/here")).json(&left).send().await.unwrap();
    let page = async || {
        let page = http.get(format!("{}/desk/stories/{}", paper.url, id(&story))).send().await.unwrap();
        assert_eq!(
            (page.status(), &page.headers()["cache-control"]),
            (StatusCode::OK, &"no-store".parse().unwrap())
        );
        page.text().await.unwrap()
    };

    let opened = page().await;

    assert!(opened.contains("\"tab\":\"here\"") && opened.contains("Not \\u003c/script> saved"), "{opened}");
    let save = http.patch(format!("{api}?copy=here")).header("If-Match", "\"1\"");
    save.json(&json!({ "headline": "Saved" })).send().await.unwrap();
    let opened = page().await;
    assert!(opened.contains("\"copy\":null") && opened.contains(">Saved</textarea>"), "{opened}");
    let gone = http.get(format!("{}/desk/stories/0199b1c2-0000-7000-8000-000000000001", paper.url));
    assert_eq!(gone.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let fresh = http.get(format!("{}/desk/stories/new", paper.url)).send().await.unwrap();
    assert!(fresh.text().await.unwrap().contains("name=\"headline\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_never_heard_that_it_saved_goes_on_writing_without_a_conflict() {
    let paper = Paper::open().await;
    let block = |id: &str, text: &str| json!({ "type": "paragraph", "attrs": { "id": id }, "content": [{ "type": "text", "text": text }] });
    let doc = |first: &str, second: &str| json!({ "type": "doc", "content": [block("aaaaaaaa", first), block("bbbbbbbb", second)] });
    let story = paper.begin(json!({ "body": doc("One", "Two") })).await;
    let path = format!("/stories/{}", id(&story));
    let save = async |tab: &str, revision: u8, body: Value| {
        let save = paper.edda(Method::PATCH, &format!("{path}?copy={tab}"));
        let save = save.header("If-Match", format!("\"{revision}\"")).json(&json!({ "body": body }));
        save.send().await.unwrap()
    };
    let other = save("other", 1, doc("One", "Two, by another window")).await;
    assert_eq!(other.status(), StatusCode::OK);
    // Its answer is lost: the window still believes that it is at the first revision.
    assert_eq!(save("killed", 1, doc("One and a half", "Two")).await.status(), StatusCode::OK);

    let again = answer(save("killed", 1, doc("One and a half, and on", "Two")).await, StatusCode::OK).await;

    assert_eq!(again["body"], doc("One and a half, and on", "Two, by another window"));
    let same = answer(save("killed", 1, doc("One and a half, and on", "Two")).await, StatusCode::OK).await;
    assert_eq!(same["revision"], again["revision"], "nothing was written, and so nothing is kept anew");
    let clash = save("third", 1, doc("Uno", "Two")).await;
    assert_eq!(
        clash.status(),
        StatusCode::PRECONDITION_FAILED,
        "somebody else's words are asked about still"
    );
}

/// Waits until an open stream has ended.
async fn ends(mut stream: reqwest::Response) {
    let read = async { while stream.chunk().await.is_ok_and(|chunk| chunk.is_some()) {} };
    tokio::time::timeout(Duration::from_secs(10), read).await.expect("the stream goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_the_desk_ends_with_the_session_that_opened_it() {
    let paper = Paper::open().await;
    let edda = crate::desk::edda_signs_in(&paper).await;
    let ruth = crate::desk::signs_in(&paper, "ruth@gazette.example", "admin").await;
    let events = format!("{}/events?topics=desk:stories:en", paper.url);
    let (hers, other) = (edda.get(&events).send().await.unwrap(), ruth.get(&events).send().await.unwrap());

    edda.post(format!("{}/desk/logout", paper.url)).send().await.unwrap();

    ends(hers).await;
    assert_eq!(edda.get(&events).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(paper.plant.streams.readers("desk:stories:en"), 1, "whoever has not left hears on");
    drop(other);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_the_desk_ends_when_its_session_runs_out_of_time_and_that_of_a_used_one_is_opened_again()
{
    let paper = Paper::open().await;
    let fortnight = Duration::from_secs(14 * 24 * 60 * 60);
    let edda = crate::desk::edda_signs_in(&paper).await;
    let ruth = crate::desk::signs_in(&paper, "ruth@gazette.example", "admin").await;
    let events = format!("{}/events?topics=desk:stories:en", paper.url);
    let (hers, other) = (edda.get(&events).send().await.unwrap(), ruth.get(&events).send().await.unwrap());
    let program = paper.edda(Method::GET, "").build().unwrap().headers()["authorization"].clone();
    let program =
        paper.reader("/events?topics=desk:stories:en").header("authorization", program).send().await.unwrap();

    paper.wait(fortnight / 2);
    assert_eq!(ruth.get(format!("{}/desk/", paper.url)).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(paper.plant.streams.readers("desk:stories:en"), 3, "nobody's time is over");
    paper.wait(fortnight / 2 + Duration::from_secs(1));

    ends(hers).await;
    assert_eq!(edda.get(&events).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    ends(other).await;
    assert_eq!(ruth.get(&events).send().await.unwrap().status(), StatusCode::OK);
    assert!(paper.plant.streams.readers("desk:stories:en") >= 1, "a token has no end");
    drop(program);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_of_a_translation_is_found_in_the_other_editions_and_shown_as_a_link() {
    let paper = Paper::open().await;
    let original = paper.begin(json!({ "headline": "Bridge of ships" })).await;
    let arabic = json!({ "edition": "ar", "section": "world", "headline": "Bridge in Arabic" });
    let translation = paper.begin(arabic).await;
    let find = paper.edda(Method::GET, "/find?what=story&q=bridge&without=ar").send().await.unwrap();
    let found = answer(find, StatusCode::OK).await;
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["items"][0]["id"], original["id"]);

    let translates = async |what: &Value| {
        let save = paper.edda(Method::PATCH, &format!("/stories/{}", id(&translation)));
        let order = json!({ "translation_of": id(what) });
        save.header("If-Match", "*").json(&order).send().await.unwrap().status()
    };
    assert_eq!(translates(&translation).await, StatusCode::UNPROCESSABLE_ENTITY, "it is not its own");
    assert_eq!(translates(&original).await, StatusCode::OK);

    let http = crate::desk::edda_signs_in(&paper).await;
    let page = async |story: &Value| {
        let page = http.get(format!("{}/desk/stories/{}", paper.url, id(story))).send().await.unwrap();
        page.text().await.unwrap()
    };
    let (first, second) = (page(&original).await, page(&translation).await);
    assert!(first.contains(&format!("<li><a href=\"/desk/stories/{}\"", id(&translation))), "{first}");
    assert!(second.contains(&format!("\"{}\":\"Bridge of ships\"", id(&original))), "{second}");
}
