//! Unsaved words and who is where.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};
use serde_json::Value;

row! {
    pub(crate) struct CopyRow {
        pub(crate) story: Id, pub(crate) tab: String, pub(crate) person: Id, pub(crate) revision: i64,
        pub(crate) block: Option<String>, pub(crate) changes: Option<Value>, pub(crate) seen_at: Time,
    }
}
row! { pub(crate) struct PresentRow { pub(crate) tab: String, pub(crate) person: Id, pub(crate) block: Option<String> } }

/// Returns whose window this is, and which revision it has saved last.
pub(crate) async fn window(tx: &mut Tx, story: Id, tab: &str) -> Result<Option<(Id, Option<i64>)>> {
    tx.maybe(sql!("select person, saved from copies where story = $1 and tab = $2"), &[&story, &tab]).await
}

pub(crate) async fn put(tx: &mut Tx, row: &CopyRow) -> Result<()> {
    tx.execute(
        sql!(
            "insert into copies (story, tab, person, revision, block, changes, seen_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (story, tab) do update set revision = excluded.revision, block = excluded.block,
               changes = excluded.changes, seen_at = excluded.seen_at"
        ),
        &[&row.story, &row.tab, &row.person, &row.revision, &row.block, &row.changes, &row.seen_at],
    )
    .await?;
    Ok(())
}

/// Notes which revision a window has saved; its words are words of the story from now on.
pub(crate) async fn set_saved(tx: &mut Tx, story: Id, tab: &str, person: Id, revision: i64) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into copies (story, tab, person, revision, saved, seen_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (story, tab) do update set revision = excluded.revision, saved = excluded.saved,
               changes = null"
        ),
        &[&story, &tab, &person, &revision, &revision, &now],
    )
    .await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, story: Id, tab: &str) -> Result<()> {
    tx.execute(sql!("delete from copies where story = $1 and tab = $2"), &[&story, &tab]).await?;
    Ok(())
}

/// Deletes all of a story's.
pub(crate) async fn delete_all(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from copies where story = $1"), &[&story]).await?;
    Ok(())
}

/// Forgets windows that were seen last before this and have no unsaved words.
pub(crate) async fn forget(tx: &mut Tx, before: Time) -> Result<()> {
    tx.execute(sql!("delete from copies where changes is null and seen_at < $1"), &[&before]).await?;
    Ok(())
}

/// Returns the windows of a story that were seen since.
pub(crate) async fn present(tx: &mut Tx, story: Id, since: Time) -> Result<Vec<PresentRow>> {
    tx.query(
        sql!("select tab, person, block from copies where story = $1 and seen_at > $2 order by seen_at, tab"),
        &[&story, &since],
    )
    .await
}

/// Returns who is in these stories in windows that were seen since, in one question for all.
pub(crate) async fn here(tx: &mut Tx, stories: &[Id], since: Time) -> Result<Vec<(Id, Id)>> {
    let rows: Vec<(Id, Id, Time)> =
        tx.among(sql!("select story, person, seen_at from copies where story in ($1)"), stories).await?;
    let mut here: Vec<(Id, Id)> =
        rows.into_iter().filter(|row| row.2 > since).map(|(story, person, _)| (story, person)).collect();
    here.sort();
    here.dedup();
    Ok(here)
}

/// Returns the newest unsaved words of a person's window that was seen last before this.
pub(crate) async fn left(tx: &mut Tx, person: Id, story: Id, before: Time) -> Result<Option<CopyRow>> {
    tx.maybe(
        sql!(
            "select story, tab, person, revision, block, changes, seen_at from copies
             where person = $1 and story = $2 and changes is not null and seen_at <= $3
             order by seen_at desc limit 1"
        ),
        &[&person, &story, &before],
    )
    .await
}
