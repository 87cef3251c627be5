//! Verb: somebody signs in with address and password and gets a session.

use crate::doors::Doors;
use crate::{log, password, rules, secret, store};
use ::store::Tx;
use base::{Refused, Result};
use site::Plant;
use std::net::IpAddr;
use std::time::Duration;

/// How long a session lasts after it was last used.
pub(crate) const SESSION: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// What is told of a wrong password and of an address that nobody has: the same.
const NO_FIT: &str = "The address and the password do not fit together.";

/// Tries in a burst, then one every so often: for one account wherever they come from, for one account from one
/// address (so that strangers who guess do not shut the person out soon), and for one address whatever the account.
const PER: Duration = Duration::from_secs(15 * 60);
const OF_ACCOUNT: u32 = 100;
const OF_BOTH: u32 = 10;
const OF_ADDRESS: u32 = 50;

/// Signs in and returns the session's secret, for the cookie. `address` is where the request comes from.
pub async fn sign_in(plant: &Plant, email: &str, password: &str, address: Option<IpAddr>) -> Result<String> {
    let doors = Doors::of(plant);
    let no_fit = || Refused::field("/password", NO_FIT);
    let email = rules::email(email).map_err(|error| Refused::NotValid(vec![error]))?;
    may_try(plant, &email, address)?;
    if !password::is_short_enough(password) {
        return Err(no_fit().into());
    }
    let asked = email.clone();
    let found = plant.store.read(async move |tx: &mut Tx| store::person_by_email(tx, &asked).await).await?;
    let kept = found.and_then(|person| person.password);
    if !doors.hashing.fits(password.to_owned(), kept.clone()).await? {
        return Err(no_fit().into());
    }
    let session = secret::fresh(&plant.chance);
    let hash = secret::hash(&session);
    plant
        .store
        .write(async move |tx: &mut Tx| {
            // The password may have been changed while this one was being hashed.
            let still = store::person_by_email(tx, &email).await?.filter(|person| person.password == kept);
            let person = still.ok_or_else(no_fit)?.id;
            let until = tx.now().after(SESSION);
            store::delete_old_sessions(tx).await?;
            store::insert_session(tx, hash, person, until).await?;
            log::oneself(tx, person, log::SIGNED_IN).await
        })
        .await?;
    Ok(session)
}

/// Refuses when too many were tried lately. The address of a computer on this very machine is not counted, nor is
/// one that is not known, but the account is.
fn may_try(plant: &Plant, email: &str, address: Option<IpAddr>) -> Result<(), Refused> {
    plant.limits.allow_from(address, "sign-in from", PER, OF_ADDRESS)?;
    plant.limits.allow_from(address, &format!("sign-in as {email} from"), PER, OF_BOTH)?;
    plant.limits.allow(&format!("sign-in as {email}"), PER, OF_ACCOUNT)
}
