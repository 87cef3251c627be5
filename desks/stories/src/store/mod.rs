//! All SQL of the desk: the work here, in a line each in `brief`, what it says in `revisions`, what is public in
//! `published`, lists of it in `lists`, lists of everything in `newsroom`, the record in `record`.

pub mod brief;
pub(crate) mod calendar;
pub(crate) mod copies;
pub mod lists;
mod newsroom;
pub(crate) mod notes;
mod of_person;
pub(crate) mod previews;
pub mod published;
pub(crate) mod record;
mod revisions;
pub(crate) mod stop_list;
pub(crate) mod topics;
mod worded;

pub(crate) use newsroom::newsroom_list;
pub(crate) use revisions::{RevisionRow, actors_since, fields, last_received, revisions, said};

use crate::fields::Fields;
use crate::found;
use crate::story::{Origin, Public, Story, Work};
use crate::verbs::receive::Incoming;
use ::store::{Tx, row, sql};
use base::{Broken, Context, Id, Refused, Result, Time};
use std::collections::HashSet;

row! {
    struct StoryRow {
        pub(crate) id: Id, pub(crate) edition: String, pub(crate) work: String, pub(crate) public: String, pub(crate) revision: i64, pub(crate) live_revision: Option<i64>,
        pub(crate) translation_group: Id, pub(crate) path: Option<String>, pub(crate) embargo_until: Option<Time>, pub(crate) scheduled_at: Option<Time>,
        pub(crate) first_published_at: Option<Time>, pub(crate) published_at: Option<Time>, pub(crate) updated_at: Option<Time>,
        pub(crate) corrected_at: Option<Time>, pub(crate) withdrawn_at: Option<Time>, pub(crate) withdraw_reason: Option<String>,
        pub(crate) withdraw_notice: Option<String>, pub(crate) created_by: String, pub(crate) changed_at: Time,
    }
}

impl StoryRow {
    fn story(self) -> Result<Story> {
        let work = Work::from_word(&self.work).ok_or_else(|| Broken::new(format!("work “{}”", self.work)))?;
        let public = Public::from_word(&self.public)
            .ok_or_else(|| Broken::new(format!("public “{}”", self.public)))?;
        Ok(Story {
            id: self.id,
            edition: self.edition,
            work,
            public,
            revision: self.revision,
            live_revision: self.live_revision,
            group: self.translation_group,
            path: self.path,
            embargo_until: self.embargo_until,
            scheduled_at: self.scheduled_at,
            first_published_at: self.first_published_at,
            published_at: self.published_at,
            updated_at: self.updated_at,
            corrected_at: self.corrected_at,
            withdrawn_at: self.withdrawn_at,
            withdraw_reason: self.withdraw_reason,
            withdraw_notice: self.withdraw_notice,
            created_by: self.created_by,
            changed_at: self.changed_at,
        })
    }
}

/// Returns the story, or refuses where there is none.
pub(crate) async fn story(tx: &mut Tx, id: Id) -> Result<Story> {
    let row: Option<StoryRow> = tx
        .maybe(
            sql!(
                "select id, edition, work, public, revision, live_revision, translation_group, path,
                   embargo_until, scheduled_at, first_published_at, published_at, updated_at, corrected_at,
                   withdrawn_at, withdraw_reason, withdraw_notice, created_by, changed_at
                 from stories where id = $1"
            ),
            &[&id],
        )
        .await?;
    row.ok_or(Refused::NotFound)?.story()
}

/// Inserts a new story with its first revision.
pub(crate) async fn insert(tx: &mut Tx, story: &Story, fields: &Fields, origin: &Origin) -> Result<()> {
    let origin = serde_json::to_value(origin).doing("writing a story's origin")?;
    let now = tx.now();
    let kind = fields.kind.to_string();
    tx.execute(
        sql!(
            "insert into stories (id, edition, section, kind, headline, work, public, origin, revision,
               translation_group, slug, embargo_until, created_by, created_at, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, $13, $14)"
        ),
        &[
            &story.id,
            &fields.edition,
            &fields.section,
            &kind,
            &fields.headline,
            &story.work.as_str(),
            &story.public.as_str(),
            &origin,
            &story.group,
            &fields.slug,
            &fields.embargo_until,
            &story.created_by,
            &now,
            &now,
        ],
    )
    .await?;
    found::put(tx, story, fields).await?;
    revisions::insert(tx, story.id, 1, &story.created_by, "create", fields).await
}

