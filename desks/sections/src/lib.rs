//! The plan of the paper: its editions, their sections, and the topics and authors that stories name.

mod change_plan;
mod frame;
mod look;
mod names;
mod paging;
mod plan;
mod store;
mod topics;
mod transfer;

pub use change_plan::{Change, change_sections, describe_edition, name_newsroom, set_accents, set_logo};
pub use frame::{PageHead, encoded, frame};
pub use look::{Accents, LEAST, Logo, Unreadable};
pub use names::{
    AUTHOR, Author, Named, about_author, author, author_by_slug, author_id, authors_like, describe_author,
    topic, topic_by_name, topic_by_slug, topics_like,
};
pub use paging::{before, keep_page, page_number, paging};
pub use plan::{Edition, NewEdition, Plan, Section, add_edition, plan, read_plan};
pub use store::{author_slug, portraits};
pub use topics::{
    NewName, TopicChange, TopicNames, all_topics, merge_topics, rename_topic, topic_id, topic_once_at,
    was_called,
};
pub use transfer::DOCUMENTS;
