//! Verb: somebody joins the newsroom, and gets a one-time link with which to set a password.

use crate::{log, rules, secret, store};
use ::store::Tx;
use base::{Chance, FieldError, Id, Result};
use house::{Event, Person, Right};
use std::time::Duration;

/// How long a one-time link is good.
const LINK: Duration = Duration::from_secs(24 * 60 * 60);

/// What is said where an address is somebody else's.
const TAKEN: &str = "Somebody of the newsroom has this address already.";

/// Who is to join, as the words came in.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub email: String,
    /// What the house calls the person; without one, what stands before the `@`.
    pub name: Option<String>,
    pub role: String,
    /// The one edition where the role holds; without one, all.
    pub edition: Option<String>,
}

/// Adds a person and returns the id and the secret of the one-time link (`/desk/link/SECRET`).
///
/// `by` is the person who does it, and must be admin; `None` is whoever sits at the machine.
pub async fn add_person(
    tx: &mut Tx,
    chance: &Chance,
    by: Option<&Person>,
    new: &NewPerson,
) -> Result<(Id, String)> {
    if let Some(by) = by {
        by.must_everywhere(Right::Office)?;
    }
    let (email, grant) =
        rules::both(rules::email(&new.email), rules::grant(&new.role, new.edition.as_deref()))?;
    let before_at = email.split('@').next().unwrap_or(&email);
    let name = rules::name(new.name.as_deref().unwrap_or(before_at))?;
    if store::person_by_email(tx, &email).await?.is_some() {
        return Err(taken().into());
    }
    let id = tx.new_id();
    store::insert_person(tx, id, &email, &name).await?;
    store::insert_grant(tx, id, &grant).await?;
    log::done_by(tx, by, id, Event::PersonAdded { role: grant.role }, Some(&grant)).await?;
    Ok((id, link(tx, chance, id).await?))
}

/// Makes a new one-time link for the person with this address, ends the older ones, and returns its secret.
pub async fn renew_link(tx: &mut Tx, chance: &Chance, by: Option<&Person>, email: &str) -> Result<String> {
    if let Some(by) = by {
        by.must_everywhere(Right::Office)?;
    }
    let email = rules::email(email)?;
    let Some(person) = store::person_by_email(tx, &email).await? else {
        let why = "Nobody of the newsroom has this address.";
        return Err(FieldError::at("/email", why).called("nobody", "").into());
    };
    if person.is_barred {
        let why = "This person is barred. Readmit them first.";
        return Err(FieldError::at("/email", why).called("barred", "").into());
    }
    store::delete_links_of(tx, person.id).await?;
    log::done_by(tx, by, person.id, Event::LinkRenewed, None).await?;
    link(tx, chance, person.id).await
}

/// Returns the refusal of an address that somebody has already.
pub(crate) fn taken() -> FieldError {
    FieldError::at("/email", TAKEN).called("email-taken", "")
}

pub(crate) async fn link(tx: &mut Tx, chance: &Chance, person: Id) -> Result<String> {
    let link = secret::fresh(chance);
    let until = tx.now().after(LINK);
    store::insert_link(tx, secret::hash(&link), person, until).await?;
    Ok(link)
}
