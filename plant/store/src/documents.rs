//! What a desk gives to an archive of the newsroom: its tables by their names. The columns come from the history, so
//! that a column that is added later is in the archive without a word.

use crate::Tx;
use crate::tables::Table;
use base::{Broken, Result};
use futures_util::future::BoxFuture;

/// A piece of work on a transaction.
pub type Step = for<'t> fn(&'t mut Tx) -> BoxFuture<'t, Result<()>>;

/// The documents of a desk.
pub struct Documents {
    pub desk: &'static str,
    /// The tables that are given, in an order in which they can be read again.
    pub tables: &'static [Given],
    /// The tables that are not given: what is derived, what is secret, what belongs to the moment.
    pub not_given: &'static [&'static str],
    /// Refuses where the newsroom holds something that an archive must not replace.
    pub may_replace: Option<Step>,
    /// What follows from the tables once they are in again.
    pub finish: Option<Step>,
}

/// A table, and its columns that are not given.
pub struct Given {
    pub table: &'static str,
    pub without: &'static [&'static str],
}

/// Returns a table that is given whole.
pub const fn whole(table: &'static str) -> Given {
    Given { table, without: &[] }
}

/// The store's own documents: facts, the log, and how far each follower has read it.
pub const DOCUMENTS: Documents = Documents {
    desk: "store",
    tables: &[whole("facts"), whole("log"), whole("cursors")],
    not_given: &["jobs", "leases", "nodes"],
    may_replace: None,
    finish: None,
};

impl Documents {
    /// Finds one of the desk's tables in the history.
    pub fn find<'a>(tables: &'a [Table], name: &str) -> Result<&'a Table> {
        let found = tables.iter().find(|table| table.name == name);
        found.ok_or_else(|| Broken::new(format!("there is no table “{name}”")).into())
    }
}
