//! Failures as the API shows them: `application/problem+json` (RFC 9457).

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use base::{Broken, Failure, FieldError, Refused, Time};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

/// A failure on its way to a program that asked the API.
#[derive(Debug)]
pub struct Problem(pub Failure);

/// What an API handler answers with.
pub type Api<T> = Result<T, Problem>;

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self(refused.into())
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        Self(broken.into())
    }
}

/// Returns the HTTP status of a failure.
pub fn status(failure: &Failure) -> StatusCode {
    let Failure::Refused(refused) = failure else { return StatusCode::INTERNAL_SERVER_ERROR };
    match refused {
        Refused::NotFound => StatusCode::NOT_FOUND,
        Refused::NotAllowed(_) => StatusCode::FORBIDDEN,
        Refused::NotSignedIn => StatusCode::UNAUTHORIZED,
        Refused::NotValid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::Conflict { .. } | Refused::Held { .. } => StatusCode::CONFLICT,
        Refused::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Refused::NoPrecondition => StatusCode::PRECONDITION_REQUIRED,
        Refused::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Refused::TooMuch(_) => StatusCode::TOO_MANY_REQUESTS,
        Refused::NotNow(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refused::Gone(_) => StatusCode::GONE,
    }
}

/// Returns when to ask again, for refusals that name a moment.
pub(crate) fn retry_after(failure: &Failure) -> Option<HeaderValue> {
    match failure {
        Failure::Refused(Refused::TooMuch(until)) => HeaderValue::from_str(&http_date(*until)).ok(),
        Failure::Refused(Refused::NotNow(_)) => Some(HeaderValue::from_static("1")),
        _ => None,
    }
}

/// Returns the time as HTTP writes it, up to the next whole second.
fn http_date(time: Time) -> String {
    let full = Time::from_micros(time.micros().saturating_add(999_999));
    full.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Logs a fault once and returns the number that the asker may quote.
pub(crate) fn log(broken: &Broken) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let hash = blake3::hash(format!("{} {count} {broken}", std::process::id()).as_bytes()).to_hex();
    let reference: String = hash.as_str().chars().take(8).collect();
    tracing::error!(reference, error = %broken, "something broke");
    reference
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let again = retry_after(&self.0);
        let mut response = match self.0 {
            Failure::Broken(broken) => {
                let reference = log(&broken);
                let detail = format!("Something of ours does not work. The log has it as {reference}.");
                problem(status, "broken", "Internal server error", detail, json!({ "reference": reference }))
            }
            Failure::Refused(refused) => {
                let (name, title) = name_and_title(&refused);
                problem(status, name, title, refused.to_string(), more(refused))
            }
        };
        if let Some(again) = again {
            response.headers_mut().insert(RETRY_AFTER, again);
        }
        response
    }
}

/// Returns the last part of a problem's type, and its title.
pub(crate) fn name_and_title(refused: &Refused) -> (&'static str, &'static str) {
    match refused {
        Refused::NotFound => ("not-found", "Not found"),
        Refused::NotAllowed(_) => ("not-allowed", "Not allowed"),
        Refused::NotSignedIn => ("not-signed-in", "Not signed in"),
        Refused::NotValid(_) => ("not-valid", "Not valid"),
        Refused::Conflict { .. } | Refused::Held { .. } => ("conflict", "Not in this state"),
        Refused::Stale { .. } => ("stale", "Changed meanwhile"),
        Refused::NoPrecondition => ("no-precondition", "Precondition required"),
        Refused::TooLarge(_) => ("too-large", "Too large"),
        Refused::TooMuch(_) => ("too-much", "Too many requests"),
        Refused::NotNow(_) => ("not-now", "Not now"),
        Refused::Gone(_) => ("gone", "Withdrawn"),
    }
}

fn more(refused: Refused) -> Value {
    match refused {
        Refused::NotValid(errors) => json!({ "errors": errors.iter().map(field).collect::<Vec<_>>() }),
        Refused::Conflict { allowed, .. } => json!({ "allowed": allowed }),
        Refused::Held { by, allowed } => json!({ "allowed": allowed, "errors": [field(&by)] }),
        Refused::Stale { conflicts, .. } => json!({ "conflicts": conflicts }),
        Refused::Gone(notice) => json!({ "notice": notice }),
        _ => Value::Null,
    }
}

fn field(error: &FieldError) -> Value {
    let mut told = json!({ "pointer": error.pointer, "detail": error.detail });
    if let (Some(what), Some(map)) = (error.what, told.as_object_mut()) {
        map.insert("what".into(), what.into());
        map.insert("about".into(), error.about.as_str().into());
    }
    told
}

/// Returns the answer with these members; `more` adds its own.
pub(crate) fn problem(
    status: StatusCode,
    name: &str,
    title: &str,
    detail: impl Into<String>,
    more: Value,
) -> Response {
    let mut members = Map::new();
    members.insert("type".into(), format!("urn:stoppress:problem:{name}").into());
    members.insert("title".into(), title.into());
    members.insert("status".into(), status.as_u16().into());
    members.insert("detail".into(), detail.into().into());
    if let Value::Object(more) = more {
        members.extend(more);
    }
    let mut response = Response::new(Body::from(Value::Object(members).to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value| headers.insert(name, HeaderValue::from_static(value));
    set(CONTENT_TYPE, "application/problem+json");
    set(CACHE_CONTROL, "no-store");
    if status == StatusCode::UNAUTHORIZED {
        set(WWW_AUTHENTICATE, "Bearer");
    }
    response
}
