//! Verb: a session ends, at once and everywhere.

use crate::{log, secret, store};
use ::store::Tx;
use base::Result;
use house::Event;
use site::Plant;

/// Ends the session; one that has ended already is no fault.
pub async fn sign_out(plant: &Plant, session: &str) -> Result<()> {
    let hash = secret::hash(session);
    plant
        .store
        .write(async move |tx: &mut Tx| match store::delete_session(tx, hash).await? {
            Some(person) => log::oneself(tx, person, Event::SignedOut).await,
            None => Ok(()),
        })
        .await
}
