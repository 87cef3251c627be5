//! By which words the newsroom finds a story.

use crate::fields::Fields;
use crate::store;
use crate::store::brief::{Brief, briefly};
use crate::story::Story;
use ::store::Tx;
use base::{Id, Result};
use index::Entry;
use sections::TopicNames;

/// What a story is called among the things that are found.
pub(crate) const STORY: &str = "story";

/// Puts a story among the things that are found, by its newest revision.
pub(crate) async fn put(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<()> {
    let topics = topics(tx, fields).await?;
    index::put(tx, entry(story, fields, &texts(fields, &topics))).await
}

/// Returns whether it is found as `put` would have it.
pub(crate) async fn is_put(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<bool> {
    let topics = topics(tx, fields).await?;
    index::is_put(tx, entry(story, fields, &texts(fields, &topics))).await
}

/// Puts some of those stories in that were there before they could be found, the last of those before `before` first;
/// returns where to go on, nothing if none is missing. The first story is put in last: where it is in, so are all.
pub async fn put_missing(tx: &mut Tx, before: Option<Id>, limit: i64) -> Result<Option<Id>> {
    if before.is_none() && store::is_first_found(tx).await? {
        return Ok(None);
    }
    let ids = store::not_found(tx, before.unwrap_or(index::LAST), limit).await?;
    for id in &ids {
        let story = store::story(tx, *id).await?;
        let fields = store::said(tx, *id, story.revision).await?;
        put(tx, &story, &fields).await?;
    }
    Ok(ids.last().copied())
}

/// Returns stories of an edition that have all these words, in a line each, the newest first.
pub async fn found(tx: &mut Tx, edition: &str, words: &str, limit: i64) -> Result<Vec<Brief>> {
    let ids = index::find(tx, STORY, words, Some(&format!(",{edition},")), limit).await?;
    let briefs = briefly(tx, &ids).await?;
    let brief = |id: &Id| briefs.iter().find(|brief| brief.id == *id).cloned();
    Ok(ids.iter().filter_map(brief).collect())
}

/// Returns the topics by the names that they have now.
async fn topics(tx: &mut Tx, fields: &Fields) -> Result<Vec<String>> {
    Ok(TopicNames::read(tx, &fields.edition).await?.now(fields.topics.clone()))
}

fn texts<'a>(fields: &'a Fields, topics: &'a [String]) -> Vec<&'a str> {
    let names = topics.iter().chain(&fields.bylines).map(String::as_str);
    [fields.headline.as_str(), &fields.slugline].into_iter().chain(names).collect()
}

fn entry<'a>(story: &Story, fields: &'a Fields, texts: &'a [&'a str]) -> Entry<'a> {
    let at = story.first_published_at.unwrap_or(story.changed_at);
    Entry { kind: STORY, id: story.id, edition: Some(&fields.edition), texts, at }
}
