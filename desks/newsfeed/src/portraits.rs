//! Where the portraits of authors stand: with what is told of the author, before readers while, and only while,
//! something of theirs is published. It follows from other tables, so it can be compared and made anew.

use base::{Id, Result};
use media::{Part, Placement, Use};
use std::collections::BTreeSet;
use store::Tx;

/// Writes down that the author's portrait stands there.
pub(crate) async fn place(tx: &mut Tx, edition: &str, slug: &str, portrait: Option<Id>) -> Result<()> {
    let placement = placement(tx, edition, slug).await?;
    media::place(tx, placement, &uses(portrait)).await
}

async fn placement(tx: &mut Tx, edition: &str, slug: &str) -> Result<Placement<'static>> {
    let subject = sections::author_id(edition, slug);
    let is_held = !stories::has_author(tx, edition, slug).await?;
    let part_of = Some(Part { whole: subject, is_held });
    Ok(Placement { kind: sections::AUTHOR, subject, part_of, revision: 1, is_public: true })
}

fn uses(portrait: Option<Id>) -> Vec<(String, Use)> {
    portrait.map(|id| ("portrait".to_owned(), Use::of(id))).into_iter().collect()
}

/// Returns a line for each author whose portrait stands elsewhere than it must; none if all is whole.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    look(tx, false).await
}

/// Lets all portraits stand where they must. Returns a line for each fault that was mended; there is nothing behind.
pub async fn mend(tx: &mut Tx) -> Result<(Vec<String>, Option<Id>)> {
    Ok((look(tx, true).await?, None))
}

async fn look(tx: &mut Tx, is_mended: bool) -> Result<Vec<String>> {
    let (mut faults, mut known) = (Vec::new(), BTreeSet::new());
    for (edition, slug, portrait) in sections::portraits(tx).await? {
        let placement = placement(tx, &edition, &slug).await?;
        known.insert(placement.subject);
        if media::is_placed(tx, placement, &uses(Some(portrait))).await? {
            continue;
        }
        faults.push(format!(
            "placements: the portrait stands otherwise than it must (author {edition}/{slug})"
        ));
        if is_mended {
            place(tx, &edition, &slug, Some(portrait)).await?;
        }
    }
    for subject in media::placing(tx, sections::AUTHOR).await? {
        if known.contains(&subject) {
            continue;
        }
        faults.push(format!("placements: it shows a portrait and nobody has it (author {subject})"));
        if is_mended {
            media::forget(tx, sections::AUTHOR, subject).await?;
        }
    }
    Ok(faults)
}
