//! House style: who may do what, who may see what, the kinds of story, and the list of everything that can happen.

pub mod event;
pub mod kind;
pub mod people;
pub mod sight;
pub mod slug;

pub use event::Event;
pub use kind::{Kind, ReasonClass};
pub use people::{Grant, Person, Right, Role, Viewer};
pub use sight::{Sight, Standing, Thing, may_see};

/// Slugs that no edition may bear, since the addresses under them are the house's own (INTERFACE.md).
pub const RESERVED_SLUGS: [&str; 11] = [
    "desk",
    "api",
    "assets",
    "media",
    "mediabank",
    "events",
    "stories",
    "comments",
    "healthz",
    "readyz",
    "metrics",
];
