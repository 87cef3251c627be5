//! What the desk writes into the newsroom's log: ids and roles, never a name, an address or a secret.

use base::{Id, Result};
use house::{Event, Grant, Person};
use store::{LogRow, Tx};

/// How the log calls whoever sits at the machine.
const COMMAND: &str = "command";
/// What stands for a person whom nobody knows.
const NOBODY: Id = Id::from_bytes([0; 16]);

/// Returns whether after this row somebody may have lost a way in, so that what is kept in memory must be forgotten.
pub fn ends_a_way_in(row: &LogRow) -> bool {
    let is_ours = row.kind == "person" || row.kind == "token";
    is_ours && !matches!(row.event.as_str(), "signed_in" | "sign_in_failed")
}

/// Announces what another person did, or else whoever sits at the machine.
pub(crate) async fn done_by(
    tx: &mut Tx,
    by: Option<&Person>,
    subject: Id,
    event: Event,
    grant: Option<&Grant>,
) -> Result<()> {
    let actor = by.map_or_else(|| COMMAND.into(), Person::actor);
    let edition = grant.and_then(|grant| grant.edition.clone());
    event.announce_in(tx, Some(actor), edition, subject, None).await.map(drop)
}

/// Announces what a person did about their own account.
pub(crate) async fn oneself(tx: &mut Tx, person: Id, event: Event) -> Result<()> {
    event.announce_in(tx, Some(person.to_string()), None, person, None).await.map(drop)
}

/// Announces that somebody tried to sign in as this person, or as one whom nobody knows.
pub(crate) async fn failed(tx: &mut Tx, person: Option<Id>) -> Result<()> {
    Event::SignInFailed.announce_in(tx, None, None, person.unwrap_or(NOBODY), None).await.map(drop)
}
