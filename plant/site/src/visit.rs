//! One request from the door to the answer: its number, its figures and its line in the log.

use crate::Plant;
use crate::entry::is_safe;
use crate::figures::ADDRESS;
use axum::extract::MatchedPath;
use axum::response::Response;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Uri};
use std::sync::atomic::Ordering;
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest number that is taken from a proxy.
const LONGEST_ID: usize = 128;
/// Asked for all the time by machines: of these the log holds a line at the level debug alone.
const QUIET: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/assets/{*address}"];

/// A request that is being answered.
pub(crate) struct Visit {
    begun: Instant,
    method: Method,
    route: Option<MatchedPath>,
    id: HeaderValue,
    /// The address, only where the log wants to know what the request is about.
    uri: Option<Uri>,
}

impl Visit {
    /// Begins the visit of a request that came by this route; none for an address that no route has a pattern for.
    pub(crate) fn begin<B>(plant: &Plant, request: &Request<B>, route: Option<MatchedPath>) -> Self {
        let is_logged = tracing::enabled!(target: "request", tracing::Level::INFO);
        let begun = Instant::now();
        plant.pulse.beat(begun);
        Self {
            begun,
            method: request.method().clone(),
            route,
            id: taken(request.headers()).unwrap_or_else(|| made(plant)),
            uri: is_logged.then(|| request.uri().clone()),
        }
    }

    pub(crate) fn end<B>(self, plant: &Plant, response: &mut Response<B>) {
        let (time, status) = (self.begun.elapsed(), response.status().as_u16());
        let route = self.route.as_ref().map_or(ADDRESS, MatchedPath::as_str);
        plant.figures.answered(route, !is_safe(&self.method), status, time);
        if let Some(uri) = &self.uri {
            let (method, id) = (self.method.as_str(), self.id.to_str().unwrap_or_default());
            let duration_ms = time.as_micros() as f64 / 1000.0;
            let story = story(route, uri, response.headers());
            // The address itself is not logged: a one-time link is a secret.
            if QUIET.contains(&route) {
                tracing::debug!(target: "request", method, route, status, duration_ms, id, "request");
            } else {
                tracing::info!(target: "request", method, route, status, duration_ms, id, story.id = story, "request");
            }
        }
        response.headers_mut().insert(REQUEST_ID, self.id);
    }
}

/// Returns the number that a proxy gave the request, if it can stand in a log.
fn taken(headers: &HeaderMap) -> Option<HeaderValue> {
    let value = headers.get(REQUEST_ID)?;
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(byte);
    let is_sane = (1..=LONGEST_ID).contains(&value.len()) && value.as_bytes().iter().all(is_plain);
    is_sane.then(|| value.clone())
}

fn made(plant: &Plant) -> HeaderValue {
    let number = plant.figures.requests.fetch_add(1, Ordering::Relaxed);
    let text = format!("{:08x}-{number:x}", plant.figures.run);
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("-"))
}

/// Returns the id of what the request is about: it stands in an address of the API, or on the answer for caches.
fn story<'a>(route: &str, uri: &'a Uri, answer: &'a HeaderMap) -> Option<&'a str> {
    if route.contains("/stories/{id}") {
        return uri.path().split('/').nth(4).filter(|id| id.len() == 36);
    }
    let tags = answer.get("surrogate-key").filter(|_| route == ADDRESS)?.to_str().ok()?;
    tags.split(' ').find_map(|tag| tag.strip_prefix("story:"))
}
