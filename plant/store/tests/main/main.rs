//! What the store promises, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod batches;
mod connections;
mod history;
mod kill;
mod log;
mod nodes;
mod proxy;
mod queue;
mod room;
mod tls;
mod whole;
mod writes;
