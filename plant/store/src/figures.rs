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

row! {
    /// A process that works on the database, where the engine allows several.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Node {
        pub name: String,
        pub started_at: Time,
        /// Until when it is believed to live without a further sign.
        pub until: Time,
        /// Up to which row of the log it has dropped what it kept.
        pub seq: i64,
    }
}

impl Tx {
    /// Returns the engine's name.
    pub fn engine(&self) -> &'static str {
        if self.is_sqlite() { "SQLite" } else { "PostgreSQL" }
    }

    /// Returns the processes that work on the database; none where the engine allows but one.
    pub async fn nodes(&mut self) -> Result<Vec<Node>> {
        self.query(sql!("select name, started_at, until, seq from nodes order by started_at, name"), &[])
            .await
    }

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
