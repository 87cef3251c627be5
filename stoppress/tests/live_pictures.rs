//! Pictures in the posts of a live coverage: seen with their post and their story, by nobody else and no longer.

use crate::coverage::Coverage;
use crate::open_page::Reader;
use crate::paper::{Paper, answer, id, nine_o_clock, path};
use crate::pictures::{WORDS, media, photo, sent, status};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// A post's text with a picture behind a paragraph.
fn with(picture: &Value) -> Value {
    json!({ "headline": "Ships in the roads", "body": { "type": "doc", "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "Thirty ships wait outside." }] },
        { "type": "picture", "attrs": { "picture": id(picture) } }] } })
}

/// Every address that shows the picture to readers, of a coverage and its post.
async fn showing(coverage: &Coverage<'_>, post: &Value, picture: &Value) -> Vec<String> {
    let (paper, id) = (coverage.paper, id(picture));
    let own = [media(picture, "640.jpg"), media(picture, "card.jpg"), format!("/en/mediabank/{id}")];
    let mut found = Vec::new();
    for address in own {
        if status(paper, &address).await == StatusCode::OK {
            found.push(address);
        }
    }
    let post_id = crate::paper::id(post);
    let lists = [
        coverage.path.clone(),
        coverage.list(),
        format!("{}/post/{post_id}", coverage.path),
        format!("/api/v1/posts/{post_id}"),
        "/en/mediabank".into(),
        "/en/".into(),
        "/en/feed.json".into(),
        "/api/v1/pictures".into(),
    ];
    for address in lists {
        if paper.read(&address).await.1.contains(id) {
            found.push(address);
        }
    }
    found
}

async fn withdraw(paper: &Paper, picture: &Value) {
    let order = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(picture)));
    answer(order.json(&json!({ "reason": "rights" })).send().await.unwrap(), StatusCode::OK).await;
}

