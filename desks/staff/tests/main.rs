//! The staff desk, tried out by the people of the Gazette: Edda the editor, Ana the reporter, Max the moderator and
//! Ruth the admin.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod account;
mod doors;
mod joining;
mod newsroom;
mod passkeys;
mod people;
mod provider;
mod second_factor;
mod signing_in;
