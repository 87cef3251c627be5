//! Lists in the newsroom, of stories of every state.
//!
//! What is newest is what is mostly wanted: each list looks first among the newest, in the order of an index. What is rare
//! there, such as a section of a small edition, is looked for in the whole table as it lies, which takes a sixth of the time
//! that it takes along an index.

use super::{lists, of_person, story, worded};
use crate::story::Story;
use ::store::{Tx, sql};
use base::{Id, Result, Time};

/// Among how many of the newest a list looks first, and how many more for each one that it wants.
const NEWEST: i64 = 4000;
const FOR_EACH: i64 = 4;

/// Returns stories for lists in the newsroom, the newest publication first, drafts by when they were begun.
/// `editions` are those that the asker reads behind, such as `,en,ar,`; all if it is none.
pub(crate) async fn newsroom_list(
    tx: &mut Tx,
    filter: &lists::List,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Story, Time)>> {
    if let Some(writer) = &filter.by {
        let ids = of_person::list(tx, filter, writer, editions, limit).await?;
        return whole(tx, ids).await;
    }
    if let Some(words) = &filter.words {
        let ids = worded::list(tx, filter, words, editions, limit).await?;
        return whole(tx, ids).await;
    }
    let wanted = limit.saturating_add(filter.skip);
    let is_plain = is_plain(filter, editions);
    let newest = if is_plain { wanted } else { wanted.saturating_mul(FOR_EACH).saturating_add(NEWEST) };
    let mut ids = among_the_newest(tx, filter, editions, limit, newest).await?;
    if !is_plain && i64::try_from(ids.len()).is_ok_and(|found| found < limit) {
        ids = anywhere(tx, filter, editions, limit).await?;
    }
    whole(tx, ids).await
}

async fn whole(tx: &mut Tx, ids: Vec<(Id, Time)>) -> Result<Vec<(Story, Time)>> {
    let mut stories = Vec::with_capacity(ids.len());
    for (id, listed_at) in ids {
        stories.push((story(tx, id).await?, listed_at));
    }
    Ok(stories)
}

/// Whether an index alone answers, so that each story that is looked at is in the list.
fn is_plain(filter: &lists::List, editions: Option<&str>) -> bool {
    let asks_nothing_else = filter.edition.is_none()
        && filter.section.is_none()
        && filter.kind.is_none()
        && filter.since.is_none()
        && filter.topic.is_none();
    editions.is_none() && asks_nothing_else
}

/// The newest of those that `$first` leaves, narrowed by every question.
macro_rules! newest {
    ($first:literal) => {
        concat!(
            "select id, listed_at from
               (select id, edition, section, kind, changed_at,
                  case when public = 'unpublished' then work else public end as state,
                  coalesce(first_published_at, created_at) as listed_at
                from stories where ",
            $first,
            " (coalesce(first_published_at, created_at), id) < ($7, $8)
                order by coalesce(first_published_at, created_at) desc, id desc limit $12) as newest
             where (state = $4 or $4 is null)
               and (edition = $1 or $1 is null) and (section = $2 or $2 is null) and (kind = $3 or $3 is null)
               and (changed_at >= $5 or $5 is null)
               and (exists
                 (select 1 from story_topics where story_topics.story = newest.id and topic = $6) or $6 is null)
               and ($11 like '%,' || edition || ',%' or $11 is null)
             order by listed_at desc, id desc limit $9 offset $10"
        )
    };
}

async fn among_the_newest(
    tx: &mut Tx,
    filter: &lists::List,
    editions: Option<&str>,
    limit: i64,
    newest: i64,
) -> Result<Vec<(Id, Time)>> {
    let (before, before_id) = before(filter);
    let kind = filter.kind.map(|kind| kind.to_string());
    // The state has an index of its own, and narrows the others.
    let sql = match &filter.state {
        Some(_) => sql!(newest!("case when public = 'unpublished' then work else public end = $4 and")),
        None => sql!(newest!("")),
    };
    tx.query(
        sql,
        &[
            &filter.edition,
            &filter.section,
            &kind,
            &filter.state,
            &filter.since,
            &filter.topic,
            &before,
            &before_id,
            &limit,
            &filter.skip,
            &editions,
            &newest,
        ],
    )
    .await
}

async fn anywhere(
    tx: &mut Tx,
    filter: &lists::List,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let (before, before_id) = before(filter);
    let kind = filter.kind.map(|kind| kind.to_string());
    tx.query(
        // What is added to the time keeps the engine from going along its index.
        sql!(
            "select id, coalesce(first_published_at, created_at) as listed_at from stories
             where (edition = $1 or $1 is null) and (section = $2 or $2 is null) and (kind = $3 or $3 is null)
               and (changed_at >= $5 or $5 is null)
               and (exists
                 (select 1 from story_topics where story_topics.story = stories.id and topic = $6) or $6 is null)
               and (case when public = 'unpublished' then work else public end = $4 or $4 is null)
               and (coalesce(first_published_at, created_at), id) < ($7, $8)
               and ($11 like '%,' || edition || ',%' or $11 is null)
             order by coalesce(first_published_at, created_at) + 0 desc, id desc limit $9 offset $10"
        ),
        &[
            &filter.edition, &filter.section, &kind, &filter.state, &filter.since, &filter.topic, &before,
            &before_id, &limit, &filter.skip, &editions,
        ],
    )
    .await
}

fn before(filter: &lists::List) -> (Time, Id) {
    filter.after.unwrap_or((Time::from_micros(i64::MAX), Id::from_bytes([0xff; 16])))
}
