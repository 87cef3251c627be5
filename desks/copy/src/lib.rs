//! Copy: the text of a story as a typed tree of blocks, and the ways into and out of it.
//!
//! The tree is kept as ProseMirror-shaped JSON; `schema.json` says what it may hold, for the editor in the
//! browser and for the validator here. HTML is always made from the tree, never kept. Pure: no I/O.

mod address;
mod canonical;
mod diff;
mod doc;
mod html;
mod keep;
mod markdown;
mod merge;
mod read;
mod render;
mod schema;
mod text;
mod validate;
mod write;

pub use canonical::canonical;
pub use diff::{BlockDiff, Op, PictureStep, Piece, What, diff, words as diff_words};
pub use doc::{Block, Cell, Doc, Inline, Mark, Node, Picture};
pub use html::{Attachments, Dropped, Parsed};
pub use keep::keep_ids;
pub use merge::{BlockConflict, merge, order};
pub use render::RenderOptions;

/// The schema of the tree as the browser's editor reads it.
pub const SCHEMA: &str = include_str!("../schema.json");
