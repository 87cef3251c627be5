//! All SQL of the desk.

use crate::post::{Content, Marks, Post, Retraction, State};
use crate::rank::ABOVE_ALL;
use ::store::{Logged, Tx, row, sql};
use base::{Broken, Chance, Id, Refused, Result, Time};
use copy::Doc;
use serde_json::Value;

row! {
    struct PostRow {
        id: Id, story: Id, rank: String, seq: i64, state: String, is_key: bool, is_pinned: bool, revision: i64,
        at: Option<Time>, updated_at: Option<Time>, retracted_at: Option<Time>, retract_reason: Option<String>,
        retract_notice: Option<String>, created_by: String, created_at: Time,
        headline: String, byline: Option<String>, body: Value,
    }
}

impl PostRow {
    fn post(self) -> Result<Post> {
        let state = State::from_word(&self.state)
            .ok_or_else(|| Broken::new(format!("a post in state “{}”", self.state)))?;
        let retraction = self.retracted_at.map(|at| Retraction {
            at,
            reason: self.retract_reason.unwrap_or_default(),
            notice: self.retract_notice,
        });
        let (headline, byline, body) = (self.headline, self.byline, doc(&self.body)?);
        Ok(Post {
            id: self.id,
            story: self.story,
            rank: self.rank,
            seq: self.seq,
            state,
            marks: Marks { is_key: self.is_key, is_pinned: self.is_pinned },
            revision: self.revision,
            at: self.at,
            updated_at: self.updated_at,
            retraction,
            created_by: self.created_by,
            created_at: self.created_at,
            content: Content { headline, byline, body },
        })
    }
}

/// Reads a kept text; its blocks have their ids already, so that no chance is needed.
fn doc(body: &Value) -> Result<Doc> {
    Doc::from_json(body, "/body", &Chance::seeded(0))
        .map_err(|faults| Broken::new(format!("{faults:?}")).while_doing("reading a post's text").into())
}

fn posts(rows: Vec<PostRow>) -> Result<Vec<Post>> {
    rows.into_iter().map(PostRow::post).collect()
}

/// Returns the post with its newest revision, or refuses where there is none.
pub(crate) async fn post(tx: &mut Tx, id: Id) -> Result<Post> {
    let row: Option<PostRow> = tx
        .maybe(
            sql!(
                "select p.id, p.story, p.rank, p.seq, p.state, p.is_key, p.is_pinned, p.revision, p.at, p.updated_at,
                   p.retracted_at, p.retract_reason, p.retract_notice, p.created_by, p.created_at,
                   r.headline, r.byline, r.body
                 from posts p join post_revisions r on r.post = p.id and r.number = p.revision where p.id = $1"
            ),
            &[&id],
        )
        .await?;
    row.ok_or(Refused::NotFound)?.post()
}

/// A place in a coverage: rank and number.
pub(crate) type Place = (String, i64);

fn from(before: Option<Place>) -> Place {
    before.unwrap_or_else(|| (ABOVE_ALL.to_owned(), i64::MAX))
}

/// Returns what stands in the flow of a coverage for readers, from the top or from under a place: live posts that
/// are not pinned, and the notices of retracted ones.
pub(crate) async fn flow(tx: &mut Tx, story: Id, before: Option<Place>, limit: i64) -> Result<Vec<Post>> {
    let (rank, seq) = from(before);
    let rows = tx
        .query(
        sql!(
            "select p.id, p.story, p.rank, p.seq, p.state, p.is_key, p.is_pinned, p.revision, p.at, p.updated_at,
               p.retracted_at, p.retract_reason, p.retract_notice, p.created_by, p.created_at,
               r.headline, r.byline, r.body
             from posts p join post_revisions r on r.post = p.id and r.number = p.revision
             where p.story = $1 and (p.rank, p.seq) < ($2, $3)
               and ((p.state = 'live' and not p.is_pinned)
                 or (p.state = 'retracted' and p.retract_notice is not null))
             order by p.rank desc, p.seq desc limit $4"
        ),
        &[&story, &rank, &seq, &limit],
    ).await?;
    posts(rows)
}

