//! JSON as it comes in: limited in size and depth, and refused with the place of what is wrong.

use crate::problem::{Problem, problem};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use base::{FieldError, Refused};
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};
use std::time::Duration;

/// The most JSON that is read: 2 MiB.
pub const JSON_LIMIT: usize = 2 * 1024 * 1024;
/// How much of a body that is too large is read before the answer: 16 MiB.
const THROWN_AWAY: usize = 8 * JSON_LIMIT;
/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request's body, read as JSON into `T`.
#[derive(Clone, Debug)]
pub struct JsonBody<T>(pub T);

/// Why a body was not read.
#[derive(Debug)]
pub enum Unread {
    MediaType,
    TooLarge,
    TooSlow,
    Malformed(String),
    /// It is JSON, and not what is wanted at this place.
    Wrong(FieldError),
}

impl IntoResponse for Unread {
    fn into_response(self) -> Response {
        match self {
            Self::MediaType => {
                let detail = "Send the body as application/json.";
                let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                problem(status, "media-type", "Unsupported media type", detail, Value::Null)
            }
            Self::TooLarge => {
                let why = "The body is larger than 2 MiB.".to_owned();
                Problem(Refused::TooLarge(why).into()).into_response()
            }
            Self::TooSlow => {
                let status = StatusCode::REQUEST_TIMEOUT;
                problem(status, "too-slow", "Request timeout", "The body took too long.", Value::Null)
            }
            Self::Malformed(detail) => {
                let errors = serde_json::json!({ "errors": [{ "pointer": "", "detail": detail }] });
                problem(StatusCode::BAD_REQUEST, "malformed", "Malformed JSON", detail, errors)
            }
            Self::Wrong(error) => Problem(Refused::NotValid(vec![error]).into()).into_response(),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Unread;

    async fn from_request(request: Request, _: &S) -> Result<Self, Unread> {
        let (head, body) = request.into_parts();
        if !is_json(&head.headers) {
            return Err(Unread::MediaType);
        }
        read(&whole(&head.headers, body).await?).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

async fn whole(headers: &HeaderMap, mut body: Body) -> Result<Bytes, Unread> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let is_too_large = announced.is_some_and(|length| length > JSON_LIMIT as u64);
    match tokio::time::timeout(PATIENCE, take_in(&mut body, is_too_large)).await {
        Ok(taken) => taken,
        Err(_) => Err(Unread::TooSlow),
    }
}

/// Takes the body in. One that is too large is read on and thrown away up to a bound: who is still sending when the
/// connection closes never sees the answer.
async fn take_in(body: &mut Body, mut is_too_large: bool) -> Result<Bytes, Unread> {
    let (mut taken, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unread::Malformed("The body did not come whole.".into()))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        is_too_large |= length > JSON_LIMIT;
        if length > THROWN_AWAY {
            break;
        }
        if is_too_large {
            taken = Vec::new();
        } else {
            taken.extend_from_slice(&data);
        }
    }
    if is_too_large { Err(Unread::TooLarge) } else { Ok(taken.into()) }
}

/// Reads JSON, or says where it is wrong.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unread> {
    // serde_json reads at most 128 levels deep and says so, instead of running out of stack.
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| unread(&pointer(error.path()), error.inner()))?;
    reader.end().map_err(|error| unread("", &error))?;
    Ok(value)
}

fn unread(pointer: &str, error: &serde_json::Error) -> Unread {
    if error.classify() == Category::Data {
        Unread::Wrong(wrong(pointer, error))
    } else {
        Unread::Malformed(error.to_string())
    }
}

/// Reads a part of a body that came as JSON already; the refusal names the place in that part.
pub fn from_value<T: DeserializeOwned>(value: Value) -> base::Result<T> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| Refused::NotValid(vec![wrong(&pointer(error.path()), error.inner())]).into())
}

/// Says what is wrong with a value that is JSON but not what was asked for.
fn wrong(pointer: &str, error: &serde_json::Error) -> FieldError {
    let text = error.to_string();
    let detail = text.rsplit_once(" at line ").map_or(text.as_str(), |(detail, _)| detail);
    // Of these two serde names the field in words alone.
    let field = detail.strip_prefix("missing field `").or_else(|| detail.strip_prefix("duplicate field `"));
    let field = field.and_then(|rest| rest.strip_suffix('`'));
    let pointer = field.map_or_else(|| pointer.to_owned(), |name| format!("{pointer}/{}", escaped(name)));
    FieldError::at(pointer, detail)
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// Returns the name as it stands in a JSON pointer (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
