//! What a reader without a connection gets to see, and what a browser keeps for it.

use crate::paper::Paper;
use reqwest::StatusCode;
use serde_json::json;
use store::Tx;

#[tokio::test(flavor = "multi_thread")]
async fn each_edition_has_an_offline_page_in_its_language_that_knows_of_no_story() {
    let paper = Paper::open().await;
    for edition in ["en", "ar"] {
        paper.publish(json!({ "edition": edition, "headline": "Harbour closed" })).await;
    }

    for (edition, words, head) in [
        ("en", "No connection", "<html lang=\"en\" dir=\"ltr\">"),
        ("es", "Sin conexión", "<html lang=\"es\" dir=\"ltr\">"),
        ("ru", "Нет соединения", "<html lang=\"ru\" dir=\"ltr\">"),
        ("ar", "لا يوجد اتصال", "<html lang=\"ar\" dir=\"rtl\">"),
    ] {
        let answer = paper.reader(&format!("/{edition}/offline")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        assert!(!answer.headers().contains_key("set-cookie"));
        let page = answer.text().await.unwrap();
        assert!(page.contains(head) && page.contains(&format!("<h1>{words}</h1>")), "{page}");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
        assert!(!page.contains("Harbour") && !page.contains("/media/"), "{page}");
        for part in page.split('"').filter(|part| part.starts_with("/assets/")) {
            assert_eq!(paper.read(part).await.0, StatusCode::OK, "{part}");
        }
    }
    assert_eq!(paper.read("/xx/offline").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_changes_with_what_it_keeps_and_with_nothing_else() {
    let paper = Paper::open().await;
    let first = paper.reader("/worker.js").send().await.unwrap();
    assert_eq!(first.headers()["content-type"], "text/javascript; charset=utf-8");
    assert_eq!(first.headers()["cache-control"], "no-cache");
    let policy = first.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'self'") && !policy.contains("worker-src"), "{policy}");
    let first = first.text().await.unwrap();
    assert!(first.starts_with("const release=\""), "{first}");

    paper.publish(json!({})).await;
    assert_eq!(paper.read("/worker.js").await.1, first);

    let german = sections::NewEdition {
        slug: "de".into(),
        name: "Die Gazette".into(),
        language: "de".into(),
        zone: "UTC".into(),
        sections: vec![("world".into(), "Welt".into())],
    };
    let added = async move |tx: &mut Tx| sections::add_edition(tx, "house", &german).await;
    paper.store.write(added).await.unwrap();
    let (_, next) = paper.read("/worker.js").await;
    assert_ne!(next, first);
    assert_eq!(next.split_once('\n').unwrap().1, first.split_once('\n').unwrap().1);
}
