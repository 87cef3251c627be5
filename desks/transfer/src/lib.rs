//! The desk of ways in and out: WordPress's export, ninjs, saved pages and feeds come in; the house's archive and
//! ninjs go out; backups are made and put back.

pub mod archive;
mod backup;
mod bytes;
pub mod container;
mod feed;
pub mod folders;
mod import;
mod ninjs;
mod page;
mod pictures;
mod report;
mod times;
mod words;
pub mod wxr;

pub use backup::{backup, unpack_backup};
pub use import::batch::Told;
pub use import::{Format, Order, Source, import};
pub use ninjs::export as export_ninjs;
pub use report::{Counts, Report};
