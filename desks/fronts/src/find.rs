//! Finding a story to put on a front.

use ::store::Tx;
use base::Result;
use stories::Brief;

/// How far back is looked, and how many are offered.
const LOOKED_AT: i64 = 1000;
const OFFERED: usize = 20;

/// Returns stories of an edition whose headlines hold all these words, those begun last first; without words, the
/// newest.
pub(crate) async fn by_headline(tx: &mut Tx, edition: &str, words: &str) -> Result<Vec<Brief>> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut found = stories::begun_last(tx, edition, LOOKED_AT).await?;
    found.retain(|brief| {
        let headline = brief.headline.to_lowercase();
        words.iter().all(|word| headline.contains(word.as_str()))
    });
    found.truncate(OFFERED);
    Ok(found)
}
