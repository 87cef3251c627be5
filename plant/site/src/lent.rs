//! A connection that can be taken out of the hands of whoever serves it.

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection lent to a server; once it is taken, the server finds it at its end.
pub(crate) struct Lent<T>(Arc<Mutex<Held<T>>>);

struct Held<T> {
    connection: Option<T>,
    /// Whether everything that was to be written is.
    is_flushed: bool,
}

impl<T> Clone for Lent<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Lent<T> {
    pub(crate) fn new(connection: T) -> Self {
        Self(Arc::new(Mutex::new(Held { connection: Some(connection), is_flushed: true })))
    }

    /// Takes the connection, unless something that the server has begun to write is still on its way.
    pub(crate) fn take(&self) -> Option<T> {
        let mut held = self.lock();
        if held.is_flushed { held.connection.take() } else { None }
    }

    fn lock(&self) -> MutexGuard<'_, Held<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Lent<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        match &mut self.lock().connection {
            Some(connection) => Pin::new(connection).poll_read(context, buffer),
            None => Poll::Ready(Ok(())),
        }
    }
}

impl<T: AsyncWrite + Unpin> Lent<T> {
    fn write<R>(
        &self,
        is_flushed: bool,
        write: impl FnOnce(Pin<&mut T>) -> Poll<Result<R>>,
    ) -> Poll<Result<R>> {
        let mut held = self.lock();
        let Some(connection) = &mut held.connection else {
            return Poll::Ready(Err(Error::from(ErrorKind::NotConnected)));
        };
        let outcome = write(Pin::new(connection));
        held.is_flushed = is_flushed && outcome.is_ready();
        outcome
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Lent<T> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.write(false, |connection| connection.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.write(false, |connection| connection.poll_write_vectored(context, slices))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.write(true, |connection| connection.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.write(true, |connection| connection.poll_shutdown(context))
    }

    fn is_write_vectored(&self) -> bool {
        self.lock().connection.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }
}
