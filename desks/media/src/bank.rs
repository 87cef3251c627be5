//! The bank: one picture with all that decides about it, and who may see it.

use crate::picture::{Picture, Words};
use crate::rights::{Purpose, Rights, may_use};
use crate::store::{self, leases::LeaseRow, placements};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use house::{Right, Viewer};

/// A picture with its words, its leases and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) picture: Picture,
    pub(crate) words: Vec<Words>,
    pub(crate) leases: Vec<LeaseRow>,
    pub(crate) rights: Rights,
    /// Whether something public shows it.
    pub(crate) is_placed: bool,
    pub(crate) now: Time,
}

/// Reads a picture, or refuses where there is none.
pub(crate) async fn entry(tx: &mut Tx, id: Id) -> Result<Entry> {
    let picture = store::picture(tx, id).await?;
    let leases = if picture.has_leases { store::leases::among(tx, &[id]).await? } else { Vec::new() };
    let rights = picture.rights(leases.iter().map(LeaseRow::lease).collect::<Result<_>>()?);
    let words = store::words(tx, id).await?;
    let is_placed = placements::is_shown(tx, id).await?;
    Ok(Entry { picture, words, leases, rights, is_placed, now: tx.now() })
}

impl Entry {
    /// Returns whether readers may see it: something public shows it, it is credited, and its use is allowed now.
    pub(crate) fn is_public(&self) -> bool {
        let is_allowed = may_use(&self.rights, Purpose::Web, None, self.now).is_allow();
        self.is_placed && self.picture.is_credited() && is_allowed
    }

    /// Returns `withdrawn`, `shown` or `kept`.
    pub(crate) fn state(&self) -> &'static str {
        match () {
            () if self.picture.withdrawn_at.is_some() => "withdrawn",
            () if self.is_public() => "shown",
            () => "kept",
        }
    }

    /// Refuses whoever may not see it: what readers could see once is gone, anything else was never there.
    pub(crate) fn must_be_seen_by(&self, viewer: &Viewer) -> Result<()> {
        if is_of_the_newsroom(viewer) || self.is_public() {
            return Ok(());
        }
        match self.picture.first_shown_at {
            Some(_) => Err(Refused::Gone(String::new()).into()),
            None => Err(Refused::NotFound.into()),
        }
    }
}

/// Whether somebody looks behind the paper's pages: pictures belong to no edition.
pub(crate) fn is_of_the_newsroom(viewer: &Viewer) -> bool {
    matches!(viewer, Viewer::Staff(person) if person.may_anywhere(Right::Read))
}
