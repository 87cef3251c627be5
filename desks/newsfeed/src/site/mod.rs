//! What readers and their programs reach.

pub(crate) mod feeds;
pub(crate) mod files;
pub(crate) mod lists;
pub(crate) mod newsfeed;
pub(crate) mod sitemap;
