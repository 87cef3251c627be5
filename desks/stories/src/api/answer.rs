//! Answers to writes: the thing with its ETag, and the same answer again for the same `Idempotency-Key`.

use crate::store::{self, AnsweredRow};
use crate::verbs::Asked;
use ::store::Tx;
use base::{Context, Refused, Result};
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;
use sha2::{Digest, Sha256};
use site::answer::Answer;

/// Returns the answer that shows a story, with its revision as the ETag.
pub(super) fn story(status: StatusCode, story: &Value) -> Answer {
    let etag = story.get("revision").map(|revision| format!("\"{revision}\""));
    let made = story.get("id").and_then(Value::as_str).filter(|_| status == StatusCode::CREATED);
    let location = made.map(|id| format!("/api/v1/stories/{id}"));
    Answer { etag, location, ..Answer::json(status, story) }
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
            let AnsweredRow { body, etag, location, .. } = before;
            return Ok(Answer { status, body, etag, location });
        }
        let answer = write(tx).await?;
        let row = AnsweredRow {
            digest: digest.clone(),
            status: answer.status.as_u16().into(),
            body: answer.body.clone(),
            etag: answer.etag.clone(),
            location: answer.location.clone(),
        };
        store::set_answered(tx, &actor, key, &row).await?;
        Ok(answer)
    }
}
