//! Previews: a revision as its page will be, and links to it for people without an account.

use crate::desk::edda_signs_in;
use crate::paper::{Paper, answer, id};
use crate::pictures::sent;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use store::{Tx, sql};

/// Words that stand in what is not public.
const MARK: &str = "zinnober-lighthouse";

async fn try_link(paper: &Paper, story: &Value, wanted: Value) -> Response {
    let post = paper.edda(Method::POST, &format!("/stories/{}/previews", id(story)));
    post.json(&wanted).send().await.unwrap()
}

async fn link(paper: &Paper, story: &Value, wanted: Value) -> Value {
    answer(try_link(paper, story, wanted).await, StatusCode::CREATED).await
}

fn draft() -> Value {
    json!({ "headline": format!("The {MARK}"), "bylines": ["Nora Feld"], "topics": ["Ships"] })
}

/// Sees that a link is not good, and that nothing tells why.
async fn is_gone(paper: &Paper, url: &str, why: &str) {
    let (status, page) = paper.read(url).await;
    let (_, never) = paper.read(&format!("/desk/preview/{}", "a".repeat(43))).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{why}");
    assert!(page == never, "{why}: {page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_a_revision_to_whoever_has_it_and_to_nobody_else() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 50).await;
    let mut fields = draft();
    fields["lead_picture"] = json!({ "id": id(&picture), "alt": "Ships" });
    let story = paper.begin(fields).await;
    let made = link(&paper, &story, json!({ "hours": 2 })).await;
    let url = made["url"].as_str().unwrap();

    let response = paper.reader(url).send().await.unwrap();

    let headers = response.headers().clone();
    let page = response.text().await.unwrap();
    assert!(page.contains(MARK) && page.contains("Nora Feld"), "{page}");
    assert!(!page.contains("og:title") && !page.contains("data-topics=\"story"), "{page}");
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("cache-control"), header("referrer-policy")),
        ("no-store".into(), "no-referrer".into())
    );
    assert!(header("x-robots-tag").contains("noindex") && page.contains("noindex"));
    let mut sources = page.split(" src=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let image = sources.find(|source| source.contains("/media/")).unwrap();
    assert!(image.starts_with("/desk/preview/"), "{image}");
    let seen = paper.reader(image).send().await.unwrap();
    assert_eq!(
        (seen.status(), seen.headers()["content-type"].to_str().unwrap()),
        (StatusCode::OK, "image/jpeg")
    );
    let (_, open) = image.split_once("/media/").unwrap();
    assert_eq!(paper.read(&format!("/media/{open}")).await.0, StatusCode::NOT_FOUND, "by the link alone");
    let other = sent(&paper, 51).await;
    let foreign = image.replace(id(&picture), id(&other));
    assert_eq!(paper.read(&foreign).await.0, StatusCode::NOT_FOUND, "a picture of another story");
    for address in ["/en/", "/en/newsfeed", "/api/v1/stories"] {
        assert!(!paper.read(address).await.1.contains(MARK), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_the_revision_that_it_was_made_for() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let made = link(&paper, &story, json!({})).await;
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
    patch.json(&json!({ "headline": "Typed since" })).send().await.unwrap();

    assert!(paper.read(made["url"].as_str().unwrap()).await.1.contains(MARK));
    let newest = link(&paper, &story, json!({ "revision": 2 })).await;
    assert!(paper.read(newest["url"].as_str().unwrap()).await.1.contains("Typed since"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_at_its_hour_and_when_it_is_ended() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let made = link(&paper, &story, json!({ "hours": 1 })).await;
    let ended = link(&paper, &story, json!({})).await;
    let list = format!("/stories/{}/previews", id(&story));
    let known = answer(paper.edda(Method::GET, &list).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(known["items"].as_array().unwrap().len(), 2);
    assert!(!known.to_string().contains("/desk/preview/"), "what a link carries is told once: {known}");

    let end = format!("{list}/{}", id(&ended));
    assert_eq!(paper.edda(Method::DELETE, &end).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    is_gone(&paper, ended["url"].as_str().unwrap(), "ended").await;
    assert_eq!(paper.edda(Method::DELETE, &end).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(paper.read(made["url"].as_str().unwrap()).await.0, StatusCode::OK);
    paper.wait(Duration::from_secs(3600));
    is_gone(&paper, made["url"].as_str().unwrap(), "its hour has come").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embargo_ends_no_link_but_nobody_sees_through_it() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let made = link(&paper, &story, json!({})).await;
    let url = made["url"].as_str().unwrap();

    let patch = async |until: Value| {
        let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
        patch.json(&json!({ "embargo_until": until })).send().await.unwrap();
    };
    patch(json!("2026-11-24T12:00:00Z")).await;
    is_gone(&paper, url, "under embargo since").await;
    let refused = try_link(&paper, &story, json!({})).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    patch(Value::Null).await;
    assert_eq!(paper.read(url).await.0, StatusCode::OK);
    patch(json!("2026-11-24T12:00:00Z")).await;
    let under = try_link(&paper, &story, json!({ "revision": 1 })).await;
    assert_eq!(under.status(), StatusCode::CONFLICT, "an older revision does not go around it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_ends_a_storys_links_for_good() {
    let paper = Paper::open().await;
    let story = paper.publish(draft()).await;
    let made = link(&paper, &story, json!({})).await;
    let url = made["url"].as_str().unwrap();
    assert_eq!(paper.read(url).await.0, StatusCode::OK);

    paper.act(&story, "withdraw", json!({ "reason": "privacy", "notice": "A name was in it." })).await;
    is_gone(&paper, url, "withdrawn").await;
    assert_eq!(try_link(&paper, &story, json!({})).await.status(), StatusCode::CONFLICT);
    let patch = paper.edda(Method::PATCH, &format!("/stories/{}", id(&story))).header("If-Match", "*");
    patch.json(&json!({ "headline": "Mended" })).send().await.unwrap();
    paper.act(&story, "restore", json!({})).await;

    is_gone(&paper, url, "withdrawn, and restored since").await;
    let former = try_link(&paper, &story, json!({ "revision": 1 })).await;
    assert_eq!(former.status(), StatusCode::CONFLICT, "what was taken off was not restored");
    link(&paper, &story, json!({ "revision": 2 })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_made_by_editors_and_end_with_their_right() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let path = format!("/stories/{}/previews", id(&story));
    let ana = paper.ana(Method::POST, &path).json(&json!({})).send().await.unwrap();
    assert_eq!(ana.status(), StatusCode::FORBIDDEN);
    for wrong in
        [json!({ "hours": 0 }), json!({ "hours": 169 }), json!({ "revision": 2 }), json!({ "days": 1 })]
    {
        assert_eq!(try_link(&paper, &story, wrong).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let made = link(&paper, &story, json!({})).await;
    let url = made["url"].as_str().unwrap();

    let less = sql!("update tokens set role = 'reporter' where name = 'Edda'");
    paper.store.write(async move |tx: &mut Tx| tx.execute(less, &[]).await).await.unwrap();

    is_gone(&paper, url, "its maker is an editor no more").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_shows_a_revision_in_frames_with_its_card_and_makes_links() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let http = edda_signs_in(&paper).await;
    let at = |path: &str| format!("{}/desk/stories/{}/{path}", paper.url, id(&story));

    let page = http.get(at("preview?revision=1&scheme=dark")).send().await.unwrap().text().await.unwrap();
    let framed = http.get(at("preview/page?revision=1")).send().await.unwrap();

    assert!(page.contains("is-dark") && page.contains("/preview/page?revision=1"), "{page}");
    assert_eq!(framed.headers()["x-frame-options"], "SAMEORIGIN");
    assert!(framed.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'self'"));
    assert_eq!(framed.headers()["cache-control"], "no-store");
    assert!(framed.text().await.unwrap().contains(MARK));
    let form = [("revision", "1"), ("hours", "4")];
    let made = http.post(at("previews")).form(&form).send().await.unwrap().text().await.unwrap();
    let url = made.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    assert!(paper.read(url).await.1.contains(MARK), "{url}");
    let end =
        made.split("action=\"").find(|rest| rest.contains("/end\"")).unwrap().split('"').next().unwrap();
    assert_eq!(http.post(format!("{}{end}", paper.url)).send().await.unwrap().status(), StatusCode::OK);
    is_gone(&paper, url, "ended at the desk").await;
    let beyond = http.get(at("preview?revision=7")).send().await.unwrap();
    assert_eq!(beyond.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_asked_for_twice_with_one_key_is_one() {
    let paper = Paper::open().await;
    let story = paper.begin(draft()).await;
    let path = format!("/stories/{}/previews", id(&story));
    let send = async |key: &str, hours: u64| {
        let request = paper.edda(Method::POST, &path).header("Idempotency-Key", key);
        request.json(&json!({ "hours": hours })).send().await.unwrap()
    };

    let first = answer(send("once", 2).await, StatusCode::CREATED).await;
    let again = answer(send("once", 2).await, StatusCode::CREATED).await;

    assert_eq!(first, again);
    assert_eq!(paper.read(again["url"].as_str().unwrap()).await.0, StatusCode::OK);
    assert_eq!(send("once", 3).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_ne!(answer(send("twice", 2).await, StatusCode::CREATED).await["id"], first["id"]);
    let listed = answer(paper.edda(Method::GET, &path).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
}
