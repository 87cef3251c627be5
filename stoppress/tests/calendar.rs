//! The calendar: what goes out by the clock, on the day that the edition's clock says.

use crate::paper::{Paper, answer, id};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

async fn calendar(http: &reqwest::Client, paper: &Paper, query: &str) -> String {
    let page = http.get(format!("{}/desk/calendar{query}", paper.url)).send().await.unwrap();
    assert_eq!(
        (page.status(), &page.headers()["cache-control"]),
        (StatusCode::OK, &"no-store".parse().unwrap())
    );
    page.text().await.unwrap()
}

/// The part of the page that is about a day.
fn day<'a>(page: &'a str, date: &str) -> &'a str {
    let from =
        page.find(&format!("<time datetime=\"{date}\">")).unwrap_or_else(|| panic!("no {date}: {page}"));
    let rest = &page[from..];
    &rest[..rest[1..].find("<h2>").map_or(rest.len(), |end| end + 1)]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_scheduled_and_what_is_embargoed_stands_on_its_day() {
    let paper = Paper::open().await;
    let now = crate::paper::nine_o_clock();
    let at = now.after(Duration::from_secs(2 * 86_400));
    let until = now.after(Duration::from_secs(86_400));
    let story = paper.begin(json!({ "headline": "Out by the clock", "body_markdown": "Words." })).await;
    let path = format!("/stories/{}/schedule", id(&story));
    answer(paper.edda(Method::POST, &path).json(&json!({ "at": at })).send().await.unwrap(), StatusCode::OK)
        .await;
    paper.begin(json!({ "headline": "Held back", "embargo_until": until })).await;
    let http = crate::desk::edda_signs_in(&paper).await;
    let (due, held) = (&at.to_string()[..10], &until.to_string()[..10]);

    for query in [format!("?from={due}"), format!("?from={due}&view=month&edition=en")] {
        let page = calendar(&http, &paper, &query).await;
        let of_it = day(&page, due);
        assert!(
            of_it.contains("Out by the clock") && of_it.contains(&format!("/desk/stories/{}", id(&story))),
            "{of_it}"
        );
        assert!(page.contains("by the clock of"), "{page}");
    }
    let page = calendar(&http, &paper, &format!("?from={held}")).await;
    assert!(day(&page, held).contains("Held back") && day(&page, held).contains("embargo ends"), "{page}");
    let unschedule = path.replace("schedule", "unschedule");
    answer(paper.edda(Method::POST, &unschedule).json(&json!({})).send().await.unwrap(), StatusCode::OK)
        .await;
    let page = calendar(&http, &paper, &format!("?from={due}")).await;
    assert!(!page.contains("Out by the clock"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_bears_what_nobody_would_ask_for() {
    let paper = Paper::open().await;
    let http = crate::desk::edda_signs_in(&paper).await;

    for query in
        ["?from=yesterday", "?from=9999-12-31", "?view=year", "?from=2026-02-30&view=month", "?edition="]
    {
        calendar(&http, &paper, query).await;
    }
    let unknown = http.get(format!("{}/desk/calendar?edition=xx", paper.url)).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let nobody = paper.reader("/desk/calendar").send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::SEE_OTHER);
}
