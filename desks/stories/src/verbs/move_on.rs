//! A draft goes to the desk and back: submit, return, approve.

use super::{Asked, Done, must_be_words};
use crate::store;
use crate::story::{Story, Work};
use crate::workflow::{self, Verb};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Event;

/// Hands a draft to the desk.
pub async fn submit(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Submit).await?;
    story.work = Work::Submitted;
    story.scheduled_at = None;
    finish(tx, asked, story, |revision| Event::StorySubmitted { revision }, None).await
}

/// Gives a story back to its writer, with a note that says why.
pub async fn return_(tx: &mut Tx, asked: &Asked, id: Id, note: &str) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Return).await?;
    must_be_words("/note", note, "say to the writer why it comes back")?;
    story.work = Work::Draft;
    story.scheduled_at = None;
    finish(
        tx,
        asked,
        story,
        |revision| Event::StoryReturned { revision, due: None, lacks: Vec::new() },
        Some(note.into()),
    )
    .await
}

/// Says that a story is fit to be published.
pub async fn approve(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Approve).await?;
    story.work = Work::Approved;
    story.scheduled_at = None;
    finish(tx, asked, story, |revision| Event::StoryApproved { revision }, None).await
}

/// Finds the story and asks whether the verb may be done to it.
pub async fn begin(tx: &mut Tx, asked: &Asked, id: Id, verb: Verb) -> Result<Story> {
    let story = store::story(tx, id).await?;
    if !asked.person.may(house::Right::Read, &story.edition) {
        return Err(Refused::NotFound.into());
    }
    workflow::may(&asked.person, verb, &story)?;
    asked.must_match(&story)?;
    Ok(story)
}

/// Writes down where the story stands now and announces it.
pub(super) async fn finish(
    tx: &mut Tx,
    asked: &Asked,
    story: Story,
    event: impl FnOnce(i64) -> Event,
    reason: Option<String>,
) -> Result<Done> {
    store::save_state(tx, &story).await?;
    event(story.revision).announce(tx, &asked.person.actor(), &story.edition, story.id, reason).await?;
    Ok(story.into())
}
