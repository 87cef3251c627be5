//! The picture desk: pictures and what is said of them, who may use them for what, where they stand, and the forms
//! that readers get.
//!
//! A picture is seen by readers while, and only while, something public shows it: `store::is_public`.

mod api;
mod arrivals;

mod avif;
mod bank;
mod emblem;
mod follow;
mod found;
mod lacks;
pub mod pages;
mod picture;
mod place;
mod rights;
mod routes;
mod shelf;
mod shown;
mod site;
mod store;
mod transfer;
mod verbs;

pub use arrivals::{Arrived, run as fetch_waiting, wait_for, waited};
pub use avif::{make_one as make_one_avif, run as make_avif};
pub use bank::standing;
pub use emblem::{Emblem, emblem};
pub use follow::tell;
pub use found::{Glance, PICTURE, glances, put_missing};
pub use lacks::{Lack, lacking};
pub use picture::{Category, Picture, Words, most_bytes};
pub use place::{Part, Placement, clear, exists, forget, hold, is_placed, place, placing, subjects, wholes};
pub use rights::{Answer, Effect, Lease, Purpose, Rights, may_use};
pub use routes::{edition_routes, routes};
pub use shown::{BANK, Form, Place, Shown, Use, shown, tag, tags};
pub use site::form::previewed;
pub use transfer::DOCUMENTS;
pub use verbs::receive::{New, Received, receive, twentieths};
pub use verbs::rights::{RIGHTS, rights_changed};
pub use verbs::words::{describe, focus};

/// Verifies the originals by their hashes; one line for each fault.
pub async fn check(plant: &::site::Plant) -> base::Result<Vec<String>> {
    shelf::faults(plant).await
}

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
