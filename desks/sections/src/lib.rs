//! The plan of the paper: its editions, their sections, and the topics and authors that stories name.

mod frame;
mod names;
mod plan;
mod store;
mod transfer;

pub use frame::{PageHead, encoded, frame, page_number, paging};
pub use names::{Named, author, author_by_slug, topic, topic_by_slug};
pub use plan::{Edition, NewEdition, Plan, Section, add_edition, plan};
pub use store::{author_slug, topic_slug};
pub use transfer::DOCUMENTS;
