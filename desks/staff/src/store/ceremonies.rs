//! What was begun at the door and is not ended yet.

use base::{Id, Result, Time};
use serde_json::Value;
use store::{Tx, row, sql};

row! {
    /// What was begun, by whom if that is known, and what must be remembered of it.
    pub(crate) struct CeremonyRow { pub(crate) person: Option<Id>, pub(crate) data: Value }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    hash: [u8; 32],
    kind: &str,
    person: Option<Id>,
    data: &Value,
    until: Time,
) -> Result<()> {
    tx.execute(
        sql!("insert into ceremonies (hash, kind, person, data, until) values ($1, $2, $3, $4, $5)"),
        &[&hash, &kind, &person, data, &until],
    )
    .await?;
    Ok(())
}

/// Returns what was begun, if it may still be ended.
pub(crate) async fn look(tx: &mut Tx, hash: [u8; 32], kind: &str) -> Result<Option<CeremonyRow>> {
    let now = tx.now();
    tx.maybe(
        sql!("select person, data from ceremonies where hash = $1 and kind = $2 and until > $3"),
        &[&hash, &kind, &now],
    )
    .await
}

pub(crate) async fn delete(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    tx.execute(sql!("delete from ceremonies where hash = $1"), &[&hash]).await?;
    Ok(())
}

pub(crate) async fn delete_of(tx: &mut Tx, person: Id) -> Result<()> {
    tx.execute(sql!("delete from ceremonies where person = $1"), &[&person]).await?;
    Ok(())
}

pub(crate) async fn delete_old(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("delete from ceremonies where until <= $1"), &[&now]).await?;
    Ok(())
}
