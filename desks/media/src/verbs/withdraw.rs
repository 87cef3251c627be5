//! A picture is taken off: from now on it may be used for nothing, wherever it stands.

use super::announce;
use crate::store;
use ::store::Tx;
use base::{Id, Refused, Result};
use house::{Event, ReasonClass};

/// Takes a picture off, for this class of reason.
pub(crate) async fn withdraw(tx: &mut Tx, actor: &str, id: Id, reason: &str) -> Result<()> {
    let class: ReasonClass = reason.parse().map_err(|why: String| Refused::field("/reason", why))?;
    let picture = store::picture(tx, id).await?;
    if picture.withdrawn_at.is_some() {
        let why = "The picture is withdrawn already.".into();
        return Err(Refused::Conflict { why, allowed: Vec::new() }.into());
    }
    store::withdraw(tx, id, class.as_str()).await?;
    announce(tx, Event::PictureWithdrawn { reason_class: class }, actor, id, None).await
}
