//! Copy: stories from the first draft to the last correction, and their pages.
//!
//! The tables: `stories` is the work, `revisions` every state it ever had, `published` what readers may see now.

mod addresses;
mod api;
mod calendar_page;
mod changes;
mod check;
mod checklist;
mod conflicts;
mod copies;
mod coverage;
mod derived;
mod desk;
mod editor_page;
mod embed_hosts_page;
pub mod embeds;
mod fields;
mod follow;
mod found;
mod gate;
pub mod in_text;
mod lacks;
mod merge;
mod newsroom;
mod notes;
pub mod pages;
mod pictures;
mod previews;
mod readers;
mod record;
mod routes;
mod sign_off;
mod site;
mod stop_list;
mod stop_list_page;
mod store;
mod story;
mod transfer;
mod used_in;
mod verbs;
mod view;
mod workflow;

pub use api::answer::Once;
pub use api::asked;
pub use api::sent::Sent;
pub use check::{check, mend};
pub use checklist::check_in_words;
pub use coverage::{on_the_page, shown, standing, story, touch};
pub use desk::listening::may_hear;
pub use fields::{Change, Dateline, Fields, Focus, Framing, Input, LeadPicture, TextInput};
pub use follow::{lists_tag, story_tag, tags, tell};
pub use found::{found, put_missing};
pub use pictures::picture_came;
pub use record::sign_record;
pub use record::verify::{Verified, verify, verify_head};
pub use routes::{former_address, routes, story_or_redirect};
pub use site::image_object;
pub use store::brief::{Brief, Upcoming, briefly, upcoming};
pub use store::lists::{List, listed};
pub use store::published::{Listed, addresses, among, count, has_author, in_section, published_since};
pub use story::{Public, State, Story, Work};
pub use transfer::{DOCUMENTS, Outgoing, OutgoingPicture, outgoing};
pub use used_in::used_in;
pub use verbs::receive::{Came, Incoming, Received, Took, Wanted, receive};
pub use verbs::release::{RELEASE, release};
pub use verbs::{
    Asked, Seen, TOPIC_FOUND, approve, correct, create, delete, merge_topics, on_topic, publish,
    rename_topic, restore, return_, save, schedule, submit, topic_found, unschedule, update, withdraw,
};
pub use view::{Cards, Text, cards, newest, texts, without_unseen};

/// Templates of this desk, embedded; read from the folder in a debug build.
#[derive(rust_embed::RustEmbed)]
#[folder = "pages/"]
pub struct Templates;
