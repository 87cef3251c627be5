//! Verbs: what a person does about their own account: the password, and the sessions.

use crate::doors::Doors;
use crate::store::{self, PersonRow};
use crate::{log, password, people, set_password, sign_in, tries};
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::Event;
use site::Plant;
use std::net::IpAddr;

const WRONG: &str = "This is not your present password.";

/// Returns the person, or refuses: a token has no account.
pub(crate) async fn person(tx: &mut Tx, id: Id) -> Result<PersonRow> {
    let found = store::person(tx, id).await?.filter(|person| !person.is_barred);
    Ok(found.ok_or(Refused::NotSignedIn)?)
}

/// Refuses unless this is the password of the person, if there is one: whoever finds a desk unlocked must not be able
/// to change who can come in.
pub(crate) async fn must_know_password(
    plant: &Plant,
    id: Id,
    password: &str,
    address: Option<IpAddr>,
) -> Result<PersonRow> {
    let person = plant.store.read(async move |tx: &mut Tx| person(tx, id).await).await?;
    if person.password.is_none() {
        return Ok(person);
    }
    tries::password(plant, &person.email, address)?;
    if !sign_in::fits(plant, password, person.password.clone()).await? {
        tries::failed(plant, Some(id)).await?;
        return Err(wrong().into());
    }
    Ok(person)
}

fn wrong() -> FieldError {
    FieldError::at("/present", WRONG).called("present", "")
}

/// Changes the password; every session but the present one ends.
pub(crate) async fn change_password(
    plant: &Plant,
    id: Id,
    session: [u8; 32],
    (present, new): (&str, &str),
    address: Option<IpAddr>,
) -> Result<()> {
    let person = must_know_password(plant, id, present, address).await?;
    password::must_be_strong(new, &[&person.email, &person.name])?;
    let kept = Doors::of(plant).hashing.hash(new.to_owned(), plant.chance.bytes()).await?;
    let changed = plant.store.write(async move |tx: &mut Tx| {
        let still = self::person(tx, id).await?;
        if still.password != person.password {
            return Err(wrong().into());
        }
        set_password::replace(tx, id, &kept).await?;
        store::delete_other_sessions(tx, id, session).await?;
        log::oneself(tx, id, Event::PasswordSet).await
    });
    changed.await
}

/// Changes the address by which the person signs in; nothing ends by it.
pub(crate) async fn change_email(
    plant: &Plant,
    id: Id,
    (present, email): (&str, &str),
    address: Option<IpAddr>,
) -> Result<()> {
    let known = must_know_password(plant, id, present, address).await?;
    let email = email.to_owned();
    let changed = plant.store.write(async move |tx: &mut Tx| {
        let still = person(tx, id).await?;
        if still.password != known.password {
            return Err(wrong().into());
        }
        if people::set_email(tx, id, &email).await? {
            log::oneself(tx, id, Event::EmailChanged).await?;
        }
        Ok(())
    });
    changed.await
}

/// Ends one of the person's own sessions; one that has ended already is no fault.
pub(crate) async fn end_session(tx: &mut Tx, id: Id, session: [u8; 32]) -> Result<()> {
    if store::delete_own_session(tx, id, session).await? {
        log::oneself(tx, id, Event::SessionsEnded).await?;
    }
    Ok(())
}

/// Ends every session of the person but this one.
pub(crate) async fn end_other_sessions(tx: &mut Tx, id: Id, but: [u8; 32]) -> Result<()> {
    if store::delete_other_sessions(tx, id, but).await? > 0 {
        log::oneself(tx, id, Event::SessionsEnded).await?;
    }
    Ok(())
}
