//! Whether the desk's table holds what it must: every post is the fold of its events in the log.

use crate::store::{self, Standing};
use ::store::Tx;
use base::{Id, Result};
use house::Event;
use std::collections::HashMap;

/// What the events of a post come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fold {
    state: &'static str,
    rank: String,
    is_key: bool,
    is_pinned: bool,
    revision: i64,
}

/// Returns a line for each post that is not what its events come to; none if all is whole.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let folds = folds(tx).await?;
    let rows = store::standings(tx).await?;
    let fault = |row: Standing| match folds.get(&row.id) {
        Some(fold) if fold.is(&row) => None,
        _ => Some(format!("post {}: is not what its events in the log come to", row.id)),
    };
    Ok(rows.into_iter().filter_map(fault).collect())
}

async fn folds(tx: &mut Tx) -> Result<HashMap<Id, Fold>> {
    let (mut folds, mut seq): (HashMap<Id, Fold>, i64) = (HashMap::new(), 0);
    loop {
        let rows = store::logged(tx, seq, 1000).await?;
        let Some(last) = rows.last() else { return Ok(folds) };
        seq = last.seq;
        for row in rows {
            if let Some(event) = Event::from_row(&row) {
                folds.entry(row.subject).or_default().take(event);
            }
        }
    }
}

impl Fold {
    fn take(&mut self, event: Event) {
        match event {
            Event::PostSaved { revision, .. } => {
                self.revision = revision;
                if self.state.is_empty() {
                    self.state = "draft";
                }
            }
            Event::PostPublished { revision, rank, .. } => {
                *self = Self { state: "live", rank, revision, ..Self::default() };
            }
            Event::PostEdited { revision, .. } => self.revision = revision,
            Event::PostPinned { .. } => self.is_pinned = true,
            Event::PostUnpinned { .. } => self.is_pinned = false,
            Event::PostKeyed { .. } => self.is_key = true,
            Event::PostUnkeyed { .. } => self.is_key = false,
            Event::PostMoved { rank, .. } => self.rank = rank,
            Event::PostRetracted { .. } => self.state = "retracted",
            Event::PostRestored { revision, .. } => (self.state, self.revision) = ("live", revision),
            _ => {}
        }
    }

    /// A draft's place and marks are its own business until it is published.
    fn is(&self, row: &Standing) -> bool {
        let is_same = self.state == row.state && self.revision == row.revision;
        let marks = (self.is_key, self.is_pinned) == (row.is_key, row.is_pinned);
        is_same && (row.state == "draft" || (marks && self.rank == row.rank))
    }
}
