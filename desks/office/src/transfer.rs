//! What the desk gives to an archive: nothing. Who has the archive must not be able to sign as this house, nor be told
//! in the place of others.

use store::documents::Documents;

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "office",
    tables: &[],
    not_given: &["webhooks", "webhook_deliveries"],
    may_replace: None,
    finish: None,
};
