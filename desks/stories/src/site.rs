//! What readers reach.

mod history;
mod json_ld;
pub(crate) mod preview;
mod story;

pub use json_ld::image_object;
pub use story::{former_address, story_or_redirect};
