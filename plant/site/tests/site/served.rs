//! The server over real connections: limits, stopping, and what every answer bears.

use crate::paper::{house, paper};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use http::HeaderMap;
use site::serve::serve;
use site::{Door, Plant, Rendered};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A server on a port of its own.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shutdown: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) async fn open(door: impl Into<Door>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (shutdown, asked) = oneshot::channel::<()>();
        let door = door.into();
        let task = tokio::spawn(serve(door, listener, async { asked.await.unwrap_or(()) }, PATIENCE));
        Self { address, shutdown: Some(shutdown), task: Some(task) }
    }

    pub(crate) async fn stop(&mut self) {
        drop(self.shutdown.take());
        self.task.take().unwrap().await.unwrap();
    }

    pub(crate) async fn get(&self, path: &str, headers: &str) -> Wire {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: paper.test\r\n{headers}\r\n")).await
    }

    /// Connects and says this.
    pub(crate) async fn begin(&self, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // A refused request may be answered before it is read whole.
        let _ = stream.write_all(words.as_bytes()).await;
        stream
    }

    pub(crate) async fn send(&self, request: &str) -> Wire {
        let stream = BufReader::new(self.begin(request).await);
        let mut wire = Wire { stream, head: Vec::new() };
        loop {
            let line = wire.raw_line().await;
            if line.is_empty() {
                return wire;
            }
            wire.head.push(line);
        }
    }
}

/// Everything that comes by a connection up to its end.
pub(crate) async fn rest(mut stream: TcpStream) -> String {
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    rest
}

/// Waits until it is so.
pub(crate) async fn until(is_so: impl Fn() -> bool, what: &str) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never comes to this: {what}");
}

/// An answer as it comes over the wire.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    head: Vec<String>,
}

impl Wire {
    pub(crate) fn status(&self) -> u16 {
        self.head[0].split(' ').nth(1).unwrap().parse().unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().skip(1).find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The lines of the head, the first left out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.head.iter().skip(1).map(String::as_str)
    }

    async fn raw_line(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(Duration::from_secs(10), self.stream.read_line(&mut line)).await;
        read.expect("a line comes in time").unwrap_or(0);
        line.trim_end().to_owned()
    }

    /// The next line of an event stream, past the framing of chunks and empty lines.
    pub(crate) async fn line(&mut self) -> String {
        loop {
            let line = self.raw_line().await;
            if line.starts_with([':', 'i', 'd', 'r']) && line.contains(':') {
                return line;
            }
        }
    }

    /// Everything up to the end of the connection.
    pub(crate) async fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(10), self.stream.read_to_end(&mut rest)).await;
        let _ = read.expect("the connection ends in time");
        String::from_utf8_lossy(&rest).into_owned()
    }
}

async fn front(State(plant): State<Plant>, headers: HeaderMap) -> Response {
    let render = || async { Ok(Rendered::html("<p>The front</p>".repeat(50)).tag("front:en")) };
    plant.cached(&headers, "/en/", render).await
}

async fn burns() -> Response {
    panic!("the house burns")
}

async fn open() -> (Server, crate::paper::Paper) {
    let paper = paper().await;
    let routes = Router::new()
        .route("/en/", get(front))
        .route("/burns", get(burns))
        .route("/desk/stories", post(|| async { "saved" }));
    let server = Server::open(house(routes, &paper.plant)).await;
    (server, paper)
}

pub(crate) const CLOSE: &str = "Connection: close\r\n";

