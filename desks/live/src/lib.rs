//! Live coverage: the posts of a story of kind live, one after the other as things happen.
//!
//! A post is the fold of its events in the log; the tables repeat what they come to, and keep every text.

mod api;
mod check;
mod fields;
mod follow;
mod json_ld;
pub mod pages;
mod pictures;
mod piece;
mod post;
mod rank;
mod routes;
mod sight;
mod site;
mod store;
mod transfer;
mod verbs;
mod view;
mod workflow;

pub use check::{check, mend};
pub use fields::Input;
pub use follow::tell;
pub use pictures::picture_came;
pub use piece::piece;
pub use post::{Content, Marks, Post, State};
pub use routes::{page_routes, routes};
pub use sight::standing;
pub use store::in_order_written;
pub use transfer::DOCUMENTS;
pub use verbs::{Done, delete, edit, key, move_before, pin, post, publish, restore, retract, unpin};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
