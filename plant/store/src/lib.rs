//! The store: one set of tables, on SQLite or on PostgreSQL, behind one text.
//!
//! Desks write plain SQL in the subset that both engines share and never learn which one is in use. A write is an
//! async closure over a [`Tx`]; it is answered when it is durable and when every commit listener has run. Beside the
//! desks' own tables the store keeps the log of events, jobs, cursors of followers, leases and named facts.
//!
//! Inside a closure only methods of [`Tx`] may be awaited: the single writer of SQLite must never wait for anything else.

pub mod backup;
pub mod documents;
mod dump;
mod facts;
mod figures;
mod followers;
mod jobs;
mod listeners;
mod log;
mod migrate;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod store;
pub mod tables;
#[cfg(feature = "testing")]
#[allow(clippy::expect_used, clippy::panic, reason = "a test that has no database cannot go on")]
pub mod testing;
mod tx;
mod url;
mod value;
mod work;

#[doc(hidden)]
pub use base;
pub use figures::{Figures, Node, Queue};
pub use jobs::{Job, NewJob, Queued};
pub use log::{Entry, LogRow, Logged, Only};
pub use migrate::Migration;
pub use row::{Columns, Found, FromRow, FromVal, Row};
pub use sql::Sql;
pub use store::Store;
pub use tx::Tx;
pub use url::Url;
pub use value::{Params, ToVal, Val};
pub use work::Work;
