//! The server: accepts connections, keeps them within limits, and stops without breaking an answer off.

use crate::door::{Door, Out};
use crate::lent::Lent;
use crate::open_page::Taken;
use crate::patience::Patient;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::io::ErrorKind;
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit as Turn, Semaphore, watch};
use tokio::time::timeout;

/// How long a connection may say nothing, and how long a request's head may take from its first byte.
const HEAD_PATIENCE: Duration = Duration::from_secs(30);
/// How long the other side may take nothing of what is written.
const WRITE_PATIENCE: Duration = Duration::from_secs(30);
/// How long a page that is to be opened waits for its turn: ten thousand need less than a second.
const TURN_PATIENCE: Duration = Duration::from_secs(10);
/// How long after too few words a connection is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How a connection in HTTP/2 begins (RFC 9113, 3.4).
const HTTP_2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How long after the last caller was let in the doors are closed.
const LAST_MOMENT: Duration = Duration::from_millis(100);
const MOST_HEADERS: usize = 100;
/// The largest head, in bytes.
const LARGEST_HEAD: u32 = 64 * 1024;

/// Whether the server is stopping; streams end when it does.
#[derive(Clone)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    /// Waits until the server stops.
    pub fn wait(mut self) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            // A server that is gone has stopped as well.
            let _ = self.0.wait_for(|is_closing| *is_closing).await;
        })
    }
}

/// How a server stops.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// How long it says that it will stop before it takes no more connections.
    pub notice: Duration,
    /// How long it waits for what is under way.
    pub patience: Duration,
}

/// Serves on TCP until `shutdown`, then ends streams and waits up to `patience` for the answers under way.
pub async fn serve(
    door: impl Into<Door>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
    patience: Duration,
) {
    let house = House::new(door.into());
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    // A page goes out in one piece; waiting to fill a packet would only delay it.
                    let _ = stream.set_nodelay(true);
                    house.welcome(stream, address);
                }
                Err(error) => pause(&error).await,
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    // Who was let in a moment ago has its request on the way; an answer is better than a door in the face.
    tokio::time::sleep(LAST_MOMENT).await;
    house.close(patience).await;
}

/// Waits a little where the machine has no more files to give; a caller who has gone away is no matter.
async fn pause(error: &std::io::Error) {
    let is_the_callers = matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    );
    if !is_the_callers {
        tracing::error!(%error, "a connection could not be accepted");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What all connections of one listener share.
struct House {
    door: Door,
    builder: Builder<TokioExecutor>,
    open: GracefulShutdown,
    closing: watch::Sender<bool>,
    /// How many pages are opened at once.
    turns: Arc<Semaphore>,
}

impl House {
    fn new(door: Door) -> Self {
        let turns = 2 * std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            door,
            builder: builder(),
            open: GracefulShutdown::new(),
            closing: watch::channel(false).0,
            turns: Arc::new(Semaphore::new(turns)),
        }
    }

    fn welcome(&self, stream: TcpStream, address: SocketAddr) {
        let (door, builder, watcher) = (self.door.clone(), self.builder.clone(), self.open.watcher());
        let (closing, turns) = (Closing(self.closing.subscribe()), Arc::clone(&self.turns));
        tokio::spawn(async move {
            let Ok(turn) = let_in(&stream, closing.clone(), turns).await else { return };
            let turn = Cell::new(turn);
            let stream = Lent::new(Patient::new(stream, WRITE_PATIENCE));
            let lent = stream.clone();
            let answer = move |request| {
                let turn = turn.take();
                let answer = door.answer(request, address, closing.clone(), &stream);
                async move {
                    let answer = answer.await;
                    drop(turn);
                    answer
                }
            };
            // Boxed, so that the task of one who waits to be let in is small.
            Box::pin(connection(lent, builder, watcher, answer)).await;
        });
    }

    async fn close(self, patience: Duration) {
        self.closing.send_replace(true);
        let all = async {
            self.open.shutdown().await;
            // Open pages are no connections of the web server any more, but hear of the closing as long as they are.
            self.closing.closed().await;
        };
        if timeout(patience, all).await.is_err() {
            tracing::warn!("some answers were still under way when the server stopped");
        }
    }
}

/// Waits until a connection says something. Where thousands of pages come back at once, who only asks for a page is not to
/// stand behind them all: one that asks for a stream waits for a turn, which it has until it is answered.
async fn let_in(
    stream: &TcpStream,
    closing: Closing,
    turns: Arc<Semaphore>,
) -> std::io::Result<Option<Turn>> {
    let turn = async {
        if !timeout(HEAD_PATIENCE, asks_for_a_stream(stream)).await?? {
            return Ok(None);
        }
        // Where turns do not come back, all are served as they come rather than nobody.
        let Ok(turn) = timeout(TURN_PATIENCE, turns.acquire_owned()).await else { return Ok(None) };
        // Who asks for less goes first once more.
        tokio::task::yield_now().await;
        Ok(turn.ok())
    };
    tokio::select! {
        turn = turn => turn,
        () = closing.wait() => Err(ErrorKind::ConnectionAborted.into()),
    }
}

/// Says whether a connection begins by asking for a stream.
async fn asks_for_a_stream(stream: &TcpStream) -> std::io::Result<bool> {
    loop {
        // The room is there only while it is looked at; a task that waits does not keep it.
        let look = |context: &mut Context<'_>| {
            let mut room = [MaybeUninit::uninit(); 4096];
            let mut said = ReadBuf::uninit(&mut room);
            ready!(stream.poll_peek(context, &mut said))?;
            Poll::Ready(std::io::Result::Ok(are_for_a_stream(said.filled())))
        };
        if let Some(are) = poll_fn(look).await? {
            return Ok(are);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Says whether the first words of a connection are all of a request for a stream; none as long as they may become those by
/// which HTTP/2 begins, or others. A head that is not all there yet is no request: who sends it could hold a turn for as
/// long as they like.
fn are_for_a_stream(said: &[u8]) -> Option<bool> {
    let may_be_http_2 = !said.is_empty() && said.len() < HTTP_2.len() && HTTP_2.starts_with(said);
    (!may_be_http_2).then(|| said.starts_with(b"GET /events?") && said.ends_with(b"\r\n\r\n"))
}

async fn connection<S, F, A>(stream: S, builder: Builder<TokioExecutor>, watcher: Watcher, answer: F)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    F: Fn(Request<Incoming>) -> A + Send + 'static,
    A: Future<Output = Result<Response<Out>, Taken>> + Send + 'static,
{
    let connection = builder.serve_connection(TokioIo::new(stream), service_fn(answer));
    if let Err(error) = watcher.watch(connection.into_owned()).await {
        tracing::debug!(error, "a connection ended early");
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LARGEST_HEAD as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(200)
        .max_header_list_size(LARGEST_HEAD)
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(20));
    builder
}
