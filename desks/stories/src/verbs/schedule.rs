//! A story is to be published at an hour: a job does it then, also if the house was dark at that moment.

use super::move_on::{begin, finish};
use super::release::RELEASE;
use super::{Asked, Done};
use crate::gate::{gate, held};
use crate::store;
use crate::story::Public;
use crate::workflow::Verb;
use ::store::{NewJob, Tx};
use base::{FieldError, Id, Refused, Result, Time};
use house::Event;
use serde_json::json;

/// Schedules the publication, or moves it.
pub async fn schedule(tx: &mut Tx, asked: &Asked, id: Id, at: Time) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Schedule).await?;
    if at <= tx.now() {
        let past = FieldError::at("/at", format!("{at} is past; publish it instead"));
        return Err(Refused::NotValid(vec![past.called("past", at.to_string())]).into());
    }
    if let Some(until) = story.embargo_until
        && at < until
    {
        let why = format!("The story is under embargo until {until}; it cannot go out at {at}.");
        return Err(held(&story, until, why));
    }
    let (plan, fields) = (sections::plan(tx).await?, store::fields(tx, id, story.revision).await?);
    gate(tx, &plan, &fields).await?;
    story.public = Public::Scheduled;
    story.scheduled_at = Some(at);
    set_job(tx, id, at).await?;
    finish(tx, asked, story, |revision| Event::StoryScheduled { revision, at }, None).await
}

/// Takes the hour away again; the story is as it was before.
pub async fn unschedule(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let mut story = begin(tx, asked, id, Verb::Unschedule).await?;
    tx.cancel_job(&job_key(id)).await?;
    story.public = Public::Unpublished;
    story.scheduled_at = None;
    finish(tx, asked, story, |revision| Event::StoryUnscheduled { revision }, None).await
}

/// Sets the hour at which the job publishes the story.
pub(crate) async fn set_job(tx: &mut Tx, story: Id, at: Time) -> Result<()> {
    tx.enqueue(NewJob {
        kind: RELEASE.into(),
        unique_key: Some(job_key(story)),
        payload: json!({ "story": story }),
        run_at: at,
    })
    .await
}

/// Returns whether there is the job that publishes the story.
pub(crate) async fn has_job(tx: &mut Tx, story: Id) -> Result<bool> {
    tx.has_job(&job_key(story)).await
}

/// Returns the key by which a story has one job at most.
pub(super) fn job_key(story: Id) -> String {
    format!("{RELEASE}:{story}")
}
