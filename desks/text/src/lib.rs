//! Copy: the text of a story as a typed tree of blocks, ProseMirror-shaped in JSON. HTML is derived from it and never
//! stored as truth; foreign HTML and Markdown are read into it, and what has no place in it is dropped and reported.
//!
//! Pure: no I/O, no database, no page.

mod canonical;
mod doc;
mod html;
mod markdown;
mod merge;
mod render;
mod text;
mod validate;

pub use canonical::canonical;
pub use doc::{Block, Doc, Dropped, Inline, Mark, Parsed};
pub use merge::{BlockConflict, keep_ids, merge};
pub use render::RenderOptions;