/// Returns the pinned posts or the key events of a coverage that readers see, the first one first.
pub(crate) async fn marked(tx: &mut Tx, story: Id) -> Result<Vec<Post>> {
    let rows = tx
        .query(
        sql!(
            "select p.id, p.story, p.rank, p.seq, p.state, p.is_key, p.is_pinned, p.revision, p.at, p.updated_at,
               p.retracted_at, p.retract_reason, p.retract_notice, p.created_by, p.created_at,
               r.headline, r.byline, r.body
             from posts p join post_revisions r on r.post = p.id and r.number = p.revision
             where p.story = $1 and p.state = 'live' and (p.is_pinned or p.is_key)
             order by p.rank desc, p.seq desc"
        ),
        &[&story],
    ).await?;
    posts(rows)
}

/// Returns the posts of a coverage for lists of the API: all of them, or the live ones.
pub(crate) async fn listed(
    tx: &mut Tx,
    story: Id,
    is_all: bool,
    before: Option<Place>,
    limit: i64,
) -> Result<Vec<Post>> {
    let (rank, seq) = from(before);
    let state = (!is_all).then_some("live");
    let rows = tx
        .query(
        sql!(
            "select p.id, p.story, p.rank, p.seq, p.state, p.is_key, p.is_pinned, p.revision, p.at, p.updated_at,
               p.retracted_at, p.retract_reason, p.retract_notice, p.created_by, p.created_at,
               r.headline, r.byline, r.body
             from posts p join post_revisions r on r.post = p.id and r.number = p.revision
             where p.story = $1 and (p.rank, p.seq) < ($2, $3) and (p.state = $4 or $4 is null)
             order by p.rank desc, p.seq desc limit $5"
        ),
        &[&story, &rank, &seq, &state, &limit],
    ).await?;
    posts(rows)
}

/// Returns the ids of a coverage's posts in the order in which they were written.
pub async fn in_order_written(tx: &mut Tx, story: Id) -> Result<Vec<Id>> {
    tx.query(sql!("select id from posts where story = $1 order by created_at, seq"), &[&story]).await
}

/// Returns when the first and the last live post of a coverage were posted.
pub(crate) async fn span(tx: &mut Tx, story: Id) -> Result<(Option<Time>, Option<Time>)> {
    tx.one(sql!("select min(at), max(at) from posts where story = $1 and state = 'live'"), &[&story]).await
}

/// Returns the rank next above a place, `but` left out.
pub(crate) async fn above(tx: &mut Tx, story: Id, place: &Place, but: Id) -> Result<Option<String>> {
    let found: Option<(String,)> = tx
        .maybe(
            sql!(
                "select rank from posts where story = $1 and (rank, seq) > ($2, $3) and id <> $4
                 order by rank, seq limit 1"
            ),
            &[&story, &place.0, &place.1, &but],
        )
        .await?;
    Ok(found.map(|(rank,)| rank))
}

/// Returns the lowest rank of a coverage, `but` left out.
pub(crate) async fn lowest(tx: &mut Tx, story: Id, but: Id) -> Result<Option<String>> {
    tx.one(sql!("select min(rank) from posts where story = $1 and id <> $2"), &[&story, &but]).await
}

/// Returns the highest rank of a coverage that begins with this one, `but` left out.
pub(crate) async fn highest(tx: &mut Tx, story: Id, rank: &str, but: Id) -> Result<Option<String>> {
    let end = format!("{rank}{ABOVE_ALL}");
    tx.one(
        sql!("select max(rank) from posts where story = $1 and rank >= $2 and rank < $3 and id <> $4"),
        &[&story, &rank, &end, &but],
    )
    .await
}

/// Inserts a new post with its first revision.
pub(crate) async fn insert(tx: &mut Tx, post: &Post) -> Result<()> {
    tx.execute(
        sql!(
            "insert into posts (id, story, rank, seq, state, is_key, is_pinned, revision, at, created_by,
               created_at, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        ),
        &[
            &post.id,
            &post.story,
            &post.rank,
            &post.seq,
            &post.state.as_str(),
            &post.marks.is_key,
            &post.marks.is_pinned,
            &post.revision,
            &post.at,
            &post.created_by,
            &post.created_at,
            &post.created_at,
        ],
    )
    .await?;
    insert_revision(tx, post, &post.created_by, "create").await
}

