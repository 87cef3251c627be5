//! Who stands at the door, as far as one can see: where the request comes from, and what the browser calls itself.

use crate::{secret, store};
use ::store::Tx;
use base::{Chance, Id, Result};
use std::net::IpAddr;
use std::time::Duration;

/// How long a session lasts after it was last used.
pub(crate) const SESSION: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// The most that is kept of what a browser calls itself.
const AGENT_MAX: usize = 300;

/// What is seen of whoever asks to come in.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// None where the connection has none.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub agent: String,
}

impl Visitor {
    /// Begins a session of this person and returns its secret.
    pub(crate) async fn come_in(&self, tx: &mut Tx, chance: &Chance, person: Id) -> Result<String> {
        let session = secret::fresh(chance);
        let until = tx.now().after(SESSION);
        let agent: String = self.agent.chars().filter(|c| !c.is_control()).take(AGENT_MAX).collect();
        let address = self.address.map(|address| address.to_string()).unwrap_or_default();
        store::delete_old_sessions(tx).await?;
        store::insert_session(tx, secret::hash(&session), person, until, (&agent, &address)).await?;
        Ok(session)
    }
}
