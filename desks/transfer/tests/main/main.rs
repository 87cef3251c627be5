//! The WordPress import from file to story.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)]

mod data;
mod explore;
mod hostile;
mod importing;
mod reading;
mod room;
