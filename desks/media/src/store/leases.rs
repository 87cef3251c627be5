//! Who may use pictures, and until when.

use crate::rights::{Effect, Lease, Purpose};
use ::store::{Tx, row, sql};
use base::{Context, Id, Result, Time};
use serde_json::Value;

row! {
    /// A lease as it is kept.
    #[derive(Clone, Debug)]
    pub(crate) struct LeaseRow {
        pub(crate) id: Id, pub(crate) picture: Id, pub(crate) effect: String, pub(crate) purposes: Value,
        pub(crate) territories: Value, pub(crate) from_at: Option<Time>, pub(crate) until: Option<Time>,
        pub(crate) source: String, pub(crate) note: String,
    }
}

impl LeaseRow {
    /// Returns what the lease says.
    pub(crate) fn lease(&self) -> Result<Lease> {
        let effect = if self.effect == "allow" { Effect::Allow } else { Effect::Deny };
        let purposes: Vec<Purpose> =
            serde_json::from_value(self.purposes.clone()).doing("reading a lease's purposes")?;
        let territories =
            serde_json::from_value(self.territories.clone()).doing("reading a lease's territories")?;
        Ok(Lease { effect, purposes, territories, from: self.from_at, to: self.until })
    }
}

/// Returns the leases of these pictures.
pub(crate) async fn among(tx: &mut Tx, pictures: &[Id]) -> Result<Vec<LeaseRow>> {
    tx.among(
        sql!(
            "select id, picture, effect, purposes, territories, from_at, until, source, note from picture_leases
             where picture in ($1) order by created_at, id"
        ),
        pictures,
    )
    .await
}

/// Adds a lease.
pub(crate) async fn insert(tx: &mut Tx, row: &LeaseRow, actor: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into picture_leases (id, picture, effect, purposes, territories, from_at, until, source, note,
               created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        &[
            &row.id,
            &row.picture,
            &row.effect,
            &row.purposes,
            &row.territories,
            &row.from_at,
            &row.until,
            &row.source,
            &row.note,
            &actor,
            &now,
        ],
    )
    .await?;
    count(tx, row.picture).await
}

/// Ends a lease; returns whether there was one.
pub(crate) async fn delete(tx: &mut Tx, picture: Id, lease: Id) -> Result<bool> {
    let deleted = tx
        .execute(sql!("delete from picture_leases where id = $1 and picture = $2"), &[&lease, &picture])
        .await?;
    count(tx, picture).await?;
    Ok(deleted > 0)
}

async fn count(tx: &mut Tx, picture: Id) -> Result<()> {
    tx.execute(
        sql!(
            "update pictures set leases = (select count(*) from picture_leases where picture = $1) where id = $1"
        ),
        &[&picture],
    )
    .await?;
    Ok(())
}
