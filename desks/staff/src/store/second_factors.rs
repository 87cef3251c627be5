//! Second factors and recovery codes.

use base::{Id, Result, Time};
use store::{Tx, row, sql};

row! {
    /// A person's second factor: the secret that the codes are made of, and the last step whose code was taken.
    pub(crate) struct SecondFactorRow {
        pub(crate) secret: Vec<u8>,
        pub(crate) step: i64,
        pub(crate) created_at: Time,
    }
}

pub(crate) async fn of(tx: &mut Tx, person: Id) -> Result<Option<SecondFactorRow>> {
    tx.maybe(sql!("select secret, step, created_at from second_factors where person = $1"), &[&person]).await
}

/// Adds a second factor, and returns whether there was none before.
pub(crate) async fn insert(tx: &mut Tx, person: Id, secret: &[u8], step: i64) -> Result<bool> {
    let now = tx.now();
    let added = tx
        .execute(
            sql!(
                "insert into second_factors (person, secret, step, created_at) values ($1, $2, $3, $4)
             on conflict do nothing"
            ),
            &[&person, &secret, &step, &now],
        )
        .await?;
    Ok(added > 0)
}

/// Notes that the code of this step was taken, and returns whether no later one nor this one was before.
pub(crate) async fn take_step(tx: &mut Tx, person: Id, step: i64) -> Result<bool> {
    let taken = tx
        .execute(
            sql!("update second_factors set step = $2 where person = $1 and step < $2"),
            &[&person, &step],
        )
        .await?;
    Ok(taken > 0)
}

/// Removes the second factor with its recovery codes, and returns whether there was one.
pub(crate) async fn delete(tx: &mut Tx, person: Id) -> Result<bool> {
    delete_codes(tx, person).await?;
    Ok(tx.execute(sql!("delete from second_factors where person = $1"), &[&person]).await? > 0)
}

pub(crate) async fn insert_code(tx: &mut Tx, person: Id, hash: [u8; 32]) -> Result<()> {
    tx.execute(sql!("insert into recovery_codes (hash, person) values ($1, $2)"), &[&hash, &person]).await?;
    Ok(())
}

/// Removes the recovery code, and returns whether this person had it.
pub(crate) async fn take_code(tx: &mut Tx, person: Id, hash: [u8; 32]) -> Result<bool> {
    let taken = tx
        .execute(sql!("delete from recovery_codes where person = $1 and hash = $2"), &[&person, &hash])
        .await?;
    Ok(taken > 0)
}

pub(crate) async fn delete_codes(tx: &mut Tx, person: Id) -> Result<()> {
    tx.execute(sql!("delete from recovery_codes where person = $1"), &[&person]).await?;
    Ok(())
}

pub(crate) async fn count_codes(tx: &mut Tx, person: Id) -> Result<i64> {
    tx.one(sql!("select count(*) from recovery_codes where person = $1"), &[&person]).await
}
