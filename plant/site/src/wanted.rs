//! What a browser says its person reads (`Accept-Language`, RFC 9110, 12.5.4).

use crate::language::Language;
use crate::{Plant, Settings};
use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::header::{ACCEPT_LANGUAGE, COOKIE};
use http::request::Parts;
use std::convert::Infallible;

/// The language that the desk speaks to whoever asks: the one they want most among those that the desk has words in,
/// else English.
pub struct DeskLanguage(pub Language);

impl FromRequestParts<Plant> for DeskLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Infallible> {
        let chosen = chosen_language(&plant.settings, &parts.headers).map(str::to_owned);
        let wanted: Vec<String> = chosen.into_iter().chain(wanted(&parts.headers)).collect();
        Ok(Self(plant.words.desk_language(&wanted)))
    }
}

/// Returns the name of the cookie by which somebody has chosen the desk's language in a browser.
pub fn language_cookie(settings: &Settings) -> &'static str {
    if settings.is_https() { "__Host-stoppress-language" } else { "stoppress-language" }
}

/// Returns the tag that somebody has chosen in this browser.
pub fn chosen_language<'h>(settings: &Settings, headers: &'h HeaderMap) -> Option<&'h str> {
    cookies(headers, language_cookie(settings)).next()
}

/// Returns the values of the cookies of this name that a browser sends; of another path it can send one more.
pub fn cookies<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(own, _)| *own == name).map(|(_, value)| value)
}

/// Returns the tags that the browser asks for, the most wanted first; what is refused is not among them.
pub fn wanted(headers: &HeaderMap) -> Vec<String> {
    let text = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut ranges: Vec<(&str, f32)> = text.split(',').filter_map(range).collect();
    ranges.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranges.into_iter().filter(|(_, weight)| *weight > 0.0).map(|(tag, _)| tag.to_owned()).collect()
}

fn range(part: &str) -> Option<(&str, f32)> {
    let mut pieces = part.split(';').map(str::trim);
    let tag = pieces.next().filter(|tag| !tag.is_empty())?;
    let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
    Some((tag, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        wanted(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, text.parse().unwrap())]))
    }

    #[test]
    fn what_is_wanted_most_comes_first_and_what_is_refused_not_at_all() {
        assert_eq!(of("fr;q=0.5, es-MX, de;q=0, en;q=0.9"), ["es-MX", "en", "fr"]);
        assert_eq!(of("ar;q=x, , ru;q=0.1"), ["ru"]);
        assert!(wanted(&HeaderMap::new()).is_empty());
    }
}
