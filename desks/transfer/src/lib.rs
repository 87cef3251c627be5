//! The desk of ways in and out. Its first way in: an export of WordPress (WXR).

mod import;
mod report;
pub mod wxr;

pub use import::{Order, Source, import_wxr};
pub use report::{Counts, Report};
