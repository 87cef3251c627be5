//! What the newsroom reaches.

pub(crate) mod editor;
pub(crate) mod listening;
pub(crate) mod stop_list;
pub(crate) mod stories;
