//! What readers may see: one row a story, there while and only while the story is public. Every list for readers
//! is read from this table, by `lists`.

use crate::fields::Fields;
use crate::story::Story;
use ::store::{Tx, row, sql};
use base::{Context, Id, Result, Time};
use sections::Named;
use std::collections::HashMap;

row! {
    /// A story as lists show it.
    #[derive(Clone, Debug)]
    pub struct Listed {
        pub story: Id, pub edition: String, pub section: String, pub kind: String, pub path: String, pub revision: i64,
        pub headline: String, pub standfirst: String, pub bylines: serde_json::Value, pub first_published_at: Time,
        pub updated_at: Option<Time>, pub corrected_at: Option<Time>,
        /// The lead picture's use (`media::Use`).
        pub picture: Option<serde_json::Value>,
    }
}

/// Puts a story before the readers, or anew if it stands there already.
pub(crate) async fn show(
    tx: &mut Tx,
    story: &Story,
    fields: &Fields,
    topics: &[Named],
    authors: &[Named],
) -> Result<()> {
    let bylines = serde_json::to_value(authors.iter().map(|a| (&a.slug, &a.name)).collect::<Vec<_>>())
        .unwrap_or_default();
    let kind = fields.kind.to_string();
    let picture = fields.lead_picture.as_ref().and_then(|lead| serde_json::to_value(lead.wanted()).ok());
    tx.execute(
        sql!(
            "insert into published (story, edition, section, kind, path, revision, headline, standfirst,
               bylines, first_published_at, updated_at, corrected_at, picture)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (story) do update set edition = excluded.edition, section = excluded.section, kind = excluded.kind,
               path = excluded.path, revision = excluded.revision, headline = excluded.headline,
               standfirst = excluded.standfirst, bylines = excluded.bylines,
               first_published_at = excluded.first_published_at, updated_at = excluded.updated_at,
               corrected_at = excluded.corrected_at, picture = excluded.picture"
        ),
        &[
            &story.id,
            &story.edition,
            &fields.section,
            &kind,
            &story.path,
            &story.live_revision,
            &fields.headline,
            &fields.standfirst,
            &bylines,
            &story.first_published_at,
            &story.updated_at,
            &story.corrected_at,
            &picture,
        ],
    )
    .await?;
    hide_names(tx, story.id).await?;
    for topic in topics {
        tx.execute(
            sql!(
                "insert into published_topics (edition, topic, first_published_at, story)
                 values ($1, $2, $3, $4) on conflict do nothing"
            ),
            &[&story.edition, &topic.slug, &story.first_published_at, &story.id],
        )
        .await?;
    }
    for author in authors {
        tx.execute(
            sql!(
                "insert into published_authors (edition, author, first_published_at, story)
                 values ($1, $2, $3, $4) on conflict do nothing"
            ),
            &[&story.edition, &author.slug, &story.first_published_at, &story.id],
        )
        .await?;
    }
    Ok(())
}

/// Moves the time at which readers see a story as updated.
pub(crate) async fn touch(tx: &mut Tx, story: Id, at: Time) -> Result<()> {
    tx.execute(sql!("update published set updated_at = $2 where story = $1"), &[&story, &at]).await?;
    Ok(())
}

/// Takes a story from before the readers.
pub(crate) async fn hide(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from published where story = $1"), &[&story]).await?;
    hide_names(tx, story).await
}

async fn hide_names(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from published_topics where story = $1"), &[&story]).await?;
    tx.execute(sql!("delete from published_authors where story = $1"), &[&story]).await?;
    Ok(())
}

/// Returns a published story as lists show it.
pub async fn one(tx: &mut Tx, story: Id) -> Result<Option<Listed>> {
    tx.maybe(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published where story = $1"
        ),
        &[&story],
    )
    .await
}

/// Returns those of these stories that are published, as lists show them, in no order.
pub async fn among(tx: &mut Tx, stories: &[Id]) -> Result<Vec<Listed>> {
    tx.among(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published where story in ($1)"
        ),
        stories,
    )
    .await
}

row! {
    /// A published story of a translation group.
    #[derive(Clone, Debug)]
    pub(crate) struct Translation {
        pub(crate) story: Id, pub(crate) edition: String, pub(crate) path: String,
    }
}

/// Returns the published stories of a translation group.
pub(crate) async fn group(tx: &mut Tx, group: Id) -> Result<Vec<Translation>> {
    tx.query(
        sql!(
            "select published.story, published.edition, published.path from published
             join stories on stories.id = published.story where stories.translation_group = $1
             order by published.edition"
        ),
        &[&group],
    )
    .await
}

/// Returns the topics of a published story, by slug and name, in no order.
pub(crate) async fn topics(tx: &mut Tx, story: Id) -> Result<Vec<(String, String)>> {
    tx.query(
        sql!(
            "select topics.slug, topics.name from published_topics join topics
             on topics.edition = published_topics.edition and topics.slug = published_topics.topic
             where published_topics.story = $1"
        ),
        &[&story],
    )
    .await
}

