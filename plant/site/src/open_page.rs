//! The connection of an open page: once its stream begins, nothing of the web server stays but the socket.
//!
//! The head is written here, and the stream ends with the connection, so that every reader of a topic is sent the
//! very same bytes.

use crate::lent::Lent;
use crate::patience::Patient;
use crate::reader::Reader;
use crate::streams::Seat;
use axum::response::Response;
use bytes::{Buf, Bytes, BytesMut};
use futures_util::Stream;
use std::convert::Infallible;
use std::fmt::{Display, Formatter};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Says that a connection is served by somebody else now.
#[derive(Debug)]
pub(crate) struct Taken;

impl Display for Taken {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the connection is an open page's now")
    }
}

impl std::error::Error for Taken {}

/// An open stream on the way to its page: taken by whoever serves the connection, or else given out as a body.
#[derive(Clone)]
pub(crate) struct Opened(Arc<Mutex<Option<Reader<Seat>>>>);

impl Opened {
    pub(crate) fn new(reader: Reader<Seat>) -> Self {
        Self(Arc::new(Mutex::new(Some(reader))))
    }

    /// Goes on with the connection alone, unless the web server still writes on it; says if it is taken.
    pub(crate) fn take_over<T>(&self, connection: &Lent<Patient<T>>, answer: &Response) -> Result<(), Taken>
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let Some(socket) = connection.take() else { return Ok(()) };
        let reader = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(reader) = reader {
            tokio::spawn(OpenPage::new(socket, answer, reader));
        }
        Err(Taken)
    }
}

impl Stream for Opened {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match reader.as_mut() {
            Some(reader) => Pin::new(reader).poll_next(context),
            None => Poll::Ready(None),
        }
    }
}

/// Writes a stream to its socket until the page goes away, falls behind, or the server stops.
struct OpenPage<T> {
    socket: Patient<T>,
    reader: Reader<Seat>,
    /// What is being written.
    piece: Bytes,
}

impl<T> OpenPage<T> {
    fn new(socket: Patient<T>, answer: &Response, mut reader: Reader<Seat>) -> Self {
        let mut piece = head(answer);
        reader.join_first(&mut piece);
        Self { socket, reader, piece: piece.freeze() }
    }
}

fn head(answer: &Response) -> BytesMut {
    let mut head = BytesMut::with_capacity(1024);
    head.extend_from_slice(format!("HTTP/1.1 {}\r\n", answer.status()).as_bytes());
    for (name, value) in answer.headers() {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            head.extend_from_slice(part);
        }
    }
    head.extend_from_slice(b"connection: close\r\n\r\n");
    head
}

impl<T: AsyncRead + AsyncWrite + Unpin> OpenPage<T> {
    /// Ends when the page goes away. What it says is of no interest.
    fn listen(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut room = [0; 256];
        loop {
            let mut said = ReadBuf::new(&mut room);
            match ready!(Pin::new(&mut self.socket).poll_read(context, &mut said)) {
                Ok(()) if !said.filled().is_empty() => {}
                _ => return Poll::Ready(()),
            }
        }
    }

    /// Ends when there is nothing more to write, or nobody to read it.
    fn tell(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            while !self.piece.is_empty() {
                match Pin::new(&mut self.socket).poll_write(context, &self.piece) {
                    Poll::Ready(Ok(written)) if written > 0 => self.piece.advance(written),
                    Poll::Ready(_) => return Poll::Ready(()),
                    Poll::Pending => return self.reader.cut(context),
                }
            }
            // What was written is not kept while nothing happens.
            self.piece = Bytes::new();
            match ready!(Pin::new(&mut self.reader).poll_next(context)) {
                Some(Ok(frame)) => self.piece = frame,
                Some(Err(never)) => match never {},
                None => return Poll::Ready(()),
            }
        }
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> Future for OpenPage<T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.listen(context).is_ready() {
            return Poll::Ready(());
        }
        self.tell(context)
    }
}
