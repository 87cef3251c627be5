//! All SQL of finding.

use crate::Entry;
use crate::fold::{MOST_WORDS, fold};
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

pub(crate) async fn find(
    tx: &mut Tx,
    kind: &str,
    patterns: &[Option<String>; MOST_WORDS],
    editions: Option<&str>,
    limit: i64,
) -> Result<Vec<Id>> {
    let [first, second, third, fourth] = patterns;
    tx.query(
        sql!(
            "select id from found
             where kind = $1 and (words like $2 or $2 is null) and (words like $3 or $3 is null)
               and (words like $4 or $4 is null) and (words like $5 or $5 is null)
               and ($6 like '%,' || edition || ',%' or $6 is null)
             order by at desc, id desc limit $7"
        ),
        &[&kind, first, second, third, fourth, &editions, &limit],
    )
    .await
}
