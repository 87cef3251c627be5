//! What the desk of live coverage needs of a story: where it stands, what readers see of it, and that it moves.

use crate::in_text;
use crate::store::published::Listed;
use crate::store::{self, published};
use crate::story::{Public, Story};
use ::store::Tx;
use base::{Id, Result, Time, unless_not_found};
use house::{Sight, Standing, Viewer, may_see};
use sections::{Edition, encoded};

/// Returns the story as it stands, seen by readers or not; refuses where there is none.
pub async fn story(tx: &mut Tx, id: Id) -> Result<Story> {
    store::story(tx, id).await
}

/// Returns what readers' lists show of a story; none while it is not public.
pub async fn shown(tx: &mut Tx, id: Id) -> Result<Option<Listed>> {
    published::one(tx, id).await
}

/// Returns how a story stands for readers now. What they could see once and cannot any more was taken off, whatever
/// the reason.
pub async fn standing(tx: &mut Tx, id: Id) -> Result<Standing> {
    let Some(story) = unless_not_found(store::story(tx, id).await)? else { return Ok(Standing::UNSEEN) };
    let listed = published::one(tx, id).await?;
    let sight = may_see(&Viewer::Anonymous, story.thing(), tx.now());
    Ok(match listed {
        Some(listed) if sight == Sight::Whole => Standing::seen_at(Some(encoded(&listed.path))),
        _ if story.was_public() => Standing::TAKEN_OFF,
        _ => Standing::UNSEEN,
    })
}

/// Returns the place of pictures on the story's open page, in the language of what readers see of it or will.
pub async fn on_the_page(tx: &mut Tx, edition: &Edition, story: &Story) -> Result<media::Place> {
    let fields = store::fields(tx, story.id, story.live_revision.unwrap_or(story.revision)).await?;
    Ok(in_text::on_the_page(edition, fields.language.as_deref()))
}

/// Says that something in the story changed at that moment: readers see it as updated then. What is not public is
/// left as it is.
pub async fn touch(tx: &mut Tx, id: Id, at: Time) -> Result<()> {
    let mut story = store::story(tx, id).await?;
    if story.public != Public::Published {
        return Ok(());
    }
    story.updated_at = Some(at);
    store::save_state(tx, &story).await?;
    published::touch(tx, id, at).await
}