row! {
    /// A place of a story in the list of a topic or an author.
    pub(crate) struct ListedUnder {
        pub(crate) slug: String, pub(crate) edition: String, pub(crate) first_published_at: Time,
    }
}

/// Returns under which topics readers find a story.
pub(crate) async fn topics_of(tx: &mut Tx, story: Id) -> Result<Vec<ListedUnder>> {
    tx.query(
        sql!("select topic, edition, first_published_at from published_topics where story = $1"),
        &[&story],
    )
    .await
}

/// Returns how many stories are published in all editions.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(sql!("select count(*) from published"), &[]).await
}

/// Returns how many stories stand in a section, drafts among them, and how many of them readers see.
pub async fn in_section(tx: &mut Tx, edition: &str, section: &str) -> Result<(i64, i64)> {
    let all = sql!("select count(*) from stories where edition = $1 and section = $2");
    let seen = sql!("select count(*) from published where edition = $1 and section = $2");
    let all: (i64,) = tx.one(all, &[&edition, &section]).await?;
    let seen: (i64,) = tx.one(seen, &[&edition, &section]).await?;
    Ok((all.0, seen.0))
}

/// Returns the paths of published stories and when each changed last, the newest publication first.
pub async fn addresses(tx: &mut Tx, skip: i64, limit: i64) -> Result<Vec<(String, Time)>> {
    tx.query(
        sql!(
            "select path, coalesce(updated_at, first_published_at) from published
             order by first_published_at desc, story desc limit $1 offset $2"
        ),
        &[&limit, &skip],
    )
    .await
}

/// Returns what readers see of these stories: the fields of the revision that is published.
pub(crate) async fn contents(tx: &mut Tx, stories: &[Id]) -> Result<HashMap<Id, Fields>> {
    let rows: Vec<(Id, String)> = tx
        .among(
            sql!(
                "select published.story, revisions.content from published join revisions
                 on revisions.story = published.story and revisions.number = published.revision
                 where published.story in ($1)"
            ),
            stories,
        )
        .await?;
    let read = |(story, content): &(Id, String)| {
        Ok((*story, serde_json::from_str(content).doing("reading a revision")?))
    };
    rows.iter().map(read).collect()
}

/// Returns under which authors readers find a story.
pub(crate) async fn authors_of(tx: &mut Tx, story: Id) -> Result<Vec<ListedUnder>> {
    tx.query(
        sql!("select author, edition, first_published_at from published_authors where story = $1"),
        &[&story],
    )
    .await
}

/// Returns whether readers see a story of an author.
pub async fn has_author(tx: &mut Tx, edition: &str, author: &str) -> Result<bool> {
    let found: Option<(i64,)> = tx
        .maybe(
            sql!("select 1 from published_authors where edition = $1 and author = $2 limit 1"),
            &[&edition, &author],
        )
        .await?;
    Ok(found.is_some())
}

/// Returns what was published since, in all editions, the newest first.
pub async fn published_since(tx: &mut Tx, since: Time, limit: i64) -> Result<Vec<Listed>> {
    tx.query(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published where first_published_at >= $1
             order by first_published_at desc, story desc limit $2"
        ),
        &[&since, &limit],
    )
    .await
}

/// How many of a topic's stories are compared, the newest: the same work however large the newsroom is.
const COMPARED: i64 = 30;

/// Returns the published stories that share most topics with this one among the newest of each, the newest first among
/// equals.
pub(crate) async fn sharing_topics(tx: &mut Tx, story: Id, edition: &str, limit: usize) -> Result<Vec<Id>> {
    let topics = topics_of(tx, story).await?;
    let mut shared: HashMap<(Time, Id), usize> = HashMap::new();
    for topic in topics.into_iter().filter(|topic| topic.edition == edition) {
        let newest: Vec<(Time, Id)> = tx
            .query(
                sql!(
                    "select first_published_at, story from published_topics where edition = $1 and topic = $2
                     order by first_published_at desc, story desc limit $3"
                ),
                &[&edition, &topic.slug, &COMPARED],
            )
            .await?;
        for other in newest.into_iter().filter(|(_, other)| *other != story) {
            *shared.entry(other).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, (Time, Id))> =
        shared.into_iter().map(|(other, topics)| (topics, other)).collect();
    shared.sort_unstable_by(|a, b| b.cmp(a));
    Ok(shared.into_iter().take(limit).map(|(_, (_, other))| other).collect())
}

/// Returns the ids of published stories behind this one, in their order.
pub(crate) async fn ids_after(tx: &mut Tx, after: Option<Id>, limit: i64) -> Result<Vec<Id>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    tx.query(sql!("select story from published where story > $1 order by story limit $2"), &[&after, &limit])
        .await
}
