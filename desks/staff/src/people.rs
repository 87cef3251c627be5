//! Verbs of the office: what a person is called and may do where, and who is barred.

use crate::add_person::{link, taken};
use crate::{log, rules, second_factor, store};
use ::store::Tx;
use base::{Chance, FieldError, Id, Refused, Result};
use house::{Event, Grant, Person, Right, Role};

const LAST: &str = "This is the last admin of the newsroom. Make somebody else one first.";

/// Gives the person another name.
pub(crate) async fn rename(tx: &mut Tx, by: &Person, id: Id, name: &str) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    let name = rules::name(name)?;
    store::update_name(tx, id, &name).await?;
    log::done_by(tx, Some(by), id, Event::PersonRenamed, None).await
}

/// Gives the person another address; all else of theirs stays, sessions and passkeys too.
pub(crate) async fn change_email(tx: &mut Tx, by: &Person, id: Id, email: &str) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    if set_email(tx, id, email).await? {
        log::done_by(tx, Some(by), id, Event::EmailChanged, None).await?;
    }
    Ok(())
}

/// Writes the address of a person, which must be nobody else's; returns whether it is another than before.
pub(crate) async fn set_email(tx: &mut Tx, id: Id, email: &str) -> Result<bool> {
    let email = rules::email(email)?;
    match store::person_by_email(tx, &email).await? {
        Some(owner) if owner.id == id => Ok(false),
        Some(_) => Err(taken().into()),
        None => {
            store::update_email(tx, id, &email).await?;
            Ok(true)
        }
    }
}

/// Gives the person a role; one that they have already is no fault.
pub(crate) async fn give_role(tx: &mut Tx, by: &Person, id: Id, grant: &Grant) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    if store::grants_of(tx, id).await?.contains(grant) {
        return Ok(());
    }
    store::insert_grant(tx, id, grant).await?;
    log::done_by(tx, Some(by), id, Event::RoleGiven { role: grant.role }, Some(grant)).await
}

/// Takes a role from the person, at once; the last admin keeps it.
pub(crate) async fn take_role(tx: &mut Tx, by: &Person, id: Id, grant: &Grant) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    if is_of_an_admin(grant) {
        must_not_be_last(tx, id).await?;
    }
    if store::office::delete_grant(tx, id, grant).await? {
        log::done_by(tx, Some(by), id, Event::RoleTaken { role: grant.role }, Some(grant)).await?;
    }
    Ok(())
}

/// Bars the person: from the commit on nothing of theirs opens anything, sessions, passkeys and tokens alike.
pub(crate) async fn bar(tx: &mut Tx, by: &Person, id: Id) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    must_not_be_last(tx, id).await?;
    if !store::office::bar(tx, id).await? {
        return Ok(());
    }
    store::delete_links_of(tx, id).await?;
    store::delete_sessions_of(tx, id).await?;
    store::ceremonies::delete_of(tx, id).await?;
    store::passkeys::delete_of(tx, id).await?;
    store::second_factors::delete(tx, id).await?;
    for token in store::office::delete_tokens_of(tx, id).await? {
        log::done_by(tx, Some(by), token, Event::TokenEnded, None).await?;
    }
    log::done_by(tx, Some(by), id, Event::PersonBarred, None).await
}

/// Lets the person in again, and returns the secret of a one-time link: of what they came in by before nothing is left.
pub(crate) async fn readmit(tx: &mut Tx, chance: &Chance, by: &Person, id: Id) -> Result<String> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    if !store::office::readmit(tx, id).await? {
        let why = "This person is not barred.";
        return Err(Refused::Conflict { why: why.into(), allowed: Vec::new() }.into());
    }
    log::done_by(tx, Some(by), id, Event::PersonReadmitted, None).await?;
    link(tx, chance, id).await
}

/// Ends the second factor of somebody who has lost it.
pub(crate) async fn end_second_factor(tx: &mut Tx, by: &Person, id: Id) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    must_be_there(tx, id).await?;
    second_factor::end(tx, by.id, id).await
}

fn is_of_an_admin(grant: &Grant) -> bool {
    grant.role == Role::Admin && grant.edition.is_none()
}

async fn must_be_there(tx: &mut Tx, id: Id) -> Result<()> {
    store::person(tx, id).await?.map(drop).ok_or(Refused::NotFound.into())
}

/// Refuses if this is the only one left who can let others in.
async fn must_not_be_last(tx: &mut Tx, id: Id) -> Result<()> {
    let is_admin = store::grants_of(tx, id).await?.iter().any(is_of_an_admin);
    if is_admin && store::office::other_admins(tx, id).await? == 0 {
        return Err(FieldError::at("/admin", LAST).called("last-admin", "").into());
    }
    Ok(())
}
