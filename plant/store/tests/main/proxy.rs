//! A bad wire between the house and its server: it can be cut just when the server has done what it was told.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The wire's end near the house.
pub struct Proxy {
    pub port: u16,
    cut: Arc<Cut>,
}

/// When the wire is cut.
struct Cut {
    /// How many commits are still to be cut.
    commits: AtomicUsize,
    /// Whether the server hears of the commit before.
    is_heard: bool,
}

impl Proxy {
    /// Lays a wire to the server.
    pub async fn start(server: u16, is_heard: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let cut = Arc::new(Cut { commits: AtomicUsize::new(0), is_heard });
        let known = Arc::clone(&cut);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], server))).await.unwrap();
                tokio::spawn(join(near, far, Arc::clone(&known)));
            }
        });
        Self { port, cut }
    }

    /// Has the wire cut at so many commits that come next.
    pub fn cut_next(&self, commits: usize) {
        self.cut.commits.store(commits, Ordering::SeqCst);
    }
}

async fn join(near: TcpStream, far: TcpStream, cut: Arc<Cut>) {
    let (from_house, to_house) = near.into_split();
    let (from_server, to_server) = far.into_split();
    let (is_cut, cuts) = watch::channel(false);
    tokio::select! {
        () = house_to_server(from_house, to_server, &cut, &is_cut) => {}
        () = server_to_house(from_server, to_house, cuts) => {}
    }
}

async fn house_to_server(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    cut: &Cut,
    is_cut: &watch::Sender<bool>,
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        // A simple query: its kind, its length, its text.
        let is_commit = bytes[..count].windows(7).any(|word| word == b"commit\0");
        let takes = |left: usize| left.checked_sub(1);
        if is_commit && cut.commits.fetch_update(Ordering::SeqCst, Ordering::SeqCst, takes).is_ok() {
            if !cut.is_heard {
                return;
            }
            is_cut.send_replace(true);
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}

/// Hands on what the server says; once the wire is to be cut its next word is the last, and is not handed on.
async fn server_to_house(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, is_cut: watch::Receiver<bool>) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if *is_cut.borrow() || to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
