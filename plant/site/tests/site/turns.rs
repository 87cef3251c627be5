//! Pages that are to be opened wait for a turn, and nobody else does.

use crate::served::{CLOSE, PATIENCE, Server, rest, until};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// A server of which pages are opened only as `gate` lets them: how many were asked to be stands in `asked`.
struct Narrow {
    server: Server,
    asked: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
}

async fn opening(State((asked, gate)): State<(Arc<AtomicUsize>, Arc<Semaphore>)>) -> &'static str {
    asked.fetch_add(1, Ordering::Relaxed);
    gate.acquire().await.unwrap().forget();
    "opened"
}

impl Narrow {
    async fn open() -> Self {
        let (asked, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let routes =
            Router::new().route("/events", get(opening)).route("/en/", get(|| async { "The front" }));
        let server = Server::open(routes.with_state((Arc::clone(&asked), Arc::clone(&gate)))).await;
        Self { server, asked, gate }
    }

    /// Asks for pages to be opened, one after the other.
    async fn ask(&self, count: usize) -> Vec<TcpStream> {
        let mut pages = Vec::new();
        for _ in 0..count {
            let request = format!("GET /events?topics=front:en HTTP/1.1\r\nHost: x\r\n{CLOSE}\r\n");
            pages.push(self.server.begin(&request).await);
        }
        pages
    }

    /// Waits until so many are being opened.
    async fn wait_for(&self, count: usize) {
        let are_asked = || self.asked.load(Ordering::Relaxed) == count;
        until(are_asked, &format!("{count} pages are being opened")).await;
    }
}

/// How many pages are opened at once.
fn most() -> usize {
    2 * std::thread::available_parallelism().map_or(1, usize::from)
}

#[tokio::test]
async fn pages_are_opened_a_few_at_a_time_and_who_asks_for_less_is_served_meanwhile() {
    let narrow = Narrow::open().await;
    let pages = narrow.ask(most() + 3).await;
    narrow.wait_for(most()).await;

    assert_eq!(narrow.server.get("/en/", CLOSE).await.status(), 200);
    assert_eq!(narrow.asked.load(Ordering::Relaxed), most());

    narrow.gate.add_permits(most() + 3);
    for page in pages {
        assert!(rest(page).await.ends_with("opened"));
    }
    narrow.wait_for(most() + 3).await;
}

#[tokio::test]
async fn a_page_that_goes_away_while_it_is_opened_gives_its_turn_to_the_next() {
    let narrow = Narrow::open().await;
    let pages = narrow.ask(most()).await;
    narrow.wait_for(most()).await;
    let next = narrow.ask(1).await;
    assert_eq!(narrow.server.get("/en/", CLOSE).await.status(), 200);
    assert_eq!(narrow.asked.load(Ordering::Relaxed), most());

    drop(pages);

    narrow.wait_for(most() + 1).await;
    drop(next);
}

#[tokio::test]
async fn pages_that_wait_for_a_turn_do_not_keep_the_server_from_stopping() {
    let mut narrow = Narrow::open().await;
    let mut pages = narrow.ask(most() + 3).await;
    narrow.wait_for(most()).await;
    let waiting = pages.split_off(most());
    // By then the server has heard that it is to stop.
    let gate = Arc::clone(&narrow.gate);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        gate.add_permits(100);
    });

    tokio::time::timeout(PATIENCE / 2, narrow.server.stop()).await.expect("nobody is waited for");

    for page in pages {
        assert!(rest(page).await.ends_with("opened"));
    }
    for mut page in waiting {
        let heard = page.read(&mut [0; 8]).await;
        assert!(matches!(heard, Ok(0) | Err(_)), "{heard:?}");
    }
}
