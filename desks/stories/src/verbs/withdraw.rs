//! A story is taken off, or put back: withdraw, restore.

use super::move_on::begin;
use super::publish::show;
use super::{Asked, Done, must_be_words};
use crate::gate::{gate, lifted};
use crate::story::Public;
use crate::workflow::Verb;
use crate::{previews, readers, record, store};
use ::store::Tx;
use base::{Broken, Failure, FieldError, Id, Refused, Result};
use house::{Event, ReasonClass};

/// Takes a published story off. Readers keep the class of the reason and the notice, and nothing else.
pub async fn withdraw(tx: &mut Tx, asked: &Asked, id: Id, reason: &str, notice: &str) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Withdraw).await?;
    let reason_class = check(reason, notice)?;
    let now = tx.now();
    story.public = Public::Withdrawn;
    story.published_at = None;
    story.withdrawn_at = Some(now);
    story.withdraw_reason = Some(reason_class.to_string());
    story.withdraw_notice = Some(notice.into());
    store::save_state(tx, &story).await?;
    readers::hide(tx, &story).await?;
    previews::end_all(tx, id).await?;
    record::enter(tx, &story, "withdraw", Some(format!("{reason_class}: {notice}")), None).await?;
    let event = Event::StoryWithdrawn { revision: story.revision, group: story.group, reason_class };
    event.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(story.into())
}

fn check(reason: &str, notice: &str) -> Result<ReasonClass> {
    let mut errors = Vec::new();
    let class: Option<ReasonClass> =
        reason.parse().map_err(|why: String| errors.push(FieldError::at("/reason", why))).ok();
    let missing = "tell readers that and why it was taken off";
    if let Err(Failure::Refused(Refused::NotValid(faults))) = must_be_words("/notice", notice, missing) {
        errors.extend(faults);
    }
    match class {
        Some(class) if errors.is_empty() => Ok(class),
        _ => Err(Refused::NotValid(errors).into()),
    }
}

/// Puts a withdrawn story back. What was changed of it since is what readers get, as the newsroom sees it: a text
/// that was taken off for an error must not come back with it. The history says that it was changed, and the note what.
pub async fn restore(tx: &mut Tx, asked: &Asked, id: Id, note: Option<&str>) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Restore).await?;
    if let Some(note) = note {
        must_be_words("/note", note, "tell readers what was changed")?;
    }
    let now = tx.now();
    lifted(&story, now)?;
    let live =
        story.live_revision.ok_or_else(|| Broken::new("a withdrawn story that was never published"))?;
    let fields = store::fields(tx, id, story.revision).await?;
    let plan = sections::plan(tx).await?;
    gate(tx, &plan, &fields).await?;
    if live != story.revision {
        story.live_revision = Some(story.revision);
        story.updated_at = Some(now);
    }
    story.public = Public::Published;
    story.published_at = Some(now);
    story.withdrawn_at = None;
    story.withdraw_reason = None;
    story.withdraw_notice = None;
    show(tx, &story, &fields).await?;
    record::enter(tx, &story, "restore", note.map(str::to_owned), Some(&fields)).await?;
    let event = Event::StoryRestored {
        revision: story.revision,
        group: story.group,
        section: fields.section.clone(),
        kind: fields.kind,
    };
    event.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(story.into())
}
