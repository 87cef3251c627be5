//! What can be done with a front: each verb finds it, asks whether it may, changes and announces, in one transaction
//! that the caller holds.

mod publish;
mod put;
mod save;

pub use publish::publish;
pub use put::put;
pub use save::{go_back, save};

use crate::front::{Front, Place};
use crate::store;
use ::store::Tx;
use base::{Refused, Result};
use house::Right;
use sections::Plan;
use stories::{Asked, Seen};

/// Finds a front for somebody who wants to change it.
async fn begin(tx: &mut Tx, asked: &Asked, place: &Place) -> Result<(Plan, Front)> {
    let plan = sections::plan(tx).await?;
    place.find(&plan)?;
    if !asked.person.may(Right::Read, &place.edition) {
        return Err(Refused::NotFound.into());
    }
    asked.person.must(Right::Publish, &place.edition)?;
    let front = store::front(tx, place).await?;
    must_match(tx, asked, &front).await?;
    Ok((plan, front))
}

/// Refuses if the asker saw another draft than the one that stands, and says whose it is.
async fn must_match(tx: &mut Tx, asked: &Asked, front: &Front) -> Result<()> {
    let Seen::Revision(seen) = asked.seen else { return Ok(()) };
    if seen == front.revision {
        return Ok(());
    }
    let who = match &front.changed {
        Some((actor, at)) => {
            let name = staff::name_of(tx, actor).await?.unwrap_or_else(|| actor.clone());
            format!(" {name} saved it at {at}.")
        }
        None => String::new(),
    };
    let why = format!("You saw revision {seen} of this front; it is at {} now.{who}", front.revision);
    Err(Refused::Stale { why, conflicts: Vec::new() }.into())
}
