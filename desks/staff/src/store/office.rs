//! What the office sees and changes of people and tokens.

use super::grant;
use base::{Id, Result, Time};
use house::Grant;
use store::{Tx, row, sql};

row! {
    /// A person as the office sees them.
    pub(crate) struct MemberRow {
        pub(crate) id: Id,
        pub(crate) email: String,
        pub(crate) name: String,
        pub(crate) has_password: bool,
        pub(crate) barred_at: Option<Time>,
        /// Until when the session lasts that was used last.
        pub(crate) session_until: Option<Time>,
        pub(crate) has_second_factor: bool,
        pub(crate) passkeys: i64,
        /// How many one-time links are good.
        pub(crate) links: i64,
    }
}

/// A token as the office sees it.
pub(crate) struct TokenRow {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) grant: Grant,
    pub(crate) created_at: Time,
    pub(crate) used_at: Option<Time>,
    /// The name of the person who made it.
    pub(crate) made_by: Option<String>,
}

type TokenColumns = (Id, String, String, String, Time, Option<Time>, Option<String>);

/// Returns everybody, or the one with this id: who is barred last.
pub(crate) async fn members(tx: &mut Tx, only: Option<Id>) -> Result<Vec<MemberRow>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select p.id, p.email, p.name, p.password is not null, p.barred_at,
             (select max(s.until) from sessions s where s.person = p.id and s.until > $2),
             exists (select 1 from second_factors f where f.person = p.id),
             (select count(*) from passkeys k where k.person = p.id),
             (select count(*) from one_time_links l where l.person = p.id and l.until > $2)
             from people p where (p.id = $1 or $1 is null)
             order by case when p.barred_at is null then 0 else 1 end, p.email"
        ),
        &[&only, &now],
    )
    .await
}

/// Returns who may do what where: everybody, or one.
pub(crate) async fn all_grants(tx: &mut Tx, only: Option<Id>) -> Result<Vec<(Id, Grant)>> {
    let rows: Vec<(Id, String, String)> = tx
        .query(
            sql!(
                "select person, role, edition from grants where (person = $1 or $1 is null)
                 order by person, edition, role"
            ),
            &[&only],
        )
        .await?;
    rows.into_iter().map(|(person, role, edition)| Ok((person, grant(&role, edition)?))).collect()
}

/// Removes a role, and returns whether the person had it.
pub(crate) async fn delete_grant(tx: &mut Tx, person: Id, grant: &Grant) -> Result<bool> {
    let gone = tx
        .execute(
            sql!("delete from grants where person = $1 and role = $2 and edition = $3"),
            &[&person, &grant.role.as_str(), &grant.edition.as_deref().unwrap_or("")],
        )
        .await?;
    Ok(gone > 0)
}

/// Returns how many others are admin of the whole newsroom and not barred.
pub(crate) async fn other_admins(tx: &mut Tx, but: Id) -> Result<i64> {
    tx.one(
        sql!(
            "select count(*) from grants g join people p on p.id = g.person
             where g.role = 'admin' and g.edition = '' and p.barred_at is null and p.id <> $1"
        ),
        &[&but],
    )
    .await
}

/// Bars the person, and returns whether they were not barred before.
pub(crate) async fn bar(tx: &mut Tx, person: Id) -> Result<bool> {
    let now = tx.now();
    let barred = tx
        .execute(
            sql!("update people set barred_at = $2, password = null where id = $1 and barred_at is null"),
            &[&person, &now],
        )
        .await?;
    Ok(barred > 0)
}

/// Lets the person in again, and returns whether they were barred.
pub(crate) async fn readmit(tx: &mut Tx, person: Id) -> Result<bool> {
    let readmitted = tx
        .execute(
            sql!("update people set barred_at = null where id = $1 and barred_at is not null"),
            &[&person],
        )
        .await?;
    Ok(readmitted > 0)
}

pub(crate) async fn tokens(tx: &mut Tx) -> Result<Vec<TokenRow>> {
    let rows: Vec<TokenColumns> = tx
        .query(
            sql!(
                "select t.id, t.name, t.role, t.edition, t.created_at, t.used_at, p.name
                 from tokens t left join people p on p.id = t.made_by order by t.name, t.id"
            ),
            &[],
        )
        .await?;
    let row = |(id, name, role, edition, created_at, used_at, made_by): TokenColumns| {
        Ok(TokenRow { id, name, grant: grant(&role, edition)?, created_at, used_at, made_by })
    };
    rows.into_iter().map(row).collect()
}

/// Removes the tokens that a person made, and returns which they were.
pub(crate) async fn delete_tokens_of(tx: &mut Tx, person: Id) -> Result<Vec<Id>> {
    tx.query(sql!("delete from tokens where made_by = $1 returning id"), &[&person]).await
}
