//! What the desk gives to an archive: the bank, what may be done with its pictures, and where they stand. The bytes
//! are files of the newsroom's folder.

use crate::found;
use ::store::documents::{Documents, whole};

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "media",
    tables: &[
        whole("pictures"),
        whole("picture_words"),
        whole("picture_edits"),
        whole("picture_leases"),
        whole("placements"),
        whole("waiting_pictures"),
        whole("waiting_uses"),
    ],
    not_given: &[],
    may_replace: None,
    finish: Some(|tx| Box::pin(found::put_all_missing(tx))),
};
