//! What readers reach.

pub(crate) mod bank;
pub(crate) mod form;
