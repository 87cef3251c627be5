//! What can be done with a front: each verb finds it, asks whether it may, changes and announces, in one transaction
//! that the caller holds.

mod publish;
mod put;
mod save;

pub use publish::publish;
pub use put::{Put, put, take_off};
pub use save::{Saved, go_back, save};

use crate::arrangement::Arrangement;
use crate::front::{Front, Place, must_arrange};
use crate::{past, store};
use ::store::Tx;
use base::Result;
use sections::Plan;
use stories::{Asked, Seen};

/// Finds a front for somebody who wants to change it.
async fn find(tx: &mut Tx, asked: &Asked, place: &Place) -> Result<(Plan, Front)> {
    let plan = sections::plan(tx).await?;
    place.find(&plan)?;
    must_arrange(&asked.person, &place.edition)?;
    let front = store::front(tx, place).await?;
    Ok((plan, front))
}

/// Finds a front for a change that nobody makes who saw another draft than the one that stands: it is about the whole.
async fn begin(tx: &mut Tx, asked: &Asked, place: &Place) -> Result<(Plan, Front)> {
    let (plan, front) = find(tx, asked, place).await?;
    match asked.seen {
        Seen::Revision(seen) if seen != front.revision => {
            Err(past::refused(tx, &front, seen, (&Arrangement::default(), &[])).await?.into())
        }
        _ => Ok((plan, front)),
    }
}
