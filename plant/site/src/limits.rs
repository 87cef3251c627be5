//! Limits: what every answer bears, what no request may do, and how often one may try.

use crate::door::Page;
use crate::entry::is_safe;
use crate::visit::Visit;
use crate::{Plant, Settings, answer};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use base::{Broken, Clock, Refused, Time};
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use http::{Extensions, Method};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tower::{Layer, ServiceExt};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// What a page may do: ask nobody but this house, and stand in no other's frame.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// Returns the policy of a page that may show frames of these sources beside its own; a source that no header can
/// bear leaves the policy without frames.
pub fn policy(frames: &[String], base: Option<&'static str>) -> HeaderValue {
    let base = base.unwrap_or(POLICY);
    let wider = format!("{base}; frame-src 'self' {}", frames.join(" "));
    let is_source = |source: &String| !source.contains([' ', ';', ',']);
    match HeaderValue::from_str(&wider) {
        Ok(value) if !frames.is_empty() && frames.iter().all(is_source) => value,
        _ => HeaderValue::from_static(base),
    }
}

/// What every answer bears unless its handler has set another.
pub(crate) static ON_EVERY_ANSWER: [(HeaderName, HeaderValue); 5] = [
    (HeaderName::from_static("content-security-policy"), HeaderValue::from_static(POLICY)),
    (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("strict-origin-when-cross-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY")),
];

/// Returns the routes, their fallback included, with everything around them that no route may be without: a panic is
/// answered by the page for faults, bodies are limited, and every answer bears the headers that protect readers.
pub fn layers(router: Router<Plant>, plant: &Plant) -> Router<Plant> {
    let keeper = Doorkeeper { csrf: csrf(&plant.settings), plant: plant.clone() };
    let told = plant.clone();
    let panicked = move |_: Box<dyn std::any::Any + Send>| {
        answer::page_failure(&told, None, Broken::new("a handler panicked").into())
    };
    router
        .layer(DefaultBodyLimit::max(plant.settings.body_limit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(keeper, at_the_door))
}

#[derive(Clone)]
struct Doorkeeper {
    csrf: CsrfLayer<fn(ProtectionError) -> Response>,
    plant: Plant,
}

fn csrf(settings: &Settings) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let refuse: fn(ProtectionError) -> Response = |_| {
        let why = "This was sent from another site's page. Open the page here and send it again.";
        answer::Problem(Refused::NotAllowed(why.into()).into()).into_response()
    };
    let layer = CsrfLayer::new();
    // Behind a proxy the `Host` may be another one than the one that the browser knows.
    let layer = layer.add_trusted_origin(origin(&settings.public_url)).unwrap_or_else(|error| {
        tracing::warn!(%error, public_url = settings.public_url, "public_url has no origin");
        CsrfLayer::new()
    });
    layer.with_rejection_response(refuse)
}

/// Returns scheme, host and port of an address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    url.get(..end).unwrap_or(url)
}

async fn at_the_door(State(keeper): State<Doorkeeper>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let is_plain_get = request.method() == Method::GET && request.uri().query().is_none();
    let visit = Visit::begin(&keeper.plant, &request, route.clone());
    // Who sends a token is no browser that was talked into it.
    let needs_no_check = is_safe(request.method()) || request.headers().contains_key(AUTHORIZATION);
    let mut response = if needs_no_check {
        next.run(request).await
    } else {
        match keeper.csrf.layer(next).oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    };
    if let Some(page) = response.extensions_mut().remove::<Page>()
        && is_plain_get
    {
        page.came_by(route);
    }
    let headers = response.headers_mut();
    headers.reserve(ON_EVERY_ANSWER.len());
    for (name, value) in &ON_EVERY_ANSWER {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    visit.end(&keeper.plant, &mut response);
    response
}

/// Returns the address that the request comes from: of the connection, or as a trusted proxy tells it.
///
/// None where the connection has no address, as on a socket in the file system.
pub fn client_address(settings: &Settings, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let peer = extensions.get::<axum::extract::ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    let is_trusted = |address: &IpAddr| settings.trusted_proxies.contains(address);
    if !is_trusted(&peer) {
        return Some(peer);
    }
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let told: Vec<Option<IpAddr>> = values.flat_map(|value| value.split(',')).map(forwarded).collect();
    // From the right: what stands left of the first stranger is the stranger's own word.
    let mut nearest = peer;
    for address in told.into_iter().rev() {
        let Some(address) = address else { break };
        nearest = address;
        if !is_trusted(&address) {
            break;
        }
    }
    Some(nearest)
}

fn forwarded(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok()).map(|ip| ip.to_canonical())
}

