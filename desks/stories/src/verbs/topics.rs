//! Topics are renamed, and two become one: what that means for the stories that bear them.

use crate::found;
use crate::store::{self, topics as rows};
use ::store::{NewJob, Tx};
use base::{Id, Result};
use house::{Person, Right};
use sections::{NewName, TopicChange};
use serde::{Deserialize, Serialize};

/// The kind of the job after which the newsroom finds the stories of a topic by its new name.
pub const TOPIC_FOUND: &str = "topic-found";
/// How many stories one job puts in anew.
const AT_ONCE: i64 = 100;

/// What the job carries: the topic, and behind which story it goes on.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    edition: String,
    topic: String,
    after: Option<Id>,
}

/// Gives a topic another name and address.
pub async fn rename_topic(
    tx: &mut Tx,
    by: &Person,
    edition: &str,
    topic: &str,
    wanted: &NewName,
) -> Result<String> {
    by.must(Right::Office, edition)?;
    match sections::rename_topic(tx, &by.actor(), edition, topic, wanted).await? {
        Some(change) => follow(tx, edition, change).await,
        None => Ok(topic.to_owned()),
    }
}

/// Makes a topic one with the one of this name; returns where that stands.
pub async fn merge_topics(
    tx: &mut Tx,
    by: &Person,
    edition: &str,
    topic: &str,
    into: &str,
) -> Result<String> {
    by.must(Right::Office, edition)?;
    let change = sections::merge_topics(tx, &by.actor(), edition, topic, into).await?;
    follow(tx, edition, change).await
}

/// Has the stories of a topic stand where it stands now, in every list, and be found by what it is called now.
async fn follow(tx: &mut Tx, edition: &str, change: TopicChange) -> Result<String> {
    if change.was != change.now {
        rows::move_stories(tx, edition, &change.was, &change.now).await?;
    }
    find_anew(tx, Payload { edition: edition.into(), topic: change.now.clone(), after: None }).await?;
    Ok(change.now)
}

async fn find_anew(tx: &mut Tx, payload: Payload) -> Result<()> {
    let payload = serde_json::to_value(payload).unwrap_or_default();
    let run_at = tx.now();
    tx.enqueue(NewJob { kind: TOPIC_FOUND.into(), unique_key: None, payload, run_at }).await
}

/// Puts some stories of a topic anew among what the newsroom finds, and goes on in another job.
pub async fn topic_found(tx: &mut Tx, payload: &serde_json::Value) -> Result<()> {
    let Ok(payload) = serde_json::from_value::<Payload>(payload.clone()) else { return Ok(()) };
    let Payload { edition, topic, after } = payload;
    let ids = rows::stories_on(tx, &edition, &topic, after, AT_ONCE).await?;
    for id in &ids {
        let story = store::story(tx, *id).await?;
        let fields = store::said(tx, *id, story.revision).await?;
        found::put(tx, &story, &fields).await?;
    }
    match ids.last() {
        Some(last) => find_anew(tx, Payload { edition, topic, after: Some(*last) }).await,
        None => Ok(()),
    }
}

/// Returns how many stories of an edition bear a topic, and how many of these readers see.
pub async fn on_topic(tx: &mut Tx, edition: &str, topic: &str) -> Result<(i64, i64)> {
    Ok((rows::count(tx, edition, topic).await?, rows::count_published(tx, edition, topic).await?))
}
