//! A revision is shown to somebody without an account, for some hours.

use super::Asked;
use crate::record::history::entries;
use crate::store::previews::{self, PreviewRow};
use crate::store::record;
use crate::story::{Public, Story};
use crate::{previews as links, store, workflow};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::{Event, Right};
use std::time::Duration;

/// How many hours a link lasts unless said otherwise, and at most: a week.
const USUAL: u64 = 24;
const MOST: u64 = 7 * 24;

/// A link as it is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewPreview {
    /// The newest one unless named.
    pub revision: Option<i64>,
    pub hours: Option<u64>,
}

/// Makes a link to a revision; returns it with what it carries, which is told this once.
pub async fn make_preview(
    tx: &mut Tx,
    asked: &Asked,
    story: Id,
    new: NewPreview,
) -> Result<(PreviewRow, String)> {
    let story = must_show(tx, asked, story).await?;
    let hours = new.hours.unwrap_or(USUAL);
    if !(1..=MOST).contains(&hours) {
        return Err(Refused::field("/hours", format!("a link lasts from 1 to {MOST} hours")).into());
    }
    let revision = new.revision.unwrap_or(story.revision);
    if !(1..=story.revision).contains(&revision) {
        return Err(Refused::field("/revision", format!("there is no revision {revision}")).into());
    }
    let fields = store::said(tx, story.id, revision).await?;
    let is_held = links::is_held(&story, &fields, tx.now());
    let why = match story.public {
        _ if is_held => "The story is under embargo; nobody outside sees it.",
        Public::Withdrawn => "The story is withdrawn; nobody outside sees it.",
        _ if was_taken_off(tx, &story, revision).await? => "This version was withdrawn and not restored.",
        _ => "",
    };
    if !why.is_empty() {
        let state = story.state();
        let allowed = if is_held { workflow::allowed_under_embargo(state) } else { workflow::allowed(state) };
        return Err(Refused::Conflict { why: why.into(), allowed }.into());
    }
    previews::delete_old(tx).await?;
    let (secret, hash) = links::fresh(tx);
    let until = tx.now().after(Duration::from_secs(hours * 60 * 60));
    let (id, made_by, made_at) = (tx.new_id(), asked.person.id, tx.now());
    let row = PreviewRow { id, story: story.id, revision, made_by, made_at, until };
    previews::insert(tx, &hash, &row).await?;
    Event::PreviewMade { preview: id, revision, until }
        .announce(tx, &asked.person.actor(), &story.edition, story.id, None)
        .await?;
    Ok((row, secret))
}

/// Whether a revision was public, was taken off, and was not restored.
async fn was_taken_off(tx: &mut Tx, story: &Story, revision: i64) -> Result<bool> {
    let entries = entries(record::of(tx, story.id).await?);
    let of_it = |entry: &&crate::record::history::Entry| entry.is_version() && entry.row.revision == revision;
    Ok(entries.iter().rfind(of_it).is_some_and(|entry| entry.withheld.is_some()))
}

/// Ends a link.
pub async fn end_preview(tx: &mut Tx, asked: &Asked, story: Id, preview: Id) -> Result<()> {
    let story = must_show(tx, asked, story).await?;
    if !previews::delete(tx, story.id, preview).await? {
        return Err(Refused::NotFound.into());
    }
    let event = Event::PreviewEnded { preview };
    event.announce(tx, &asked.person.actor(), &story.edition, story.id, None).await.map(drop)
}

/// Finds the story, and refuses unless the person may show it to others.
async fn must_show(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Story> {
    let story = store::story(tx, id).await?;
    if !asked.person.may(Right::Read, &story.edition) {
        return Err(Refused::NotFound.into());
    }
    asked.person.must(Right::Publish, &story.edition)?;
    Ok(story)
}
