//! The Fixture Gazette: the invented newspaper of the invented harbour town Port Verrin, which the tests, the
//! demonstration and development share. Its people, sections and stories are TOML, embedded and read here;
//! nothing in it has happened, and nobody in it lives.

mod filler;
mod paper;
mod story;

pub use filler::filler;
pub use paper::{Edition, Paper, Person, Section, paper};
pub use story::{Correction, Dateline, Later, Story, Update, Withdrawal};
