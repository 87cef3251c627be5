//! The door over real connections: what is handed out there is what the routes would answer.

use crate::paper::{Paper, house, paper};
use crate::served::{Server, Wire};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use http::HeaderMap;
use site::{Door, Plant, Rendered};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A paper whose front says how often its route was asked, behind a door.
struct Asked {
    server: Server,
    paper: Paper,
    times: Arc<AtomicUsize>,
}

impl Asked {
    async fn open() -> Self {
        let paper = paper().await;
        let times = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&times);
        let front = move |State(plant): State<Plant>, headers: HeaderMap| async move {
            counted.fetch_add(1, Ordering::SeqCst);
            front(plant, headers).await
        };
        let routes = house(Router::new().route("/{edition}/", get(front)), &paper.plant);
        let server = Server::open(Door::new(routes, paper.plant.clone())).await;
        Self { server, paper, times }
    }

    async fn get(&self, path: &str, headers: &str) -> (Wire, String) {
        let mut wire = self.server.get(path, &format!("{headers}Connection: close\r\n")).await;
        let body = wire.rest().await;
        (wire, body)
    }

    fn times(&self) -> usize {
        self.times.load(Ordering::SeqCst)
    }
}

async fn front(plant: Plant, headers: HeaderMap) -> Response {
    let render = || async { Ok(Rendered::html("<p>The front</p>".repeat(50)).tag("front:en")) };
    plant.cached(&headers, "/en/", render).await
}

const GZIP: &str = "Accept-Encoding: gzip\r\n";

#[tokio::test]
async fn a_kept_page_is_handed_out_at_the_door_as_the_route_answered_it() {
    let paper = Asked::open().await;
    let (first, body) = paper.get("/en/", GZIP).await;

    let (again, same) = paper.get("/en/", GZIP).await;

    assert_eq!((paper.times(), body == same), (1, true));
    let but_the_number = |wire: &Wire| {
        let mut lines: Vec<String> = wire.lines().map(str::to_lowercase).collect();
        lines.retain(|line| !line.starts_with("x-request-id") && !line.starts_with("date"));
        lines.sort();
        lines
    };
    assert_eq!(but_the_number(&first), but_the_number(&again));
    assert!(again.header("x-request-id").is_some_and(|number| Some(number) != first.header("x-request-id")));
    let etag = format!("{GZIP}If-None-Match: {}\r\n", again.header("etag").unwrap());
    let (known, nothing) = paper.get("/en/", &etag).await;
    assert_eq!((known.status(), nothing.as_str(), paper.times()), (304, "", 1));
}

#[tokio::test]
async fn nobody_is_handed_a_page_that_was_dropped() {
    let paper = Asked::open().await;
    for _ in 0..2 {
        paper.get("/en/", GZIP).await;
    }

    paper.paper.plant.cache.drop_tags(&["front:en".into()]);
    paper.get("/en/", GZIP).await;

    assert_eq!(paper.times(), 2);
}

#[tokio::test]
async fn what_the_door_does_not_know_goes_on_to_the_route() {
    let paper = Asked::open().await;
    for _ in 0..2 {
        paper.get("/en/", GZIP).await;
    }

    let (queried, _) = paper.get("/en/?page=2", GZIP).await;
    let (in_another_form, _) = paper.get("/en/", "Accept-Encoding: zstd\r\n").await;
    let (in_none, _) = paper.get("/en/", "Accept-Encoding: identity;q=0\r\n").await;
    let head = paper.server.send("HEAD /en/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;

    assert_eq!(paper.times(), 5);
    assert_eq!([queried, in_another_form, in_none, head].map(|wire| wire.status()), [200, 200, 406, 200]);
}

#[tokio::test]
async fn the_figures_count_what_the_door_hands_out_by_its_route() {
    let paper = Asked::open().await;
    for _ in 0..3 {
        paper.get("/en/", GZIP).await;
    }

    let text = site::figures::text(&paper.paper.plant).await.unwrap();

    let counted = r#"stoppress_requests_total{route="/{edition}/",kind="read",status="2xx"} 3"#;
    assert!(text.contains(counted), "{text}");
    assert!(text.contains("stoppress_cache_hits_total 2"), "{text}");
}
