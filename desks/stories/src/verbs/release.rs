//! The hour has come: what was scheduled is published, by the clock and not by a person.

use super::publish::{Times, go_public};
use crate::gate::lifted;
use crate::story::Public;
use crate::{checklist, store};
use ::store::Tx;
use base::{Failure, FieldError, Id, Refused, Result};
use house::Event;

/// The kind of the job.
pub const RELEASE: &str = "release";

/// How the log calls the clock as an actor.
const CLOCK: &str = "clock";

/// Publishes a scheduled story whose hour has come. One that was published, moved or unscheduled meanwhile is left
/// alone. One that the gate refuses goes back to the desk with the reason, since trying again would not help.
pub async fn release(tx: &mut Tx, id: Id) -> Result<()> {
    let story = match store::story(tx, id).await {
        Ok(story) => story,
        Err(Failure::Refused(_)) => return Ok(()),
        Err(broken) => return Err(broken),
    };
    let now = tx.now();
    if story.public != Public::Scheduled || story.scheduled_at.is_none_or(|at| now < at) {
        return Ok(());
    }
    let taken = tx.attempt(async |tx| {
        let story = store::story(tx, id).await?;
        let proof = lifted(&story, now)?;
        if story.embargo_until.is_some() {
            Event::EmbargoLifted { revision: story.revision }
                .announce(tx, CLOCK, &story.edition, id, None)
                .await?;
        }
        go_public(tx, proof, story, Times { published: now, updated: None }, CLOCK).await
    });
    match taken.await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(why)) => give_back(tx, id, why).await,
        Err(broken) => Err(broken),
    }
}

/// The story keeps the hour that it missed until something is done about it.
async fn give_back(tx: &mut Tx, id: Id, why: Refused) -> Result<()> {
    let mut story = store::story(tx, id).await?;
    story.public = Public::Unpublished;
    store::save_state(tx, &story).await?;
    let faults = match why {
        Refused::NotValid(errors) => errors,
        Refused::Held { by, .. } => vec![by],
        other => vec![FieldError::at("", other.to_string())],
    };
    let mut lacks: Vec<String> =
        faults.iter().map(|fault| fault.what.unwrap_or(checklist::OTHER).to_owned()).collect();
    lacks.dedup();
    let said: Vec<&str> = faults.iter().map(|fault| fault.detail.as_str()).collect();
    Event::StoryReturned { revision: story.revision, due: story.scheduled_at, lacks }
        .announce(tx, CLOCK, &story.edition, id, Some(said.join("; ")))
        .await?;
    Ok(())
}
