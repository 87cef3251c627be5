//! A front is published: its draft becomes what readers see, as a version that is kept.

use super::begin;
use crate::arrangement::Arrangement;
use crate::front::{Front, Place};
use crate::{store, strip};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Event;
use stories::Asked;

/// Lets readers see the draft as it stands. One that they see already makes no new version.
pub async fn publish(tx: &mut Tx, asked: &Asked, place: &Place) -> Result<Front> {
    let (_, front) = begin(tx, asked, place).await?;
    let Some(id) = front.id else {
        let why = "Nobody has arranged this front yet; it shows the newest stories.".into();
        return Err(Refused::Conflict { why, allowed: vec!["save".into()] }.into());
    };
    let draft = front.draft.clone();
    let version = show(tx, asked, &front, id, &draft).await?;
    Ok(Front { version, ..front })
}

/// Lets readers see an arrangement; returns which version it is.
pub(super) async fn show(
    tx: &mut Tx,
    asked: &Asked,
    front: &Front,
    id: Id,
    arrangement: &Arrangement,
) -> Result<i64> {
    if front.version > 0 && store::version(tx, id, front.version).await? == *arrangement {
        return Ok(front.version);
    }
    // Behind the newest that was ever kept.
    let newest = store::versions(tx, id, 1).await?.first().map_or(0, |version| version.number);
    let (number, actor) = (newest + 1, asked.person.actor());
    store::add_version(tx, id, number, &actor, arrangement).await?;
    store::set_version(tx, id, number).await?;
    strip::set_end(tx, id, arrangement).await?;
    let event = Event::FrontPublished { section: front.place.section.clone(), version: number };
    event.announce(tx, &actor, &front.place.edition, id, None).await?;
    Ok(number)
}
