//! Who asks: read off a request's headers.

use super::cookie;
use crate::doors::{Doors, Key};
use crate::secret;
use axum::http::{HeaderMap, header};
use base::{Refused, Result, Time};
use house::{Person, Viewer};
use site::Plant;
use std::sync::Arc;

/// Returns who sends a request with these headers.
///
/// A token that is not known is refused, since whoever sends one means to be somebody; a session that is not known
/// (any more) is anybody's.
pub async fn viewer(plant: &Plant, headers: &HeaderMap) -> Result<Viewer> {
    Ok(way_in(plant, headers).await?.map_or(Viewer::Anonymous, |(person, _)| Viewer::Staff(person)))
}

/// Returns who of the newsroom sends a request with these headers, and until when their way in is good if they do not
/// use it again; that of a token has no end.
pub async fn way_in(plant: &Plant, headers: &HeaderMap) -> Result<Option<(Arc<Person>, Option<Time>)>> {
    if let Some(token) = bearer(headers)? {
        let known = if secret::is_token(token) {
            Doors::of(plant).open(plant, Key::Token(secret::hash(token))).await?
        } else {
            None
        };
        return Ok(Some(known.ok_or(Refused::NotSignedIn)?));
    }
    let Some(session) = cookie::session(plant, headers) else { return Ok(None) };
    Doors::of(plant).open(plant, Key::Session(secret::hash(session))).await
}

/// Returns the bearer's token. Other schemes are not ours: they belong to a proxy that stands before the newsroom.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Refused::NotSignedIn)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    Ok(scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()))
}
