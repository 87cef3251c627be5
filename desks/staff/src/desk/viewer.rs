//! Who asks: read off a request's headers.

use super::cookie;
use crate::doors::{Doors, Key};
use crate::secret;
use axum::http::{HeaderMap, header};
use base::{Refused, Result};
use house::Viewer;
use site::Plant;

/// Returns who sends a request with these headers.
///
/// A token that is not known is refused, since whoever sends one means to be somebody; a session that is not known
/// (any more) is anybody's.
pub async fn viewer(plant: &Plant, headers: &HeaderMap) -> Result<Viewer> {
    if let Some(token) = bearer(headers)? {
        let known = if secret::is_token(token) {
            Doors::of(plant).open(plant, Key::Token(secret::hash(token))).await?
        } else {
            None
        };
        return Ok(Viewer::Staff(known.ok_or(Refused::NotSignedIn)?));
    }
    let Some(session) = cookie::session(plant, headers) else { return Ok(Viewer::Anonymous) };
    let known = Doors::of(plant).open(plant, Key::Session(secret::hash(session))).await?;
    Ok(known.map_or(Viewer::Anonymous, Viewer::Staff))
}

/// Returns the bearer's token. Other schemes are not ours: they belong to a proxy that stands before the newsroom.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Refused::NotSignedIn)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    Ok(scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()))
}
