//! All SQL of the desk: people, links, sessions and tokens here, the other ways in below.

pub(crate) mod ceremonies;
pub(crate) mod office;
pub(crate) mod passkeys;
pub(crate) mod second_factors;

use base::{Broken, Id, Result, Time};
use house::{Grant, Person};
use std::collections::HashMap;
use store::{Tx, row, sql};

row! {
    /// A person and what is kept of the password.
    #[derive(Clone, Debug)]
    pub(crate) struct PersonRow {
        pub(crate) id: Id,
        pub(crate) email: String,
        pub(crate) name: String,
        pub(crate) password: Option<String>,
        pub(crate) is_barred: bool,
    }
}

row! {
    /// A session as its person sees it.
    pub(crate) struct SessionRow {
        pub(crate) hash: [u8; 32],
        pub(crate) agent: String,
        pub(crate) address: String,
        pub(crate) created_at: Time,
        pub(crate) until: Time,
    }
}

/// A way in that is good until a moment, and whose it is.
pub(crate) struct Way {
    pub(crate) person: Person,
    pub(crate) until: Option<Time>,
    /// When a token was last used, to some minutes.
    pub(crate) used_at: Option<Time>,
}

pub(crate) async fn insert_person(tx: &mut Tx, id: Id, email: &str, name: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!("insert into people (id, email, name, password, created_at) values ($1, $2, $3, null, $4)"),
        &[&id, &email, &name, &now],
    )
    .await?;
    Ok(())
}

pub(crate) async fn insert_grant(tx: &mut Tx, person: Id, grant: &Grant) -> Result<()> {
    tx.execute(
        sql!("insert into grants (person, role, edition) values ($1, $2, $3) on conflict do nothing"),
        &[&person, &grant.role.as_str(), &grant.edition.as_deref().unwrap_or("")],
    )
    .await?;
    Ok(())
}

pub(crate) async fn person_by_email(tx: &mut Tx, email: &str) -> Result<Option<PersonRow>> {
    tx.maybe(
        sql!("select id, email, name, password, barred_at is not null from people where email = $1"),
        &[&email],
    )
    .await
}

pub(crate) async fn person(tx: &mut Tx, id: Id) -> Result<Option<PersonRow>> {
    tx.maybe(
        sql!("select id, email, name, password, barred_at is not null from people where id = $1"),
        &[&id],
    )
    .await
}

pub(crate) async fn update_name(tx: &mut Tx, person: Id, name: &str) -> Result<()> {
    tx.execute(sql!("update people set name = $2 where id = $1"), &[&person, &name]).await?;
    Ok(())
}

pub(crate) async fn person_by_link(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<PersonRow>> {
    let now = tx.now();
    tx.maybe(
        sql!(
            "select p.id, p.email, p.name, p.password, p.barred_at is not null
             from one_time_links l join people p on p.id = l.person where l.hash = $1 and l.until > $2"
        ),
        &[&hash, &now],
    )
    .await
}

pub(crate) async fn insert_link(tx: &mut Tx, hash: [u8; 32], person: Id, until: Time) -> Result<()> {
    tx.execute(
        sql!("insert into one_time_links (hash, person, until) values ($1, $2, $3)"),
        &[&hash, &person, &until],
    )
    .await?;
    Ok(())
}

/// Removes the link and returns whose it was, if it was still good.
pub(crate) async fn take_link(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Id>> {
    let now = tx.now();
    let taken: Option<(Id,)> = tx
        .maybe(
            sql!("delete from one_time_links where hash = $1 and until > $2 returning person"),
            &[&hash, &now],
        )
        .await?;
    Ok(taken.map(|(person,)| person))
}

/// Removes the person's other links, and everybody's that are too old.
pub(crate) async fn delete_links_of(tx: &mut Tx, person: Id) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("delete from one_time_links where person = $1 or until <= $2"), &[&person, &now]).await?;
    Ok(())
}

pub(crate) async fn update_password(tx: &mut Tx, person: Id, password: &str) -> Result<()> {
    tx.execute(sql!("update people set password = $2 where id = $1"), &[&person, &password]).await?;
    Ok(())
}

