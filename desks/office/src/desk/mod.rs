//! What the newsroom reaches.

pub(crate) mod audit;
pub(crate) mod health;
pub(crate) mod jobs;
pub(crate) mod listening;
pub(crate) mod look;
pub(crate) mod plan;
pub(crate) mod things;
pub(crate) mod topics;
pub(crate) mod webhooks;
