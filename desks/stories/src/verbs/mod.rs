//! What can be done with a story: each verb finds the story, asks whether it may, changes and announces, in one
//! transaction that the caller holds.

mod create;
mod move_on;
mod preview;
pub(crate) mod publish;
pub mod receive;
pub mod release;
mod save;
mod schedule;
mod topics;
mod withdraw;

pub use create::{create, delete};
pub use move_on::{approve, begin as permitted, return_, submit};
pub use preview::{NewPreview, end_preview, make_preview};
pub use publish::{correct, publish, update};
pub(crate) use save::save_window;
pub use save::{go_back, save};
pub(crate) use schedule::{has_job, set_job};
pub use schedule::{schedule, unschedule};
pub use topics::{TOPIC_FOUND, merge_topics, on_topic, rename_topic, topic_found};
pub use withdraw::{restore, withdraw};

use crate::fields::Fields;
use crate::pictures;
use crate::store;
use crate::story::Story;
use ::store::Tx;
use base::{FieldError, Refused, Result};
use copy::Dropped;
use house::Person;
use sections::{Named, Plan};
use std::sync::Arc;

/// Which revision the asker saw (`If-Match`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seen {
    /// The asker does not say.
    #[default]
    Unsaid,
    /// Whichever stands (`*`).
    Any,
    Revision(i64),
}

/// Who asks for a change, of which revision, and from where chance comes.
#[derive(Clone, Debug)]
pub struct Asked {
    pub person: Arc<Person>,
    pub seen: Seen,
    pub chance: base::Chance,
}

/// A story after a change, with what its given HTML held that a story cannot.
#[derive(Clone, Debug)]
pub struct Done {
    pub story: Story,
    pub dropped: Vec<Dropped>,
}

impl From<Story> for Done {
    fn from(story: Story) -> Self {
        Self { story, dropped: Vec::new() }
    }
}

impl Asked {
    /// Refuses if the asker saw another revision than the one that stands.
    fn must_match(&self, story: &Story) -> Result<()> {
        match self.seen {
            Seen::Revision(seen) if seen != story.revision => Err(Refused::Stale {
                why: format!("You saw revision {seen}; it is at {} now.", story.revision),
                conflicts: Vec::new(),
            }
            .into()),
            _ => Ok(()),
        }
    }
}

/// Refuses words for readers or writers that are missing, too long, or no text.
pub(crate) fn must_be_words(pointer: &str, words: &str, missing: &str) -> Result<()> {
    let why = match () {
        () if words.trim().is_empty() => missing,
        () if words.chars().count() > 2000 => "at most 2000 characters",
        () if words.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') => {
            "holds a control character"
        }
        () => return Ok(()),
    };
    Err(Refused::field(pointer, why).into())
}

/// The names of a revision as the plan knows them, made where they are new.
pub(crate) struct Names {
    pub(crate) topics: Vec<Named>,
    pub(crate) authors: Vec<Named>,
}

/// Finds or makes the topics and authors that the fields name.
pub(crate) async fn names(tx: &mut Tx, fields: &Fields) -> Result<Names> {
    let mut names = Names { topics: Vec::new(), authors: Vec::new() };
    for name in &fields.topics {
        names.topics.push(sections::topic(tx, &fields.edition, name).await?);
    }
    for name in &fields.bylines {
        let author = sections::author(tx, &fields.edition, name).await?;
        if !names.authors.contains(&author) {
            names.authors.push(author);
        }
    }
    Ok(names)
}

/// Refuses fields that no draft may hold, and names of stories that there are not; what was named before may have
/// been deleted since, and hinders nobody.
async fn check(tx: &mut Tx, fields: &Fields, before: Option<&Fields>, plan: &Plan) -> Result<()> {
    fields.check(plan)?;
    let mut errors = Vec::new();
    for (n, id) in fields.related.iter().enumerate() {
        let is_new = before.is_none_or(|before| !before.related.contains(id));
        if is_new && !store::exists(tx, *id).await? {
            errors.push(FieldError::at(format!("/related/{n}"), "there is no such story"));
        }
    }
    errors.extend(pictures::unknown(tx, fields, before).await?);
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// Puts the story into the group of the one that it translates.
async fn join_group(tx: &mut Tx, story: &mut Story, fields: &Fields, before: Option<&Fields>) -> Result<()> {
    if before.is_some_and(|before| before.translation_of == fields.translation_of) {
        return Ok(());
    }
    let Some(original) = fields.translation_of else {
        // An original is named by its own id; who translates nothing any more is an original again.
        story.group = story.id;
        return Ok(());
    };
    let refuse = |why: &str| -> Result<()> { Err(Refused::field("/translation_of", why).into()) };
    if original == story.id {
        return refuse("a story is no translation of itself");
    }
    let Some(group) = store::group_of(tx, original).await? else {
        return refuse("there is no such story");
    };
    match store::in_group(tx, group, &fields.edition).await? {
        Some(other) if other != story.id => refuse("this edition has a story in that group already"),
        _ => {
            story.group = group;
            Ok(())
        }
    }
}

/// Keeps the topics by which the newsroom finds the story.
pub(crate) async fn keep_topics(tx: &mut Tx, story: &Story, names: &Names) -> Result<()> {
    let mut slugs: Vec<String> = names.topics.iter().map(|topic| topic.slug.clone()).collect();
    slugs.sort();
    slugs.dedup();
    store::set_topics(tx, story.id, &slugs).await
}
