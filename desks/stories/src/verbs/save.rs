//! Saving: every save is a revision; one made from an older revision is merged where fields and blocks differ.

use super::{Asked, Seen, check, join_group, keep_topics, names};
use crate::fields::{Changed, Fields, Input};
use crate::merge::merge;
use crate::story::{Public, Story};
use crate::{conflicts, copies, pictures, store, view, workflow};
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use copy::Dropped;
use house::Event;
use sections::Plan;

/// A story after a save.
#[derive(Clone, Debug)]
pub struct Saved {
    pub story: Story,
    pub dropped: Vec<Dropped>,
    /// Whether somebody else's changes were kept beside these.
    pub merged: bool,
}

/// Saves changes to the revision that the asker saw; what readers see does not move.
pub async fn save(tx: &mut Tx, asked: &Asked, id: Id, input: Input) -> Result<Saved> {
    keep(tx, asked, id, (SAVE, None), |base| input.apply(base, &asked.chance)).await
}

/// Saves what a window of the editor holds. Where it has not heard that it saved before, since the answer was lost, it
/// sends that once more, written on meanwhile: that is no second change in the same place.
pub(crate) async fn save_window(
    tx: &mut Tx,
    asked: &Asked,
    id: Id,
    tab: &str,
    input: Input,
) -> Result<Saved> {
    let unheard = copies::own_window(tx, &asked.person, id, tab).await?;
    let saved = keep(tx, asked, id, (SAVE, unheard), |base| input.apply(base, &asked.chance)).await?;
    copies::saved(tx, &asked.person, id, tab, saved.story.revision).await?;
    Ok(saved)
}

/// Goes back to the words of an earlier revision: they are saved anew, as if somebody had typed them into the revision
/// that the asker saw. Where the story stands, its address, embargo and translations stay as they are.
pub async fn go_back(tx: &mut Tx, asked: &Asked, id: Id, number: i64) -> Result<Saved> {
    let former = store::said(tx, id, number).await?;
    let again = |base: Fields| {
        let Fields { edition, slug, embargo_until, translation_of, .. } = base;
        let fields = Fields { edition, slug, embargo_until, translation_of, ..former };
        Ok(Changed { fields, dropped: Vec::new() })
    };
    keep(tx, asked, id, (GO_BACK, None), again).await
}

/// Why a revision was made that is for the newsroom alone.
const SAVE: &str = "save";
const GO_BACK: &str = "back";

/// Saves what `change` makes of the revision that the asker saw; `unheard` is one that the asker made after it without
/// knowing.
async fn keep(
    tx: &mut Tx,
    asked: &Asked,
    id: Id,
    (cause, unheard): (&str, Option<i64>),
    change: impl FnOnce(Fields) -> Result<Changed>,
) -> Result<Saved> {
    let mut story = view::find_behind(tx, &asked.person, id).await?;
    workflow::may_edit(&asked.person, &story)?;
    let seen = match asked.seen {
        Seen::Unsaid => return Err(Refused::NoPrecondition.into()),
        Seen::Any => story.revision,
        Seen::Revision(seen) => seen,
    };
    let base = seen_fields(tx, &story, seen).await?;
    let changed = change(base.clone())?;
    let merged = seen != story.revision;
    let (fields, standing) = if merged {
        let theirs = store::fields(tx, id, story.revision).await?;
        let sent = as_sent(tx, &story, &base, unheard.filter(|made| *made > seen)).await?;
        let fields = match merge(&sent, &changed.fields, &theirs)? {
            Ok(fields) => fields,
            Err(places) => {
                return Err(conflicts::refused(tx, &asked.person, &story, seen, places).await?.into());
            }
        };
        (fields, theirs)
    } else {
        (changed.fields, base)
    };
    let plan = sections::plan(tx).await?;
    if fields != standing {
        let change = Written { before: &standing, after: &fields, cause };
        write(tx, asked, &mut story, change, &plan).await?;
        Event::StorySaved { revision: story.revision }
            .announce(tx, &asked.person.actor(), &story.edition, id, None)
            .await?;
    }
    Ok(Saved { story, dropped: changed.dropped, merged })
}

/// Returns what the asker had sent when this revision was made of it: the revision that it saw, with what it changed.
async fn as_sent(tx: &mut Tx, story: &Story, seen: &Fields, made: Option<i64>) -> Result<Fields> {
    let Some(made) = made.filter(|made| *made <= story.revision) else { return Ok(seen.clone()) };
    let before = store::fields(tx, story.id, made - 1).await?;
    let after = store::fields(tx, story.id, made).await?;
    // What others changed meanwhile is in both, and so no change of the asker's.
    Ok(merge(&before, &after, seen)?.unwrap_or_else(|_| seen.clone()))
}

async fn seen_fields(tx: &mut Tx, story: &Story, seen: i64) -> Result<Fields> {
    if seen < 1 || seen > story.revision {
        return Err(Refused::Stale {
            why: format!("There is no revision {seen}; the newest is {}.", story.revision),
            conflicts: Vec::new(),
        }
        .into());
    }
    store::fields(tx, story.id, seen).await
}

/// A change of what a story says, and why it was made.
pub(super) struct Written<'a> {
    pub(super) before: &'a Fields,
    pub(super) after: &'a Fields,
    pub(super) cause: &'a str,
}

/// Checks the fields against the story and writes them as its next revision.
pub(super) async fn write(
    tx: &mut Tx,
    asked: &Asked,
    story: &mut Story,
    change: Written<'_>,
    plan: &Plan,
) -> Result<()> {
    let Written { before, after: fields, cause } = change;
    check(tx, fields, Some(before), plan).await?;
    check_against(story, fields, tx.now())?;
    if fields.edition != story.edition {
        asked.person.must(house::Right::Write, &fields.edition)?;
    }
    story.edition.clone_from(&fields.edition);
    story.embargo_until = fields.embargo_until;
    // A save is for the newsroom alone: what readers see named as a translation moves with the next publication.
    if cause != SAVE && cause != GO_BACK {
        join_group(tx, story, fields, None).await?;
    } else if story.public != Public::Published {
        join_group(tx, story, fields, Some(before)).await?;
    }
    story.revision += 1;
    store::save_revision(tx, story, &asked.person.actor(), cause, fields).await?;
    store::save_state(tx, story).await?;
    pictures::place(tx, story, fields, false).await?;
    let names = names(tx, fields).await?;
    keep_topics(tx, story, &names).await
}

/// Refuses what cannot change any more, or what would undo a promise already made.
fn check_against(story: &Story, fields: &Fields, now: base::Time) -> Result<()> {
    let is_held = fields.embargo_until.is_some_and(|until| now < until);
    if story.was_public() && fields.edition != story.edition {
        let stays = FieldError::at("/edition", "a story that was published stays in its edition");
        return Err(Refused::NotValid(vec![stays.called("edition-stays", "")]).into());
    }
    if story.public == Public::Published && is_held {
        let why = "the story is public; withdraw it instead of putting it under embargo";
        let public = FieldError::at("/embargo_until", why).called("public-already", "");
        return Err(Refused::NotValid(vec![public]).into());
    }
    if let (Public::Scheduled, Some(at), Some(until)) =
        (story.public, story.scheduled_at, fields.embargo_until)
        && at < until
    {
        let before =
            FieldError::at("/embargo_until", format!("the story is scheduled for {at}, before that"));
        return Err(Refused::NotValid(vec![before.called("scheduled-before", at.to_string())]).into());
    }
    Ok(())
}
