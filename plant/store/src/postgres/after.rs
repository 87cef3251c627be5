//! What follows a commit before the write is answered: everybody is told who must be; and where the commit's own
//! answer never came, the server is asked whether it stands.

use super::statement::query;
use super::{Inner, failure, nodes};
use crate::LogRow;
use base::{Broken, Failure, Refused, Result};
use std::time::{Duration, Instant};

/// How long a removal waits for other nodes at most, which is well beyond any lease.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long it is asked whether a commit stands whose answer never came.
const DOUBT: Duration = Duration::from_secs(10);

impl Inner {
    /// Has everybody told who must be before the write is answered.
    pub(super) async fn tell<T>(&self, done: T, rows: Vec<LogRow>) -> Result<T> {
        let Some(last) = rows.last().map(|row| row.seq) else { return Ok(done) };
        self.listeners.tell_of_own(&rows);
        self.node.tell_others(last);
        if let Some(taken) = rows.iter().rfind(|row| row.takes_away) {
            self.wait_for_others(taken.seq).await?;
        }
        Ok(done)
    }

    /// Waits until every other node has heard of this row, or has lost its lease.
    async fn wait_for_others(&self, seq: i64) -> Result<()> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(2);
        loop {
            let behind = self.behind(seq).await;
            if matches!(behind, Ok(0)) {
                return Ok(());
            }
            if begun.elapsed() > LONGEST_WAIT {
                tracing::error!(seq, ?behind, "not every node has said that it has heard of a removal");
                let why = "It is done, but another process of the newsroom has not confirmed it yet.";
                return Err(Refused::NotNow(why.into()).into());
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(100));
        }
    }

    async fn behind(&self, seq: i64) -> Result<i64> {
        let object = self.pool.get().await.map_err(failure::of_the_pool)?;
        nodes::behind(&object, self.node.id, seq).await
    }

    /// Returns whether the transaction of this number was committed, where the answer to its commit never came. One
    /// that has no number is not known, and must not be done again.
    pub(super) async fn stands(&self, number: Option<i64>, failure: Failure) -> Result<bool> {
        let Some(number) = number else { return Err(in_doubt(&failure)) };
        let begun = Instant::now();
        while begun.elapsed() < DOUBT {
            match self.state_of(number).await.as_deref() {
                Ok("committed") => return Ok(true),
                Ok("aborted") => return Ok(false),
                // Its session has not noticed yet, or the server is still coming up.
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        Err(in_doubt(&failure))
    }

    async fn state_of(&self, number: i64) -> Result<String> {
        let object = self.pool.get().await.map_err(failure::of_the_pool)?;
        let number = number.to_string();
        let state = crate::sql!("select coalesce(pg_xact_status($1::text::xid8), '')");
        let states: Vec<String> = query(&object, state, &[&number]).await?;
        Ok(states.concat())
    }
}

/// It is not told as something to try again.
fn in_doubt(failure: &Failure) -> Failure {
    tracing::error!(%failure, "the connection ended while a write was committed");
    Broken::new("the database went away while the write was committed; whether it stands is not known").into()
}
