//! What the desk gives to an archive: who there is and what each may do. Passwords, second factors, passkeys,
//! links, sessions and tokens stay behind: who has the archive must not be able to sign in with it.

use crate::store;
use ::store::Tx;
use ::store::documents::{Documents, Given, whole};
use base::{Refused, Result};

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "staff",
    tables: &[Given { table: "people", without: &["password"] }, whole("grants")],
    not_given: &[
        "one_time_links",
        "sessions",
        "tokens",
        "second_factors",
        "recovery_codes",
        "passkeys",
        "ceremonies",
    ],
    may_replace: Some(|tx| Box::pin(nobody_signs_in(tx))),
    finish: None,
};

/// Refuses where somebody can sign in already: an archive would take that away.
async fn nobody_signs_in(tx: &mut Tx) -> Result<()> {
    if store::anybody_signs_in(tx).await? {
        let why =
            "somebody can sign in to this newsroom, or a program has a token for it; import into a new one";
        return Err(Refused::NotNow(why.into()).into());
    }
    Ok(())
}
