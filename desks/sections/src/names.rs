//! Topics and authors: names that stories bear. One not known yet is made, with an address of its own.

use crate::store;
use crate::topics::TopicNames;
use ::store::Tx;
use base::{Id, Refused, Result};
use house::{Event, slug};
use std::collections::BTreeSet;

/// The longest biography, in characters.
const LONGEST_BIOGRAPHY: usize = 2000;

/// A topic or an author: the name as given, and what stands for it in addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub slug: String,
    pub name: String,
}

/// Returns the topic of this name in this edition, made if it is new; by a name of before, the one that stays.
pub async fn topic(tx: &mut Tx, edition: &str, name: &str) -> Result<Named> {
    if let Some(known) = topic_by_name(tx, edition, name).await? {
        return Ok(known);
    }
    let mut candidates = Candidates::of(name, "topic");
    let mut slug = candidates.next();
    while let Some((taken, known)) = store::topic_at(tx, edition, &slug).await? {
        // With other capitals it is the same, and from now on known so.
        if is_the_same(&known, name) {
            store::set_former_name(tx, edition, name, &taken).await?;
            tx.forget::<TopicNames>();
            return Ok(Named { slug: taken, name: known });
        }
        slug = candidates.next();
    }
    store::insert_topic(tx, edition, &slug, name).await?;
    Ok(Named { slug, name: name.into() })
}

/// Returns the author of this name in this edition, made if new.
pub async fn author(tx: &mut Tx, edition: &str, name: &str) -> Result<Named> {
    if let Some(slug) = store::author_slug(tx, edition, name).await? {
        return Ok(Named { slug, name: name.into() });
    }
    let mut candidates = Candidates::of(name, "author");
    let mut slug = candidates.next();
    while let Some(known) = store::author_name(tx, edition, &slug).await? {
        if is_the_same(&known, name) {
            return Ok(Named { slug, name: known });
        }
        slug = candidates.next();
    }
    store::insert_author(tx, edition, &slug, name).await?;
    Ok(Named { slug, name: name.into() })
}

/// Whether two names differ by nothing but their capitals.
fn is_the_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// What readers are told of an author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    pub slug: String,
    pub name: String,
    /// Empty if there is none.
    pub biography: String,
    pub portrait: Option<Id>,
}

/// Returns what readers are told of the author that an address names.
pub async fn about_author(tx: &mut Tx, edition: &str, slug: &str) -> Result<Option<Author>> {
    let found = store::about_author(tx, edition, slug).await?;
    Ok(found.map(|(name, biography, portrait)| Author { slug: slug.into(), name, biography, portrait }))
}

/// Says of an author what readers are told.
pub async fn describe_author(
    tx: &mut Tx,
    actor: &str,
    edition: &str,
    slug: &str,
    biography: &str,
    portrait: Option<Id>,
) -> Result<()> {
    if biography.chars().count() > LONGEST_BIOGRAPHY {
        let why = format!("at most {LONGEST_BIOGRAPHY} characters");
        return Err(Refused::field("/biography", why).into());
    }
    if biography.chars().any(|letter| letter.is_control() && letter != '\n') {
        return Err(Refused::field("/biography", "holds a control character").into());
    }
    if !store::describe_author(tx, edition, slug, biography, portrait).await? {
        return Err(Refused::NotFound.into());
    }
    let described = Event::plan_changed("author-described", None);
    described.announce(tx, actor, edition, author_id(edition, slug), None).await.map(drop)
}

/// What an author is called among the things that place pictures.
pub const AUTHOR: &str = "author";

/// Returns the id under which an author is known where things are known by ids.
pub fn author_id(edition: &str, slug: &str) -> Id {
    let hash = blake3::hash(format!("author:{edition}/{slug}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    Id::from_bytes(bytes)
}

/// Returns the topic that is known by this name, or was: as it is called now.
pub async fn topic_by_name(tx: &mut Tx, edition: &str, name: &str) -> Result<Option<Named>> {
    Ok(store::topic_called(tx, edition, name).await?.map(|(slug, name)| Named { slug, name }))
}

/// Returns the topic to which an address leads: as it stands now.
pub async fn topic_by_slug(tx: &mut Tx, edition: &str, slug: &str) -> Result<Option<Named>> {
    Ok(store::topic_at(tx, edition, slug).await?.map(|(slug, name)| Named { slug, name }))
}

/// Returns the author that an address names.
pub async fn author_by_slug(tx: &mut Tx, edition: &str, slug: &str) -> Result<Option<Named>> {
    let name = store::author_name(tx, edition, slug).await?;
    Ok(name.map(|name| Named { slug: slug.into(), name }))
}

/// Returns topics of an edition that have this in their names, or had, those that begin so first.
pub async fn topics_like(tx: &mut Tx, edition: &str, part: &str, limit: usize) -> Result<Vec<String>> {
    let named = store::topics(tx, edition).await?.into_iter().map(|(_, name)| (name.clone(), name));
    let named: Vec<_> = named.chain(store::former_names(tx, edition).await?).collect();
    Ok(like(named, part, limit))
}

/// Returns authors of an edition that have this in their names, those that begin so first.
pub async fn authors_like(tx: &mut Tx, edition: &str, part: &str, limit: usize) -> Result<Vec<String>> {
    let names = store::author_names(tx, edition).await?.into_iter().map(|name| (name.clone(), name));
    Ok(like(names.collect(), part, limit))
}

/// Returns by what things are called now those that are called so, or were. Compared here, since no database knows the
/// small letters of every script.
fn like(names: Vec<(String, String)>, part: &str, limit: usize) -> Vec<String> {
    let part = index::fold(&[part]);
    let mut found: Vec<(bool, String)> = names
        .into_iter()
        .filter_map(|(name, now)| {
            let folded = index::fold(&[&name]);
            folded.contains(part.as_str()).then(|| (!folded.starts_with(&part), now))
        })
        .collect();
    found.sort();
    let mut seen = BTreeSet::new();
    found.into_iter().map(|(_, now)| now).filter(|now| seen.insert(now.clone())).take(limit).collect()
}

/// The slugs that a name may get, one after the other: `flood`, `flood-2`, `flood-3` …
struct Candidates {
    stem: String,
    tried: usize,
}

impl Candidates {
    fn of(name: &str, otherwise: &str) -> Self {
        let stem = slug::of(name);
        Self { stem: if stem.is_empty() { otherwise.into() } else { stem }, tried: 0 }
    }

    fn next(&mut self) -> String {
        self.tried += 1;
        if self.tried == 1 { self.stem.clone() } else { format!("{}-{}", self.stem, self.tried) }
    }
}
