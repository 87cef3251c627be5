//! One transaction from its beginning to its end.

use super::failure::is_lost;
use crate::tx::Engine;
use crate::{LogRow, Tx, Work};
use base::{Broken, Failure};
use deadpool_postgres::Object;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

/// What a transaction came to.
pub(super) enum Ended<T> {
    /// All of it stands.
    Done(T, Vec<LogRow>),
    /// Nothing of it stands.
    Not(Failure),
    /// The connection ended between the commit and its answer: it stands or it does not.
    InDoubt { done: T, rows: Vec<LogRow>, number: Option<i64>, failure: Failure },
}

/// Runs work in a transaction. However it ends, no connection with an open transaction goes back to the pool.
pub(super) async fn run<T>(mut tx: Tx, begin: &str, end: &str, work: impl for<'t> Work<'t, T>) -> Ended<T> {
    if let Err(failure) = tx.control(begin).await {
        return Ended::Not(failure);
    }
    let done = AssertUnwindSafe(async { work.start(&mut tx).await }).catch_unwind().await;
    let done = done.unwrap_or_else(|panic| {
        Err(Broken::new(crate::sqlite::panic_words(&*panic)).while_doing("in a transaction").into())
    });
    let done = tx.settle(done).and_then(|done| {
        // Said even if an attempt has caught it: the work decided on what the other has changed.
        if tx.has_conflict { Err(Broken::new("[40001] could not serialize").into()) } else { Ok(done) }
    });
    let ended = tx.control(if done.is_ok() { end } else { "rollback" }).await;
    let (rows, number) = (std::mem::take(&mut tx.announced), tx.number);
    if let (Err(_), Engine::Postgres(object)) = (&ended, tx.engine) {
        drop(Object::take(object));
    }
    match (done, ended) {
        (Ok(done), Ok(())) => Ended::Done(done, rows),
        (Ok(done), Err(failure)) if is_lost(&failure) => Ended::InDoubt { done, rows, number, failure },
        (Ok(_), Err(failure)) | (Err(failure), _) => Ended::Not(failure),
    }
}
