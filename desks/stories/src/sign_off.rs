//! Who answers for a story: whoever last said that it is fit for readers, by approving it, by giving it its hour, or by
//! publishing it. The clock that publishes answers for nothing, and who gives a story back takes the word back.

use crate::store::{self, Happened};
use crate::story::{State, Story};
use ::store::Tx;
use base::{Id, Result, Time};
use house::Person;
use serde::Serialize;
use serde_json::Value;

/// The word of somebody that a revision is fit for readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SignOff {
    /// What they did: `approved`, `scheduled`, `published` and so on.
    what: String,
    /// None for somebody who is gone.
    by: Option<String>,
    at: Time,
    /// What is written after it nobody has answered for yet.
    revision: Option<i64>,
}

/// Returns who answers for a story, if anybody does, as one of the newsroom asks.
pub(crate) async fn of(tx: &mut Tx, asker: &Person, story: &Story) -> Result<Option<SignOff>> {
    if matches!(story.state(), State::Draft | State::Submitted) {
        return Ok(None);
    }
    let said = store::said_fit(tx, story.id).await?;
    let Some(Happened { at, actor, event, data, .. }) = standing(said) else { return Ok(None) };
    let actor = actor.unwrap_or_default();
    let name = match actor == asker.actor() {
        true => Some(asker.name.clone()),
        false => staff::name_of(tx, &actor).await?,
    };
    // A word of the log, such as `import`, is called by itself.
    let word = actor.parse::<Id>().is_err().then_some(actor);
    Ok(Some(SignOff {
        what: event.trim_start_matches("story_").to_owned(),
        by: name.or(word),
        at,
        revision: data.get("revision").and_then(Value::as_i64),
    }))
}

/// Returns which of these, the last first, stands: an hour that was taken away again does not.
fn standing(said: Vec<Happened>) -> Option<Happened> {
    let mut is_hour_gone = false;
    for happened in said {
        match happened.event.as_str() {
            "story_returned" => return None,
            "story_unscheduled" => is_hour_gone = true,
            "story_scheduled" if is_hour_gone => {}
            _ => return Some(happened),
        }
    }
    None
}
