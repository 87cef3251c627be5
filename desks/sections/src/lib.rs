//! The plan of the paper: its editions, their sections, and the topics and authors that stories name.

mod frame;
mod names;
mod plan;
mod store;
mod transfer;

pub use frame::{PageHead, encoded, frame, page_number, paging};
pub use names::{
    Author, Named, about_author, author, author_by_slug, author_id, describe_author, topic, topic_by_slug,
};
pub use plan::{Edition, NewEdition, Plan, Section, add_edition, plan};
pub use store::{author_slug, topic_slug};
pub use transfer::DOCUMENTS;
