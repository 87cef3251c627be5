//! What programs ask the office for.

pub(crate) mod audit;
pub(crate) mod log;
pub(crate) mod metrics;
pub(crate) mod webhooks;
