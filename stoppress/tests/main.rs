//! Journeys across desks: a whole newsroom on a real database, reached over real HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on must stop"
)]

mod arrivals;
mod authors;
mod avif;
mod backups;
mod bad_input;
mod calendar;
mod commands;
mod coverage;
mod desk;
mod editions;
mod editor;
mod embargo;
mod embeds;
mod feeds;
mod front_editors;
mod fronts;
mod heads;
mod in_and_out;
mod journey;
mod kill;
mod known_files;
mod lists;
mod live;
mod live_pictures;
mod live_unseen;
mod media_api;
mod mending;
mod merging;
mod ninjs;
mod nodes;
mod notes;
mod office;
mod offline;
mod open_page;
mod operating;
mod pages;
mod paper;
mod pictures;
mod plan;
mod previews;
mod put_on_the_front;
mod record;
mod related;
mod revisions;
mod served;
mod settings;
mod states;
mod themes;
mod topics;
mod webhooks;
mod wording;
