//! How often one may try to come in: by password, by code, by passkey. Tries in a burst, then one every so often: for
//! one account wherever they come from, for one account from one address (so that strangers who guess do not shut the
//! person out soon), and for one address whatever the account.

use crate::log;
use ::store::Tx;
use base::{Id, Refused, Result};
use site::Plant;
use std::net::IpAddr;
use std::time::Duration;

const PER: Duration = Duration::from_secs(15 * 60);
/// How many failures the log takes in that time: of one person, and of all whom nobody knows.
const LOGGED: u32 = 100;

/// Refuses a password when too many were tried lately. The address of a computer on this very machine is not counted,
/// nor is one that is not known, but the account is.
pub(crate) fn password(plant: &Plant, email: &str, address: Option<IpAddr>) -> Result<(), Refused> {
    let settings = &plant.settings;
    counted(plant, || {
        plant.limits.allow_from(address, "sign-in from", PER, settings.sign_ins_per_address)?;
        let both = format!("sign-in as {email} from");
        plant.limits.allow_from(address, &both, PER, settings.sign_ins_per_account_and_address)?;
        plant.limits.allow(&format!("sign-in as {email}"), PER, settings.sign_ins_per_account)
    })
}

/// Refuses a code when too many were tried lately. There are few codes, and only who has the password comes this far:
/// an account has no more tries from everywhere than it has passwords from one address.
pub(crate) fn code(plant: &Plant, person: Id, address: Option<IpAddr>) -> Result<(), Refused> {
    let settings = &plant.settings;
    counted(plant, || {
        plant.limits.allow_from(address, "code from", PER, settings.sign_ins_per_address)?;
        plant.limits.allow(&format!("code of {person}"), PER, settings.sign_ins_per_account_and_address)
    })
}

/// Refuses to begin or end something at the door for an address that did so too often lately.
pub(crate) fn ceremony(plant: &Plant, address: Option<IpAddr>) -> Result<(), Refused> {
    // What is begun is also ended: twice as many.
    let most = plant.settings.sign_ins_per_address.saturating_mul(2);
    counted(plant, || plant.limits.allow_from(address, "ceremony from", PER, most))
}

/// Refuses a passkey of this person when too many did not fit lately.
pub(crate) fn passkey(plant: &Plant, person: Id, address: Option<IpAddr>) -> Result<(), Refused> {
    let settings = &plant.settings;
    counted(plant, || {
        let both = format!("passkey of {person} from");
        plant.limits.allow_from(address, &both, PER, settings.sign_ins_per_account_and_address)?;
        plant.limits.allow(&format!("passkey of {person}"), PER, settings.sign_ins_per_account)
    })
}

fn counted(plant: &Plant, ask: impl FnOnce() -> Result<(), Refused>) -> Result<(), Refused> {
    ask().inspect_err(|_| plant.figures.sign_ins_refused.one())
}

/// Counts a try that did not fit, and puts it into the log unless there are so many of them already that they would
/// only fill it.
pub(crate) async fn failed(plant: &Plant, person: Option<Id>) -> Result<()> {
    plant.figures.sign_ins_failed.one();
    let whose = person.map_or_else(|| "nobody".into(), |id| id.to_string());
    if plant.limits.allow(&format!("failed sign-ins as {whose}"), PER, LOGGED).is_err() {
        return Ok(());
    }
    plant.store.write(async move |tx: &mut Tx| log::failed(tx, person).await).await
}
