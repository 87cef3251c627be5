//! What only the newsroom is told of a story: what of it readers do not see yet, and what keeps it
//! from them.

use crate::fields::Fields;
use crate::story::{Public, Story};
use crate::{checklist, sign_off, store};
use ::store::Tx;
use base::Result;
use house::Person;
use sections::Plan;
use serde_json::{Map, Value, json};

/// Whether a published story has saved changes that readers do not see.
pub(crate) fn is_ahead(story: &Story) -> bool {
    story.public == Public::Published && story.live_revision.is_some_and(|live| live < story.revision)
}

/// Returns the members that the story has for the newsroom alone.
pub(crate) async fn facts(
    tx: &mut Tx,
    plan: &Plan,
    person: &Person,
    story: &Story,
    fields: &Fields,
) -> Result<Map<String, Value>> {
    let facts = json!({
        "missed_at": story.missed(),
        "blocked_by": checklist::in_the_way(tx, plan, story, fields).await?,
        "live_revision": story.live_revision,
        "unpublished_by": unpublished_by(tx, person, story).await?,
        "sign_off": sign_off::of(tx, person, story).await?,
    });
    Ok(facts.as_object().cloned().unwrap_or_default())
}

/// Returns who else saved what readers do not see, in the order in which they began: an update takes it along.
pub(crate) async fn unpublished_by(tx: &mut Tx, person: &Person, story: &Story) -> Result<Vec<String>> {
    let Some(live) = story.live_revision.filter(|_| is_ahead(story)) else { return Ok(Vec::new()) };
    let actors = store::actors_since(tx, story.id, live).await?;
    let mut names = staff::names_of(tx, actors.iter().map(String::as_str)).await?;
    let others = actors.iter().filter(|actor| **actor != person.actor());
    // A word of the log, such as `import`, is called by itself.
    Ok(others.map(|actor| names.remove(actor).unwrap_or_else(|| actor.clone())).collect())
}
