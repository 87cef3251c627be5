//! What takes two steps at the door: begun with a secret that only whoever began it has, and ended once, within
//! minutes. It stands in the store, so that the second step may reach another process than the first.

use crate::secret;
use crate::store::ceremonies::{self, CeremonyRow};
use ::store::Tx;
use base::{Chance, Id, Result};
use serde_json::Value;
use std::time::Duration;

/// What is under way.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// The password fitted, and a code is asked for.
    Code,
    /// A passkey is to be added.
    NewPasskey,
    /// Somebody signs in with a passkey.
    Passkey,
    /// Somebody has gone to the newsroom's identity provider.
    Provider,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::NewPasskey => "new-passkey",
            Self::Passkey => "passkey",
            Self::Provider => "provider",
        }
    }
}

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// Begins, and returns the secret with which it is ended.
pub(crate) async fn begin(
    tx: &mut Tx,
    chance: &Chance,
    kind: Kind,
    person: Option<Id>,
    data: &Value,
) -> Result<String> {
    let secret = secret::fresh(chance);
    let until = tx.now().after(PATIENCE);
    ceremonies::delete_old(tx).await?;
    ceremonies::insert(tx, secret::hash(&secret), kind.word(), person, data, until).await?;
    Ok(secret)
}

/// Returns what was begun with this secret, if it may still be ended.
pub(crate) async fn look(tx: &mut Tx, kind: Kind, secret: &str) -> Result<Option<CeremonyRow>> {
    if !secret::is_one(secret) {
        return Ok(None);
    }
    ceremonies::look(tx, secret::hash(secret), kind.word()).await
}

/// Returns what was begun with this secret, and ends it.
pub(crate) async fn take(tx: &mut Tx, kind: Kind, secret: &str) -> Result<Option<CeremonyRow>> {
    let found = look(tx, kind, secret).await?;
    if found.is_some() {
        ceremonies::delete(tx, secret::hash(secret)).await?;
    }
    Ok(found)
}
