//! The cookie that carries a session.

use crate::secret;
use axum::http::{HeaderMap, HeaderValue, header};
use base::{Context, Result};
use site::Plant;

/// The cookie outlives every session: when one ends is decided here, not by the browser (which cuts at 400 days).
const AGE: u32 = 400 * 24 * 60 * 60;

/// Browsers take a name that begins with `__Host-` only over https, for one host and from that host.
fn name(plant: &Plant) -> &'static str {
    if plant.settings.is_https() { "__Host-stoppress" } else { "stoppress" }
}

/// Returns the session that the request carries, if it can be one.
pub(crate) fn session<'h>(plant: &Plant, headers: &'h HeaderMap) -> Option<&'h str> {
    let name = name(plant);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && secret::is_one(value)).map(|(_, value)| value)
}

/// Returns the header that gives the session to the browser.
pub(crate) fn give(plant: &Plant, session: &str) -> Result<HeaderValue> {
    line(plant, session, AGE)
}

/// Returns the header that takes the session from the browser.
pub(crate) fn take(plant: &Plant) -> Result<HeaderValue> {
    line(plant, "", 0)
}

fn line(plant: &Plant, value: &str, age: u32) -> Result<HeaderValue> {
    let secure = if plant.settings.is_https() { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", name(plant));
    HeaderValue::try_from(text).doing("writing the session's cookie")
}
