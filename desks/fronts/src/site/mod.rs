//! What readers reach.

pub(crate) mod front;
pub(crate) mod home;
pub(crate) mod offline;
pub(crate) mod section;