/// How often something may be tried, by key: buckets that fill again with time.
#[derive(Clone)]
pub struct Limits {
    clock: Clock,
    /// By key, the moment at which its bucket will be full again.
    full_at: Arc<Mutex<HashMap<String, Time>>>,
}

/// Above so many keys the full buckets are forgotten.
const MANY_KEYS: usize = 10_000;

impl Limits {
    /// Returns limits of which nothing is used up.
    pub fn new(clock: Clock) -> Self {
        Self { clock, full_at: Arc::default() }
    }

    /// Allows `n` tries `per` span for this key, in a burst or spread, and refuses the next with its moment.
    pub fn allow(&self, key: &str, per: Duration, n: u32) -> Result<(), Refused> {
        let now = self.clock.now();
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= MANY_KEYS {
            full_at.retain(|_, full| *full > now);
        }
        let step = per / n.max(1);
        let full = full_at.get(key).copied().unwrap_or(now).max(now);
        let then = full.after(step);
        if n == 0 || then.since(now) > per {
            return Err(Refused::TooMuch(then.before(per)));
        }
        full_at.insert(key.to_owned(), then);
        Ok(())
    }

    /// Allows `n` tries `per` span for this address; loopback and sockets without an address are not counted.
    pub fn allow_from(
        &self,
        address: Option<IpAddr>,
        what: &str,
        per: Duration,
        n: u32,
    ) -> Result<(), Refused> {
        match address.filter(|address| !address.is_loopback()) {
            Some(IpAddr::V6(address)) => {
                // Who has one address of a network has them all.
                let [a, b, c, d, ..] = address.segments();
                self.allow(&format!("{what} {a:x}:{b:x}:{c:x}:{d:x}"), per, n)
            }
            Some(address) => self.allow(&format!("{what} {address}"), per, n),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::ConnectInfo;

    #[test]
    fn so_many_tries_are_allowed_and_more_as_time_passes() {
        let start = Time::from_micros(1_790_000_000_000_000);
        let clock = Clock::set(start);
        let limits = Limits::new(clock.clone());
        let minute = Duration::from_secs(60);

        assert!((0..3).all(|_| limits.allow("sign-in ana", minute, 3).is_ok()));
        let refused = limits.allow("sign-in ana", minute, 3);
        assert!(limits.allow("sign-in max", minute, 3).is_ok());
        assert_eq!(refused, Err(Refused::TooMuch(start.after(Duration::from_secs(20)))));

        clock.move_to(start.after(Duration::from_secs(20)));
        assert!(limits.allow("sign-in ana", minute, 3).is_ok());
        assert!(limits.allow("sign-in ana", minute, 3).is_err());
    }

    #[test]
    fn loopback_is_not_counted() {
        let limits = Limits::new(Clock::set(Time::EPOCH));
        let address = |text: &str| text.parse().ok();

        assert!(
            (0..9).all(|_| limits.allow_from(address("127.0.0.1"), "x", Duration::from_secs(9), 1).is_ok())
        );
        assert!(limits.allow_from(address("2001:db8::1"), "x", Duration::from_secs(9), 1).is_ok());
        assert!(limits.allow_from(address("2001:db8::2"), "x", Duration::from_secs(9), 1).is_err());
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_for_the_last_stranger() {
        let settings = Settings { trusted_proxies: vec!["10.0.0.1".parse().unwrap()], ..Settings::default() };
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 203.0.113.7, 10.0.0.1"));
        let from = |peer: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
            client_address(&settings, &headers, &extensions).unwrap().to_string()
        };

        assert_eq!(from("10.0.0.1"), "203.0.113.7");
        assert_eq!(from("::ffff:10.0.0.1"), "203.0.113.7");
        assert_eq!(from("198.51.100.2"), "198.51.100.2");
    }

    #[test]
    fn an_origin_ends_before_the_path() {
        assert_eq!(origin("https://paper.example/news"), "https://paper.example");
        assert_eq!(origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }
}
