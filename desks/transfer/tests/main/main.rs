//! Imports from file to story.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)]

mod data;
mod feeds;
mod hostile;
mod importing;
mod ninjs;
mod pages;
mod reading;
mod room;
