//! Answers to writes: the thing with its ETag, and the same answer again for the same `Idempotency-Key`.

use crate::store::{self, AnsweredRow};
use crate::verbs::Asked;
use ::store::Tx;
use axum::response::{IntoResponse, Response};
use base::{Context, Refused, Result};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A JSON answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: String,
    pub(super) etag: Option<String>,
    pub(super) location: Option<String>,
}

impl Answer {
    /// Returns the answer with this body.
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self { status, body: body.to_string(), etag: None, location: None }
    }

    /// Returns the answer that shows a story, with its revision as the ETag.
    pub(super) fn story(status: StatusCode, body: &Value) -> Self {
        let etag = body.get("revision").map(|revision| format!("\"{revision}\""));
        Self { etag, location: made_at(status, body), ..Self::json(status, body) }
    }

    /// Returns the answer that shows a post of a live coverage.
    pub fn post(status: StatusCode, body: &Value) -> Self {
        Self { location: made_at(status, body), ..Self::json(status, body) }
    }

    /// Returns the answer without a body.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: String::new(), etag: None, location: None }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.body.clone()).into_response();
        let headers = response.headers_mut();
        if self.body.is_empty() {
            headers.remove(CONTENT_TYPE);
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("authorization, cookie"));
        for (name, value) in [(ETAG, self.etag), (LOCATION, self.location)] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// Returns where what was just made is found: a story, or a post, which says of which story it is.
fn made_at(status: StatusCode, made: &Value) -> Option<String> {
    let id = made.get("id").filter(|_| status == StatusCode::CREATED)?.as_str()?;
    let list = if made.get("story").is_some() { "posts" } else { "stories" };
    Some(format!("/api/v1/{list}/{id}"))
}

/// The key of a write that may be sent twice, with the digest of what was asked.
#[derive(Clone, Debug)]
pub struct Once(Option<(String, Vec<u8>)>);

impl Once {
    /// Reads `Idempotency-Key`; `asked` is all that makes this write what it is.
    pub fn read(headers: &HeaderMap, asked: &[&str]) -> Result<Self> {
        let name = HeaderName::from_static("idempotency-key");
        let Some(key) = headers.get(name) else { return Ok(Self(None)) };
        let key = key.to_str().unwrap_or_default();
        if key.is_empty() || key.len() > 200 {
            return Err(
                Refused::field("", "Idempotency-Key must be 1 to 200 visible ASCII characters").into()
            );
        }
        let mut digest = Sha256::new();
        for part in asked {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part.as_bytes());
        }
        Ok(Self(Some((key.to_owned(), digest.finalize().to_vec()))))
    }

    /// Does the write, or answers as it was answered before. The answer is kept in the write's own transaction.
    pub async fn answer(
        &self,
        tx: &mut Tx,
        asked: &Asked,
        write: impl AsyncFnOnce(&mut Tx) -> Result<Answer>,
    ) -> Result<Answer> {
        let Some((key, digest)) = &self.0 else { return write(tx).await };
        let actor = asked.person.actor();
        if let Some(before) = store::answered(tx, &actor, key).await? {
            if before.digest != *digest {
                let why = "this Idempotency-Key was used for another request";
                return Err(Refused::field("", why).into());
            }
            let status = u16::try_from(before.status).doing("reading a kept answer")?;
            let status = StatusCode::from_u16(status).doing("reading a kept answer")?;
            let location = serde_json::from_str(&before.body).ok().and_then(|story| made_at(status, &story));
            return Ok(Answer { status, body: before.body, etag: before.etag, location });
        }
        let answer = write(tx).await?;
        let row = AnsweredRow {
            digest: digest.clone(),
            status: answer.status.as_u16().into(),
            body: answer.body.clone(),
            etag: answer.etag.clone(),
        };
        store::set_answered(tx, &actor, key, &row).await?;
        Ok(answer)
    }
}
