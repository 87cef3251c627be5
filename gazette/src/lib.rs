//! The Fixture Gazette: the invented newspaper of the invented harbour town Port Verrin, which the tests, the
//! demonstration and development share. Its people, sections, stories and pictures are files, embedded and read
//! here; nothing in it has happened, and nobody in it lives.

mod filler;
mod fronts;
mod paper;
mod pictures;
mod posts;
mod story;

pub use filler::filler;
pub use fronts::{Container, Front, Newest, OnTheFront, Strip};
pub use paper::{Author, Edition, Paper, Person, Section, paper};
pub use pictures::{Picture, Placed, PlacedInText};
pub use posts::{Edit, Post, Retraction};
pub use story::{Correction, Dateline, Later, Story, Update, Withdrawal};
