//! Embeds: shown to readers who ask for them, from hosts of the newsroom's list alone; anything else is a link.

use crate::desk::{edda_signs_in, signs_in};
use crate::paper::{Paper, answer, id, path};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const FILM: &str = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
const MAP: &str = "https://maps.example.org/harbour";

fn embedding(url: &str) -> Value {
    json!({ "type": "doc", "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "Before." }] },
        { "type": "embed", "attrs": { "url": url } }] })
}

/// The policy of a page, and the page.
async fn read(paper: &Paper, address: &str) -> (String, String) {
    let page = paper.reader(address).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK, "{address}");
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    (policy, page.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_embedded_is_a_link_until_a_reader_asks_and_only_from_hosts_of_the_list() {
    let paper = Paper::open().await;
    let film = paper.publish(json!({ "headline": "A film", "body": embedding(FILM) })).await;
    let map = paper.publish(json!({ "headline": "A map", "body": embedding(MAP) })).await;
    let plain = paper.publish(json!({ "headline": "Plain", "body_markdown": "Words." })).await;

    let (policy, page) = read(&paper, &path(&film)).await;
    assert!(page.contains("data-frame=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\""), "{page}");
    assert!(page.contains(&format!("<a href=\"{FILM}\">")) && !page.contains("<iframe"), "{page}");
    assert!(page.contains("assets/embed") && policy.contains("https://www.youtube-nocookie.com"), "{policy}");
    let (policy, page) = read(&paper, &path(&map)).await;
    assert!(page.contains(&format!("<a href=\"{MAP}\">")) && !page.contains("<click-load"), "{page}");
    assert!(!policy.contains("maps.example.org"), "{policy}");
    let (policy, page) = read(&paper, &path(&plain)).await;
    assert!(!policy.contains("frame-src") && !page.contains("assets/embed"), "{policy}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_changes_the_list_and_pages_follow_before_that_is_answered() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let map = paper.publish(json!({ "headline": "A map", "body": embedding(MAP) })).await;
    let page = || async { read(&paper, &path(&map)).await.1 };
    let office = format!("{}/desk/office/embeds", paper.url);
    assert!(!page().await.contains("<click-load"));

    let added = ruth.post(&office).form(&[("host", "Maps.example.org")]).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::OK);
    assert!(added.text().await.unwrap().contains("maps.example.org"));
    assert!(page().await.contains(&format!("data-frame=\"{MAP}\"")));
    let wrong = ruth.post(&office).form(&[("host", "no host")]).send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    ruth.post(format!("{office}/removal")).form(&[("host", "maps.example.org")]).send().await.unwrap();
    assert!(!page().await.contains("<click-load"));
    let all =
        ruth.put(format!("{}/api/v1/embed-hosts", paper.url)).json(&json!({ "hosts": [] })).send().await;
    assert_eq!(answer(all.unwrap(), StatusCode::OK).await["hosts"], json!([]));
    let edda = edda_signs_in(&paper).await;
    assert_eq!(edda.get(&office).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let refused = paper.edda(Method::PUT, "/embed-hosts").json(&json!({ "hosts": [] })).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_editor_is_told_whose_it_is_and_whether_readers_see_it() {
    let paper = Paper::open().await;
    let ask = async |url: &str| {
        let url = url.replace('?', "%3F").replace('&', "%26");
        let asked = paper.edda(Method::GET, &format!("/embeds?url={url}")).send().await.unwrap();
        answer(asked, StatusCode::OK).await
    };

    let film = ask(FILM).await;
    assert_eq!((&film["provider"], &film["allowed"]), (&json!("YouTube"), &json!(true)));
    let map = ask(MAP).await;
    assert_eq!((&map["host"], &map["allowed"]), (&json!("maps.example.org"), &json!(false)));
    assert_eq!(ask("http://maps.example.org/x").await["host"], Value::Null);
    let listed = answer(paper.ana(Method::GET, "/embed-hosts").send().await.unwrap(), StatusCode::OK).await;
    assert!(listed["hosts"].as_array().unwrap().contains(&json!("player.vimeo.com")));
    let nobody = paper.reader("/api/v1/embeds?url=https://a.example/").send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_of_a_coverage_embeds_as_a_story_does() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "As it happens", "kind": "live" })).await;
    let post = paper.edda(Method::POST, &format!("/stories/{}/posts", id(&story)));
    let post = post.json(&json!({ "body": embedding(FILM) })).send().await.unwrap();
    let post = answer(post, StatusCode::CREATED).await;

    for address in [path(&story), path(&post)] {
        let (policy, page) = read(&paper, &address).await;
        assert!(page.contains("data-frame=\"https://www.youtube-nocookie.com/embed/"), "{page}");
        assert!(policy.contains("frame-src") && page.contains("embed"), "{policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_taken_off_is_on_no_kept_page_and_open_pages_are_told_when_they_ask() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let film = paper.publish(json!({ "headline": "A film", "body": embedding(FILM) })).await;
    let coverage = paper.publish(json!({ "headline": "As it happens", "kind": "live" })).await;
    let post = paper.edda(Method::POST, &format!("/stories/{}/posts", id(&coverage)));
    let post = post.json(&json!({ "body": embedding(FILM) })).send().await.unwrap();
    let post = answer(post, StatusCode::CREATED).await;
    let allowed = async || {
        let asked = paper.reader("/api/v1/embed-hosts/www.youtube-nocookie.com").send().await.unwrap();
        answer(asked, StatusCode::OK).await["allowed"].clone()
    };
    let pages = [path(&film), path(&coverage), path(&post)];
    for address in &pages {
        assert!(read(&paper, address).await.1.contains("data-frame="), "{address}");
    }
    assert_eq!(allowed().await, json!(true));

    let off = format!("{}/desk/office/embeds/removal", paper.url);
    ruth.post(off).form(&[("host", "www.youtube-nocookie.com")]).send().await.unwrap();

    for address in &pages {
        let (policy, page) = read(&paper, address).await;
        assert!(!page.contains("data-frame=") && page.contains(FILM), "{address}: {page}");
        assert!(!policy.contains("youtube"), "{address}: {policy}");
    }
    assert_eq!(allowed().await, json!(false));
}
