//! The office: who did what in the newsroom, who outside is told of it, and how the server is, for those who run it.

mod api;
mod audit;
mod desk;
mod follow;
mod health;
mod health_pages;
mod look_pages;
pub mod pages;
mod routes;
mod site;
mod store;
mod told;
mod topic_pages;
mod transfer;
mod wardrobe;
mod webhooks;
mod webhooks_pages;

pub use desk::listening::may_hear;
pub use follow::{TOPIC, tell};
pub use health::{Disk, LastBackup, LookAtMachine, Machine, backed_up};
pub use routes::{open_metrics, routes};
pub use told::Posts;
pub use transfer::DOCUMENTS;
pub use wardrobe::{Themes, Wardrobe, chosen_theme};
pub use webhooks::run as tell_webhooks;

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
