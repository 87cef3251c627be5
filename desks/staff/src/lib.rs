//! The staff desk: those who make the paper, what each may do where, and how they come in: one-time links,
//! passwords with or without a second factor, passkeys, the newsroom's identity provider; sessions, and tokens for
//! programs.

mod account;
mod add_person;
mod add_token;
mod browser;
mod ceremony;
mod desk;
mod doors;
mod log;
pub mod pages;
mod passkey;
mod password;
mod people;
mod provider;
mod routes;
mod rules;
mod second_factor;
mod secret;
mod set_password;
mod sign_in;
mod sign_out;
mod store;
mod totp;
mod transfer;
mod tries;
mod visitor;

pub use add_person::{NewPerson, add_person, renew_link};
pub use add_token::{add_token, end_token};
pub use desk::asker::{Asker, Staff, StaffPage};
pub use desk::door::frame;
pub use desk::viewer::{viewer, way_in};
pub use log::ends_a_way_in;
pub use routes::routes;
pub use set_password::{NameNewsroom, set_password};
pub use sign_in::{Way, sign_in};
pub use sign_out::sign_out;
pub use store::{Named, has_admin, members_of, name_of, named, names_of, standing};
pub use transfer::DOCUMENTS;
pub use visitor::Visitor;

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
