//! What a write or a read is: an async closure over a transaction that can be sent to where it runs, and run again.

use crate::Tx;
use base::Result;
use futures_util::future::BoxFuture;

/// A closure `async move |tx: &mut Tx| -> Result<T>` whose captures are `Clone + Send + 'static`.
///
/// It must be repeatable, since PostgreSQL may refuse to serialize it and SQLite may lose a batch that it was in.
pub trait Work<'t, T>: Clone + Send + 'static {
    /// Begins the work on this transaction.
    fn start(self, tx: &'t mut Tx) -> BoxFuture<'t, Result<T>>;
}

impl<'t, T, F, Fut> Work<'t, T> for F
where
    F: FnOnce(&'t mut Tx) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = Result<T>> + Send + 't,
{
    fn start(self, tx: &'t mut Tx) -> BoxFuture<'t, Result<T>> {
        Box::pin(self(tx))
    }
}
