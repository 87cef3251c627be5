//! What a story brings before the readers and takes with it: its row in the lists, its pictures, and those who wrote
//! it, who are known to readers while, and only while, something of theirs is published.

use crate::fields::Fields;
use crate::store::published;
use crate::story::Story;
use crate::{pictures, verbs};
use ::store::Tx;
use base::Result;

/// Puts the live revision of a story before the readers, or anew if it stands there already.
pub(crate) async fn show(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<()> {
    let before = published::authors_of(tx, story.id).await?;
    let names = verbs::names(tx, fields).await?;
    pictures::show(tx, story, fields).await?;
    published::show(tx, story, fields, &names.topics, &names.authors).await?;
    let now = names.authors.into_iter().map(|author| (story.edition.clone(), author.slug));
    let come_or_go = known(before).chain(now).collect();
    portraits(tx, come_or_go).await
}

/// Takes a story from before the readers.
pub(crate) async fn hide(tx: &mut Tx, story: &Story) -> Result<()> {
    let before = published::authors_of(tx, story.id).await?;
    published::hide(tx, story.id).await?;
    pictures::hide(tx, story.id).await?;
    portraits(tx, known(before).collect()).await
}

fn known(rows: Vec<published::ListedUnder>) -> impl Iterator<Item = (String, String)> {
    rows.into_iter().map(|row| (row.edition, row.slug))
}

/// Has readers see the portraits of these authors, by edition and slug, or not any more.
async fn portraits(tx: &mut Tx, mut authors: Vec<(String, String)>) -> Result<()> {
    authors.sort();
    authors.dedup();
    for (edition, author) in authors {
        portrait(tx, &edition, &author).await?;
    }
    Ok(())
}

/// Has readers see an author's portrait while something of theirs is published.
pub async fn portrait(tx: &mut Tx, edition: &str, author: &str) -> Result<()> {
    let is_known = published::has_author(tx, edition, author).await?;
    media::hold(tx, sections::author_id(edition, author), !is_known).await
}
