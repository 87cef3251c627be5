//! What those who work on a story say to each other.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

row! {
    #[derive(Clone, Debug)]
    pub(crate) struct NoteRow {
        pub(crate) id: Id, pub(crate) story: Id, pub(crate) actor: String, pub(crate) at: Time, pub(crate) note: String,
    }
}

pub(crate) async fn insert(tx: &mut Tx, row: &NoteRow) -> Result<()> {
    tx.execute(
        sql!("insert into story_notes (id, story, actor, at, note) values ($1, $2, $3, $4, $5)"),
        &[&row.id, &row.story, &row.actor, &row.at, &row.note],
    )
    .await?;
    Ok(())
}

/// Returns a story's, the oldest first.
pub(crate) async fn of_story(tx: &mut Tx, story: Id) -> Result<Vec<NoteRow>> {
    tx.query(
        sql!("select id, story, actor, at, note from story_notes where story = $1 order by id"),
        &[&story],
    )
    .await
}

/// Deletes all of a story's.
pub(crate) async fn delete_all(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from story_notes where story = $1"), &[&story]).await?;
    Ok(())
}
