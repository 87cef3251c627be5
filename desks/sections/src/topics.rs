//! Topics get other names and addresses, and become one. What a topic was called, and where it stood, leads to the one
//! that stays, for ever: revisions, imports and old links name what was.

use crate::names::{Named, topic_by_name, topic_by_slug};
use crate::store;
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::{Event, slug};
use std::collections::HashMap;
use std::sync::Arc;

/// The longest name, in characters.
const LONGEST: usize = 200;

/// The name and the address that a topic is to have.
#[derive(Clone, Debug)]
pub struct NewName {
    pub name: String,
    pub slug: String,
}

/// Where a topic stood, and where it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicChange {
    pub was: String,
    pub now: String,
}

/// Returns the topics of an edition, in the order of their names.
pub async fn all_topics(tx: &mut Tx, edition: &str) -> Result<Vec<Named>> {
    Ok(store::topics(tx, edition).await?.into_iter().map(|(slug, name)| Named { slug, name }).collect())
}

/// Returns the id under which a topic is known where things are known by ids.
pub fn topic_id(edition: &str, slug: &str) -> Id {
    let hash = blake3::hash(format!("topic:{edition}/{slug}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    Id::from_bytes(bytes)
}

/// What the topics of an edition that were called otherwise are called now.
#[derive(Clone, Debug, Default)]
pub struct TopicNames {
    edition: String,
    now: Arc<HashMap<String, String>>,
}

impl TopicNames {
    /// Returns them; read once in a transaction for the stories of one edition.
    pub async fn read(tx: &mut Tx, edition: &str) -> Result<Self> {
        if let Some(names) = tx.kept::<Self>().filter(|names| names.edition == edition) {
            return Ok(Self::clone(&names));
        }
        let now = store::former_names(tx, edition).await?.into_iter().collect();
        let names = Self { edition: edition.into(), now: Arc::new(now) };
        tx.keep(Arc::new(names.clone()));
        Ok(names)
    }

    /// Returns the names as they are now, each once.
    pub fn now(&self, names: Vec<String>) -> Vec<String> {
        let mut now: Vec<String> = Vec::with_capacity(names.len());
        for name in names {
            let name = self.now.get(&name).cloned().unwrap_or(name);
            if !now.contains(&name) {
                now.push(name);
            }
        }
        now
    }
}

/// Returns what a topic was called, and where it stood.
pub async fn was_called(tx: &mut Tx, edition: &str, slug: &str) -> Result<(Vec<String>, Vec<String>)> {
    let names = store::names_of_topic(tx, edition, slug).await?;
    Ok((names, store::addresses_of_topic(tx, edition, slug).await?))
}

/// Returns the slug of the topic that stood at this address in some edition, if none stands there now.
pub async fn topic_once_at(tx: &mut Tx, slug: &str) -> Result<Option<String>> {
    Ok(store::topics_once_at(tx, slug).await?.into_iter().next())
}

/// Gives a topic another name, and another address if that is another; nothing if both are as they were.
pub async fn rename_topic(
    tx: &mut Tx,
    actor: &str,
    edition: &str,
    topic: &str,
    wanted: &NewName,
) -> Result<Option<TopicChange>> {
    let before = find(tx, edition, topic).await?;
    let (name, to) = (wanted.name.trim(), wanted.slug.trim());
    check(tx, edition, &before, name, to).await?;
    if before.name == name && before.slug == to {
        return Ok(None);
    }
    store::forget_former(tx, edition, to, name).await?;
    store::rename_topic(tx, edition, &before.slug, (to, name)).await?;
    store::lead_on(tx, edition, &before.slug, to).await?;
    if before.name != name {
        store::set_former_name(tx, edition, &before.name, to).await?;
    }
    if before.slug != to {
        store::set_former_address(tx, edition, &before.slug, to).await?;
    }
    tx.forget::<TopicNames>();
    let event = Event::TopicRenamed { topic: to.into(), was: before.slug.clone() };
    event.announce(tx, actor, edition, topic_id(edition, to), None).await?;
    Ok(Some(TopicChange { was: before.slug, now: to.into() }))
}

/// Makes a topic one with another, by whose name it is known from now on.
pub async fn merge_topics(
    tx: &mut Tx,
    actor: &str,
    edition: &str,
    topic: &str,
    into: &str,
) -> Result<TopicChange> {
    let goes = find(tx, edition, topic).await?;
    let Some(stays) = topic_by_name(tx, edition, into.trim()).await? else {
        let why = format!("there is no topic “{}” in this edition", into.trim());
        return Err(FieldError::at("/into", why).called("topic-into", "").into());
    };
    if stays.slug == goes.slug {
        return Err(FieldError::at("/into", "that is this topic itself").called("topic-into", "").into());
    }
    store::lead_on(tx, edition, &goes.slug, &stays.slug).await?;
    store::delete_topic(tx, edition, &goes.slug).await?;
    store::set_former_name(tx, edition, &goes.name, &stays.slug).await?;
    store::set_former_address(tx, edition, &goes.slug, &stays.slug).await?;
    tx.forget::<TopicNames>();
    let event = Event::TopicMerged { topic: goes.slug.clone(), into: stays.slug.clone() };
    event.announce(tx, actor, edition, topic_id(edition, &goes.slug), None).await?;
    Ok(TopicChange { was: goes.slug, now: stays.slug })
}

/// Finds a topic by its present address.
async fn find(tx: &mut Tx, edition: &str, slug: &str) -> Result<Named> {
    let found = topic_by_slug(tx, edition, slug).await?.filter(|topic| topic.slug == slug);
    found.ok_or_else(|| Refused::NotFound.into())
}

/// Refuses a name or an address that is none, or that leads to another topic.
async fn check(tx: &mut Tx, edition: &str, topic: &Named, name: &str, to: &str) -> Result<()> {
    let mut errors = Vec::new();
    let is_name = !name.is_empty() && name.chars().count() <= LONGEST && !name.contains(char::is_control);
    if !is_name {
        let why = format!("a name of at most {LONGEST} characters");
        errors.push(FieldError::at("/name", why).called("topic-name", ""));
    } else if let Some(other) =
        topic_by_name(tx, edition, name).await?.filter(|other| other.slug != topic.slug)
    {
        let why = format!("“{name}” leads to the topic “{}”; merge the two", other.name);
        errors.push(FieldError::at("/name", why).called("topic-name", ""));
    }
    // An address that was made of a name in any script stays as it is.
    if to != topic.slug && !slug::is_slug(to) {
        let why = "an address has small letters, digits and hyphens";
        errors.push(FieldError::at("/slug", why).called("topic-address", ""));
    } else if let Some(other) = topic_by_slug(tx, edition, to).await?.filter(|other| other.slug != topic.slug)
    {
        let why = format!("“{to}” leads to the topic “{}”", other.name);
        errors.push(FieldError::at("/slug", why).called("topic-address", ""));
    }
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}
