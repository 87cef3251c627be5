//! A story becomes public, or what is public of it changes: publish, update, correct.

use super::move_on::begin;
use super::{Asked, Done, must_be_words, save};
use crate::fields::{Fields, Input};
use crate::gate::{Released, gate, lifted};
use crate::story::{Public, Story, Work};
use crate::workflow::Verb;
use crate::{addresses, readers, record, store};
use ::store::Tx;
use base::{Broken, FieldError, Id, Refused, Result, Time};
use house::Event;
use sections::Plan;

/// Publishes the story as it stands.
pub async fn publish(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let story = begin(tx, asked, id, Verb::Publish).await?;
    let proof = lifted(&story, tx.now())?;
    let times = Times { published: tx.now(), updated: None };
    let story = go_public(tx, proof, story, times, &asked.person.actor()).await?;
    Ok(story.into())
}

/// Publishes new facts.
pub async fn update(tx: &mut Tx, asked: &Asked, id: Id, input: Input) -> Result<Done> {
    change(tx, asked, id, input, None).await
}

/// Mends an error that was published; the note tells readers what was wrong.
pub async fn correct(tx: &mut Tx, asked: &Asked, id: Id, note: &str, input: Input) -> Result<Done> {
    must_be_words("/note", note, "tell readers what was wrong")?;
    change(tx, asked, id, input, Some(note)).await
}

/// The times that a publication bears: now, or those of its former home.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) published: Time,
    pub(crate) updated: Option<Time>,
}

/// Makes a story public for the first time.
pub(crate) async fn go_public(
    tx: &mut Tx,
    _proof: Released,
    mut story: Story,
    times: Times,
    actor: &str,
) -> Result<Story> {
    let fields = store::fields(tx, story.id, story.revision).await?;
    let plan = sections::plan(tx).await?;
    gate(tx, &plan, &fields).await?;
    fields.check(&plan)?;
    story.path = Some(take_address(tx, &plan, &story, &fields, times.published).await?);
    tx.cancel_job(&super::schedule::job_key(story.id)).await?;
    story.work = Work::Approved;
    story.public = Public::Published;
    story.scheduled_at = None;
    story.live_revision = Some(story.revision);
    story.first_published_at = Some(times.published);
    story.published_at = Some(times.published);
    story.updated_at = times.updated;
    let event = |story: &Story| Event::StoryPublished {
        revision: story.revision,
        group: story.group,
        section: fields.section.clone(),
        kind: fields.kind,
    };
    show(tx, &story, &fields).await?;
    record::enter(tx, &story, "publish", None, Some(&fields)).await?;
    event(&story).announce(tx, actor, &story.edition, story.id, None).await?;
    Ok(story)
}

async fn take_address(tx: &mut Tx, plan: &Plan, story: &Story, fields: &Fields, at: Time) -> Result<String> {
    let edition =
        plan.edition(&story.edition).ok_or_else(|| Broken::new("an edition that is not in the plan"))?;
    addresses::take(tx, edition, story.id, fields, at).await
}

/// Puts the live revision of a story before the readers and writes down where the story stands.
pub(crate) async fn show(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<()> {
    store::save_state(tx, story).await?;
    readers::show(tx, story, fields).await
}

async fn change(tx: &mut Tx, asked: &Asked, id: Id, input: Input, note: Option<&str>) -> Result<Done> {
    let verb = if note.is_some() { Verb::Correct } else { Verb::Update };
    let mut story = begin(tx, asked, id, verb).await?;
    let before = store::fields(tx, id, story.revision).await?;
    let changed = input.apply(before.clone(), &asked.chance)?;
    if changed.fields.slug != before.slug {
        let fixed = FieldError::at("/slug", "the address of a published story is fixed");
        return Err(Refused::NotValid(vec![fixed.called("address-fixed", "")]).into());
    }
    let plan = sections::plan(tx).await?;
    gate(tx, &plan, &changed.fields).await?;
    let cause = if note.is_some() { "correct" } else { "update" };
    let written = save::Written { before: &before, after: &changed.fields, cause };
    save::write(tx, asked, &mut story, written, &plan).await?;
    let now = tx.now();
    story.live_revision = Some(story.revision);
    story.updated_at = Some(now);
    if note.is_some() {
        story.corrected_at = Some(now);
    }
    show(tx, &story, &changed.fields).await?;
    record::enter(tx, &story, cause, note.map(str::to_owned), Some(&changed.fields)).await?;
    let (revision, group) = (story.revision, story.group);
    let (section, kind) = (changed.fields.section, changed.fields.kind);
    let event = match note {
        Some(_) => Event::StoryCorrected { revision, group, section, kind },
        None => Event::StoryUpdated { revision, group, section, kind },
    };
    event.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(Done { story, dropped: changed.dropped })
}
