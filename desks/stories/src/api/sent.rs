//! What a request sends: JSON, or nothing where an action needs no words.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use base::Refused;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use serde_json::{Map, Value};
use site::answer::{JsonBody, Problem};

/// A JSON object; an empty one where the request has no body.
pub struct Sent(pub Value);

impl Sent {
    /// Returns the text by which the same request sent again is known.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let headers = request.headers();
        let length = headers.get(CONTENT_LENGTH).map(|length| length.as_bytes() == b"0");
        let is_empty = length.unwrap_or(!headers.contains_key(TRANSFER_ENCODING));
        if is_empty {
            return Ok(Self(Value::Object(Map::new())));
        }
        let JsonBody(value) =
            JsonBody::<Value>::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        match value {
            Value::Object(_) => Ok(Self(value)),
            _ => Err(Problem(Refused::field("", "must be an object").into()).into_response()),
        }
    }
}
