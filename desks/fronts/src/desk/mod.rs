//! What the newsroom reaches: the list of fronts, the page on which one is arranged, and its preview.

pub(crate) mod form;
pub(crate) mod front;
pub(crate) mod index;
pub(crate) mod preview;
mod shown;
pub(crate) mod slots;
pub(crate) mod wish;
