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
    /// What it is a part of, without which readers do not see it: of a post its story.
    pub part_of: Option<Part>,
    pub revision: i64,
    /// Whether readers see the subject now, or it is being written.
    pub is_public: bool,
}

/// What something is a part of.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub whole: Id,
    /// Whether readers do not see the whole now.
    pub is_held: bool,
}

impl Placement<'_> {
    fn row(&self, slot: &str, picture: Id) -> PlacementRow {
        PlacementRow {
            kind: self.kind.into(),
            subject: self.subject,
            part_of: self.part_of.map(|part| part.whole),
            is_public: self.is_public,
            is_held: self.part_of.is_some_and(|part| part.is_held),
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
        if row.is_shown() {
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

/// Says that readers see the subject no more.
pub async fn clear(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    placements::clear(tx, kind, subject, true).await
}

/// Says whether readers see something that has parts, or an author, who is a part of nothing but themselves: what its
/// parts place is shown with it, or held back.
pub async fn hold(tx: &mut Tx, whole: Id, is_held: bool) -> Result<()> {
    for picture in placements::set_held(tx, whole, is_held).await? {
        if !is_held {
            placements::note_shown(tx, picture).await?;
        }
    }
    Ok(())
}

/// Says that the subject is there no more, and nothing that was part of it.
pub async fn forget(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    placements::forget(tx, kind, subject).await
}

/// Returns the subjects of a kind that show the picture to readers, each once.
pub async fn subjects(tx: &mut Tx, kind: &str, picture: Id) -> Result<Vec<Id>> {
    let rows = placements::of(tx, picture).await?.into_iter();
    let mut subjects: Vec<Id> =
        rows.filter(|row| row.is_shown() && row.kind == kind).map(|row| row.subject).collect();
    // They come in the order of their subjects.
    subjects.dedup();
    Ok(subjects)
}

/// Returns the subjects of a kind that show the picture to readers, themselves or in a part of theirs.
pub async fn wholes(tx: &mut Tx, kind: &str, picture: Id) -> Result<Vec<Id>> {
    let rows = placements::of(tx, picture).await?.into_iter().filter(PlacementRow::is_shown);
    let whole = |row: PlacementRow| {
        if row.kind == kind { Some(row.subject) } else { row.part_of.filter(|whole| *whole != row.subject) }
    };
    Ok(rows.filter_map(whole).collect())
}

/// Returns whether there is a picture with this id.
pub async fn exists(tx: &mut Tx, id: Id) -> Result<bool> {
    Ok(!store::among(tx, &[id]).await?.is_empty())
}
