//! What the desk gives to an archive: every front, and every version that readers were shown. When a strip goes is
//! put on the clock anew.

use crate::strip;
use ::store::Tx;
use ::store::documents::{Documents, whole};
use base::Result;

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "fronts",
    tables: &[whole("fronts"), whole("front_versions")],
    not_given: &["front_drafts"],
    may_replace: None,
    finish: Some(|tx| Box::pin(set_ends(tx))),
};

async fn set_ends(tx: &mut Tx) -> Result<()> {
    strip::mend(tx).await.map(drop)
}
