//! Whether the desk's tables hold what they must: every post is the fold of its events in the log, has the text that
//! it shows, and its pictures stand where its text and its standing say.

use crate::pictures;
use crate::post::Post;
use crate::store::{self, Standing};
use ::store::Tx;
use base::{Id, Result, Time};
use house::{Event, ReasonClass};

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
    published_at: Option<Time>,
    retracted: Option<(Time, ReasonClass)>,
}

/// Returns a line for each post that is not what its events come to; none if all is whole.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let mut faults = strays(tx).await?.into_iter().map(stray).collect::<Vec<_>>();
    let mut after = None;
    loop {
        let rows = store::standings(tx, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(faults) };
        after = Some(last.id);
        for row in &rows {
            match fold(tx, row.id).await? {
                Some(fold) if fold.is(row) => {}
                Some(_) => faults.push(fault(row)),
                None => faults.push(format!(
                    "posts: its events in the log cannot be read, so nobody knows how it stands (post {})",
                    row.id
                )),
            }
            if !row.has_text {
                faults.push(format!(
                    "post_revisions: revision {} is not there (post {})",
                    row.revision, row.id
                ));
                continue;
            }
            match tx.attempt(async |tx| misplaced(tx, row.id).await).await {
                Ok(None) => {}
                Ok(Some(_)) => faults.push(misplacement(row.id)),
                Err(why) => {
                    faults.push(format!("post_revisions: it cannot be read: {why} (post {})", row.id))
                }
            }
        }
    }
}

/// Lets the posts behind this one be what their events come to, and their pictures stand where they must; a
/// transaction is as many as others can wait for. Returns a line for each thing that was mended, and the post to go on
/// behind; none if that was the last.
pub async fn mend(tx: &mut Tx, after: Option<Id>) -> Result<(Vec<String>, Option<Id>)> {
    let rows = store::standings(tx, after, PAGE).await?;
    let mut mended = Vec::new();
    if after.is_none() {
        for post in strays(tx).await? {
            media::forget(tx, pictures::POST, post).await?;
            mended.push(stray(post));
        }
    }
    for row in &rows {
        if let Some(fold) = fold(tx, row.id).await?
            && !fold.is(row)
            && store::stand(tx, &fold.over(row)).await?
        {
            mended.push(fault(row));
        }
        if row.has_text
            && let Ok(Some(post)) = tx.attempt(async |tx| misplaced(tx, row.id).await).await
        {
            pictures::place(tx, &post).await?;
            mended.push(misplacement(row.id));
        }
    }
    Ok((mended, rows.last().map(|row| row.id)))
}

/// Returns the posts that are said to show pictures and are not there.
async fn strays(tx: &mut Tx) -> Result<Vec<Id>> {
    let mut strays = Vec::new();
    for post in media::placing(tx, pictures::POST).await? {
        if !store::exists(tx, post).await? {
            strays.push(post);
        }
    }
    Ok(strays)
}

fn stray(post: Id) -> String {
    format!("placements: it shows pictures and is not there (post {post})")
}

/// Returns the post if its pictures stand elsewhere than they must.
async fn misplaced(tx: &mut Tx, id: Id) -> Result<Option<Post>> {
    let post = store::post(tx, id).await?;
    Ok(if pictures::is_placed(tx, &post).await? { None } else { Some(post) })
}

fn fault(row: &Standing) -> String {
    format!("posts: it is not what its events in the log come to (post {})", row.id)
}

fn misplacement(post: Id) -> String {
    format!("placements: it shows other pictures than are written down (post {post})")
}

/// Returns what the events of a post come to; nothing where one of them cannot be read.
async fn fold(tx: &mut Tx, post: Id) -> Result<Option<Fold>> {
    let mut fold = Fold::default();
    for logged in store::logged_of(tx, post).await? {
        let Some(row) = logged.row() else { return Ok(None) };
        let Some(event) = Event::from_row(&row) else { return Ok(None) };
        fold.take(row.at, event);
    }
    Ok(Some(fold))
}

impl Fold {
    fn take(&mut self, at: Time, event: Event) {
        match event {
            Event::PostSaved { revision, .. } => {
                self.revision = revision;
                if self.state.is_empty() {
                    self.state = "draft";
                }
            }
            Event::PostPublished { revision, rank, .. } => {
                *self = Self { state: "live", rank, revision, published_at: Some(at), ..Self::default() };
            }
            Event::PostEdited { revision, .. } => self.revision = revision,
            Event::PostPinned { .. } => self.is_pinned = true,
            Event::PostUnpinned { .. } => self.is_pinned = false,
            Event::PostKeyed { .. } => self.is_key = true,
            Event::PostUnkeyed { .. } => self.is_key = false,
            Event::PostMoved { rank, .. } => self.rank = rank,
            Event::PostRetracted { reason_class, .. } => {
                (self.state, self.retracted) = ("retracted", Some((at, reason_class)));
            }
            Event::PostRestored { revision, .. } => {
                (self.state, self.revision, self.retracted) = ("live", revision, None);
            }
            _ => {}
        }
    }

    fn is(&self, row: &Standing) -> bool {
        self.over(row) == *row
    }

    /// Returns the row as the events would have it. A draft's place and marks are its own business until it is
    /// published; the words of a notice stand in the row alone.
    fn over(&self, row: &Standing) -> Standing {
        let mut wanted = Standing { state: self.state.into(), revision: self.revision, ..row.clone() };
        if self.state != "draft" {
            wanted.rank.clone_from(&self.rank);
            (wanted.is_key, wanted.is_pinned) = (self.is_key, self.is_pinned);
            wanted.at = row.at.or(self.published_at);
        }
        wanted.retracted_at = self.retracted.map(|(at, _)| row.retracted_at.unwrap_or(at));
        wanted.retract_reason = self.retracted.map(|(_, reason)| reason.to_string());
        wanted
    }
}
