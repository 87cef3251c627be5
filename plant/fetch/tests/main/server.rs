//! Servers on the loopback that answer as a test wants.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is sent for a path.
#[derive(Clone)]
pub(crate) enum Answer {
    /// These bytes, and the end.
    Whole(Vec<u8>),
    /// These bytes one by one, each after this time.
    Slow(Vec<u8>, Duration),
    /// These bytes, and then the same block for ever.
    Endless(Vec<u8>),
    /// These bytes, and then nothing, with the connection open.
    Silent(Vec<u8>),
}

/// A server and what it was asked.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) asked: Arc<AtomicUsize>,
    pub(crate) heads: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

pub(crate) fn page(body: &[u8]) -> Answer {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: Image/PNG; charset=x\r\ncontent-length: {}\r\nset-cookie: a=b\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    Answer::Whole([head.as_bytes(), body].concat())
}

pub(crate) fn redirect(to: &str) -> Answer {
    let head =
        format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    Answer::Whole(head.into_bytes())
}

/// Returns a server with these answers by path; all else is not found.
pub(crate) async fn server(answers: impl FnOnce(u16) -> Vec<(&'static str, Answer)>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answers: HashMap<&str, Answer> = answers(port).into_iter().collect();
    let server = Server { port, asked: Arc::default(), heads: Arc::default() };
    let (asked, heads) = (server.asked.clone(), server.heads.clone());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            asked.fetch_add(1, Ordering::SeqCst);
            let (answers, heads) = (answers.clone(), heads.clone());
            tokio::spawn(async move { serve(stream, &answers, &heads).await });
        }
    });
    server
}

async fn serve(
    mut stream: TcpStream,
    answers: &HashMap<&str, Answer>,
    heads: &std::sync::Mutex<Vec<String>>,
) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let path = head.split(' ').nth(1)?.to_owned();
    heads.lock().unwrap().push(head);
    let missing = Answer::Whole(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec());
    match answers.get(path.as_str()).unwrap_or(&missing) {
        Answer::Whole(bytes) => stream.write_all(bytes).await.ok()?,
        Answer::Slow(bytes, wait) => {
            for byte in bytes {
                stream.write_all(&[*byte]).await.ok()?;
                tokio::time::sleep(*wait).await;
            }
        }
        Answer::Endless(bytes) => {
            stream.write_all(bytes).await.ok()?;
            loop {
                stream.write_all(&[b'x'; 65_536]).await.ok()?;
            }
        }
        Answer::Silent(bytes) => {
            stream.write_all(bytes).await.ok()?;
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }
    stream.shutdown().await.ok()
}
