//! What the desk lends to a picture's page in the media bank: the stories of the edition that show the picture.

use crate::follow::{story_tag, visible_cards};
use crate::pages::UsedIn;
use ::store::Tx;
use base::{Id, Refused, Result};
use site::lends::{Piece, Wanted};
use site::{Html, Plant};

/// The most stories that are named.
const MOST: usize = 24;

/// Returns the stories that show the picture to readers, as a piece of its page; empty if there are none.
pub async fn used_in(plant: Plant, tx: &mut Tx, wanted: Wanted) -> Result<Piece> {
    let mut ids: Vec<Id> = media::wholes(tx, crate::pictures::STORY, wanted.subject).await?;
    ids.sort_by(|a, b| b.cmp(a));
    ids.dedup();
    ids.truncate(MOST);
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&wanted.edition).ok_or(Refused::NotFound)?;
    let shown = visible_cards(tx, &plant, edition, &ids).await?;
    let mut piece = Piece { tags: shown.tags, until: shown.until, ..Piece::default() };
    piece.tags.extend(ids.into_iter().map(story_tag));
    if !shown.cards.is_empty() {
        let today = plant.words.moment(&edition.tongue(), &edition.time_zone(), tx.now()).day;
        let page = UsedIn { cards: shown.cards, today };
        piece.html = Html::made(plant.pages.render(&page, &edition.tongue())?);
    }
    Ok(piece)
}
