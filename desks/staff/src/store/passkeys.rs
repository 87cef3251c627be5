//! Passkeys.

use base::{Id, Result, Time};
use serde_json::Value;
use store::{Tx, row, sql};

row! {
    /// A passkey as its person sees it.
    pub(crate) struct PasskeyRow {
        pub(crate) id: Id,
        pub(crate) name: String,
        pub(crate) created_at: Time,
        pub(crate) used_at: Option<Time>,
    }
}

row! {
    /// A passkey as a sign-in needs it.
    pub(crate) struct KeyRow { pub(crate) id: Id, pub(crate) person: Id, pub(crate) content: Value }
}

pub(crate) async fn of(tx: &mut Tx, person: Id) -> Result<Vec<PasskeyRow>> {
    tx.query(
        sql!("select id, name, created_at, used_at from passkeys where person = $1 order by created_at, id"),
        &[&person],
    )
    .await
}

/// Returns the ids by which browsers and keys know the person's passkeys.
pub(crate) async fn credentials_of(tx: &mut Tx, person: Id) -> Result<Vec<Vec<u8>>> {
    tx.query(sql!("select credential from passkeys where person = $1 order by id"), &[&person]).await
}

/// Returns the passkey with this credential id.
pub(crate) async fn by_credential(tx: &mut Tx, credential: &[u8]) -> Result<Option<KeyRow>> {
    tx.maybe(sql!("select id, person, content from passkeys where credential = $1"), &[&credential]).await
}

/// Adds a passkey, and returns whether its credential was not known before.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: Id,
    person: Id,
    credential: &[u8],
    name: &str,
    content: &Value,
) -> Result<bool> {
    let now = tx.now();
    let added = tx
        .execute(
            sql!(
                "insert into passkeys (id, person, credential, name, content, created_at)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing"
            ),
            &[&id, &person, &credential, &name, content, &now],
        )
        .await?;
    Ok(added > 0)
}

/// Keeps what a sign-in has changed of the passkey, and when it was.
pub(crate) async fn touch(tx: &mut Tx, id: Id, content: &Value) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("update passkeys set content = $2, used_at = $3 where id = $1"), &[&id, content, &now])
        .await?;
    Ok(())
}

pub(crate) async fn rename(tx: &mut Tx, person: Id, id: Id, name: &str) -> Result<bool> {
    let renamed = tx
        .execute(sql!("update passkeys set name = $3 where person = $1 and id = $2"), &[&person, &id, &name])
        .await?;
    Ok(renamed > 0)
}

pub(crate) async fn delete(tx: &mut Tx, person: Id, id: Id) -> Result<bool> {
    Ok(tx.execute(sql!("delete from passkeys where person = $1 and id = $2"), &[&person, &id]).await? > 0)
}

pub(crate) async fn delete_of(tx: &mut Tx, person: Id) -> Result<()> {
    tx.execute(sql!("delete from passkeys where person = $1"), &[&person]).await?;
    Ok(())
}
