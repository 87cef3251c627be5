//! Pictures at foreign addresses that wait to be fetched.

use ::store::{Tx, row, sql};
use base::{Id, Result, Time};

row! {
    /// An address and what came of it.
    #[derive(Clone, Debug)]
    pub(crate) struct WaitingRow {
        pub(crate) address: String, pub(crate) picture: Option<Id>, pub(crate) attempts: i64,
        pub(crate) failure: Option<String>, pub(crate) done_at: Option<Time>,
    }
}

/// Returns what is known of an address.
pub(crate) async fn one(tx: &mut Tx, address: &str) -> Result<Option<WaitingRow>> {
    tx.maybe(
        sql!("select address, picture, attempts, failure, done_at from waiting_pictures where address = $1"),
        &[&address],
    )
    .await
}

/// Notes an address; returns whether it is new.
pub(crate) async fn add(tx: &mut Tx, address: &str) -> Result<bool> {
    let now = tx.now();
    let added = tx
        .execute(
            sql!("insert into waiting_pictures (address, asked_at) values ($1, $2) on conflict (address) do nothing"),
            &[&address, &now],
        )
        .await?;
    Ok(added > 0)
}

/// Notes what came of an address.
pub(crate) async fn note(tx: &mut Tx, row: &WaitingRow) -> Result<()> {
    tx.execute(
        sql!(
            "update waiting_pictures set picture = $2, attempts = $3, failure = $4, done_at = $5 where address = $1"
        ),
        &[&row.address, &row.picture, &row.attempts, &row.failure, &row.done_at],
    )
    .await?;
    Ok(())
}
