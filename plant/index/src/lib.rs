//! Finding by words: the one search behind the newsroom's boxes for pictures and stories. A thing is found if each
//! word that is looked for begins one of its words, whatever the case and the accents; the newest comes first.

mod fold;
mod store;

pub use fold::{Patterns, fold, patterns};
pub use store::{forget, is_put, put};

use ::store::Tx;
use base::{Id, Result, Time};

/// Behind every id.
pub const LAST: Id = Id::from_bytes([0xff; 16]);

/// A thing as it is found.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// What it is, such as `story`.
    pub kind: &'a str,
    pub id: Id,
    /// The edition that it belongs to, if it does.
    pub edition: Option<&'a str>,
    /// What it is found by.
    pub texts: &'a [&'a str],
    /// By when it stands among the others.
    pub at: Time,
}

/// Returns the things of a kind that have all these words, the newest first. `editions` are those that may be found,
/// such as `,en,ar,`; all if it is none. Without words these are simply the newest.
pub async fn find(
    tx: &mut Tx,
    kind: &str,
    query: &str,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<Id>> {
    store::find(tx, kind, &fold::patterns(query), editions, limit).await
}
