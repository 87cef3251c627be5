//! Pictures at foreign addresses that wait to be fetched, and the stories and posts that wait for them.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

/// Notes that a story waits for an address.
pub(crate) async fn add(tx: &mut Tx, address: &str, story: Id) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into waiting_pictures (address, asked_at, retry_at) values ($1, $2, $2)
             on conflict (address) do nothing"
        ),
        &[&address, &now],
    )
    .await?;
    tx.execute(
        sql!("insert into waiting_uses (address, story) values ($1, $2) on conflict do nothing"),
        &[&address, &story],
    )
    .await?;
    Ok(())
}

/// Returns addresses whose hour has come, with how often each was tried.
pub(crate) async fn due(tx: &mut Tx, limit: i64) -> Result<Vec<(String, i64)>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select address, attempts from waiting_pictures where retry_at <= $1
             order by retry_at, address limit $2"
        ),
        &[&now, &limit],
    )
    .await
}

row! {
    /// What became of an address: the picture, or why there is none.
    pub(crate) struct Waited {
        pub(crate) address: String, pub(crate) picture: Option<Id>, pub(crate) failure: Option<String>,
    }
}

/// Returns what became of these addresses, of those that somebody waits for.
pub(crate) async fn among(tx: &mut Tx, addresses: &[&str]) -> Result<Vec<Waited>> {
    tx.among(sql!("select address, picture, failure from waiting_pictures where address in ($1)"), addresses)
        .await
}

/// Notes that the picture at an address has come.
pub(crate) async fn came(tx: &mut Tx, address: &str, picture: Id, attempts: i64) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "update waiting_pictures set picture = $2, attempts = $3, failure = null, retry_at = null, done_at = $4
             where address = $1"
        ),
        &[&address, &picture, &attempts, &now],
    )
    .await?;
    Ok(())
}

/// Notes why an address could not be had, and when it is tried again, if it is.
pub(crate) async fn failed(
    tx: &mut Tx,
    address: &str,
    attempts: i64,
    why: &str,
    again: Option<Time>,
) -> Result<()> {
    tx.execute(
        sql!("update waiting_pictures set attempts = $2, failure = $3, retry_at = $4 where address = $1"),
        &[&address, &attempts, &why, &again],
    )
    .await?;
    Ok(())
}

/// Returns the stories that wait for an address.
pub(crate) async fn stories(tx: &mut Tx, address: &str) -> Result<Vec<Id>> {
    tx.query(sql!("select story from waiting_uses where address = $1 order by story"), &[&address]).await
}
