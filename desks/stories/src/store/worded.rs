//! The newsroom's list of what has all these words, narrowed by every other question too.

use super::lists::List;
use ::store::{Tx, sql};
use base::{Id, Result, Time};
use index::Patterns;

/// Among how many of the newest one looks first, and how many more for each one that is wanted.
const NEWEST: i64 = 4000;
const FOR_EACH: i64 = 4;

/// Returns the stories that the filter wants and that have these words, the newest first, with when they are listed.
///
/// What is not public is little beside everything that was ever published: there the words are asked of each story. Else
/// they are looked for, among the newest first and then in the table as it lies, and the story asked of what is found. (A
/// cross join is in this order.)
pub(super) async fn list(
    tx: &mut Tx,
    filter: &List,
    words: &str,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let patterns = index::patterns(words);
    if filter.state.as_deref().is_some_and(|state| state != "published") {
        return of_few(tx, filter, &patterns, editions, limit).await;
    }
    let ids = among_the_newest(tx, filter, &patterns, editions, limit).await?;
    match i64::try_from(ids.len()).is_ok_and(|found| found >= limit) {
        true => Ok(ids),
        false => anywhere(tx, filter, &patterns, editions, limit).await,
    }
}

/// Those of a state that have the words, narrowed by every question.
async fn of_few(
    tx: &mut Tx,
    filter: &List,
    patterns: &Patterns,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let [first, second, third, fourth] = &patterns.words;
    let List { edition, section, state, skip, .. } = filter;
    tx.query(
        sql!(
            "select s.id, coalesce(s.first_published_at, s.created_at) as listed_at
             from stories s cross join found f
             where case when s.public = 'unpublished' then s.work else s.public end = $3
               and f.kind = 'story' and f.id = s.id
               and (s.edition = $1 or $1 is null) and (s.section = $2 or $2 is null)
               and ($4 like '%,' || s.edition || ',%' or $4 is null)
               and (f.words like $5 or $5 is null) and (f.words like $6 or $6 is null)
               and (f.words like $7 or $7 is null) and (f.words like $8 or $8 is null)
             order by coalesce(s.first_published_at, s.created_at) desc, s.id desc limit $9 offset $10"
        ),
        &[edition, section, state, &editions, first, second, third, fourth, &limit, skip],
    )
    .await
}

async fn among_the_newest(
    tx: &mut Tx,
    filter: &List,
    patterns: &Patterns,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let newest = limit.saturating_add(filter.skip).saturating_mul(FOR_EACH).saturating_add(NEWEST);
    let [first, second, third, fourth] = &patterns.words;
    let List { edition, section, state, skip, .. } = filter;
    tx.query(
        sql!(
            "select f.id, f.at from
               (select id, edition, words, at from found where kind = 'story'
                order by at desc, id desc limit $12) as f
             cross join stories s
             where (f.words like $9 or $9 is null) and (f.words like $5 or $5 is null)
               and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
               and (f.words like $8 or $8 is null) and (f.edition = $1 or $1 is null)
               and ($4 like '%,' || f.edition || ',%' or $4 is null)
               and s.id = f.id and (s.section = $2 or $2 is null)
               and (case when s.public = 'unpublished' then s.work else s.public end = $3 or $3 is null)
             order by f.at desc, f.id desc limit $10 offset $11"
        ),
        &[
            edition,
            section,
            state,
            &editions,
            first,
            second,
            third,
            fourth,
            &patterns.longest,
            &limit,
            skip,
            &newest,
        ],
    )
    .await
}

async fn anywhere(
    tx: &mut Tx,
    filter: &List,
    patterns: &Patterns,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let [first, second, third, fourth] = &patterns.words;
    let List { edition, section, state, skip, .. } = filter;
    tx.query(
        // The table as it lies: so `not <>`, and the time with what is added.
        sql!(
            "select f.id, f.at from found f cross join stories s
             where not f.kind <> 'story'
               and (f.words like $9 or $9 is null) and (f.words like $5 or $5 is null)
               and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
               and (f.words like $8 or $8 is null) and (f.edition = $1 or $1 is null)
               and ($4 like '%,' || f.edition || ',%' or $4 is null)
               and s.id = f.id and (s.section = $2 or $2 is null)
               and (case when s.public = 'unpublished' then s.work else s.public end = $3 or $3 is null)
             order by f.at + 0 desc, f.id desc limit $10 offset $11"
        ),
        &[edition, section, state, &editions, first, second, third, fourth, &patterns.longest, &limit, skip],
    )
    .await
}
