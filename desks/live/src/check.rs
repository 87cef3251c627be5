//! Whether the desk's tables hold what they must: every post is the fold of its events in the log, and its pictures
//! stand where its text and its standing say.

use crate::pictures;
use crate::post::Post;
use crate::store::{self, Standing};
use ::store::Tx;
use base::{Id, Result};
use house::Event;
use std::collections::HashMap;

/// How many posts are looked at between two questions to the database.
const PAGE: i64 = 100;

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
    let mut faults: Vec<String> = rows.into_iter().filter_map(fault).collect();
    let mut after = None;
    loop {
        let (misplaced, next) = misplaced(tx, after).await?;
        faults.extend(misplaced.iter().map(fault_of));
        let Some(next) = next else { return Ok(faults) };
        after = Some(next);
    }
}

/// Puts the pictures of the posts behind this one where they must stand; a transaction is as many as others can wait
/// for. Returns a line for each post that was mended, and the post to go on behind; none if that was the last.
pub async fn mend(tx: &mut Tx, after: Option<Id>) -> Result<(Vec<String>, Option<Id>)> {
    let (misplaced, next) = misplaced(tx, after).await?;
    for post in &misplaced {
        pictures::place(tx, post).await?;
    }
    Ok((misplaced.iter().map(fault_of).collect(), next))
}

/// Returns those of the posts behind this one whose pictures stand elsewhere than they must, and where to go on.
async fn misplaced(tx: &mut Tx, after: Option<Id>) -> Result<(Vec<Post>, Option<Id>)> {
    let ids = store::ids_after(tx, after, PAGE).await?;
    let mut misplaced = Vec::new();
    for id in &ids {
        let post = store::post(tx, *id).await?;
        if !pictures::is_placed(tx, &post).await? {
            misplaced.push(post);
        }
    }
    Ok((misplaced, ids.last().copied()))
}

fn fault_of(post: &Post) -> String {
    format!("placements: post {} shows other pictures than are written down", post.id)
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
