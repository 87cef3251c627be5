//! What the desk gives to an archive: the whole plan.

use ::store::documents::{Documents, whole};

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "sections",
    tables: &[
        whole("editions"),
        whole("sections"),
        whole("topics"),
        whole("topic_names"),
        whole("topic_addresses"),
        whole("authors"),
    ],
    not_given: &[],
    may_replace: None,
    finish: None,
};
