//! The newsroom's list of what has all these words, narrowed by every other question too.

use super::lists::List;
use ::store::{Tx, sql};
use base::{Id, Result, Time};

/// Returns the stories that the filter wants and that have these words, the newest first, with when they are listed.
///
/// Of two tables the one that narrows more is gone through in order, and the other asked of each row: what somebody
/// began and what is not public is little beside everything that was ever published. (A cross join is in this order.)
pub(super) async fn list(
    tx: &mut Tx,
    filter: &List,
    words: &str,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let is_little = filter.state.as_deref().is_some_and(|state| state != "published");
    let sql = if filter.by.is_some() {
        sql!(
            "select s.id, coalesce(s.first_published_at, s.created_at) as listed_at
             from stories s cross join found f
             where s.created_by = $4 and f.kind = 'story' and f.id = s.id
               and (case when s.public = 'unpublished' then s.work else s.public end = $3 or $3 is null)
               and (s.edition = $1 or $1 is null) and (s.section = $2 or $2 is null)
               and ($5 like '%,' || s.edition || ',%' or $5 is null)
               and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
               and (f.words like $8 or $8 is null) and (f.words like $9 or $9 is null)
             order by coalesce(s.first_published_at, s.created_at) desc, s.id desc limit $10 offset $11"
        )
    } else if is_little {
        sql!(
            "select s.id, coalesce(s.first_published_at, s.created_at) as listed_at
             from stories s cross join found f
             where case when s.public = 'unpublished' then s.work else s.public end = $3
               and f.kind = 'story' and f.id = s.id
               and (s.edition = $1 or $1 is null) and (s.section = $2 or $2 is null)
               and (s.created_by = $4 or $4 is null)
               and ($5 like '%,' || s.edition || ',%' or $5 is null)
               and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
               and (f.words like $8 or $8 is null) and (f.words like $9 or $9 is null)
             order by coalesce(s.first_published_at, s.created_at) desc, s.id desc limit $10 offset $11"
        )
    } else {
        sql!(
            "select f.id, f.at from found f cross join stories s
             where f.kind = 'story' and (f.edition = $1 or $1 is null)
               and ($5 like '%,' || f.edition || ',%' or $5 is null)
               and (f.words like $6 or $6 is null) and (f.words like $7 or $7 is null)
               and (f.words like $8 or $8 is null) and (f.words like $9 or $9 is null)
               and s.id = f.id and (s.section = $2 or $2 is null)
               and (case when s.public = 'unpublished' then s.work else s.public end = $3 or $3 is null)
               and (s.created_by = $4 or $4 is null)
             order by f.at desc, f.id desc limit $10 offset $11"
        )
    };
    let [first, second, third, fourth] = &index::patterns(words);
    tx.query(
        sql,
        &[
            &filter.edition,
            &filter.section,
            &filter.state,
            &filter.by,
            &editions,
            first,
            second,
            third,
            fourth,
            &limit,
            &filter.skip,
        ],
    )
    .await
}
