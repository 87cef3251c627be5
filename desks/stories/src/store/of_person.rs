//! The newsroom's list of what is somebody's: what they began, and what bears their name as a byline.
//!
//! What is public is found along two indexes: what they began, and what was published under a byline, in each edition.
//! All else is little beside everything that was ever published: there each story is asked, by the words that it is
//! found by, and what has the name among them is read to see whether it stands in the byline.

use super::lists::{List, Writer};
use super::{said, story};
use ::store::{ToVal, Tx, sql};
use base::{Id, Result, Time};
use index::Patterns;

/// Among how many of the newest one looks first, and how many more for each one that is wanted.
const NEWEST: i64 = 4000;
const FOR_EACH: i64 = 4;
/// Where what was ever published of somebody is looked through.
const ALL: i64 = i64::MAX;

/// What is asked of each story, and how many are wanted.
struct Wanted<'a> {
    filter: &'a List,
    writer: &'a Writer,
    editions: Option<&'a str>,
    patterns: Patterns,
    number: i64,
}

impl Wanted<'_> {
    /// Returns what every statement here asks, in its order, and behind that what is its own.
    fn asking<'p>(&'p self, own: &[&'p (dyn ToVal + Sync)]) -> Vec<&'p (dyn ToVal + Sync)> {
        let List { edition, section, state, .. } = self.filter;
        let [first, second, third, fourth] = &self.patterns.words;
        let every: [&(dyn ToVal + Sync); 8] =
            [edition, section, state, &self.editions, first, second, third, fourth];
        every.iter().chain(own).copied().collect()
    }
}

/// Returns the stories that the filter wants and that are the writer's, the newest first, with when they are listed.
pub(super) async fn list(
    tx: &mut Tx,
    filter: &List,
    writer: &Writer,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let number = limit.saturating_add(filter.skip);
    let patterns = index::patterns(filter.words.as_deref().unwrap_or_default());
    let wanted = Wanted { filter, writer, editions, patterns, number };
    let mut found = match filter.state.as_deref() {
        Some("published") => Vec::new(),
        _ => not_public(tx, &wanted).await?,
    };
    if filter.state.as_deref().is_none_or(|state| state == "published") {
        found.extend(published(tx, &wanted).await?);
    }
    found.sort_unstable_by_key(|(id, listed_at)| std::cmp::Reverse((*listed_at, *id)));
    found.dedup();
    let of_page = found.into_iter().skip(usize::try_from(filter.skip).unwrap_or(usize::MAX));
    Ok(of_page.take(usize::try_from(limit).unwrap_or(0)).collect())
}

/// What readers see: among the newest first, and then among all.
async fn published(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Id, Time)>> {
    let mut authors = Vec::new();
    for edition in sections::plan(tx).await?.editions {
        let is_asked = wanted.filter.edition.as_ref().is_none_or(|asked| *asked == edition.slug);
        if let Some(author) = sections::author_slug(tx, &edition.slug, &wanted.writer.name).await?
            && is_asked
        {
            authors.push((edition.slug, author));
        }
    }
    let near = wanted.number.saturating_mul(FOR_EACH).saturating_add(NEWEST);
    let mut found = Vec::new();
    for newest in [near, ALL] {
        found = begun(tx, wanted, newest).await?;
        for (edition, author) in &authors {
            found.extend(written(tx, wanted, (edition, author), newest).await?);
        }
        if i64::try_from(found.len()).is_ok_and(|found| found >= wanted.number) {
            break;
        }
    }
    Ok(found)
}

/// What is none of the readers': what the writer began, and what bears the name.
async fn not_public(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Id, Time)>> {
    let mut found = Vec::new();
    for (id, listed_at, created_by) in few(tx, wanted).await? {
        if i64::try_from(found.len()).is_ok_and(|found| found >= wanted.number) {
            break;
        }
        let is_begun = created_by == wanted.writer.actor;
        if is_begun || bears(tx, id, &wanted.writer.name).await? {
            found.push((id, listed_at));
        }
    }
    Ok(found)
}

/// Returns whether the newest revision bears this byline.
async fn bears(tx: &mut Tx, id: Id, name: &str) -> Result<bool> {
    let revision = story(tx, id).await?.revision;
    Ok(said(tx, id, revision).await?.bylines.iter().any(|byline| byline == name))
}

/// Of the stories that `$from` gives those that every question leaves, the newest first.
macro_rules! asked {
    ($select:literal, $from:literal) => {
        concat!(
            "select ",
            $select,
            " from (select s.id, s.edition, s.section, s.created_by,
                 case when s.public = 'unpublished' then s.work else s.public end as state,
                 coalesce(s.first_published_at, s.created_at) as listed_at from ",
            $from,
            ") as o
             where (o.edition = $1 or $1 is null) and (o.section = $2 or $2 is null) and (o.state = $3 or $3 is null)
               and ($4 like '%,' || o.edition || ',%' or $4 is null)
               and (coalesce($5, '') = '' or exists
                 (select 1 from found f where f.kind = 'story' and f.id = o.id and f.words like $5
                  and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
                  and (f.words like $8 or $8 is null)))
             order by o.listed_at desc, o.id desc limit $9"
        )
    };
}

/// What the writer began and readers see, of the newest that they began.
async fn begun(tx: &mut Tx, wanted: &Wanted<'_>, newest: i64) -> Result<Vec<(Id, Time)>> {
    tx.query(
        sql!(asked!(
            "o.id, o.listed_at",
            "stories s where s.created_by = $10 and s.public = 'published'
             order by coalesce(s.first_published_at, s.created_at) desc, s.id desc limit $11"
        )),
        &wanted.asking(&[&wanted.number, &wanted.writer.actor, &newest]),
    )
    .await
}

/// What was published under the byline in one edition, of the newest there.
async fn written(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    (of, author): (&String, &String),
    newest: i64,
) -> Result<Vec<(Id, Time)>> {
    tx.query(
        // A cross join is in this order.
        sql!(asked!(
            "o.id, o.listed_at",
            "published_authors a cross join stories s where a.edition = $10 and a.author = $11 and s.id = a.story
             order by a.first_published_at desc, a.story desc limit $12"
        )),
        &wanted.asking(&[&wanted.number, of, author, &newest]),
    )
    .await
}

/// What readers do not see and what the writer began, or has the name among its words; with who began it.
async fn few(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Id, Time, String)>> {
    let Writer { actor, name } = wanted.writer;
    let named = index::fold(&[name.as_str()]);
    // A name without letters is in no byline.
    let named = (!named.is_empty()).then(|| format!("%{named}%"));
    tx.query(
        sql!(asked!(
            "o.id, o.listed_at, o.created_by",
            "stories s
             where case when s.public = 'unpublished' then s.work else s.public end
                 in ('draft', 'submitted', 'approved', 'scheduled', 'withdrawn')
               and (s.created_by = $10 or exists
                 (select 1 from found n where n.kind = 'story' and n.id = s.id and n.words like $11))"
        )),
        &wanted.asking(&[&ALL, actor, &named]),
    )
    .await
}
