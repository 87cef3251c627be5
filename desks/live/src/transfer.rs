//! What the desk gives to an archive: the posts, and everything that they ever said.

use ::store::documents::{Documents, whole};

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "live",
    tables: &[whole("posts"), whole("post_revisions")],
    not_given: &[],
    may_replace: None,
    finish: None,
};
