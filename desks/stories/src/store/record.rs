//! The rows of the public record.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

row! {
    pub(crate) struct RecordRow {
        pub(crate) seq: i64, pub(crate) story: Id, pub(crate) revision: i64, pub(crate) at: Time, pub(crate) action: String, pub(crate) note: Option<String>,
        pub(crate) content_hash: Option<Vec<u8>>, pub(crate) previous: Vec<u8>, pub(crate) hash: Vec<u8>,
    }
}

/// Returns the hash that the next row is chained to; zeros before the first.
pub(crate) async fn head(tx: &mut Tx) -> Result<Vec<u8>> {
    let found: Option<(Vec<u8>,)> =
        tx.maybe(sql!("select hash from record order by seq desc limit 1"), &[]).await?;
    Ok(found.map_or_else(|| vec![0; 32], |(hash,)| hash))
}

/// Appends a row.
pub(crate) async fn append(tx: &mut Tx, row: &RecordRow) -> Result<()> {
    tx.execute(
        sql!(
            "insert into record (story, revision, at, action, note, content_hash, previous, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[
            &row.story,
            &row.revision,
            &row.at,
            &row.action,
            &row.note,
            &row.content_hash,
            &row.previous,
            &row.hash,
        ],
    )
    .await?;
    Ok(())
}

/// Returns the corrections of a story, the newest first: when, and what was wrong.
pub(crate) async fn corrections(tx: &mut Tx, story: Id) -> Result<Vec<(Time, String)>> {
    tx.query(
        sql!(
            "select at, coalesce(note, '') from record where story = $1 and action = 'correct'
             order by seq desc"
        ),
        &[&story],
    )
    .await
}

/// Returns rows of the record behind a place, in their order, for its verification.
pub(crate) async fn after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<RecordRow>> {
    tx.query(
        sql!(
            "select seq, story, revision, at, action, note, content_hash, previous, hash from record
             where seq > $1 order by seq limit $2"
        ),
        &[&seq, &limit],
    )
    .await
}
