//! Verbs: a person adds a second factor to the account, ends it, and gets recovery codes.
//!
//! The secret of the codes must be readable to be used, and stands in the store as it is; of recovery codes only
//! the hashes stand there. A code is good once; the one before and the one after hold too, since clocks differ.

use crate::{log, secret, store, totp};
use ::store::Tx;
use base::{Chance, FieldError, Id, Refused, Result, Time};
use data_encoding::BASE32_NOPAD;
use house::Event;

/// How many recovery codes a person gets.
const CODES: usize = 10;

const WRONG: &str = "This code does not fit. Take the one that the app shows now.";
const TAKEN: &str = "This code was used already. Wait until the app shows the next one.";
const HAS_ONE: &str = "The account has a second factor already.";

/// Adds the second factor whose secret this is, if `code` is one of its codes, and returns the recovery codes.
pub(crate) async fn add(
    tx: &mut Tx,
    chance: &Chance,
    person: Id,
    secret: &[u8],
    code: &str,
) -> Result<Vec<String>> {
    let step = totp::step_of(secret, code, tx.now())?.ok_or_else(wrong)?;
    if !store::second_factors::insert(tx, person, secret, step).await? {
        return Err(FieldError::at("/code", HAS_ONE).called("has-second-factor", "").into());
    }
    log::oneself(tx, person, Event::SecondFactorAdded).await?;
    fresh_codes(tx, chance, person).await
}

/// Ends the person's second factor; one that is not there is no fault.
pub(crate) async fn end(tx: &mut Tx, by: Id, person: Id) -> Result<()> {
    if store::second_factors::delete(tx, person).await? {
        let actor = Some(by.to_string());
        Event::SecondFactorEnded.announce_in(tx, actor, None, person, None).await?;
    }
    Ok(())
}

/// Makes new recovery codes in the place of the old ones.
pub(crate) async fn renew_codes(tx: &mut Tx, chance: &Chance, person: Id) -> Result<Vec<String>> {
    if store::second_factors::of(tx, person).await?.is_none() {
        return Err(Refused::NotFound.into());
    }
    store::second_factors::delete_codes(tx, person).await?;
    log::oneself(tx, person, Event::RecoveryCodesMade).await?;
    fresh_codes(tx, chance, person).await
}

async fn fresh_codes(tx: &mut Tx, chance: &Chance, person: Id) -> Result<Vec<String>> {
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let code = BASE32_NOPAD.encode(&chance.bytes::<10>()).to_lowercase();
        store::second_factors::insert_code(tx, person, secret::hash(&code)).await?;
        let (first, second) = code.split_at(8);
        codes.push(format!("{first}-{second}"));
    }
    Ok(codes)
}

fn wrong() -> FieldError {
    FieldError::at("/code", WRONG).called("code", "")
}

/// Takes a code of the person's second factor, or one of the recovery codes; each is good once.
pub(crate) async fn take_code(tx: &mut Tx, person: Id, code: &str) -> Result<()> {
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if code.len() == 16 {
        let hash = secret::hash(&code.to_lowercase());
        if !store::second_factors::take_code(tx, person, hash).await? {
            return Err(wrong().into());
        }
        return log::oneself(tx, person, Event::RecoveryCodeUsed).await;
    }
    let now: Time = tx.now();
    let factor = store::second_factors::of(tx, person).await?.ok_or_else(wrong)?;
    let step = totp::step_of(&factor.secret, &code, now)?.ok_or_else(wrong)?;
    if step <= factor.step || !store::second_factors::take_step(tx, person, step).await? {
        return Err(FieldError::at("/code", TAKEN).called("code-used", "").into());
    }
    Ok(())
}
