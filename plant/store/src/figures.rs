//! What the store counts while it runs, and what the database tells of itself when it is asked.

use crate::{Tx, row, sql};
use base::figures::{Counter, Spread};
use base::{Result, Time};

/// What the store has counted since it was opened.
#[derive(Debug, Default)]
pub struct Figures {
    /// From the call to the answer of each write, over `DURATIONS`.
    pub writes: Spread,
    /// How many writes shared a transaction, over `SIZES`; empty on an engine that groups commits by itself.
    pub batches: Spread,
    pub reads: Counter,
}

row! {
    /// How many jobs there are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Queue {
        /// Those whose hour has come.
        pub due: i64,
        /// Those whose hour is still to come.
        pub waiting: i64,
        /// Those that failed too often and wait for people.
        pub set_aside: i64,
    }
}

impl Tx {
    /// Returns how many jobs are due at this moment, are to be done later, and were set aside.
    pub async fn queue(&mut self) -> Result<Queue> {
        let now: Time = self.now();
        self.one(
            sql!(
                "select count(case when set_aside = false and run_at <= $1 then 1 end),
                   count(case when set_aside = false and run_at > $1 then 1 end),
                   count(case when set_aside = true then 1 end)
                 from jobs"
            ),
            &[&now],
        )
        .await
    }

    /// Returns how many bytes the database takes.
    pub async fn size(&mut self) -> Result<i64> {
        if self.is_sqlite() { crate::sqlite::size(self).await } else { crate::postgres::size(self).await }
    }
}
