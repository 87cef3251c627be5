//! What readers reach.

pub(crate) mod post;
