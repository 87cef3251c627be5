//! One open stream: what waits for its reader, and the body that hands it out.

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use futures_util::future::BoxFuture;
use futures_util::task::AtomicWaker;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// How many messages may wait for a reader; one who is further behind is cut off and resumes.
const MOST_WAITING: usize = 256;
/// How many bytes may wait for a reader.
const MOST_WAITING_BYTES: usize = 1024 * 1024;
/// How many bytes small messages that wait together may have to be written in one piece.
const MOST_JOINED: usize = 16 * 1024;
/// How often a silent stream says that it is alive.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// The waiting messages of one reader, filled by the hub.
#[derive(Default)]
pub(crate) struct Mailbox {
    waiting: Mutex<Waiting>,
    waker: AtomicWaker,
}

#[derive(Default)]
struct Waiting {
    messages: VecDeque<Bytes>,
    bytes: usize,
    is_cut: bool,
}

impl Mailbox {
    /// Puts a message in; returns false if the reader is cut off, now or already.
    pub(crate) fn put(&self, message: &Bytes) -> bool {
        let mut waiting = self.lock();
        let is_full = waiting.messages.len() >= MOST_WAITING || waiting.bytes > MOST_WAITING_BYTES;
        if is_full {
            *waiting = Waiting { is_cut: true, ..Waiting::default() };
        } else if !waiting.is_cut {
            waiting.bytes += message.len();
            waiting.messages.push_back(message.clone());
        }
        let is_open = !waiting.is_cut;
        drop(waiting);
        self.waker.wake();
        is_open
    }

    /// Ends the stream; what waits is not told.
    pub(crate) fn cut_off(&self) {
        *self.lock() = Waiting { is_cut: true, ..Waiting::default() };
        self.waker.wake();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Poll<Option<Bytes>> {
        let mut waiting = self.lock();
        if let Some(mut message) = waiting.messages.pop_front() {
            if !waiting.messages.is_empty() {
                let mut piece = BytesMut::from(message);
                join(&mut piece, &mut waiting.messages);
                message = piece.freeze();
            }
            waiting.bytes -= message.len();
            if waiting.messages.is_empty() {
                // Most readers wait for hours with nothing in the box.
                waiting.messages = VecDeque::new();
            }
            return Poll::Ready(Some(message));
        }
        if waiting.is_cut { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// Moves frames behind the piece while it is small: to write each alone costs more than to copy it.
fn join(piece: &mut BytesMut, frames: &mut VecDeque<Bytes>) {
    while let Some(frame) = frames.pop_front_if(|frame| piece.len() + frame.len() <= MOST_JOINED) {
        piece.extend_from_slice(&frame);
    }
}

/// The body of an open stream; `seat` is given up when it is dropped.
pub(crate) struct Reader<S> {
    first: VecDeque<Bytes>,
    mailbox: Arc<Mailbox>,
    alive: Pin<Box<Sleep>>,
    closing: Option<BoxFuture<'static, ()>>,
    /// How long after a stop the reader is to come back, in milliseconds.
    comes_back: u32,
    is_over: bool,
    _seat: S,
}

impl<S> Reader<S> {
    /// Returns a body that gives `first`, then what comes into the mailbox, until it is cut or `closing` is over.
    pub(crate) fn new(
        first: VecDeque<Bytes>,
        mailbox: Arc<Mailbox>,
        closing: Option<BoxFuture<'static, ()>>,
        comes_back: u32,
        seat: S,
    ) -> Self {
        let alive = Box::pin(tokio::time::sleep(KEEP_ALIVE));
        Self { first, mailbox, alive, closing, comes_back, is_over: false, _seat: seat }
    }

    /// Moves what the reader gets at once behind the piece, as far as it is small.
    pub(crate) fn join_first(&mut self, piece: &mut BytesMut) {
        join(piece, &mut self.first);
    }

    /// Ends when the reader is cut off.
    pub(crate) fn cut(&self, context: &Context<'_>) -> Poll<()> {
        self.mailbox.waker.register(context.waker());
        if self.mailbox.lock().is_cut { Poll::Ready(()) } else { Poll::Pending }
    }

    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        if let Some(message) = self.first.pop_front() {
            return Poll::Ready(Some(message));
        }
        self.mailbox.waker.register(context.waker());
        if let Poll::Ready(message) = self.mailbox.take() {
            return Poll::Ready(message);
        }
        if let Some(closing) = &mut self.closing
            && closing.as_mut().poll(context).is_ready()
        {
            // Not all readers are to come back in the same moment.
            self.is_over = true;
            let words = format!(": the server stops\nretry: {}\n\n", self.comes_back);
            return Poll::Ready(Some(words.into()));
        }
        if self.alive.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Bytes::from_static(b":\n\n")));
        }
        Poll::Pending
    }
}

impl<S: Unpin> Stream for Reader<S> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.next(context);
        if let Poll::Ready(Some(_)) = &next {
            self.alive.as_mut().reset(Instant::now() + KEEP_ALIVE);
        }
        next.map(|message| message.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_falls_behind_is_cut_off_and_what_waited_is_freed() {
        let mailbox = Mailbox::default();
        let message = Bytes::from_static(b"data: {}\n\n");

        let taken = (0..MOST_WAITING + 5).filter(|_| mailbox.put(&message)).count();

        assert_eq!(taken, MOST_WAITING);
        assert!(matches!(mailbox.take(), Poll::Ready(None)));
    }

    #[test]
    fn small_messages_that_wait_together_are_given_in_one_piece_and_large_ones_alone() {
        let mailbox = Mailbox::default();
        let large = Bytes::from(vec![b'x'; MOST_JOINED]);
        for message in [&Bytes::from_static(b"one "), &Bytes::from_static(b"two"), &large] {
            assert!(mailbox.put(message));
        }

        assert_eq!(mailbox.take(), Poll::Ready(Some(Bytes::from_static(b"one two"))));
        assert_eq!(mailbox.take(), Poll::Ready(Some(large)));
        assert_eq!((mailbox.take(), mailbox.lock().bytes), (Poll::Pending, 0));
    }

    #[test]
    fn large_messages_count_by_their_size() {
        let mailbox = Mailbox::default();
        let message = Bytes::from(vec![b'x'; 600 * 1024]);

        assert!(mailbox.put(&message) && mailbox.put(&message));
        assert!(!mailbox.put(&message));
    }
}
