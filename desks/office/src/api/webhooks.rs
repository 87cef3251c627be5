//! `/api/v1/webhooks`: who is told of what happens.

use crate::store;
use crate::webhooks::rules::{self, New};
use crate::webhooks::{self, Webhook};
use ::store::Tx;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Context, Result};
use house::Right;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, from_value, id};
use staff::Staff;
use stories::{Once, Sent};

/// Lists the receivers, without their secrets.
pub(crate) async fn index(State(plant): State<Plant>, Staff(person): Staff) -> Api<Response> {
    person.must_everywhere(Right::Office)?;
    let webhooks = plant.store.read(store::all).await?;
    let items: Vec<Value> = webhooks.iter().map(shown).collect();
    Ok(private(StatusCode::OK, json!({ "items": items, "next": null })))
}

/// Adds a receiver; the answer is the only one with its secret, and the same where the request is sent again.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Response> {
    person.must_everywhere(Right::Office)?;
    let once = Once::read(&headers, &["webhook", &sent.text()])?;
    let new: New = from_value(sent.0)?;
    let asked = stories::asked(&plant, person, &headers)?;
    let guard = webhooks::guard(&plant);
    let add = async move |tx: &mut Tx| {
        let (asked, guard) = (&asked, &guard);
        let add = async move |tx: &mut Tx| {
            let webhook = rules::add(tx, &asked.chance, guard, &asked.person, new).await?;
            Ok(Answer::created(&shown(&webhook), format!("/api/v1/webhooks/{}", webhook.id)))
        };
        let answer = once.answer(tx, asked, add).await?;
        with_secret(tx, answer).await
    };
    let answer = plant.store.write(add).await?;
    Ok(([(CACHE_CONTROL, "no-store")], answer).into_response())
}

/// Puts the secret into an answer. It stands with its receiver alone, and goes with that.
async fn with_secret(tx: &mut Tx, mut answer: Answer) -> Result<Answer> {
    let mut body: Value = serde_json::from_str(&answer.body).doing("reading a kept answer")?;
    let added = body.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
    let webhook = match added {
        Some(added) => store::one(tx, added).await?,
        None => None,
    };
    if let (Some(fields), Some(webhook)) = (body.as_object_mut(), webhook) {
        fields.insert("secret".into(), json!(webhook.secret));
    }
    answer.body = body.to_string();
    Ok(answer)
}

pub(crate) async fn destroy(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
) -> Api<Answer> {
    let wanted = id(&wanted)?;
    plant.store.write(async move |tx: &mut Tx| rules::remove(tx, &person, wanted).await).await?;
    Ok(Answer::nothing())
}

fn private(status: StatusCode, body: Value) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn shown(webhook: &Webhook) -> Value {
    json!({
        "id": webhook.id,
        "address": webhook.address,
        "events": webhook.events,
        "editions": webhook.editions,
        "role": webhook.role.map(|role| role.to_string()),
        "created_at": webhook.created_at,
        "paused_at": webhook.paused.map(|paused| paused.at),
        "failing_since": webhook.failing.map(|failing| failing.since),
        "next_at": webhook.failing.map(|failing| failing.next_at),
    })
}
