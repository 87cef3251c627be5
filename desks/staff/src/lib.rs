//! The staff desk: those who make the paper, what each may do where, and how they come in: one-time links,
//! passwords, sessions, and tokens for programs.

mod add_person;
mod add_token;
mod desk;
mod doors;
mod log;
pub mod pages;
mod password;
mod routes;
mod rules;
mod secret;
mod set_password;
mod sign_in;
mod sign_out;
mod store;
mod transfer;

pub use add_person::{NewPerson, add_person, renew_link};
pub use add_token::{add_token, end_token};
pub use desk::asker::{Asker, Staff, StaffPage};
pub use desk::viewer::viewer;
pub use routes::routes;
pub use set_password::set_password;
pub use sign_in::sign_in;
pub use sign_out::sign_out;
pub use store::{Named, has_admin, named, standing};
pub use transfer::DOCUMENTS;

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
