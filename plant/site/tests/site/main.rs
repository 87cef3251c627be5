//! The web toolkit from outside: cached pages, streams, JSON and limits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cached;
mod door;
mod json;
mod paper;
mod served;
mod streamed;
mod turns;
