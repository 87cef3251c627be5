//! The log: every change is a row in it, written in the change's own transaction. It carries ids and reasons,
//! never content.

use crate::{FromRow, Row, Sql, Tx, row, sql};
use base::{Id, Result, Time};
use serde_json::Value;

/// What is announced.
#[derive(Clone, Debug)]
pub struct Entry {
    pub actor: Option<String>,
    pub edition: Option<String>,
    /// The kind of the subject, such as `story`.
    pub kind: &'static str,
    pub subject: Id,
    pub event: &'static str,
    pub data: Value,
    pub reason: Option<String>,
    /// Whether it takes away what others could see until now: the write is answered only when every process of the
    /// newsroom has heard of it.
    pub takes_away: bool,
}

row! {
    /// A row of the log.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LogRow {
        pub seq: i64,
        pub at: Time,
        pub actor: Option<String>,
        pub edition: Option<String>,
        pub kind: String,
        pub subject: Id,
        pub event: String,
        pub data: Value,
        pub reason: Option<String>,
        pub takes_away: bool,
    }
}

/// A row of the log as it stands there, also where it cannot be read: one bad row must not hide the others.
#[derive(Clone, Debug)]
pub struct Logged {
    pub seq: i64,
    read: Result<LogRow, String>,
}

impl FromRow for Logged {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let read = LogRow::from_row(row).map_err(|failure| failure.to_string());
        Ok(Self { seq: row.get(0)?, read })
    }
}

impl Logged {
    /// Returns the row; of one that cannot be read nothing but a warning.
    pub fn row(self) -> Option<LogRow> {
        self.read
            .inspect_err(|why| tracing::warn!(seq = self.seq, why, "a row of the log cannot be read"))
            .ok()
    }

    fn fault(&self) -> Option<String> {
        let why = self.read.as_ref().err()?;
        Some(format!("log: row {} cannot be read: {why}", self.seq))
    }
}

/// How many rows are looked at between two questions to the database.
const PAGE: i64 = 1000;

/// The log behind a number.
pub(crate) const AFTER: Sql = sql!(
    "select seq, at, actor, edition, kind, subject, event, data, reason, takes_away from log
     where seq > $1 order by seq limit $2"
);
/// Which rows of the log are asked for; what is none leaves all.
#[derive(Clone, Debug, Default)]
pub struct Only {
    pub actor: Option<String>,
    pub subject: Option<Id>,
    pub event: Option<String>,
}

impl Tx {
    /// Appends to the log in this transaction and returns the row's number.
    pub async fn announce(&mut self, entry: Entry) -> Result<i64> {
        self.number = self.take_turn().await?;
        let tx = self.number;
        let at = self.now();
        let seq: i64 = self
            .one(
                sql!(
                    "insert into log (tx, at, actor, edition, kind, subject, event, data, reason, takes_away)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning seq"
                ),
                &[
                    &tx,
                    &at,
                    &entry.actor,
                    &entry.edition,
                    &entry.kind,
                    &entry.subject,
                    &entry.event,
                    &entry.data,
                    &entry.reason,
                    &entry.takes_away,
                ],
            )
            .await?;
        self.announced.push(LogRow {
            seq,
            at,
            actor: entry.actor,
            edition: entry.edition,
            kind: entry.kind.into(),
            subject: entry.subject,
            event: entry.event.into(),
            data: entry.data,
            reason: entry.reason,
            takes_away: entry.takes_away,
        });
        Ok(seq)
    }

    /// Returns rows behind `seq` in the log's order. A reader who goes on from the last one misses none, since
    /// whoever announces has its turn until it has committed.
    pub async fn log_after(&mut self, seq: i64, limit: i64) -> Result<Vec<LogRow>> {
        self.query(AFTER, &[&seq, &limit]).await
    }

    /// Returns the rows that the filter leaves behind `seq`, the oldest first.
    pub async fn log_from(&mut self, seq: i64, only: &Only, limit: i64) -> Result<Vec<Logged>> {
        self.query(
            sql!(
                "select seq, at, actor, edition, kind, subject, event, data, reason, takes_away from log
                 where seq > $1 and (actor = $2 or $2 is null) and (subject = $3 or $3 is null)
                   and (event = $4 or $4 is null) order by seq limit $5"
            ),
            &[&seq, &only.actor, &only.subject, &only.event, &limit],
        )
        .await
    }

    /// Returns the rows that the filter leaves before `seq`, the newest first.
    pub async fn log_before(&mut self, seq: i64, only: &Only, limit: i64) -> Result<Vec<Logged>> {
        self.query(
            sql!(
                "select seq, at, actor, edition, kind, subject, event, data, reason, takes_away from log
                 where seq < $1 and (actor = $2 or $2 is null) and (subject = $3 or $3 is null)
                   and (event = $4 or $4 is null) order by seq desc limit $5"
            ),
            &[&seq, &only.actor, &only.subject, &only.event, &limit],
        )
        .await
    }

    /// Returns a line for each row of the log that cannot be read.
    pub(crate) async fn log_faults(&mut self) -> Result<Vec<String>> {
        let (mut faults, mut seq) = (Vec::new(), 0);
        loop {
            let rows: Vec<Logged> = self.query(AFTER, &[&seq, &PAGE]).await?;
            let Some(last) = rows.last() else { return Ok(faults) };
            seq = last.seq;
            faults.extend(rows.iter().filter_map(Logged::fault));
        }
    }

    /// Returns the number of the last row that `log_after` gives, 0 if there is none.
    pub async fn last_logged(&mut self) -> Result<i64> {
        let last: Option<i64> = self.one(sql!("select max(seq) from log"), &[]).await?;
        Ok(last.unwrap_or(0))
    }

    /// Waits for the turn to announce, which lasts until this transaction ends, so that rows are committed in the
    /// order of their numbers. Returns the transaction's own number, where the engine runs several at a time.
    async fn take_turn(&mut self) -> Result<Option<i64>> {
        if self.is_sqlite() {
            return Ok(None);
        }
        crate::postgres::take_turn(self).await.map(Some)
    }
}
