//! A story begins, or ends before anybody outside saw it.

use super::{Asked, Done, check, join_group, keep_topics, names};
use crate::fields::{Fields, Input};
use crate::story::{Origin, Public, State, Story, Work};
use crate::workflow;
use crate::{pictures, store};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use house::{Event, Right};

/// Begins a story as a draft.
pub async fn create(tx: &mut Tx, asked: &Asked, input: Input) -> Result<Done> {
    let changed = input.create(&asked.chance)?;
    asked.person.must(Right::Write, &changed.fields.edition)?;
    let plan = sections::plan(tx).await?;
    check(tx, &changed.fields, None, &plan).await?;
    let story = begin(tx, &asked.person.actor(), &changed.fields, &Origin::Own).await?;
    Ok(Done { story, dropped: changed.dropped })
}

/// Writes a new draft, checked already, and announces it.
pub(super) async fn begin(tx: &mut Tx, actor: &str, fields: &Fields, origin: &Origin) -> Result<Story> {
    let id = tx.new_id();
    let mut story = blank(id, actor, fields, tx.now());
    if fields.translation_of.is_some() {
        join_group(tx, &mut story, fields, None).await?;
    }
    store::insert(tx, &story, fields, origin).await?;
    pictures::place(tx, &story, fields, false).await?;
    let names = names(tx, fields).await?;
    keep_topics(tx, &story, &names).await?;
    Event::StoryCreated { revision: 1 }.announce(tx, actor, &story.edition, id, None).await?;
    Ok(story)
}

fn blank(id: Id, actor: &str, fields: &Fields, now: Time) -> Story {
    Story {
        id,
        edition: fields.edition.clone(),
        work: Work::Draft,
        public: Public::Unpublished,
        revision: 1,
        live_revision: None,
        group: id,
        path: None,
        embargo_until: fields.embargo_until,
        scheduled_at: None,
        first_published_at: None,
        published_at: None,
        updated_at: None,
        corrected_at: None,
        withdrawn_at: None,
        withdraw_reason: None,
        withdraw_notice: None,
        created_by: actor.into(),
        changed_at: now,
    }
}

/// Deletes a draft that was never public.
pub async fn delete(tx: &mut Tx, asked: &Asked, id: Id) -> Result<()> {
    let story = store::story(tx, id).await?;
    workflow::may_edit(&asked.person, &story)?;
    asked.must_match(&story)?;
    if story.was_public() || story.state() != State::Draft {
        let why = format!("Only a draft can be deleted; this story is {}.", story.state().as_str());
        return Err(Refused::Conflict { why, allowed: workflow::allowed(story.state()) }.into());
    }
    store::delete(tx, id).await?;
    media::forget(tx, pictures::STORY, id).await?;
    Event::StoryDeleted.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(())
}