async fn uses(paper: &Paper, picture: &Value) -> Vec<Value> {
    let uses = paper.edda(Method::GET, &format!("/pictures/{}/uses", id(picture))).send().await.unwrap();
    answer(uses, StatusCode::OK).await["items"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posts_picture_is_on_every_page_of_it_and_apart_from_its_text() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 1).await;
    let mut open = paper.listen(&coverage.topic(), None).await;

    let post = coverage.post(with(&picture)).await;

    let told = open.until("post_published").await;
    let piece = told["html"].as_str().unwrap().trim();
    for page in [coverage.path.clone(), path(&post)] {
        let (_, html) = paper.read(&page).await;
        let figure =
            html.split("<figure class=\"picture\"").nth(1).unwrap().split("</figure>").next().unwrap();
        assert!(
            figure.contains(&media(&picture, "640.webp")) && figure.contains("alt=\"Ships under clouds\"")
        );
        assert!(figure.contains("<figcaption class=\"remark\">") && figure.contains("Coast News Agency"));
        assert!(
            html.contains("\"image\":[{") && html.contains("\"creditText\":\"Coast News Agency\""),
            "{page}"
        );
        assert!(page != coverage.path || html.contains(piece), "the page has the very piece that is told");
    }
    assert!(paper.read(&path(&post)).await.1.contains(&media(&picture, "card.jpg")), "other sites show it");
    let found = showing(&coverage, &post, &picture).await;
    assert_eq!(found.len(), 9, "all but the front and the feed: {found:?}");
    let (_, list) = paper.read(&coverage.list()).await;
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["items"][0]["body"]["content"][1]["attrs"]["picture"], picture["id"]);
    assert!(!list["items"][0].to_string().contains("Ships under clouds"), "the bank's words are the bank's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_words_is_called_by_what_its_picture_shows() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 2).await;
    let body = json!({ "type": "doc", "content": [
        { "type": "picture", "attrs": { "picture": id(&picture) } }] });

    let post = coverage.post(json!({ "headline": "", "body": body, "key": true })).await;

    assert!(paper.read(&path(&post)).await.1.contains("<title>Ships in the roads"));
    assert!(paper.read(&coverage.path).await.1.contains("<span>Ships in the roads</span></a></li>"));
    withdraw(&paper, &picture).await;
    let (status, own) = paper.read(&path(&post)).await;
    assert!(status == StatusCode::OK && own.contains(">The coast hour by hour</h1>"), "{own}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_holds_a_post_whose_picture_lacks_something_and_a_draft_may_hold_it() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let bare = answer(paper.send(photo(3), &[]).await, StatusCode::CREATED).await;
    let posts = format!("/stories/{}/posts", id(&coverage.story));
    let lacks = |refused: &Value| -> Vec<(String, String)> {
        let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        let errors = refused["errors"].as_array().unwrap().iter();
        errors.map(|error| (text(error, "pointer"), text(error, "detail"))).collect()
    };

    let refused = paper.edda(Method::POST, &posts).json(&with(&bare)).send().await.unwrap();
    let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    let draft = paper.ana(Method::POST, &posts).json(&with(&bare)).send().await.unwrap();
    let draft = answer(draft, StatusCode::CREATED).await;
    let unpublished = coverage.try_act(&draft, "publish", json!({})).await;
    let unpublished = answer(unpublished, StatusCode::UNPROCESSABLE_ENTITY).await;

    assert_eq!(lacks(&refused)[0].0, "/body/content/1/attrs");
    assert!(lacks(&refused)[0].1.contains("no credit"), "{refused}");
    assert_eq!(lacks(&refused), lacks(&unpublished));
    let live = coverage.post(json!({ "headline": "Words alone" })).await;
    let edit = paper.edda(Method::PATCH, &format!("/posts/{}", id(&live))).json(&with(&bare));
    let edit = answer(edit.send().await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(lacks(&edit), lacks(&refused));
    let credit = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(&bare)));
    let credit = credit.json(&json!({ "credit": "Pavel Rennert" })).send().await.unwrap();
    answer(credit, StatusCode::OK).await;
    let wordless =
        answer(coverage.try_act(&draft, "publish", json!({})).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacks(&wordless.await)[0].1.contains("alternative text"));
    let words = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(&bare)));
    answer(words.json(&json!({ "alt": "Ships" })).send().await.unwrap(), StatusCode::OK).await;
    coverage.act(&draft, "publish", json!({})).await;
    assert_eq!(status(&paper, &media(&bare, "640.jpg")).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_there_is_none_of_is_refused_where_it_is_named() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let posts = format!("/stories/{}/posts", id(&coverage.story));

    let refused = paper.ana(Method::POST, &posts).json(&with(&coverage.story)).send().await.unwrap();

    let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/body/content/1/attrs/picture");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_withdrawn_is_gone_from_the_open_page_as_from_a_fresh_one() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 4).await;
    let post = coverage.post(with(&picture)).await;
    let second = coverage.post(with(&picture)).await;
    let mut reader = Reader::join(&coverage).await;
    assert!(reader.shows(id(&picture)));

    withdraw(&paper, &picture).await;

    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::GONE);
    assert_eq!(status(&paper, &media(&picture, "card.jpg")).await, StatusCode::GONE);
    let marker = coverage.post(json!({ "headline": "Later" })).await;
    reader.catch_up(&coverage, id(&marker)).await;
    assert!(!reader.shows(id(&picture)) && reader.shows(id(&post)) && reader.shows(id(&second)));
    reader.must_be_fresh(&coverage).await;
    let refused = paper.edda(Method::PATCH, &format!("/posts/{}", id(&post)));
    let refused = refused.json(&json!({ "headline": "Mended" })).send().await.unwrap();
    let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/body/content/1/attrs", "an edit passes the gate again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retracted_post_takes_its_picture_with_it_and_brings_it_back() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 5).await;
    let post = coverage.post(with(&picture)).await;
    let mut reader = Reader::join(&coverage).await;

    coverage.act(&post, "retract", json!({ "reason": "rights", "notice": "Another ship." })).await;

    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::GONE);
    let marker = coverage.post(json!({ "headline": "Later" })).await;
    reader.catch_up(&coverage, id(&marker)).await;
    assert!(!reader.shows(id(&picture)) && reader.shows("Another ship."));
    reader.must_be_fresh(&coverage).await;
    coverage.act(&post, "restore", json!({})).await;
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
    coverage.act(&post, "retract", json!({ "reason": "rights" })).await;
    withdraw(&paper, &picture).await;
    let refused = coverage.try_act(&post, "restore", json!({})).await;
    let refused = answer(refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(refused["errors"][0]["pointer"], "/body/content/1/attrs");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_its_story_a_posts_picture_goes_and_comes_back() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 6).await;
    let post = coverage.post(with(&picture)).await;

    paper.act(&coverage.story, "withdraw", json!({ "reason": "legal", "notice": "A court." })).await;
    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::GONE);
    paper.act(&coverage.story, "restore", json!({})).await;
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
    paper.act(&coverage.story, "update", json!({ "kind": "news", "body_markdown": "It is over." })).await;
    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    paper.act(&coverage.story, "update", json!({ "kind": "live" })).await;
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_in_a_coverage_under_embargo_reaches_no_one_before_its_hour() {
    let paper = Paper::open().await;
    let until = nine_o_clock().after(HOUR);
    let held = json!({ "kind": "live", "headline": "Held", "embargo_until": until });
    let story = paper.begin(held).await;
    let coverage = Coverage::of(&paper, story, "/en/2026/11/24/held");
    let picture = sent(&paper, 7).await;
    let post = coverage.post(with(&picture)).await;
    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::NOT_FOUND);
    assert!(uses(&paper, &picture).await.iter().all(|used| used["is_public"] == false));

    paper.wait(HOUR);
    paper.act(&coverage.story, "publish", json!({})).await;

    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
    let shown = answer(
        paper.pavel(Method::GET, &format!("/pictures/{}", id(&picture))).send().await.unwrap(),
        StatusCode::OK,
    );
    assert_eq!(shown.await["first_shown_at"], json!(until), "readers saw it with the publication");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lease_brings_a_posts_picture_and_takes_it_off_at_its_hours() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let picture = sent(&paper, 8).await;
    let post = coverage.post(with(&picture)).await;
    let mut reader = Reader::join(&coverage).await;
    let ban =
        json!({ "effect": "deny", "from": nine_o_clock().after(HOUR), "to": nine_o_clock().after(HOUR * 2) });
    let lease = paper.pavel(Method::POST, &format!("/pictures/{}/leases", id(&picture))).json(&ban);
    answer(lease.send().await.unwrap(), StatusCode::CREATED).await;
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
    let mut open = paper.listen(&coverage.topic(), None).await;

    paper.wait(HOUR);
    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new());
    let told = open.until("post_edited").await;
    assert!(told["subject"] == post["id"] && !told["html"].as_str().unwrap().contains(id(&picture)));
    let marker = coverage.post(json!({ "headline": "Later" })).await;
    reader.catch_up(&coverage, id(&marker)).await;
    reader.must_be_fresh(&coverage).await;
    paper.wait(HOUR);
    let told = open.until("post_edited").await;
    assert!(told["html"].as_str().unwrap().contains(&media(&picture, "640.webp")));
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_picture_is_used_names_its_posts_and_readers_hear_of_no_draft() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let (picture, other) = (sent(&paper, 9).await, sent(&paper, 10).await);
    paper.publish(json!({ "headline": "Shown elsewhere", "lead_picture": id(&picture) })).await;
    let posts = format!("/stories/{}/posts", id(&coverage.story));
    let draft = paper.ana(Method::POST, &posts).json(&with(&picture)).send().await.unwrap();
    let draft = answer(draft, StatusCode::CREATED).await;
    let of_posts = async || -> Vec<Value> {
        let uses = uses(&paper, &picture).await.into_iter();
        uses.filter(|used| used["kind"] == "post").collect()
    };
    let bank = format!("/en/mediabank/{}", id(&picture));
    assert!(!paper.read(&bank).await.1.contains("The coast hour by hour"));
    let written = json!({ "kind": "post", "subject": draft["id"], "part_of": coverage.story["id"],
        "slot": "/body/content/1/attrs", "revision": 1, "is_public": false });
    assert_eq!(of_posts().await, std::slice::from_ref(&written));

    coverage.act(&draft, "publish", json!({})).await;

    let mut seen = written.clone();
    seen["is_public"] = json!(true);
    assert_eq!(of_posts().await, [written, seen]);
    assert!(paper.read(&bank).await.1.contains("The coast hour by hour"));
    coverage.edit(&draft, with(&other)).await;
    assert_eq!(of_posts().await, Vec::<Value>::new(), "another picture stands there now");
    assert!(!paper.read(&bank).await.1.contains("The coast hour by hour"));
    let second = paper.ana(Method::POST, &posts).json(&with(&picture)).send().await.unwrap();
    let second = answer(second, StatusCode::CREATED).await;
    let gone = paper.ana(Method::DELETE, &format!("/posts/{}", id(&second))).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(of_posts().await, Vec::<Value>::new(), "a deleted draft places nothing");
    let faults = paper.store.read(async |tx: &mut store::Tx| live::check(tx).await).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caption_of_a_post_is_its_own_and_the_banks_only_in_its_language() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "edition": "ar", "kind": "live", "headline": "الساحل" })).await;
    let coverage = Coverage::of(&paper, story.clone(), &path(&story));
    let picture = answer(paper.send(photo(11), &WORDS).await, StatusCode::CREATED).await;
    let mut words = with(&picture);
    words["body"]["content"][1]["attrs"]["alt"] = json!("سفن");

    coverage.post(words).await;

    let (_, page) = paper.read(&coverage.path).await;
    assert!(page.contains("alt=\"سفن\"") && page.contains(&format!("/ar/mediabank/{}", id(&picture))));
    assert!(!page.contains("Ships under clouds"), "the bank's English words are not for this page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_at_a_foreign_address_stands_in_the_post_once_it_has_come_and_is_credited() {
    let outside = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = outside.local_addr().unwrap().to_string();
    let paper = Paper::open_with(|config| config.fetch_allow.value = vec![address]).await;
    let coverage = Coverage::begin(&paper).await;
    let address = format!("http://{}/ship.jpg", outside.local_addr().unwrap());
    let ship = axum::Router::new().route("/ship.jpg", axum::routing::get(async || photo(12)));
    let serving = tokio::spawn(async move { axum::serve(outside, ship).await.unwrap() });
    let mut open = paper.listen(&coverage.topic(), None).await;
    let body = format!("<p>Words.</p><img src=\"{address}\" alt=\"A ship\">");

    let post = coverage.post(json!({ "headline": "From elsewhere", "body_html": body })).await;

    assert!(!open.until("post_published").await["html"].as_str().unwrap().contains("<figure"));
    assert!(!paper.read(&format!("/api/v1/posts/{}", id(&post))).await.1.contains(&address));
    open.until("post_edited").await;
    let bank = paper.edda(Method::GET, "/pictures").send().await.unwrap();
    let picture = answer(bank, StatusCode::OK).await["items"][0].clone();
    assert_eq!(showing(&coverage, &post, &picture).await, Vec::<String>::new(), "nobody says whose it is");
    let credit = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(&picture)));
    answer(credit.json(&json!({ "credit": "Harbour office" })).send().await.unwrap(), StatusCode::OK).await;
    let told = open.until("post_edited").await;
    assert!(told["html"].as_str().unwrap().contains("alt=\"A ship\""));
    assert_eq!(showing(&coverage, &post, &picture).await.len(), 9);
    let faults = paper.store.read(async |tx: &mut store::Tx| live::check(tx).await).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
    serving.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_of_posts_are_put_where_they_must_stand_when_somebody_damaged_that() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let (picture, other) = (sent(&paper, 13).await, sent(&paper, 14).await);
    let post = coverage.post(with(&picture)).await;
    let retracted = coverage.post(with(&other)).await;
    coverage.act(&retracted, "retract", json!({ "reason": "error" })).await;
    let damages = [
        store::sql!("delete from placements where kind = 'post'"),
        store::sql!("update placements set is_held = true where kind = 'post'"),
        store::sql!(
            "update placements set is_public = true where kind = 'post' and not is_public and picture not in (select p.picture from placements p where p.is_public)"
        ),
    ];
    for damage in damages {
        paper.store.write(async move |tx: &mut store::Tx| tx.execute(damage, &[]).await).await.unwrap();

        let told = paper.store.read(async |tx: &mut store::Tx| live::check(tx).await).await.unwrap();
        let mended = paper.store.write(async |tx: &mut store::Tx| live::mend(tx, None).await).await.unwrap();
        let after = paper.store.read(async |tx: &mut store::Tx| live::check(tx).await).await.unwrap();

        assert!(!told.is_empty() && told == mended.0 && after.is_empty(), "{told:?} {mended:?} {after:?}");
    }
    assert_eq!(status(&paper, &media(&picture, "640.jpg")).await, StatusCode::OK);
    assert_eq!(status(&paper, &media(&other, "640.jpg")).await, StatusCode::GONE);
    assert!(showing(&coverage, &post, &picture).await.len() == 9);
}
