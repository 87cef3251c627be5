//! Pictures at foreign addresses that wait to be fetched, and the stories and posts that wait for them.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

/// Notes that a story or a post waits for an address, and the credit that its source gave.
pub(crate) async fn add(tx: &mut Tx, address: &str, subject: Id, credit: &str) -> Result<()> {
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
        sql!(
            "insert into waiting_uses (address, subject, credit) values ($1, $2, $3)
             on conflict (address, subject) do update set credit = excluded.credit"
        ),
        &[&address, &subject, &credit],
    )
    .await?;
    Ok(())
}

row! {
    /// An address whose hour has come.
    pub(crate) struct Due {
        pub(crate) address: String, pub(crate) attempts: i64,
        /// The picture, where it has come and not everybody was told yet.
        pub(crate) picture: Option<Id>,
        /// The credit that a source gave; empty if none did.
        pub(crate) credit: String,
    }
}

/// Returns addresses whose hour has come.
pub(crate) async fn due(tx: &mut Tx, limit: i64) -> Result<Vec<Due>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select address, attempts, picture, coalesce((select max(credit) from waiting_uses
               where waiting_uses.address = waiting_pictures.address), '')
             from waiting_pictures where retry_at <= $1 order by retry_at, address limit $2"
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

/// Notes that the picture at an address has come; unless all are `told` by then its hour comes again.
pub(crate) async fn came(tx: &mut Tx, address: &str, picture: Id, attempts: i64, again: Time) -> Result<()> {
    tx.execute(
        sql!(
            "update waiting_pictures set picture = $2, attempts = $3, failure = null, retry_at = $4
             where address = $1"
        ),
        &[&address, &picture, &attempts, &again],
    )
    .await?;
    Ok(())
}

/// Notes that everybody who waited for the picture at an address shows it.
pub(crate) async fn told(tx: &mut Tx, address: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!("update waiting_pictures set retry_at = null, done_at = $2 where address = $1"),
        &[&address, &now],
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

/// Returns the stories and posts that wait for an address.
pub(crate) async fn subjects(tx: &mut Tx, address: &str) -> Result<Vec<Id>> {
    tx.query(sql!("select subject from waiting_uses where address = $1 order by subject"), &[&address]).await
}