/// Writes down where the story stands; what its revisions say is not touched.
pub(crate) async fn save_state(tx: &mut Tx, story: &Story) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "update stories set work = $2, public = $3, revision = $4, live_revision = $5, path = $6,
               scheduled_at = $7, first_published_at = $8, published_at = $9, updated_at = $10,
               corrected_at = $11, withdrawn_at = $12, withdraw_reason = $13, withdraw_notice = $14,
               changed_at = $15
             where id = $1"
        ),
        &[
            &story.id,
            &story.work.as_str(),
            &story.public.as_str(),
            &story.revision,
            &story.live_revision,
            &story.path,
            &story.scheduled_at,
            &story.first_published_at,
            &story.published_at,
            &story.updated_at,
            &story.corrected_at,
            &story.withdrawn_at,
            &story.withdraw_reason,
            &story.withdraw_notice,
            &now,
        ],
    )
    .await?;
    Ok(())
}

/// Writes a new revision and what the row of the story repeats of it for the newsroom's lists.
pub(crate) async fn save_revision(
    tx: &mut Tx,
    story: &Story,
    actor: &str,
    cause: &str,
    fields: &Fields,
) -> Result<()> {
    repeat(tx, story, fields).await?;
    revisions::insert(tx, story.id, story.revision, actor, cause, fields).await
}

/// Writes what the row of the story repeats of its newest revision.
pub(crate) async fn repeat(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<()> {
    let kind = fields.kind.to_string();
    tx.execute(
        sql!(
            "update stories set edition = $2, section = $3, kind = $4, headline = $5, slug = $6,
               embargo_until = $7, translation_group = $8
             where id = $1"
        ),
        &[
            &story.id,
            &fields.edition,
            &fields.section,
            &kind,
            &fields.headline,
            &fields.slug,
            &fields.embargo_until,
            &story.group,
        ],
    )
    .await?;
    found::put(tx, story, fields).await
}

row! {
    /// Something that happened to a story, as the log has it.
    pub(crate) struct Happened {
        pub(crate) at: Time, pub(crate) actor: Option<String>, pub(crate) event: String, pub(crate) data: serde_json::Value, pub(crate) reason: Option<String>,
    }
}

/// Returns what happened to a story but its savings and previews, in the log's order.
pub(crate) async fn happened(tx: &mut Tx, story: Id) -> Result<Vec<Happened>> {
    tx.query(
        sql!(
            "select at, actor, event, data, reason from log
             where subject = $1 and event like 'story_%' and event <> 'story_saved' and event <> 'story_created'
             order by seq"
        ),
        &[&story],
    )
    .await
}

/// Returns the last things by which a person said that a story is fit for readers, or took that back, the last first.
pub(crate) async fn said_fit(tx: &mut Tx, story: Id) -> Result<Vec<Happened>> {
    tx.query(
        sql!(
            "select at, actor, event, data, reason from log
             where subject = $1 and (event = 'story_returned' or actor <> 'clock' and event in
               ('story_approved', 'story_scheduled', 'story_unscheduled', 'story_published', 'story_updated',
                'story_corrected', 'story_restored'))
             order by seq desc limit 20"
        ),
        &[&story],
    )
    .await
}

/// Returns how often a story was returned: by whom, why, and what the event of each says, from the log.
pub(crate) async fn returns(tx: &mut Tx, story: Id) -> Result<Vec<Happened>> {
    tx.query(
        sql!(
            "select at, actor, event, data, reason from log
             where subject = $1 and event = 'story_returned' order by seq"
        ),
        &[&story],
    )
    .await
}

/// Returns those of these stories that were returned once.
pub(crate) async fn returned(tx: &mut Tx, stories: &[Id]) -> Result<HashSet<Id>> {
    let found: Vec<(Id,)> = tx
        .among(sql!("select subject from log where event = 'story_returned' and subject in ($1)"), stories)
        .await?;
    Ok(found.into_iter().map(|(story,)| story).collect())
}

/// Returns the stories that the clock could not publish and of which nothing was done since, the last first. `editions`
/// are those that the asker reads behind, such as `,en,ar,`; all if it is none.
pub(crate) async fn missed(tx: &mut Tx, editions: Option<&str>, limit: i64) -> Result<Vec<Story>> {
    let ids: Vec<Id> = tx
        .query(
            sql!(
                "select id from stories
                 where scheduled_at is not null and public = 'unpublished'
                   and ($1 like '%,' || edition || ',%' or $1 is null)
                 order by scheduled_at desc, id desc limit $2"
            ),
            &[&editions, &limit],
        )
        .await?;
    let mut stories = Vec::with_capacity(ids.len());
    for id in ids {
        stories.push(story(tx, id).await?);
    }
    Ok(stories)
}

/// Returns who scheduled a story last.
pub(crate) async fn scheduled_by(tx: &mut Tx, story: Id) -> Result<Option<String>> {
    let found: Option<(Option<String>,)> = tx
        .maybe(
            sql!(
                "select actor from log where subject = $1 and event = 'story_scheduled'
                 order by seq desc limit 1"
            ),
            &[&story],
        )
        .await?;
    Ok(found.and_then(|(actor,)| actor))
}

/// Replaces the topics by which the newsroom finds a story.
pub(crate) async fn set_topics(tx: &mut Tx, story: Id, slugs: &[String]) -> Result<()> {
    tx.execute(sql!("delete from story_topics where story = $1"), &[&story]).await?;
    for slug in slugs {
        tx.execute(sql!("insert into story_topics (story, topic) values ($1, $2)"), &[&story, slug]).await?;
    }
    Ok(())
}

/// Deletes a story that was never public, and everything of it but the log.
pub(crate) async fn delete(tx: &mut Tx, story: Id) -> Result<()> {
    tx.execute(sql!("delete from story_topics where story = $1"), &[&story]).await?;
    tx.execute(sql!("delete from addresses where story = $1"), &[&story]).await?;
    tx.execute(sql!("delete from imported where story = $1"), &[&story]).await?;
    copies::delete_all(tx, story).await?;
    notes::delete_all(tx, story).await?;
    index::forget(tx, found::STORY, story).await?;
    previews::delete_of(tx, story).await?;
    revisions::delete(tx, story).await?;
    tx.execute(sql!("delete from stories where id = $1"), &[&story]).await?;
    Ok(())
}

/// Returns the ids of stories behind this one, in their order.
pub(crate) async fn ids_after(tx: &mut Tx, after: Option<Id>, limit: i64) -> Result<Vec<Id>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    tx.query(sql!("select id from stories where id > $1 order by id limit $2"), &[&after, &limit]).await
}

