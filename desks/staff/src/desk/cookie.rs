//! The cookie that carries a session, and the one of somebody who is at the identity provider.

use crate::secret;
use axum::http::{HeaderMap, HeaderValue};
use base::{Context, Result};
use site::Plant;

/// The cookie outlives every session: when one ends is decided here, not by the browser (which cuts at 400 days).
const AGE: u32 = 400 * 24 * 60 * 60;

/// How long somebody may be at the identity provider.
const WAY: u32 = 10 * 60;

/// Browsers take a name that begins with `__Host-` only over https, for one host and from that host.
fn name(plant: &Plant) -> &'static str {
    if plant.settings.is_https() { "__Host-stoppress" } else { "stoppress" }
}

/// Returns the name of the cookie of somebody who is at the identity provider.
fn name_of_way(plant: &Plant) -> &'static str {
    if plant.settings.is_https() { "__Host-stoppress-way" } else { "stoppress-way" }
}

/// Returns the session that the request carries, if it can be one.
pub(crate) fn session<'h>(plant: &Plant, headers: &'h HeaderMap) -> Option<&'h str> {
    carried(name(plant), headers)
}

/// Returns what a browser came back with from the identity provider.
pub(crate) fn ceremony<'h>(plant: &Plant, headers: &'h HeaderMap) -> Option<&'h str> {
    carried(name_of_way(plant), headers)
}

fn carried<'h>(name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    site::cookies(headers, name).find(|value| secret::is_one(value))
}

/// Returns the header that gives the session to the browser.
pub(crate) fn give(plant: &Plant, session: &str) -> Result<HeaderValue> {
    line(plant, name(plant), session, AGE)
}

/// Returns the header that takes the session from the browser.
pub(crate) fn take(plant: &Plant) -> Result<HeaderValue> {
    line(plant, name(plant), "", 0)
}

/// Returns the header that has the browser remember that it began.
pub(crate) fn give_ceremony(plant: &Plant, ceremony: &str) -> Result<HeaderValue> {
    line(plant, name_of_way(plant), ceremony, WAY)
}

/// Returns the header that has the browser forget it.
pub(crate) fn take_ceremony(plant: &Plant) -> Result<HeaderValue> {
    line(plant, name_of_way(plant), "", 0)
}

/// Returns the header that has the browser ask for this language of the desk, or for none.
pub(crate) fn choose_language(plant: &Plant, tag: &str) -> Result<HeaderValue> {
    line(plant, site::language_cookie(&plant.settings), tag, if tag.is_empty() { 0 } else { AGE })
}

fn line(plant: &Plant, name: &str, value: &str, age: u32) -> Result<HeaderValue> {
    let secure = if plant.settings.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::try_from(text).doing("writing the session's cookie")
}