pub(crate) async fn insert_session(
    tx: &mut Tx,
    hash: [u8; 32],
    person: Id,
    until: Time,
    (agent, address): (&str, &str),
) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into sessions (hash, person, created_at, until, agent, address) values ($1, $2, $3, $4, $5, $6)"
        ),
        &[&hash, &person, &now, &until, &agent, &address],
    )
    .await?;
    Ok(())
}

/// Returns the person's sessions, the one that was used last first.
pub(crate) async fn sessions_of(tx: &mut Tx, person: Id) -> Result<Vec<SessionRow>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select hash, agent, address, created_at, until from sessions
             where person = $1 and until > $2 order by until desc, created_at desc, hash"
        ),
        &[&person, &now],
    )
    .await
}

/// Removes one session of this person, and returns whether it was there.
pub(crate) async fn delete_own_session(tx: &mut Tx, person: Id, hash: [u8; 32]) -> Result<bool> {
    let gone =
        tx.execute(sql!("delete from sessions where person = $1 and hash = $2"), &[&person, &hash]).await?;
    Ok(gone > 0)
}

/// Removes every session of this person but one, and returns how many there were.
pub(crate) async fn delete_other_sessions(tx: &mut Tx, person: Id, but: [u8; 32]) -> Result<u64> {
    tx.execute(sql!("delete from sessions where person = $1 and hash <> $2"), &[&person, &but]).await
}

pub(crate) async fn extend_session(tx: &mut Tx, hash: [u8; 32], until: Time) -> Result<()> {
    tx.execute(sql!("update sessions set until = $2 where hash = $1 and until < $2"), &[&hash, &until])
        .await?;
    Ok(())
}

/// Removes the session and returns whose it was.
pub(crate) async fn delete_session(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Id>> {
    let gone: Option<(Id,)> =
        tx.maybe(sql!("delete from sessions where hash = $1 returning person"), &[&hash]).await?;
    Ok(gone.map(|(person,)| person))
}

pub(crate) async fn delete_sessions_of(tx: &mut Tx, person: Id) -> Result<()> {
    tx.execute(sql!("delete from sessions where person = $1"), &[&person]).await?;
    Ok(())
}

pub(crate) async fn delete_old_sessions(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("delete from sessions where until <= $1"), &[&now]).await?;
    Ok(())
}

