//! «Put on the front»: a story goes to the top, in the draft, or at once before the readers.

use super::{begin, publish, save};
use crate::front::{Front, Place};
use crate::store;
use ::store::Tx;
use base::{Broken, Id, Result};
use stories::Asked;

/// Puts a story first in the front's first container. `at_once` puts it there before the readers as well; of the
/// draft they see no more than that, since somebody may be in the middle of it.
pub async fn put(tx: &mut Tx, asked: &Asked, place: &Place, story: Id, at_once: bool) -> Result<Front> {
    let (plan, front) = begin(tx, asked, place).await?;
    let mut draft = front.draft.clone();
    draft.put_first(story);
    let front = save::change(tx, asked, &plan, front, draft).await?;
    if !at_once {
        return Ok(front);
    }
    let id = front.id.ok_or_else(|| Broken::new("a front that was saved has no id"))?;
    let mut shown = store::shown(tx, place).await?.unwrap_or_default();
    shown.put_first(story);
    let version = publish::show(tx, asked, &front, id, &shown).await?;
    Ok(Front { version, ..front })
}
