//! Stoppress: a whole newsroom in one program. This crate holds the commands and the four lists of the house:
//! which desk answers where (`routes`), who reacts to what (`followers`), what runs by the clock (`jobs`), and how
//! the plant is opened (`newsroom`). Journeys across desks use it as a library, with a clock of their own.

pub mod commands;
pub mod config;
pub mod demo;
pub mod followers;
mod health;
pub mod jobs;
pub mod lends;
mod migrations;
pub mod newsroom;
pub mod orders;
pub mod output;
mod reload;
pub mod routes;
pub mod samples;
pub mod server;
mod socket;
mod supervisor;
pub mod theme;
pub mod wardrobe;

pub use migrations::MIGRATIONS;