/// Returns the person of a session, whether or not its time has passed.
pub(crate) async fn session(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Way>> {
    let found: Option<(Id, String, Time)> = tx
        .maybe(
            sql!(
                "select p.id, p.name, s.until from sessions s join people p on p.id = s.person
                 where s.hash = $1 and p.barred_at is null"
            ),
            &[&hash],
        )
        .await?;
    let Some((id, name, until)) = found else { return Ok(None) };
    let grants = grants_of(tx, id).await?;
    Ok(Some(Way { person: Person { id, name, grants }, until: Some(until), used_at: None }))
}

/// Returns what the person may do where.
pub(crate) async fn grants_of(tx: &mut Tx, person: Id) -> Result<Vec<Grant>> {
    let rows: Vec<(String, String)> = tx
        .query(sql!("select role, edition from grants where person = $1 order by role, edition"), &[&person])
        .await?;
    rows.into_iter().map(|(role, edition)| grant(&role, edition)).collect()
}

pub(crate) async fn insert_token(
    tx: &mut Tx,
    id: Id,
    hash: [u8; 32],
    name: &str,
    grant: &Grant,
    made_by: Option<Id>,
) -> Result<()> {
    let now = tx.now();
    let edition = grant.edition.as_deref().unwrap_or("");
    tx.execute(
        sql!(
            "insert into tokens (id, hash, name, role, edition, created_at, made_by)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[&id, &hash, &name, &grant.role.as_str(), &edition, &now, &made_by],
    )
    .await?;
    Ok(())
}

/// Returns whom a token stands for.
pub(crate) async fn token(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Way>> {
    let found: Option<(Id, String, String, String, Option<Time>)> = tx
        .maybe(sql!("select id, name, role, edition, used_at from tokens where hash = $1"), &[&hash])
        .await?;
    let Some((id, name, role, edition, used_at)) = found else { return Ok(None) };
    let grants = vec![grant(&role, edition)?];
    Ok(Some(Way { person: Person { id, name, grants }, until: None, used_at }))
}

/// Notes that a token is in use.
pub(crate) async fn touch_token(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("update tokens set used_at = $2 where hash = $1"), &[&hash, &now]).await?;
    Ok(())
}

pub(crate) async fn delete_token(tx: &mut Tx, id: Id) -> Result<bool> {
    Ok(tx.execute(sql!("delete from tokens where id = $1"), &[&id]).await? > 0)
}

/// Somebody whom the log names by an id alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `person` or `token`.
    pub kind: String,
    pub name: String,
}

/// Returns who the person or the token of this id is; none where there is none, or no more.
pub async fn named(tx: &mut Tx, id: Id) -> Result<Option<Named>> {
    let found: Option<(String, String)> = tx
        .maybe(
            sql!(
                "select 'person', name from people where id = $1
                 union all select 'token', name from tokens where id = $1"
            ),
            &[&id],
        )
        .await?;
    Ok(found.map(|(kind, name)| Named { kind, name }))
}

/// Returns what somebody is called whom the log names; none for a word of the log, and for who is gone.
pub async fn name_of(tx: &mut Tx, actor: &str) -> Result<Option<String>> {
    Ok(names_of(tx, [actor]).await?.remove(actor))
}

/// Returns what those are called whom the log names, by what it calls them.
pub async fn names_of<'a>(
    tx: &mut Tx,
    actors: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<String, String>> {
    let mut ids: Vec<Id> = actors.into_iter().filter_map(|actor| actor.parse().ok()).collect();
    ids.sort();
    ids.dedup();
    let mut named: Vec<(Id, String)> =
        tx.among(sql!("select id, name from people where id in ($1)"), &ids).await?;
    named.extend(tx.among::<(Id, String)>(sql!("select id, name from tokens where id in ($1)"), &ids).await?);
    Ok(named.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

/// Returns everybody who may come in, by name, with what they may do where.
pub async fn members_of(tx: &mut Tx) -> Result<Vec<Person>> {
    let people: Vec<(Id, String)> =
        tx.query(sql!("select id, name from people where barred_at is null order by name, id"), &[]).await?;
    let grants = office::all_grants(tx, None).await?;
    let of = |id: Id| grants.iter().filter(move |(person, _)| *person == id).map(|(_, grant)| grant.clone());
    Ok(people.into_iter().map(|(id, name)| Person { id, name, grants: of(id).collect() }).collect())
}

fn grant(role: &str, edition: String) -> Result<Grant> {
    let role = role.parse().map_err(|why: String| Broken::new(why).while_doing("reading a role"))?;
    Ok(Grant { role, edition: (!edition.is_empty()).then_some(edition) })
}

/// Returns whether somebody is admin, of the newsroom or of an edition.
pub async fn has_admin(tx: &mut Tx) -> Result<bool> {
    tx.one(sql!("select exists (select 1 from grants where role = 'admin')"), &[]).await
}

/// Returns whether somebody has set a password.
pub(crate) async fn has_password(tx: &mut Tx) -> Result<bool> {
    tx.one(sql!("select exists (select 1 from people where password is not null)"), &[]).await
}

/// Returns whether somebody has set a password, has a passkey or is signed in, or a program has a token.
pub(crate) async fn anybody_signs_in(tx: &mut Tx) -> Result<bool> {
    let now = tx.now();
    let found: i64 = tx
        .one(
            sql!(
                "select (select count(*) from people where password is not null)
                 + (select count(*) from passkeys)
                 + (select count(*) from sessions where until > $1) + (select count(*) from tokens)"
            ),
            &[&now],
        )
        .await?;
    Ok(found > 0)
}

/// Returns the person or the token of this id with what it may do now; none where it can do nothing any more.
pub async fn standing(tx: &mut Tx, id: Id) -> Result<Option<Person>> {
    let rows: Vec<(String, String, String)> = tx
        .query(
            sql!(
                "select p.name, g.role, g.edition from people p join grants g on g.person = p.id
                 where p.id = $1 and p.barred_at is null
                 union all select name, role, edition from tokens where id = $1"
            ),
            &[&id],
        )
        .await?;
    let Some((name, ..)) = rows.first().cloned() else { return Ok(None) };
    let grants = rows.into_iter().map(|(_, role, edition)| grant(&role, edition)).collect::<Result<_>>()?;
    Ok(Some(Person { id, name, grants }))
}
