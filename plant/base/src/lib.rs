//! The few things that everything else is made of: ids, times, the clock, chance, and the two ways to fail.
//!
//! No newsroom word and no I/O in here.

mod chance;
mod failure;
pub mod figures;
mod hex;
mod id;
mod missing;
mod time;

pub use chance::Chance;
pub use failure::{Broken, Context, Failure, FieldError, Refused, Result, unless_not_found};
pub use hex::{hex, unhex};
pub use id::Id;
pub use missing::unless_missing;
pub use time::{Clock, Time};