/// Writes down where the post stands; what its revisions say is not touched.
pub(crate) async fn save_state(tx: &mut Tx, post: &Post) -> Result<()> {
    let (now, gone) = (tx.now(), post.retraction.as_ref());
    tx.execute(
        sql!(
            "update posts set rank = $2, state = $3, is_key = $4, is_pinned = $5, revision = $6, at = $7,
               updated_at = $8, retracted_at = $9, retract_reason = $10, retract_notice = $11, changed_at = $12
             where id = $1"
        ),
        &[
            &post.id,
            &post.rank,
            &post.state.as_str(),
            &post.marks.is_key,
            &post.marks.is_pinned,
            &post.revision,
            &post.at,
            &post.updated_at,
            &gone.map(|gone| gone.at),
            &gone.map(|gone| gone.reason.as_str()),
            &gone.and_then(|gone| gone.notice.as_deref()),
            &now,
        ],
    )
    .await?;
    Ok(())
}

/// Writes the post's content as the revision whose number it bears.
pub(crate) async fn insert_revision(tx: &mut Tx, post: &Post, actor: &str, cause: &str) -> Result<()> {
    let (now, body) = (tx.now(), post.content.body.to_json());
    tx.execute(
        sql!(
            "insert into post_revisions (post, number, at, actor, cause, headline, byline, body)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[
            &post.id,
            &post.revision,
            &now,
            &actor,
            &cause,
            &post.content.headline,
            &post.content.byline,
            &body,
        ],
    )
    .await?;
    Ok(())
}

/// Deletes a post that was never public, and everything of it but the log.
pub(crate) async fn delete(tx: &mut Tx, post: Id) -> Result<()> {
    tx.execute(sql!("delete from post_revisions where post = $1"), &[&post]).await?;
    tx.execute(sql!("delete from posts where id = $1"), &[&post]).await?;
    Ok(())
}

/// Returns whether there is a post with this id.
pub(crate) async fn exists(tx: &mut Tx, post: Id) -> Result<bool> {
    tx.one(sql!("select exists (select 1 from posts where id = $1)"), &[&post]).await
}

/// Returns what the log tells of a post, in its order.
pub(crate) async fn logged_of(tx: &mut Tx, post: Id) -> Result<Vec<Logged>> {
    tx.query(
        sql!(
            "select seq, at, actor, edition, kind, subject, event, data, reason, takes_away from log
             where kind = 'post' and subject = $1 order by seq"
        ),
        &[&post],
    )
    .await
}

row! {
    /// A post as the check compares it with its events.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Standing {
        pub(crate) id: Id, pub(crate) rank: String, pub(crate) state: String, pub(crate) is_key: bool,
        pub(crate) is_pinned: bool, pub(crate) revision: i64, pub(crate) at: Option<Time>,
        pub(crate) retracted_at: Option<Time>, pub(crate) retract_reason: Option<String>, pub(crate) has_text: bool,
    }
}

/// Returns how the posts behind this one stand, and whether what they show is there.
pub(crate) async fn standings(tx: &mut Tx, after: Option<Id>, limit: i64) -> Result<Vec<Standing>> {
    let after = after.unwrap_or(Id::from_bytes([0; 16]));
    tx.query(
        sql!(
            "select id, rank, state, is_key, is_pinned, revision, at, retracted_at, retract_reason, exists
               (select 1 from post_revisions where post = posts.id and number = posts.revision) as has_text
             from posts where id > $1 order by id limit $2"
        ),
        &[&after, &limit],
    )
    .await
}

/// Lets a post stand like this, if the revision is there that it is to show. Returns whether it is.
pub(crate) async fn stand(tx: &mut Tx, wanted: &Standing) -> Result<bool> {
    let changed = tx
        .execute(
            sql!(
                "update posts set rank = $2, state = $3, is_key = $4, is_pinned = $5, revision = $6, at = $7,
                   retracted_at = $8, retract_reason = $9,
                   retract_notice = case when $3 = 'retracted' then retract_notice end
                 where id = $1 and exists (select 1 from post_revisions where post = $1 and number = $6)"
            ),
            &[
                &wanted.id,
                &wanted.rank,
                &wanted.state,
                &wanted.is_key,
                &wanted.is_pinned,
                &wanted.revision,
                &wanted.at,
                &wanted.retracted_at,
                &wanted.retract_reason,
            ],
        )
        .await?;
    Ok(changed > 0)
}
