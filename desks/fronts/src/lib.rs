//! The front of each edition and the fronts of its sections: arranged by the desk, or else newest first.
//!
//! The tables: `fronts` holds the draft of each, `front_drafts` those of the last days, `front_versions` what readers were
//! ever shown.

mod api;
mod arrangement;
mod desk;
mod follow;
mod front;
mod merge;
mod moves;
pub mod pages;
mod parts;
mod past;
mod routes;
mod shown;
mod site;
mod store;
mod strip;
mod transfer;
mod verbs;
mod view;

pub use arrangement::{Arrangement, Container, Layout, Newest, Slot, Strip};
pub use follow::{tags, tell};
pub use front::{Front, Place};
pub use routes::{edition_routes, routes};
pub use strip::{STRIP, check, mend, strip_ends};
pub use transfer::DOCUMENTS;
pub use verbs::{Put, Saved, go_back, publish, put, save, take_off};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
