//! Every use of a picture is written down in the transaction of what uses it: where-used is a question to the
//! store, and whether readers may see a picture follows from it.

use crate::shown::Use;
use crate::store;
use crate::store::placements::{self, PlacementRow};
use ::store::Tx;
use base::{Id, Result};
use serde_json::json;

/// A subject that shows pictures: a story, a post, an author.
#[derive(Clone, Copy, Debug)]
pub struct Placement<'a> {
    /// `story`, `post`, `author`.
    pub kind: &'a str,
    pub subject: Id,
    pub revision: i64,
    /// Whether readers see the subject now, or it is being written.
    pub is_public: bool,
}

impl Placement<'_> {
    fn row(&self, slot: &str, picture: Id) -> PlacementRow {
        PlacementRow {
            kind: self.kind.into(),
            subject: self.subject,
            is_public: self.is_public,
            slot: slot.into(),
            picture,
            revision: self.revision,
        }
    }
}

/// Writes down which pictures the subject shows, each with its slot; what it showed before it shows no more.
pub async fn place(tx: &mut Tx, placement: Placement<'_>, uses: &[(String, Use)]) -> Result<()> {
    placements::clear(tx, placement.kind, placement.subject, placement.is_public).await?;
    for (slot, wanted) in uses {
        let row = placement.row(slot, wanted.id);
        placements::insert(tx, &row, &json!({ "focus": wanted.focus })).await?;
        if placement.is_public {
            placements::note_shown(tx, wanted.id).await?;
        }
    }
    Ok(())
}

/// Returns whether the subject's places are as `place` would write them.
pub async fn is_placed(tx: &mut Tx, placement: Placement<'_>, uses: &[(String, Use)]) -> Result<bool> {
    let mut rows = placements::by(tx, placement.kind, placement.subject).await?;
    rows.retain(|row| row.is_public == placement.is_public);
    let mut wanted: Vec<_> = uses.iter().map(|(slot, wanted)| placement.row(slot, wanted.id)).collect();
    rows.sort_by(|a, b| a.slot.cmp(&b.slot));
    wanted.sort_by(|a, b| a.slot.cmp(&b.slot));
    Ok(rows == wanted)
}

/// Returns all subjects of a kind that are said to show pictures, whether or not they are there.
pub async fn placing(tx: &mut Tx, kind: &str) -> Result<Vec<Id>> {
    placements::placing(tx, kind).await
}

/// Says that the subject is there no more.
pub async fn forget(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    placements::clear(tx, kind, subject, true).await?;
    placements::clear(tx, kind, subject, false).await
}

/// Says that readers see the subject no more.
pub async fn clear(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    placements::clear(tx, kind, subject, true).await
}

/// Has readers see what the subject places, as it was written down for those who write it; or has them see nothing.
pub async fn set_public(tx: &mut Tx, kind: &str, subject: Id, is_public: bool) -> Result<()> {
    placements::clear(tx, kind, subject, true).await?;
    if is_public { placements::copy_to_public(tx, kind, subject).await } else { Ok(()) }
}

/// Returns the subjects of a kind that show the picture to readers.
pub async fn subjects(tx: &mut Tx, kind: &str, picture: Id) -> Result<Vec<Id>> {
    let rows = placements::of(tx, picture).await?;
    Ok(rows.into_iter().filter(|row| row.is_public && row.kind == kind).map(|row| row.subject).collect())
}

/// Returns whether there is a picture with this id.
pub async fn exists(tx: &mut Tx, id: Id) -> Result<bool> {
    Ok(!store::among(tx, &[id]).await?.is_empty())
}
