//! The running feed, the lists by topic, author and kind, and the feeds that other programs read.

mod api;
mod feeds;
mod list;
pub mod pages;
mod portraits;
mod routes;
mod site;

pub use api::authors::describe;
pub use portraits::{check, mend};
pub use routes::{edition_routes, routes};
pub use site::sitemap::{map, part};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
