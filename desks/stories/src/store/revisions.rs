//! Revisions: what a story said and says, each written once and never changed.

use crate::fields::Fields;
use ::store::{Tx, row, sql};
use base::{Context, Id, Refused, Result, Time};
use std::sync::Arc;

/// The revision that was written or read last. One that is written never changes.
struct Last {
    story: Id,
    number: i64,
    fields: Fields,
}

/// Writes a revision.
pub(super) async fn insert(
    tx: &mut Tx,
    story: Id,
    number: i64,
    actor: &str,
    cause: &str,
    fields: &Fields,
) -> Result<()> {
    let content = serde_json::to_string(fields).doing("writing a revision")?;
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into revisions (story, number, at, actor, cause, content)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        &[&story, &number, &now, &actor, &cause, &content],
    )
    .await?;
    tx.keep(Arc::new(Last { story, number, fields: fields.clone() }));
    Ok(())
}

/// Deletes all revisions of a story.
pub(super) async fn delete(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from revisions where story = $1"), &[&story]).await?;
    tx.forget::<Last>();
    Ok(())
}

/// Returns what a revision says, for a verb, which asks for it more than once; or refuses where there is none.
pub(crate) async fn fields(tx: &mut Tx, story: Id, number: i64) -> Result<Fields> {
    if let Some(last) = tx.kept::<Last>().filter(|last| (last.story, last.number) == (story, number)) {
        return Ok(last.fields.clone());
    }
    let fields = said(tx, story, number).await?;
    tx.keep(Arc::new(Last { story, number, fields: fields.clone() }));
    Ok(fields)
}

/// Returns what a revision says, for whoever asks once: a page, a check, an export.
pub(crate) async fn said(tx: &mut Tx, story: Id, number: i64) -> Result<Fields> {
    let found: Option<(String,)> = tx
        .maybe(sql!("select content from revisions where story = $1 and number = $2"), &[&story, &number])
        .await?;
    let (content,) = found.ok_or(Refused::NotFound)?;
    serde_json::from_str(&content).doing("reading a revision")
}

row! { pub(crate) struct RevisionRow { pub(crate) number: i64, pub(crate) at: Time, pub(crate) actor: String, pub(crate) cause: String } }

/// Returns all revisions of a story, the first one first.
pub(crate) async fn revisions(tx: &mut Tx, story: Id) -> Result<Vec<RevisionRow>> {
    tx.query(
        sql!("select number, at, actor, cause from revisions where story = $1 order by number"),
        &[&story],
    )
    .await
}

/// Returns the newest revision that an import wrote; the story's first one if none did.
pub(crate) async fn last_received(tx: &mut Tx, story: Id) -> Result<i64> {
    tx.one(
        sql!("select max(number) from revisions where story = $1 and (number = 1 or cause = 'import')"),
        &[&story],
    )
    .await
}

/// Returns who wrote revisions of a story behind this one, each once, who began first before the others.
pub(crate) async fn actors_since(tx: &mut Tx, story: Id, number: i64) -> Result<Vec<String>> {
    tx.query(
        sql!(
            "select actor from revisions where story = $1 and number > $2
             group by actor order by min(number)"
        ),
        &[&story, &number],
    )
    .await
}
