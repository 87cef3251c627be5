//! Verb: somebody signs in with address and password, and where the account has a second factor with a code, and gets
//! a session.

use crate::ceremony::{self, Kind};
use crate::doors::Doors;
use crate::store::PersonRow;
use crate::visitor::Visitor;
use crate::{log, password, rules, second_factor, store, tries};
use ::store::Tx;
use base::{Chance, Failure, FieldError, Id, Refused, Result};
use house::Event;
use serde_json::Value;
use site::Plant;

/// What is told of a wrong password and of an address that nobody has: the same.
const NO_FIT: &str = "The address and the password do not fit together.";
/// What is told of a code that comes too late, or after the password has changed.
const TOO_LATE: &str = "That took too long, or something changed meanwhile. Sign in again.";

/// How far somebody has come.
#[derive(Clone, Debug)]
pub enum Way {
    /// In: the session's secret, for the cookie.
    In(String),
    /// A code is asked for; the secret says that all before it fitted.
    Code(String),
}

/// Signs in with address and password.
pub async fn sign_in(plant: &Plant, email: &str, password: &str, visitor: &Visitor) -> Result<Way> {
    let no_fit = || FieldError::at("/password", NO_FIT).called("no-fit", "");
    let email = rules::email(email)?;
    tries::password(plant, &email, visitor.address)?;
    let asked = email.clone();
    let found = plant.store.read(async move |tx: &mut Tx| store::person_by_email(tx, &asked).await).await?;
    let found = found.filter(|person| !person.is_barred);
    let (known, kept) = found.map_or((None, None), |person| (Some(person.id), person.password));
    if !fits(plant, password, kept.clone()).await? {
        tries::failed(plant, known).await?;
        return Err(no_fit().into());
    }
    let (chance, visitor) = (plant.chance.clone(), visitor.clone());
    let way = plant.store.write(async move |tx: &mut Tx| {
        // The password may have been changed while this one was being hashed.
        let still = store::person_by_email(tx, &email).await?.filter(|person| person.password == kept);
        let person = still.ok_or_else(no_fit)?.id;
        let way = come_in(tx, &chance, person, &visitor).await?;
        if matches!(way, Way::In(_)) {
            log::oneself(tx, person, Event::SignedIn).await?;
        }
        Ok(way)
    });
    let way = way.await?;
    if matches!(way, Way::In(_)) {
        plant.figures.sign_ins.one();
    }
    Ok(way)
}

/// Signs in with the code that was asked for: of the second factor, or one of the recovery codes.
pub async fn enter_code(plant: &Plant, proof: &str, code: &str, visitor: &Visitor) -> Result<String> {
    let person = asked_for_code(plant, proof).await?.ok_or_else(too_late)?;
    tries::code(plant, person.id, visitor.address)?;
    let (chance, visitor) = (plant.chance.clone(), visitor.clone());
    let (proof, code) = (proof.to_owned(), code.to_owned());
    let entered = plant.store.write(async move |tx: &mut Tx| {
        let begun = ceremony::take(tx, Kind::Code, &proof).await?;
        let person = begun.and_then(|begun| begun.person).ok_or_else(too_late)?;
        second_factor::take_code(tx, person, &code).await?;
        let session = visitor.come_in(tx, &chance, person).await?;
        log::oneself(tx, person, Event::SignedIn).await?;
        Ok(session)
    });
    match entered.await {
        Ok(session) => {
            plant.figures.sign_ins.one();
            Ok(session)
        }
        Err(failure) => {
            if matches!(failure, Failure::Refused(Refused::NotValid(_))) {
                tries::failed(plant, Some(person.id)).await?;
            }
            Err(failure)
        }
    }
}

/// Returns of whom a code is asked; none if that is over.
pub(crate) async fn asked_for_code(plant: &Plant, proof: &str) -> Result<Option<PersonRow>> {
    let proof = proof.to_owned();
    let found = plant.store.read(async move |tx: &mut Tx| {
        let begun = ceremony::look(tx, Kind::Code, &proof).await?;
        match begun.and_then(|begun| begun.person) {
            Some(person) => store::person(tx, person).await,
            None => Ok(None),
        }
    });
    Ok(found.await?.filter(|person| !person.is_barred))
}

/// Returns whether this is the password whose hash is kept; one without a hash costs the same.
pub(crate) async fn fits(plant: &Plant, password: &str, kept: Option<String>) -> Result<bool> {
    Ok(password::is_short_enough(password)
        && Doors::of(plant).hashing.fits(password.to_owned(), kept).await?)
}

/// Lets somebody in whose password fits: at once, or to the question for a code.
pub(crate) async fn come_in(tx: &mut Tx, chance: &Chance, person: Id, visitor: &Visitor) -> Result<Way> {
    if store::second_factors::of(tx, person).await?.is_some() {
        let proof = ceremony::begin(tx, chance, Kind::Code, Some(person), &Value::Null).await?;
        return Ok(Way::Code(proof));
    }
    Ok(Way::In(visitor.come_in(tx, chance, person).await?))
}

fn too_late() -> Refused {
    Refused::Gone(TOO_LATE.into())
}
