//! Verb: somebody signs in with address and password and gets a session.

use crate::doors::Doors;
use crate::{log, password, rules, secret, store};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Event;
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
/// How many failures the log takes in that time: of one person, and of all whom nobody knows.
const LOGGED: u32 = 100;

/// Signs in and returns the session's secret, for the cookie. `address` is where the request comes from.
pub async fn sign_in(plant: &Plant, email: &str, password: &str, address: Option<IpAddr>) -> Result<String> {
    let doors = Doors::of(plant);
    let no_fit = || Refused::field("/password", NO_FIT);
    let email = rules::email(email).map_err(|error| Refused::NotValid(vec![error]))?;
    if let Err(refused) = may_try(plant, &email, address) {
        plant.figures.sign_ins_refused.one();
        return Err(refused.into());
    }
    let asked = email.clone();
    let found = plant.store.read(async move |tx: &mut Tx| store::person_by_email(tx, &asked).await).await?;
    let (known, kept) = found.map_or((None, None), |person| (Some(person.id), person.password));
    let is_short = password::is_short_enough(password);
    if !is_short || !doors.hashing.fits(password.to_owned(), kept.clone()).await? {
        failed(plant, known).await?;
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
            log::oneself(tx, person, Event::SignedIn).await
        })
        .await?;
    plant.figures.sign_ins.one();
    Ok(session)
}

/// Counts a sign-in that did not fit, and puts it into the log unless there are so many of them already that they
/// would only fill it.
async fn failed(plant: &Plant, person: Option<Id>) -> Result<()> {
    plant.figures.sign_ins_failed.one();
    let whose = person.map_or_else(|| "nobody".into(), |id| id.to_string());
    if plant.limits.allow(&format!("failed sign-ins as {whose}"), PER, LOGGED).is_err() {
        return Ok(());
    }
    plant.store.write(async move |tx: &mut Tx| log::failed(tx, person).await).await
}

/// Refuses when too many were tried lately. The address of a computer on this very machine is not counted, nor is
/// one that is not known, but the account is.
fn may_try(plant: &Plant, email: &str, address: Option<IpAddr>) -> Result<(), Refused> {
    let site::Settings {
        sign_ins_per_account, sign_ins_per_account_and_address, sign_ins_per_address, ..
    } = plant.settings;
    plant.limits.allow_from(address, "sign-in from", PER, sign_ins_per_address)?;
    let both = format!("sign-in as {email} from");
    plant.limits.allow_from(address, &both, PER, sign_ins_per_account_and_address)?;
    plant.limits.allow(&format!("sign-in as {email}"), PER, sign_ins_per_account)
}
