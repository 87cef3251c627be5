//! «Put on the front»: a story goes into a container, or off the front; in the draft, or at once before the readers.

use super::{begin, publish, save};
use crate::front::{Front, Place};
use crate::store;
use ::store::Tx;
use base::{Broken, Id, Refused, Result};
use stories::Asked;

/// Which story is put where.
#[derive(Clone, Debug)]
pub struct Put {
    pub story: Id,
    /// The first container, if none is named.
    pub container: Option<String>,
    /// Behind what stands in the container, and not before it.
    pub is_last: bool,
    /// Whether readers see it at once; of the draft they see no more than that, since somebody may be in the middle of it.
    pub is_shown: bool,
}

/// Puts a story on a front, from wherever it stood there.
pub async fn put(tx: &mut Tx, asked: &Asked, place: &Place, put: &Put) -> Result<Front> {
    let (plan, front) = begin(tx, asked, place).await?;
    let mut draft = front.draft.clone();
    if put.container.as_ref().is_some_and(|id| draft.container(id).is_none()) {
        return Err(Refused::field("/container", "there is no such container on this front any more").into());
    }
    draft.put(put.story, put.container.as_deref(), put.is_last);
    let front = save::change(tx, asked, &plan, front, draft).await?;
    if !put.is_shown {
        return Ok(front);
    }
    let id = front.id.ok_or_else(|| Broken::new("a front that was saved has no id"))?;
    let mut shown = store::shown(tx, place).await?.unwrap_or_default();
    shown.put(put.story, put.container.as_deref(), put.is_last);
    let version = publish::show(tx, asked, &front, id, &shown).await?;
    Ok(Front { version, ..front })
}

/// Takes a story off a front's draft.
pub async fn take_off(tx: &mut Tx, asked: &Asked, place: &Place, story: Id) -> Result<Front> {
    let (plan, front) = begin(tx, asked, place).await?;
    let mut draft = front.draft.clone();
    draft.take_out(story);
    save::change(tx, asked, &plan, front, draft).await
}
