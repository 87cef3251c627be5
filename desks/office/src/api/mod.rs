//! What programs ask the office for.

pub(crate) mod audit;
pub(crate) mod metrics;
