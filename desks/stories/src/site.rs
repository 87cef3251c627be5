//! What readers reach.

mod json_ld;
mod story;

pub use story::story_or_redirect;
