//! All SQL of finding.

use crate::Entry;
use crate::fold::{Patterns, fold};
use ::store::{Tx, sql};
use base::{Id, Result};

/// How much of a thing's words is kept, in characters: a headline, some names, a caption.
const MOST: usize = 2000;

fn words(entry: &Entry) -> String {
    fold(entry.texts).chars().take(MOST).collect()
}

/// Puts a thing in, or what is new of it.
pub async fn put(tx: &mut Tx, entry: Entry<'_>) -> Result<()> {
    let words = words(&entry);
    tx.execute(
        sql!(
            "insert into found (kind, id, edition, words, at) values ($1, $2, $3, $4, $5)
             on conflict (kind, id) do update
             set edition = excluded.edition, words = excluded.words, at = excluded.at"
        ),
        &[&entry.kind, &entry.id, &entry.edition, &words, &entry.at],
    )
    .await?;
    Ok(())
}

/// Returns whether a thing is in with these words.
pub async fn is_put(tx: &mut Tx, entry: Entry<'_>) -> Result<bool> {
    let row: Option<(Option<String>, String)> = tx
        .maybe(
            sql!("select edition, words from found where kind = $1 and id = $2"),
            &[&entry.kind, &entry.id],
        )
        .await?;
    Ok(row.is_some_and(|(edition, own)| edition.as_deref() == entry.edition && own == words(&entry)))
}

/// Takes a thing out.
pub async fn forget(tx: &mut Tx, kind: &str, id: Id) -> Result<()> {
    tx.execute(sql!("delete from found where kind = $1 and id = $2"), &[&kind, &id]).await?;
    Ok(())
}

/// Among how many of the newest one looks first.
const NEWEST: i64 = 4000;

pub(crate) async fn find(
    tx: &mut Tx,
    kind: &str,
    patterns: &Patterns,
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<Id>> {
    let [first, second, third, fourth] = &patterns.words;
    // That the longest word is there at all is quickly seen, and rarely so.
    let longest = &patterns.longest;
    let newest = if longest.is_none() && editions.is_none() { limit } else { NEWEST.max(limit) };
    let found: Vec<Id> = tx
        .query(
            sql!(
                "select id from (select id, edition, words, at from found where kind = $1
                   order by at desc, id desc limit $9) as newest
                 where (words like $7 or $7 is null) and (words like $2 or $2 is null)
                   and (words like $3 or $3 is null) and (words like $4 or $4 is null)
                   and (words like $5 or $5 is null) and ($6 like '%,' || edition || ',%' or $6 is null)
                 order by at desc, id desc limit $8"
            ),
            &[&kind, first, second, third, fourth, &editions, longest, &limit, &newest],
        )
        .await?;
    if newest == limit || i64::try_from(found.len()).is_ok_and(|found| found >= limit) {
        return Ok(found);
    }
    // What is rare is looked for in the table as it lies, not along an index: so `not <>`, and the time with what is added.
    tx.query(
        sql!(
            "select id from found
             where not kind <> $1 and (words like $7 or $7 is null) and (words like $2 or $2 is null)
               and (words like $3 or $3 is null) and (words like $4 or $4 is null)
               and (words like $5 or $5 is null) and ($6 like '%,' || edition || ',%' or $6 is null)
             order by at + 0 desc, id desc limit $8"
        ),
        &[&kind, first, second, third, fourth, &editions, longest, &limit],
    )
    .await
}
