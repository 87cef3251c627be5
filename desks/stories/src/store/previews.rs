//! Links to revisions that are not public.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

row! {
    /// A link; what it carries is kept as a hash alone.
    #[derive(Clone, Debug)]
    pub(crate) struct PreviewRow {
        pub(crate) id: Id, pub(crate) story: Id, pub(crate) revision: i64, pub(crate) made_by: Id, pub(crate) made_at: Time, pub(crate) until: Time,
    }
}

/// Adds a link.
pub(crate) async fn insert(tx: &mut Tx, hash: &[u8; 32], row: &PreviewRow) -> Result<()> {
    tx.execute(
        sql!(
            "insert into previews (id, hash, story, revision, made_by, made_at, until)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[&row.id, hash, &row.story, &row.revision, &row.made_by, &row.made_at, &row.until],
    )
    .await?;
    Ok(())
}

/// Returns the link that carries this, whether or not its time has passed.
pub(crate) async fn by_hash(tx: &mut Tx, hash: &[u8; 32]) -> Result<Option<PreviewRow>> {
    tx.maybe(
        sql!("select id, story, revision, made_by, made_at, until from previews where hash = $1"),
        &[hash],
    )
    .await
}

/// Returns a story's links whose time has not passed, the newest first.
pub(crate) async fn of_story(tx: &mut Tx, story: Id) -> Result<Vec<PreviewRow>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select id, story, revision, made_by, made_at, until from previews
             where story = $1 and until > $2 order by made_at desc, id desc"
        ),
        &[&story, &now],
    )
    .await
}

/// Removes a story's link; returns whether there was one.
pub(crate) async fn delete(tx: &mut Tx, story: Id, id: Id) -> Result<bool> {
    let gone = tx.execute(sql!("delete from previews where story = $1 and id = $2"), &[&story, &id]).await?;
    Ok(gone > 0)
}

/// Removes all links of a story.
pub(crate) async fn delete_of(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from previews where story = $1"), &[&story]).await?;
    Ok(())
}

/// Removes the links whose time has passed.
pub(crate) async fn delete_old(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("delete from previews where until <= $1"), &[&now]).await?;
    Ok(())
}
