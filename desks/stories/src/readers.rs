//! What a story brings before the readers and takes with it: its row in the lists, its pictures, and those who wrote
//! it, who are known to readers while, and only while, something of theirs is published.

use crate::fields::Fields;
use crate::store::published::{self, ListedUnder};
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
    for author in &names.authors {
        media::hold(tx, sections::author_id(&story.edition, &author.slug), false).await?;
    }
    let is_here = |gone: &ListedUnder| {
        gone.edition == story.edition && names.authors.iter().any(|author| author.slug == gone.slug)
    };
    portraits(tx, before.iter().filter(|before| !is_here(before))).await
}

/// Takes a story from before the readers.
pub(crate) async fn hide(tx: &mut Tx, story: &Story) -> Result<()> {
    let before = published::authors_of(tx, story.id).await?;
    published::hide(tx, story.id).await?;
    pictures::hide(tx, story.id).await?;
    portraits(tx, before.iter()).await
}

/// Has readers see the portraits of those by whom a story was, or not any more.
async fn portraits(tx: &mut Tx, authors: impl Iterator<Item = &ListedUnder>) -> Result<()> {
    for author in authors {
        let is_known = published::has_author(tx, &author.edition, &author.slug).await?;
        media::hold(tx, sections::author_id(&author.edition, &author.slug), !is_known).await?;
    }
    Ok(())
}
