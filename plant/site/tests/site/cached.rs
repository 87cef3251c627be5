//! Cached pages: nobody is served what was before.

use crate::paper::{Paper, headers, paper, paper_with, text};
use axum::response::Response;
use base::{Refused, Result};
use http::StatusCode;
use site::{Plant, Rendered, Settings};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// A front whose renderings are counted, and which can be held up.
#[derive(Clone)]
struct Front {
    plant: Plant,
    renderings: Arc<AtomicUsize>,
    begun: Arc<Notify>,
    gate: Arc<Semaphore>,
}

impl Front {
    fn open(paper: &Paper) -> Self {
        let front = Self::held_up(paper);
        front.gate.add_permits(1000);
        front
    }

    fn held_up(paper: &Paper) -> Self {
        let (renderings, begun, gate) = (Arc::default(), Arc::default(), Arc::new(Semaphore::new(0)));
        Self { plant: paper.plant.clone(), renderings, begun, gate }
    }

    async fn ask(&self, with: &[(&'static str, &str)]) -> Response {
        let front = self.clone();
        let render = async move || -> Result<Rendered> { front.render().await };
        self.plant.cached(&headers(with), "/en/", move || async move { render().await }).await
    }

    async fn render(&self) -> Result<Rendered> {
        let number = self.renderings.fetch_add(1, Ordering::SeqCst) + 1;
        self.begun.notify_one();
        self.gate.acquire().await.unwrap().forget();
        let end = self.plant.clock.now().after(Duration::from_secs(60));
        Ok(Rendered::html(format!("front {number} {}", "line ".repeat(200)))
            .tag("front:en")
            .tag("story:flood")
            .until(end))
    }

    fn spawn_ask(&self) -> tokio::task::JoinHandle<String> {
        let front = self.clone();
        tokio::spawn(async move { text(front.ask(&[]).await).await })
    }

    fn count(&self) -> usize {
        self.renderings.load(Ordering::SeqCst)
    }
}

fn etag(response: &Response) -> String {
    response.headers()["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_page_is_rendered_once_and_again_when_a_tag_is_dropped() {
    let paper = paper().await;
    let front = Front::open(&paper);

    let first = front.ask(&[]).await;
    assert_eq!(first.headers()["surrogate-key"], "front:en story:flood");
    assert_eq!(first.headers()["cache-control"], "no-cache");
    assert!(text(front.ask(&[]).await).await.starts_with("front 1 "));

    paper.plant.cache.drop_tags(&["story:flood".into()]);
    assert!(text(front.ask(&[]).await).await.starts_with("front 2 "));
    paper.plant.cache.drop_all();
    assert!(text(front.ask(&[]).await).await.starts_with("front 3 "));
    paper.plant.cache.drop_tags(&["story:other".into()]);
    assert!(text(front.ask(&[]).await).await.starts_with("front 3 "));
}

#[tokio::test]
async fn two_ask_and_one_rendering_answers_both() {
    let paper = paper().await;
    let front = Front::held_up(&paper);

    let (ana, max) = (front.spawn_ask(), front.spawn_ask());
    front.begun.notified().await;
    tokio::task::yield_now().await;
    front.gate.add_permits(5);

    assert_eq!(ana.await.unwrap(), max.await.unwrap());
    assert_eq!(front.count(), 1);
}

#[tokio::test]
async fn a_page_dropped_while_it_renders_is_not_kept() {
    let paper = paper().await;
    let front = Front::held_up(&paper);

    let ana = front.spawn_ask();
    front.begun.notified().await;
    paper.plant.cache.drop_tags(&["story:flood".into()]);
    front.gate.add_permits(5);

    assert!(ana.await.unwrap().starts_with("front 1 "));
    assert!(text(front.ask(&[]).await).await.starts_with("front 2 "));
    assert!(text(front.ask(&[]).await).await.starts_with("front 2 "));
}

#[tokio::test]
async fn who_asks_after_a_drop_is_not_given_a_rendering_from_before() {
    let paper = paper().await;
    let front = Front::held_up(&paper);

    let before = front.spawn_ask();
    front.begun.notified().await;
    paper.plant.cache.drop_tags(&["story:flood".into()]);
    let after = front.spawn_ask();
    tokio::time::sleep(Duration::from_millis(20)).await;
    front.gate.add_permits(5);

    assert!(before.await.unwrap().starts_with("front 1 "));
    assert!(after.await.unwrap().starts_with("front 2 "));
}

#[tokio::test]
async fn a_drop_of_something_else_does_not_cost_a_second_rendering() {
    let paper = paper().await;
    let front = Front::held_up(&paper);

    let before = front.spawn_ask();
    front.begun.notified().await;
    paper.plant.cache.drop_tags(&["story:other".into()]);
    let after = front.spawn_ask();
    tokio::time::sleep(Duration::from_millis(20)).await;
    front.gate.add_permits(5);

    assert_eq!(before.await.unwrap(), after.await.unwrap());
    assert_eq!(front.count(), 1);
}

#[tokio::test]
async fn a_rendering_goes_on_when_its_asker_is_gone() {
    let paper = paper().await;
    let front = Front::held_up(&paper);

    let ana = front.spawn_ask();
    front.begun.notified().await;
    ana.abort();
    let _ = ana.await;
    front.gate.add_permits(5);

    assert!(text(front.ask(&[]).await).await.starts_with("front 1 "));
    assert_eq!(front.count(), 1);
}

#[tokio::test]
async fn a_page_ends_by_the_clock() {
    let paper = paper().await;
    let front = Front::open(&paper);
    let start = paper.clock.now();

    front.ask(&[]).await;
    paper.clock.move_to(start.after(Duration::from_millis(59_999)));
    front.ask(&[]).await;
    assert_eq!(front.count(), 1);

    paper.clock.move_to(start.after(Duration::from_secs(60)));
    assert!(text(front.ask(&[]).await).await.starts_with("front 2 "));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_but_only_in_the_same_coding() {
    let paper = paper().await;
    let front = Front::open(&paper);

    let plain = etag(&front.ask(&[]).await);
    let gzip = front.ask(&[("accept-encoding", "gzip")]).await;
    assert_eq!(gzip.headers()["content-encoding"], "gzip");
    assert_eq!(gzip.headers()["vary"], "accept-encoding");
    let gzip = etag(&gzip);

    let ask = async |coding: &str, known: &str| {
        front.ask(&[("accept-encoding", coding), ("if-none-match", known)]).await.status()
    };
    assert_ne!(plain, gzip);
    assert_eq!(ask("gzip", &gzip).await, StatusCode::NOT_MODIFIED);
    assert_eq!(ask("gzip", &format!("\"x\", W/{gzip}")).await, StatusCode::NOT_MODIFIED);
    assert_eq!(ask("identity", &plain).await, StatusCode::NOT_MODIFIED);
    assert_eq!(ask("identity", "*").await, StatusCode::NOT_MODIFIED);
    assert_eq!(ask("identity", &gzip).await, StatusCode::OK);
    assert_eq!(ask("gzip", &plain).await, StatusCode::OK);
    assert_eq!(ask("identity;q=0", "*").await, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn an_unchanged_answer_has_an_etag_and_no_body() {
    let paper = paper().await;
    let front = Front::open(&paper);
    let known = etag(&front.ask(&[]).await);

    let response = front.ask(&[("if-none-match", &known)]).await;

    assert_eq!(etag(&response), known);
    assert_eq!(response.headers()["cache-control"], "no-cache");
    assert!(response.headers().contains_key("surrogate-key") && response.headers().contains_key("vary"));
    assert!(text(response).await.is_empty());
}

#[tokio::test]
async fn a_page_that_is_often_asked_for_gets_smaller_and_its_first_form_stays_known() {
    let paper = paper().await;
    let front = Front::open(&paper);
    let brotli = [("accept-encoding", "br")];
    let first = etag(&front.ask(&brotli).await);

    let mut later = first.clone();
    for _ in 0..200 {
        later = etag(&front.ask(&brotli).await);
        if later != first {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    assert_ne!(later, first);
    let known = front.ask(&[("accept-encoding", "br"), ("if-none-match", &first)]).await;
    assert_eq!((known.status(), etag(&known)), (StatusCode::NOT_MODIFIED, first));
}

#[tokio::test]
async fn without_the_page_cache_every_request_is_rendered() {
    let paper = paper_with(Settings { page_cache: false, ..Settings::default() }).await;
    let front = Front::open(&paper);

    front.ask(&[]).await;
    let second = front.ask(&[("accept-encoding", "gzip")]).await;

    assert_eq!(front.count(), 2);
    assert_eq!(second.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn a_failure_is_not_kept_and_speaks_the_editions_language() {
    let paper = paper().await;
    let ask = async |key: &str| {
        let missing = || async { Err(Refused::NotFound.into()) };
        paper.plant.cached(&headers(&[]), key, missing).await
    };

    let english = ask("/de/2026/11/24/flood").await;
    assert_eq!(english.status(), StatusCode::NOT_FOUND);
    assert!(text(english).await.contains("lang=\"en\""));
    assert!(text(ask("/ar/2026/11/24/flood").await).await.contains("lang=\"ar\""));

    let found = || async { Ok(Rendered::html("found".into()).tag("story:flood")) };
    let found = paper.plant.cached(&headers(&[]), "/ar/2026/11/24/flood", found).await;
    assert_eq!(text(found).await, "found");
}

#[tokio::test]
async fn a_rendering_that_panics_is_a_fault_with_a_number() {
    let paper = paper().await;

    let render =
        || async { if true { panic!("the printer burns") } else { Ok(Rendered::html(String::new())) } };
    let response = paper.plant.cached(&headers(&[]), "/en/", render).await;

    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = text(response).await;
    assert!(page.contains("500") && !page.contains("burns"), "{page}");
}

#[tokio::test]
async fn a_withdrawn_page_and_a_redirect_are_kept_by_their_tags() {
    let paper = paper().await;
    let withdrawn = || async { Ok(Rendered::html("notice".into()).tag("story:flood").status(410)) };
    let moved = || async { Ok(Rendered::redirect(301, "/en/2026/11/24/flood").tag("story:flood")) };

    let gone = paper.plant.cached(&headers(&[("if-none-match", "*")]), "/en/a", withdrawn).await;
    let moved = paper.plant.cached(&headers(&[]), "/en/b", moved).await;

    assert_eq!(gone.status(), StatusCode::GONE);
    assert_eq!(moved.status(), StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.headers()["location"], "/en/2026/11/24/flood");
    paper.plant.cache.drop_tags(&["story:flood".into()]);
    assert_eq!(paper.plant.cache.tag_count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_a_storm_of_drops_nobody_sees_an_older_page_than_the_last_answered_write() {
    let paper = paper().await;
    let state = Arc::new(AtomicUsize::new(0));
    let writer = {
        let (plant, state) = (paper.plant.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            for number in 1..=2000 {
                state.store(number, Ordering::SeqCst);
                plant.cache.drop_tags(&["front:en".into()]);
                tokio::task::yield_now().await;
            }
        })
    };

    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (plant, state) = (paper.plant.clone(), Arc::clone(&state));
            tokio::spawn(async move {
                for _ in 0..2000 {
                    // The write before the present one has surely been answered.
                    let least = state.load(Ordering::SeqCst).saturating_sub(1);
                    let now = Arc::clone(&state);
                    let render = move || async move {
                        let number = now.load(Ordering::SeqCst);
                        tokio::task::yield_now().await;
                        Ok(Rendered::html(number.to_string()).tag("front:en"))
                    };
                    let shown: usize =
                        text(plant.cached(&headers(&[]), "/en/", render).await).await.parse().unwrap();
                    assert!(shown >= least, "{shown} was shown after {least} was answered");
                }
            })
        })
        .collect();

    writer.await.unwrap();
    for reader in readers {
        reader.await.unwrap();
    }
}