row! {
    /// What the row of a story repeats of its newest revision, for the newsroom's lists.
    #[derive(Debug, PartialEq)]
    pub(crate) struct Repeated {
        pub(crate) edition: String, pub(crate) section: String, pub(crate) kind: String, pub(crate) headline: String,
        pub(crate) slug: Option<String>, pub(crate) embargo_until: Option<Time>,
    }
}

/// Returns what the row of a story repeats.
pub(crate) async fn repeated(tx: &mut Tx, story: Id) -> Result<Option<Repeated>> {
    tx.maybe(
        sql!("select edition, section, kind, headline, slug, embargo_until from stories where id = $1"),
        &[&story],
    )
    .await
}

/// Returns the slugs of the topics by which the newsroom finds a story, in their order.
pub(crate) async fn topics_of(tx: &mut Tx, story: Id) -> Result<Vec<String>> {
    tx.query(sql!("select topic from story_topics where story = $1 order by topic"), &[&story]).await
}

/// Lets an address lead to a story, whoever had it.
pub(crate) async fn set_address(tx: &mut Tx, path: &str, story: Id) -> Result<()> {
    tx.execute(
        sql!(
            "insert into addresses (path, story) values ($1, $2)
             on conflict (path) do update set story = excluded.story"
        ),
        &[&path, &story],
    )
    .await?;
    Ok(())
}

/// Returns whether the first story that there is, if there is one, is among the things that are found.
pub(crate) async fn is_first_found(tx: &mut Tx) -> Result<bool> {
    tx.one(
        sql!(
            "select not exists (select 1 from stories) or exists (select 1 from found
               where kind = 'story' and id = (select id from stories order by id limit 1))"
        ),
        &[],
    )
    .await
}

/// Returns stories before this one that are not among the things that are found, the last first.
pub(crate) async fn not_found(tx: &mut Tx, before: Id, limit: i64) -> Result<Vec<Id>> {
    tx.query(
        sql!(
            "select id from stories
             where id < $1
               and not exists (select 1 from found where found.kind = 'story' and found.id = stories.id)
             order by id desc limit $2"
        ),
        &[&before, &limit],
    )
    .await
}

