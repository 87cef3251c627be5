//! Verbs: a program gets a token with which to use the API, and loses it.

use crate::{log, rules, secret, store};
use ::store::Tx;
use base::{Chance, Id, Refused, Result};
use house::{Event, Person, Right};

/// Adds a token and returns its id and its text, which is told this once and never again.
///
/// `by` is the person who does it, and must be admin; `None` is whoever sits at the machine.
pub async fn add_token(
    tx: &mut Tx,
    chance: &Chance,
    by: Option<&Person>,
    name: &str,
    role: &str,
    edition: Option<&str>,
) -> Result<(Id, String)> {
    if let Some(by) = by {
        by.must_everywhere(Right::Office)?;
    }
    let (name, grant) = rules::both(rules::name(name), rules::grant(role, edition))?;
    let (id, token) = (tx.new_id(), secret::fresh_token(chance));
    // A token's own maker may be a token, which cannot be barred.
    let made_by = match by {
        Some(by) => store::person(tx, by.id).await?.map(|person| person.id),
        None => None,
    };
    store::insert_token(tx, id, secret::hash(&token), &name, &grant, made_by).await?;
    log::done_by(tx, by, id, Event::TokenAdded { role: grant.role }, Some(&grant)).await?;
    Ok((id, token))
}

/// Ends a token; from the commit on it opens nothing.
pub async fn end_token(tx: &mut Tx, by: Option<&Person>, id: Id) -> Result<()> {
    if let Some(by) = by {
        by.must_everywhere(Right::Office)?;
    }
    if !store::delete_token(tx, id).await? {
        return Err(Refused::NotFound.into());
    }
    log::done_by(tx, by, id, Event::TokenEnded, None).await
}
