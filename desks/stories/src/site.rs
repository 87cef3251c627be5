//! What readers reach.

mod json_ld;
mod story;

pub use story::{former_address, story_or_redirect};