#[tokio::test]
async fn head_is_get_without_the_body() {
    let (server, _paper) = open().await;
    let mut get = server.get("/en/", CLOSE).await;
    let head = format!("HEAD /en/ HTTP/1.1\r\nHost: x\r\n{CLOSE}\r\n");
    let mut head = server.send(&head).await;

    assert_eq!(head.status(), 200);
    for name in ["etag", "content-length", "content-type", "cache-control", "vary"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    assert_eq!(get.header("content-length"), Some("800"));
    assert_eq!((get.rest().await.len(), head.rest().await.len()), (800, 0));
}

#[tokio::test]
async fn every_answer_bears_the_headers_that_protect_readers() {
    let (server, _paper) = open().await;

    for path in ["/en/", "/nowhere", "/burns"] {
        let answer = server.get(path, CLOSE).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(answer.header("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn what_no_route_knows_is_a_page_for_readers_and_a_problem_for_programs() {
    let (server, _paper) = open().await;

    let mut page = server.get("/ar/nothing", CLOSE).await;
    let mut problem = server.get("/api/v1/nothing", CLOSE).await;

    assert_eq!((page.status(), problem.status()), (404, 404));
    assert!(page.rest().await.contains("lang=\"ar\""));
    assert_eq!(problem.header("content-type"), Some("application/problem+json"));
    assert!(problem.rest().await.contains("\"status\":404"));
}

#[tokio::test]
async fn a_handler_that_panics_is_a_fault_and_the_server_goes_on() {
    let (server, _paper) = open().await;

    let mut fault = server.get("/burns", CLOSE).await;
    assert_eq!(fault.status(), 500);
    assert!(!fault.rest().await.contains("house"));
    assert_eq!(server.get("/en/", CLOSE).await.status(), 200);
}

#[tokio::test]
async fn what_another_site_sends_is_refused_unless_it_has_a_token() {
    let (server, _paper) = open().await;
    let post = async |headers: &str| {
        let head =
            format!("POST /desk/stories HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n{headers}{CLOSE}\r\n");
        server.send(&head).await.status()
    };

    assert_eq!(post("Cookie: s=1\r\nSec-Fetch-Site: same-origin\r\n").await, 200);
    assert_eq!(post("Cookie: s=1\r\nOrigin: https://gazette.example\r\n").await, 200);
    assert_eq!(post("Cookie: s=1\r\n").await, 200);
    assert_eq!(post("Cookie: s=1\r\nSec-Fetch-Site: cross-site\r\n").await, 403);
    assert_eq!(post("Cookie: s=1\r\nOrigin: https://evil.example\r\n").await, 403);
    assert_eq!(post("Authorization: Bearer x\r\nOrigin: https://other.example\r\n").await, 200);
}

#[tokio::test]
async fn a_huge_head_is_refused() {
    let (server, _paper) = open().await;

    let long = server.get("/en/", &format!("X-Long: {}\r\n{CLOSE}", "x".repeat(200_000))).await;
    let many = server.get("/en/", &"X-Many: 1\r\n".repeat(500)).await;

    assert_eq!((long.status(), many.status()), (431, 431));
}

#[tokio::test]
async fn an_answer_under_way_is_finished_when_the_server_stops() {
    let paper = paper().await;
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "finished"
    };
    let mut server = Server::open(house(Router::new().route("/slow", get(slow)), &paper.plant)).await;

    let stream = server.begin("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop().await;

    let answer = rest(stream).await;
    assert!(answer.ends_with("finished"), "{answer}");
}

#[tokio::test]
async fn a_request_may_come_in_pieces() {
    let (server, _paper) = open().await;
    // The second begins as HTTP/2 does.
    let requests = [
        (["G", "ET /en/ HT", "TP/1.1\r\nHost: x\r\n", "Connection: close\r\n\r\n"], "<p>The front</p>"),
        (["P", "OST /desk/stories HT", "TP/1.1\r\nHost: x\r\n", "Connection: close\r\n\r\n"], "saved"),
    ];
    for (pieces, answer) in requests {
        let mut stream = server.begin("").await;
        for piece in pieces {
            stream.write_all(piece.as_bytes()).await.unwrap();
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        let answered = rest(stream).await;
        assert!(answered.starts_with("HTTP/1.1 200 ") && answered.ends_with(answer), "{answered}");
    }
}

#[tokio::test]
async fn http_2_may_begin_in_pieces() {
    let (server, _paper) = open().await;
    let mut stream = server.begin("PRI * HTTP/2.0\r\n").await;
    tokio::time::sleep(Duration::from_millis(30)).await;
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream.write_all(&[&b"\r\nSM\r\n\r\n"[..], &settings].concat()).await.unwrap();

    let mut frame = [0; 9];
    tokio::time::timeout(PATIENCE, stream.read_exact(&mut frame)).await.expect("in time").unwrap();
    assert_eq!(frame[3], 4, "settings come first");
}

#[tokio::test]
async fn who_says_nothing_does_not_keep_the_server_from_stopping() {
    let (mut server, _paper) = open().await;
    let mut silent = server.begin("").await;
    assert_eq!(server.get("/en/", CLOSE).await.status(), 200);

    tokio::time::timeout(PATIENCE / 2, server.stop()).await.expect("nobody is waited for");

    assert_eq!(silent.read(&mut [0; 8]).await.unwrap(), 0);
}
