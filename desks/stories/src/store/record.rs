//! The rows of the public record, and the keys by which they are signed.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

row! {
    #[derive(Clone)]
    pub(crate) struct RecordRow {
        pub(crate) seq: i64, pub(crate) story: Id, pub(crate) revision: i64, pub(crate) at: Time, pub(crate) action: String, pub(crate) note: Option<String>,
        pub(crate) content_hash: Option<Vec<u8>>, pub(crate) previous: Vec<u8>, pub(crate) hash: Vec<u8>,
        /// The number of the key, and the signature; none on rows made before there was a key.
        pub(crate) signed_by: Option<i64>, pub(crate) signature: Option<Vec<u8>>,
    }
}

row! {
    /// A key; only the public half where it came with an archive.
    pub(crate) struct KeyRow {
        pub(crate) number: i64, pub(crate) public: Vec<u8>, pub(crate) secret: Option<Vec<u8>>, pub(crate) made_at: Time,
    }
}

/// Returns all keys, the oldest first.
pub(crate) async fn keys(tx: &mut Tx) -> Result<Vec<KeyRow>> {
    tx.query(sql!("select number, public, secret, made_at from record_keys order by number"), &[]).await
}

/// Adds a key.
pub(crate) async fn add_key(tx: &mut Tx, key: &KeyRow) -> Result<()> {
    tx.execute(
        sql!("insert into record_keys (number, public, secret, made_at) values ($1, $2, $3, $4)"),
        &[&key.number, &key.public, &key.secret, &key.made_at],
    )
    .await?;
    Ok(())
}

/// Returns the newest row; none before the first.
pub(crate) async fn head(tx: &mut Tx) -> Result<Option<RecordRow>> {
    tx.maybe(
        sql!(
            "select seq, story, revision, at, action, note, content_hash, previous, hash, signed_by, signature
             from record order by seq desc limit 1"
        ),
        &[],
    )
    .await
}

/// Returns the hash of a story's newest row before a place in the record.
pub(crate) async fn last_of(tx: &mut Tx, story: Id, before: i64) -> Result<Option<Vec<u8>>> {
    tx.maybe(
        sql!("select hash from record where story = $1 and seq < $2 order by seq desc limit 1"),
        &[&story, &before],
    )
    .await
}

/// Appends a row.
pub(crate) async fn append(tx: &mut Tx, row: &RecordRow) -> Result<()> {
    tx.execute(
        sql!(
            "insert into record (story, revision, at, action, note, content_hash, previous, hash, signed_by, signature)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
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
            &row.signed_by,
            &row.signature,
        ],
    )
    .await?;
    Ok(())
}

/// Signs a row that was made before there was a key.
pub(crate) async fn sign(tx: &mut Tx, seq: i64, key: i64, signature: &[u8]) -> Result<()> {
    tx.execute(
        sql!("update record set signed_by = $2, signature = $3 where seq = $1"),
        &[&seq, &key, &signature],
    )
    .await?;
    Ok(())
}

/// Returns a story's rows in their order.
pub(crate) async fn of(tx: &mut Tx, story: Id) -> Result<Vec<RecordRow>> {
    tx.query(
        sql!(
            "select seq, story, revision, at, action, note, content_hash, previous, hash, signed_by, signature
             from record where story = $1 order by seq"
        ),
        &[&story],
    )
    .await
}

/// Returns rows of the record behind a place, in their order, for its verification.
pub(crate) async fn after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<RecordRow>> {
    tx.query(
        sql!(
            "select seq, story, revision, at, action, note, content_hash, previous, hash, signed_by, signature
             from record where seq > $1 order by seq limit $2"
        ),
        &[&seq, &limit],
    )
    .await
}

/// Returns rows that are not signed yet, in their order.
pub(crate) async fn unsigned(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<RecordRow>> {
    tx.query(
        sql!(
            "select seq, story, revision, at, action, note, content_hash, previous, hash, signed_by, signature
             from record where signature is null and seq > $1 order by seq limit $2"
        ),
        &[&seq, &limit],
    )
    .await
}
