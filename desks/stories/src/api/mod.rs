//! What programs reach: `/api/v1/stories` and below. Answers are JSON, refusals are problems (RFC 9457).

pub(crate) mod actions;
pub(crate) mod answer;
pub(crate) mod checklist;
pub(crate) mod copies;
pub(crate) mod embeds;
pub(crate) mod find;
pub(crate) mod history;
pub(crate) mod notes;
pub(crate) mod previews;
pub(crate) mod revisions;
pub(crate) mod sent;
pub(crate) mod stories;
pub(crate) mod text;

use self::answer::Once;
use crate::verbs::{Asked, Seen};
use base::{Refused, Result};
use house::Person;
use http::HeaderMap;
use http::header::IF_MATCH;
use site::Plant;
use site::answer::id;
use std::sync::Arc;

/// Returns who asks for a change, and of which revision.
pub fn asked(plant: &Plant, person: Arc<Person>, headers: &HeaderMap) -> Result<Asked> {
    Ok(Asked { person, seen: seen(headers)?, chance: plant.chance.clone() })
}

/// Returns the revision that `If-Match` names: `"3"`, or any for `*`. What is no revision of ours matches none.
fn seen(headers: &HeaderMap) -> Result<Seen> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(Seen::Unsaid) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Seen::Any);
    }
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    match number.parse() {
        Ok(revision) => Ok(Seen::Revision(revision)),
        Err(_) => Err(Refused::Stale {
            why: format!("{text} is no ETag of ours; one looks like \"3\"."),
            conflicts: Vec::new(),
        }
        .into()),
    }
}
