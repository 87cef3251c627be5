//! What the newsroom reaches.

pub(crate) mod audit;
