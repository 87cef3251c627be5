//! Addresses: where a story stands, for ever from its first publication.

use crate::fields::Fields;
use crate::store;
use ::store::Tx;
use base::{Id, Result, Time};
use house::slug;
use sections::Edition;

/// Takes a free address for a story first published at `at`: `/en/2026/11/24/slug`, else `slug-2` and so on.
pub(crate) async fn take(
    tx: &mut Tx,
    edition: &Edition,
    story: Id,
    fields: &Fields,
    at: Time,
) -> Result<String> {
    let stem = fields.slug.clone().unwrap_or_else(|| slug::of(&fields.headline));
    let stem = if stem.is_empty() { fields.kind.to_string() } else { stem };
    let day = format!("/{}/{}", edition.slug, edition.day(at));
    let mut number = 1;
    loop {
        let path = if number == 1 { format!("{day}/{stem}") } else { format!("{day}/{stem}-{number}") };
        if store::at_address(tx, &path).await?.is_none_or(|owner| owner == story) {
            store::add_address(tx, &path, story).await?;
            return Ok(path);
        }
        number += 1;
    }
}
