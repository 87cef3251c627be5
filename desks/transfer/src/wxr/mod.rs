//! WXR, the file that WordPress exports a site to: RSS 2.0 with elements of its own.
//!
//! `../bytes.rs` makes UTF-8 of the file and keeps count, `reader.rs` takes items out of it one by one (`document.rs`
//! knows their shape), `item.rs` is what they hold, `story.rs` makes stories of them.

mod document;
mod item;
mod names;
mod reader;
mod reading;
mod story;
mod text;
mod values;

pub use item::{Category, Channel, Item};
pub use reader::{Fault, Reader};
pub(crate) use reading::read;
pub use story::Plan;
pub(crate) use values::address;
