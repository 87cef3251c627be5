//! What readers and their programs reach.

pub(crate) mod lists;
pub(crate) mod newsfeed;
pub(crate) mod rss;
