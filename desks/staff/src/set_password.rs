//! Verb: the bearer of a one-time link sets a password. The link is used up, whoever was signed in as that person no
//! longer is, and the bearer is signed in.

use crate::doors::Doors;
use crate::sign_in::SESSION;
use crate::store::PersonRow;
use crate::{log, password, secret, store};
use ::store::Tx;
use base::{Refused, Result};
use house::Event;
use site::Plant;

/// What the bearer of a link that does not work is told, whatever the reason.
const NO_LINK: &str =
    "This link does not work: it was used already, or its 24 hours are over. Ask an admin for a new one.";

/// Returns whom a link is for; one that is used up, too old or was never made is refused.
pub(crate) async fn bearer(plant: &Plant, link: &str) -> Result<PersonRow> {
    let gone = || Refused::Gone(NO_LINK.into());
    if !secret::is_one(link) {
        return Err(gone().into());
    }
    let hash = secret::hash(link);
    let found = plant.store.read(async move |tx: &mut Tx| store::person_by_link(tx, hash).await).await?;
    Ok(found.ok_or_else(gone)?)
}

/// Sets the password of the link's bearer and returns the secret of the session that begins.
pub async fn set_password(plant: &Plant, link: &str, password: &str) -> Result<String> {
    let doors = Doors::of(plant);
    let person = bearer(plant, link).await?;
    password::must_be_strong(password, &[&person.email, &person.name])?;
    let kept = doors.hashing.hash(password.to_owned(), plant.chance.bytes()).await?;
    let session = secret::fresh(&plant.chance);
    let (used, begun) = (secret::hash(link), secret::hash(&session));
    plant
        .store
        .write(async move |tx: &mut Tx| {
            // Two posts of one link may both have come this far; the second finds it taken.
            let taken = store::take_link(tx, used).await?;
            let person = taken.ok_or_else(|| Refused::Gone(NO_LINK.into()))?;
            store::delete_links_of(tx, person).await?;
            store::delete_sessions_of(tx, person).await?;
            store::update_password(tx, person, &kept).await?;
            let until = tx.now().after(SESSION);
            store::insert_session(tx, begun, person, until).await?;
            log::oneself(tx, person, Event::PasswordSet).await
        })
        .await?;
    Ok(session)
}
