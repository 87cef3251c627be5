//! What machines read of pages: their own address, and pictures by the size of the file that is named.

use crate::paper::Paper;
use serde_json::json;

/// What the page says that its address is.
async fn canonical(paper: &Paper, path: &str) -> String {
    let (status, page) = paper.read(path).await;
    assert_eq!(status, 200, "{path}");
    let link = page.split("rel=\"canonical\" href=\"").nth(1).unwrap_or_default();
    link.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_of_a_list_is_its_own_address() {
    let paper = Paper::open().await;
    for n in 0..31 {
        let words =
            json!({ "headline": format!("Ship {n}"), "topics": ["Shipping"], "bylines": ["Nora Feld"] });
        paper.publish(words).await;
    }

    for list in ["section/world", "topic/shipping", "author/nora-feld", "kind/news", "newsfeed"] {
        let first = format!("{}/en/{list}", paper.url);
        assert_eq!(canonical(&paper, &format!("/en/{list}")).await, first);
        assert_eq!(canonical(&paper, &format!("/en/{list}?page=1")).await, first);
        assert_eq!(canonical(&paper, &format!("/en/{list}?page=2")).await, format!("{first}?page=2"));
    }
    let narrowed = canonical(&paper, "/en/newsfeed?section=world&page=2").await;
    assert_eq!(narrowed, format!("{}/en/newsfeed", paper.url));
}
