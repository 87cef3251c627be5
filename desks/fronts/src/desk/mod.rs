//! What the newsroom reaches: the list of fronts, the page on which one is arranged, and its preview.

mod clashes;
pub(crate) mod form;
pub(crate) mod front;
pub(crate) mod index;
pub(crate) mod preview;
pub(crate) mod put;
mod shown;
pub(crate) mod slots;
mod standing;
pub(crate) mod wish;
