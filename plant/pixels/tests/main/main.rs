//! Pictures as bytes, from outside: real files made by code, hostile ones, and the shared corpus.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)]

mod colours;
mod corpus;
mod hostile;
mod labelled;
mod made;
mod read;
mod samples;
