//! Lists for readers: which of what is published, the newest publication first.

use super::published::Listed;
use ::store::{Tx, sql};
use base::{Id, Result, Time};
use house::Kind;

/// Which stories a list wants; what is `None` is not asked.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub edition: Option<String>,
    pub section: Option<String>,
    pub kind: Option<Kind>,
    /// A topic's slug.
    pub topic: Option<String>,
    /// An author's slug.
    pub author: Option<String>,
    /// A state, for the newsroom's lists; readers' lists hold what is published.
    pub state: Option<String>,
    /// Whose it is, for the newsroom's lists: of those that are no program's.
    pub by: Option<Writer>,
    /// Words that it has, for the newsroom's lists.
    pub words: Option<String>,
    /// Only what was published or changed since.
    pub since: Option<Time>,
    /// Only what stands behind this place in the list.
    pub after: Option<(Time, Id)>,
    /// How many to pass over, for numbered pages.
    pub skip: i64,
}

/// Whose stories a list wants: how the log calls them, and by which name their bylines do.
#[derive(Clone, Debug)]
pub struct Writer {
    pub actor: String,
    /// Empty where it is nobody any more.
    pub name: String,
}

/// Returns the published stories that the list wants, the newest publication first.
pub async fn listed(tx: &mut Tx, list: &List, limit: i64) -> Result<Vec<Listed>> {
    match (&list.edition, &list.section, list.kind, &list.topic, &list.author, list.since) {
        (Some(edition), None, None, None, None, None) => in_edition(tx, edition, list, limit).await,
        (Some(edition), Some(section), None, None, None, None) => {
            in_section(tx, edition, section, list, limit).await
        }
        (Some(edition), None, Some(kind), None, None, None) => {
            of_kind(tx, edition, &kind.to_string(), list, limit).await
        }
        (Some(edition), None, None, Some(topic), None, None) => {
            on_topic(tx, edition, topic, list, limit).await
        }
        (Some(edition), None, None, None, Some(author), None) => {
            by_author(tx, edition, author, list, limit).await
        }
        _ => filtered(tx, list, limit).await,
    }
}

async fn in_edition(tx: &mut Tx, edition: &str, list: &List, limit: i64) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    tx.query(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published where edition = $1 and (first_published_at, story) < ($2, $3)
             order by first_published_at desc, story desc limit $4 offset $5"
        ),
        &[&edition, &before, &id, &limit, &list.skip],
    )
    .await
}

async fn in_section(
    tx: &mut Tx,
    edition: &str,
    section: &str,
    list: &List,
    limit: i64,
) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    tx.query(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published
             where edition = $1 and section = $2 and (first_published_at, story) < ($3, $4)
             order by first_published_at desc, story desc limit $5 offset $6"
        ),
        &[&edition, &section, &before, &id, &limit, &list.skip],
    )
    .await
}

async fn of_kind(tx: &mut Tx, edition: &str, kind: &str, list: &List, limit: i64) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    tx.query(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published where edition = $1 and kind = $2 and (first_published_at, story) < ($3, $4)
             order by first_published_at desc, story desc limit $5 offset $6"
        ),
        &[&edition, &kind, &before, &id, &limit, &list.skip],
    )
    .await
}

async fn on_topic(tx: &mut Tx, edition: &str, topic: &str, list: &List, limit: i64) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    tx.query(
        sql!(
            "select p.story, p.edition, p.section, p.kind, p.path, p.revision, p.headline, p.standfirst,
               p.bylines, p.first_published_at, p.updated_at, p.corrected_at, p.picture
             from published_topics t join published p on p.story = t.story
             where t.edition = $1 and t.topic = $2 and (t.first_published_at, t.story) < ($3, $4)
             order by t.first_published_at desc, t.story desc limit $5 offset $6"
        ),
        &[&edition, &topic, &before, &id, &limit, &list.skip],
    )
    .await
}

async fn by_author(tx: &mut Tx, edition: &str, author: &str, list: &List, limit: i64) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    tx.query(
        sql!(
            "select p.story, p.edition, p.section, p.kind, p.path, p.revision, p.headline, p.standfirst,
               p.bylines, p.first_published_at, p.updated_at, p.corrected_at, p.picture
             from published_authors a join published p on p.story = a.story
             where a.edition = $1 and a.author = $2 and (a.first_published_at, a.story) < ($3, $4)
             order by a.first_published_at desc, a.story desc limit $5 offset $6"
        ),
        &[&edition, &author, &before, &id, &limit, &list.skip],
    )
    .await
}

/// Any combination of filters, as the API allows; slower than the lists that pages use.
async fn filtered(tx: &mut Tx, list: &List, limit: i64) -> Result<Vec<Listed>> {
    let (before, id) = before(list);
    let kind = list.kind.map(|kind| kind.to_string());
    tx.query(
        sql!(
            "select story, edition, section, kind, path, revision, headline, standfirst, bylines,
               first_published_at, updated_at, corrected_at, picture
             from published
             where (first_published_at, story) < ($1, $2)
               and (edition = $3 or $3 is null) and (section = $4 or $4 is null)
               and (kind = $5 or $5 is null)
               and (exists (select 1 from published_topics
                 where published_topics.story = published.story and published_topics.topic = $6) or $6 is null)
               and (exists (select 1 from published_authors
                 where published_authors.story = published.story and published_authors.author = $7) or $7 is null)
               and (first_published_at >= $8 or updated_at >= $8 or $8 is null)
             order by first_published_at desc, story desc limit $9 offset $10"
        ),
        &[
            &before, &id, &list.edition, &list.section, &kind, &list.topic, &list.author, &list.since, &limit,
            &list.skip,
        ],
    )
    .await
}

/// Where the list goes on: behind that place, or from the very newest.
fn before(list: &List) -> (Time, Id) {
    list.after.unwrap_or((Time::from_micros(i64::MAX), Id::from_bytes([0xff; 16])))
}
