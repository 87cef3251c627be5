//! The bank: one picture with all that decides about it, and who may see it.

use crate::picture::Picture;
use crate::rights::{Purpose, Rights, may_use};
use crate::store::{self, leases::LeaseRow, placements};
use ::store::Tx;
use base::{Id, Refused, Result, Time, unless_not_found};
use house::{Person, Right, Standing, Viewer};
use std::collections::HashMap;

/// A picture with its leases, and whether readers see something that shows it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) picture: Picture,
    pub(crate) leases: Vec<LeaseRow>,
    pub(crate) rights: Rights,
    /// Whether something public shows it.
    pub(crate) is_placed: bool,
    pub(crate) now: Time,
}

/// Reads a picture, or refuses where there is none.
pub(crate) async fn entry(tx: &mut Tx, id: Id) -> Result<Entry> {
    entries(tx, &[id]).await?.pop().ok_or_else(|| Refused::NotFound.into())
}

/// Reads these pictures, those that there are, in this order.
pub(crate) async fn entries(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Entry>> {
    let placed = placements::shown_among(tx, ids).await?;
    let now = tx.now();
    let entry = |kept: Kept| {
        let is_placed = placed.contains(&kept.picture.id);
        Entry { picture: kept.picture, leases: kept.leases, rights: kept.rights, is_placed, now }
    };
    Ok(with_rights(tx, ids).await?.into_iter().map(entry).collect())
}

/// Returns how a picture stands for readers now.
pub async fn standing(tx: &mut Tx, id: Id) -> Result<Standing> {
    Ok(match unless_not_found(entry(tx, id).await)? {
        Some(entry) if entry.is_public() => Standing::seen_at(Some(format!("/mediabank/{id}"))),
        Some(entry) if entry.picture.first_shown_at.is_some() => Standing::TAKEN_OFF,
        _ => Standing::UNSEEN,
    })
}

/// A picture with what decides about its use.
pub(crate) struct Kept {
    pub(crate) picture: Picture,
    pub(crate) leases: Vec<LeaseRow>,
    pub(crate) rights: Rights,
}

/// Reads these pictures with what decides about their use, those that there are, in this order.
pub(crate) async fn with_rights(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Kept>> {
    let mut pictures: HashMap<Id, Picture> =
        store::among(tx, ids).await?.into_iter().map(|picture| (picture.id, picture)).collect();
    let leased: Vec<Id> = pictures.values().filter(|picture| picture.has_leases).map(|p| p.id).collect();
    let rows = store::leases::among(tx, &leased).await?;
    let kept = ids.iter().filter_map(|id| pictures.remove(id)).map(|picture| {
        let leases: Vec<LeaseRow> = rows.iter().filter(|row| row.picture == picture.id).cloned().collect();
        let rights = picture.rights(leases.iter().map(LeaseRow::lease).collect::<Result<_>>()?);
        Ok(Kept { picture, leases, rights })
    });
    kept.collect()
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

    /// Returns whether other sites may show it beside a link to a page.
    pub(crate) fn may_be_shared(&self) -> bool {
        self.is_public() && may_use(&self.rights, Purpose::Social, None, self.now).is_allow()
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

/// Whether the person may change what is said of a picture: who sent it, editors, picture editors.
pub(crate) fn may_describe(person: &Person, created_by: &str) -> bool {
    let is_own = created_by == person.actor() && person.may_anywhere(Right::Upload);
    is_own || person.may_anywhere(Right::Publish) || person.may_anywhere(Right::Pictures)
}

/// Whether somebody looks behind the paper's pages: pictures belong to no edition.
pub(crate) fn is_of_the_newsroom(viewer: &Viewer) -> bool {
    matches!(viewer, Viewer::Staff(person) if person.may_anywhere(Right::Read))
}