/// Returns whether a story with this id exists.
pub(crate) async fn exists(tx: &mut Tx, id: Id) -> Result<bool> {
    let found: Option<(i64,)> = tx.maybe(sql!("select 1 from stories where id = $1"), &[&id]).await?;
    Ok(found.is_some())
}

/// Returns the group of a story and whether another story of the edition is in it already.
pub(crate) async fn group_of(tx: &mut Tx, id: Id) -> Result<Option<Id>> {
    let found: Option<(Id,)> =
        tx.maybe(sql!("select translation_group from stories where id = $1"), &[&id]).await?;
    Ok(found.map(|(group,)| group))
}

/// Returns the story that speaks for a group in an edition, if there is one.
pub(crate) async fn in_group(tx: &mut Tx, group: Id, edition: &str) -> Result<Option<Id>> {
    let found: Option<(Id,)> = tx
        .maybe(
            sql!("select id from stories where translation_group = $1 and edition = $2 limit 1"),
            &[&group, &edition],
        )
        .await?;
    Ok(found.map(|(id,)| id))
}

row! {
    /// A story of a group, as the newsroom's pages name it.
    pub(crate) struct Grouped { pub(crate) id: Id, pub(crate) edition: String, pub(crate) headline: String }
}

/// Returns the stories of a group, by their editions.
pub(crate) async fn group(tx: &mut Tx, group: Id) -> Result<Vec<Grouped>> {
    tx.query(
        sql!("select id, edition, headline from stories where translation_group = $1 order by edition, id"),
        &[&group],
    )
    .await
}

/// Returns the story whose address this is or was.
pub(crate) async fn at_address(tx: &mut Tx, path: &str) -> Result<Option<Id>> {
    let found: Option<(Id,)> =
        tx.maybe(sql!("select story from addresses where path = $1"), &[&path]).await?;
    Ok(found.map(|(story,)| story))
}

/// Gives an address to a story for ever; one that is taken stays with its owner.
pub(crate) async fn add_address(tx: &mut Tx, path: &str, story: Id) -> Result<()> {
    tx.execute(
        sql!("insert into addresses (path, story) values ($1, $2) on conflict (path) do nothing"),
        &[&path, &story],
    )
    .await?;
    Ok(())
}

row! {
    /// What is remembered of a story that came in: which it is here, what it said, and which version that was.
    pub(crate) struct Imported { pub(crate) story: Id, pub(crate) digest: Vec<u8>, pub(crate) version: Option<i64> }
}

/// Returns what is remembered of a story that came from there, if it came in before.
pub(crate) async fn imported(tx: &mut Tx, source: &str, source_id: &str) -> Result<Option<Imported>> {
    tx.maybe(
        sql!("select story, digest, version from imported where source = $1 and source_id = $2"),
        &[&source, &source_id],
    )
    .await
}

/// Remembers where a story came from and what it said.
pub(crate) async fn set_imported(tx: &mut Tx, incoming: &Incoming, story: Id, digest: &[u8]) -> Result<()> {
    tx.execute(
        sql!(
            "insert into imported (source, source_id, story, digest, version) values ($1, $2, $3, $4, $5)
             on conflict (source, source_id) do update set digest = excluded.digest, version = excluded.version"
        ),
        &[&incoming.source, &incoming.source_id, &story, &digest, &incoming.version],
    )
    .await?;
    Ok(())
}

row! { pub(crate) struct AnsweredRow { pub(crate) digest: Vec<u8>, pub(crate) status: i64, pub(crate) body: String, pub(crate) etag: Option<String>, pub(crate) location: Option<String> } }

/// Returns the answer that was given to this key before.
pub(crate) async fn answered(tx: &mut Tx, actor: &str, key: &str) -> Result<Option<AnsweredRow>> {
    tx.maybe(
        sql!("select digest, status, body, etag, location from answered where actor = $1 and key = $2"),
        &[&actor, &key],
    )
    .await
}

/// Keeps the answer to a write, so that the same write sent again gets the same answer.
pub(crate) async fn set_answered(tx: &mut Tx, actor: &str, key: &str, answer: &AnsweredRow) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into answered (actor, key, digest, status, body, etag, location, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[&actor, &key, &answer.digest, &answer.status, &answer.body, &answer.etag, &answer.location, &now],
    )
    .await?;
    Ok(())
}
