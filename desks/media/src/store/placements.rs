//! Where pictures stand.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};
use serde_json::Value;

row! {
    /// A picture in its place.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct PlacementRow {
        pub(crate) kind: String, pub(crate) subject: Id, pub(crate) part_of: Option<Id>,
        pub(crate) is_public: bool, pub(crate) is_held: bool, pub(crate) slot: String, pub(crate) picture: Id,
        pub(crate) revision: i64,
    }
}

impl PlacementRow {
    /// Returns whether readers see the picture there, if they may see it at all.
    pub(crate) fn is_shown(&self) -> bool {
        self.is_public && !self.is_held
    }
}

/// Puts a picture into a place.
pub(crate) async fn insert(tx: &mut Tx, row: &PlacementRow, framing: &Value) -> Result<()> {
    tx.execute(
        sql!(
            "insert into placements (kind, subject, part_of, is_public, is_held, slot, picture, revision, framing)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (kind, subject, is_public, slot) do update set picture = excluded.picture,
               revision = excluded.revision, framing = excluded.framing"
        ),
        &[
            &row.kind,
            &row.subject,
            &row.part_of,
            &row.is_public,
            &row.is_held,
            &row.slot,
            &row.picture,
            &row.revision,
            framing,
        ],
    )
    .await?;
    Ok(())
}

/// Empties all places of a subject, those that readers see or those that are being written.
pub(crate) async fn clear(tx: &mut Tx, kind: &str, subject: Id, is_public: bool) -> Result<()> {
    tx.execute(
        sql!("delete from placements where kind = $1 and subject = $2 and is_public = $3"),
        &[&kind, &subject, &is_public],
    )
    .await?;
    Ok(())
}

/// Removes all that a subject and its parts placed.
pub(crate) async fn forget(tx: &mut Tx, kind: &str, subject: Id) -> Result<()> {
    tx.execute(
        sql!("delete from placements where (kind = $1 and subject = $2) or part_of = $2"),
        &[&kind, &subject],
    )
    .await?;
    Ok(())
}

/// Says of all parts of something whether they are held back with it. Returns the pictures of those whose standing
/// this changes and that readers see, or saw until now.
pub(crate) async fn set_held(tx: &mut Tx, whole: Id, is_held: bool) -> Result<Vec<Id>> {
    let changed: Vec<(Id, bool)> = tx
        .query(
            sql!(
                "update placements set is_held = $2 where part_of = $1 and is_held <> $2
                 returning picture, is_public"
            ),
            &[&whole, &is_held],
        )
        .await?;
    Ok(changed.into_iter().filter(|(_, is_public)| *is_public).map(|(picture, _)| picture).collect())
}

/// Returns where a picture stands.
pub(crate) async fn of(tx: &mut Tx, picture: Id) -> Result<Vec<PlacementRow>> {
    tx.query(
        sql!(
            "select kind, subject, part_of, is_public, is_held, slot, picture, revision from placements
             where picture = $1 order by kind, subject, is_public, slot"
        ),
        &[&picture],
    )
    .await
}

/// Returns what a subject places.
pub(crate) async fn by(tx: &mut Tx, kind: &str, subject: Id) -> Result<Vec<PlacementRow>> {
    tx.query(
        sql!(
            "select kind, subject, part_of, is_public, is_held, slot, picture, revision from placements
             where kind = $1 and subject = $2 order by is_public, slot"
        ),
        &[&kind, &subject],
    )
    .await
}

/// Returns the subjects of a kind that place pictures.
pub(crate) async fn placing(tx: &mut Tx, kind: &str) -> Result<Vec<Id>> {
    tx.query(sql!("select distinct subject from placements where kind = $1 order by subject"), &[&kind]).await
}

/// Returns those of the pictures that something public shows.
pub(crate) async fn shown_among(tx: &mut Tx, pictures: &[Id]) -> Result<Vec<Id>> {
    tx.among(
        sql!(
            "select id from pictures where id in ($1) and exists
               (select 1 from placements where placements.picture = pictures.id and placements.is_public
                and not placements.is_held)"
        ),
        pictures,
    )
    .await
}

/// Notes when readers could first see a picture.
pub(crate) async fn note_shown(tx: &mut Tx, picture: Id) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!("update pictures set first_shown_at = $2 where id = $1 and first_shown_at is null"),
        &[&picture, &now],
    )
    .await?;
    Ok(())
}

/// Returns pictures that something public shows, by when readers could first see them, the newest first.
pub(crate) async fn shown(
    tx: &mut Tx,
    after: Option<(Time, Id)>,
    skip: i64,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let (before, id) = after.unwrap_or((Time::from_micros(i64::MAX), Id::from_bytes([0xff; 16])));
    tx.query(
        sql!(
            "select id, first_shown_at from pictures
             where withdrawn_at is null and first_shown_at is not null and (credit <> '' or creator <> '')
               and (first_shown_at, id) < ($1, $2) and exists
                 (select 1 from placements where placements.picture = pictures.id and placements.is_public
                   and not placements.is_held)
             order by first_shown_at desc, id desc limit $3 offset $4"
        ),
        &[&before, &id, &limit, &skip],
    )
    .await
}
