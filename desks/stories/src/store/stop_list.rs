//! The stop-list's rows.

use crate::stop_list::Stop;
use ::store::{Tx, row, sql};
use base::{Id, Result};

row! { struct StopRow { pub(crate) id: Id, pub(crate) edition: Option<String>, pub(crate) words: String, pub(crate) note: String, pub(crate) blocks: bool } }

impl From<StopRow> for Stop {
    fn from(row: StopRow) -> Self {
        Self { id: row.id, edition: row.edition, words: row.words, note: row.note, blocks: row.blocks }
    }
}

/// Returns what holds in an edition.
pub(crate) async fn of_edition(tx: &mut Tx, edition: &str) -> Result<Vec<Stop>> {
    let rows: Vec<StopRow> = tx
        .query(
            sql!(
                "select id, edition, words, note, blocks from stop_words
                 where edition = $1 or edition is null order by words, id"
            ),
            &[&edition],
        )
        .await?;
    Ok(rows.into_iter().map(Stop::from).collect())
}

/// Returns all, that of all editions first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Stop>> {
    let rows: Vec<StopRow> = tx
        .query(
            sql!(
                "select id, edition, words, note, blocks from stop_words
                 order by coalesce(edition, ''), words, id"
            ),
            &[],
        )
        .await?;
    Ok(rows.into_iter().map(Stop::from).collect())
}

/// Returns one, if it is there.
pub(crate) async fn one(tx: &mut Tx, id: Id) -> Result<Option<Stop>> {
    let row: Option<StopRow> = tx
        .maybe(sql!("select id, edition, words, note, blocks from stop_words where id = $1"), &[&id])
        .await?;
    Ok(row.map(Stop::from))
}

pub(crate) async fn insert(tx: &mut Tx, stop: &Stop) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into stop_words (id, edition, words, note, blocks, created_at)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        &[&stop.id, &stop.edition, &stop.words, &stop.note, &stop.blocks, &now],
    )
    .await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(sql!("delete from stop_words where id = $1"), &[&id]).await?;
    Ok(())
}
