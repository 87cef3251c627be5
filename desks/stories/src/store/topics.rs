//! Which stories bear a topic, for those who look after the topics.

use ::store::{Tx, sql};
use base::{Id, Result};

/// Moves all stories of an edition from one topic to another; those that bear both bear the other alone.
pub(crate) async fn move_stories(tx: &mut Tx, edition: &str, from: &str, to: &str) -> Result<()> {
    tx.execute(
        sql!(
            "insert into story_topics (story, topic)
             select story_topics.story, $3 from story_topics join stories on stories.id = story_topics.story
             where stories.edition = $1 and story_topics.topic = $2 on conflict do nothing"
        ),
        &[&edition, &from, &to],
    )
    .await?;
    tx.execute(
        sql!(
            "delete from story_topics where topic = $2
               and exists (select 1 from stories where stories.id = story_topics.story and edition = $1)"
        ),
        &[&edition, &from],
    )
    .await?;
    tx.execute(
        sql!(
            "insert into published_topics (edition, topic, first_published_at, story)
             select edition, $3, first_published_at, story from published_topics
             where edition = $1 and topic = $2 on conflict do nothing"
        ),
        &[&edition, &from, &to],
    )
    .await?;
    tx.execute(sql!("delete from published_topics where edition = $1 and topic = $2"), &[&edition, &from])
        .await?;
    Ok(())
}

/// Returns stories that bear a topic, in the order of their ids.
pub(crate) async fn stories_on(
    tx: &mut Tx,
    edition: &str,
    topic: &str,
    after: Option<Id>,
    limit: i64,
) -> Result<Vec<Id>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    tx.query(
        sql!(
            "select story_topics.story from story_topics join stories on stories.id = story_topics.story
             where stories.edition = $1 and story_topics.topic = $2 and story_topics.story > $3
             order by story_topics.story limit $4"
        ),
        &[&edition, &topic, &after, &limit],
    )
    .await
}

/// Returns how many stories bear a topic, drafts among them.
pub(crate) async fn count(tx: &mut Tx, edition: &str, topic: &str) -> Result<i64> {
    let (count,): (i64,) = tx
        .one(
            sql!(
                "select count(*) from story_topics join stories on stories.id = story_topics.story
                 where stories.edition = $1 and story_topics.topic = $2"
            ),
            &[&edition, &topic],
        )
        .await?;
    Ok(count)
}

/// Returns how many stories readers find under a topic.
pub(crate) async fn count_published(tx: &mut Tx, edition: &str, topic: &str) -> Result<i64> {
    let (count,): (i64,) = tx
        .one(
            sql!("select count(*) from published_topics where edition = $1 and topic = $2"),
            &[&edition, &topic],
        )
        .await?;
    Ok(count)
}
