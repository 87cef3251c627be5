//! The front of each edition and the fronts of its sections.

pub mod pages;
mod routes;
mod site;

pub use routes::{edition_routes, routes};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
