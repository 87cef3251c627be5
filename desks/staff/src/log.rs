//! What the desk writes into the newsroom's log: ids and roles, never a name, an address or a secret.

use base::{Id, Result};
use house::{Grant, Person};
use serde_json::{Value, json};
use store::{Entry, Tx};

/// Events after which somebody has one way in more, and nobody one less.
const GAINS: [&str; 2] = ["person_added", "token_added"];

/// What the log calls a person of the newsroom, and a token.
const PERSON: &str = "person";
const TOKEN: &str = "token";

/// The one event that ends no way in, so that nothing kept in memory must be forgotten.
pub(crate) const SIGNED_IN: &str = "signed_in";

/// Returns whether after this row somebody may have lost a way in.
pub(crate) fn ends_a_way_in(kind: &str, event: &str) -> bool {
    (kind == PERSON || kind == TOKEN) && event != SIGNED_IN
}

/// Announces what happened to a person; done by another, or else by whoever sits at the machine.
pub(crate) async fn person(
    tx: &mut Tx,
    by: Option<&Person>,
    subject: Id,
    event: &'static str,
    grant: Option<&Grant>,
) -> Result<()> {
    announce(tx, by.map(Person::actor), PERSON, subject, event, grant).await
}

/// Announces what a person did about their own account.
pub(crate) async fn oneself(tx: &mut Tx, person: Id, event: &'static str) -> Result<()> {
    announce(tx, Some(person.to_string()), PERSON, person, event, None).await
}

/// Announces what happened to a token.
pub(crate) async fn token(
    tx: &mut Tx,
    by: Option<&Person>,
    subject: Id,
    event: &'static str,
    grant: Option<&Grant>,
) -> Result<()> {
    announce(tx, by.map(Person::actor), TOKEN, subject, event, grant).await
}

async fn announce(
    tx: &mut Tx,
    actor: Option<String>,
    kind: &'static str,
    subject: Id,
    event: &'static str,
    grant: Option<&Grant>,
) -> Result<()> {
    let data: Value = grant.map_or_else(|| json!({}), |grant| json!({ "role": grant.role }));
    let edition = grant.and_then(|grant| grant.edition.clone());
    let takes_away = ends_a_way_in(kind, event) && !GAINS.contains(&event);
    tx.announce(Entry { actor, edition, kind, subject, event, data, reason: None, takes_away }).await?;
    Ok(())
}
