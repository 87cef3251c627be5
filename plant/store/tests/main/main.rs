//! What the store promises, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod batches;
mod history;
mod kill;
mod log;
mod queue;
mod room;
mod writes;
