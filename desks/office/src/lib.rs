//! The office: who did what in the newsroom, and how the server is, for those who run it.

mod api;
mod audit;
mod desk;
pub mod pages;
mod routes;

pub use routes::{open_metrics, routes};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
