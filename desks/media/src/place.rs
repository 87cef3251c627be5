//! Every use of a picture is written down in the transaction of what uses it: where-used is a question to the
//! store, and whether readers may see a picture follows from it.

use crate::shown::Use;
use crate::store::{self, placements};
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

/// Writes down which pictures the subject shows, each with its slot; what it showed before it shows no more.
pub async fn place(tx: &mut Tx, placement: Placement<'_>, uses: &[(String, Use)]) -> Result<()> {
    placements::clear(tx, placement.kind, placement.subject, placement.is_public).await?;
    for (slot, wanted) in uses {
        let row = placements::PlacementRow {
            kind: placement.kind.into(),
            subject: placement.subject,
            is_public: placement.is_public,
            slot: slot.clone(),
            picture: wanted.id,
            revision: placement.revision,
        };
        placements::insert(tx, &row, &json!({ "focus": wanted.focus })).await?;
        if placement.is_public {
            placements::note_shown(tx, wanted.id).await?;
        }
    }
    Ok(())
}

/// Says that readers see the subject no more.
pub async fn clear(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    placements::clear(tx, kind, subject, true).await
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
