//! `/api/v1/webhooks`: who is told of what happens.

use crate::store;
use crate::webhooks::Webhook;
use crate::webhooks::rules::{self, New};
use ::store::Tx;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use house::Right;
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, JsonBody, id};
use staff::Staff;

/// Lists the receivers, without their secrets.
pub(crate) async fn index(State(plant): State<Plant>, Staff(person): Staff) -> Api<Response> {
    person.must_everywhere(Right::Office)?;
    let webhooks = plant.store.read(store::all).await?;
    let items: Vec<Value> = webhooks.iter().map(shown).collect();
    Ok(private(StatusCode::OK, json!({ "items": items, "next": null })))
}

/// Adds a receiver; the answer is the only one with its secret.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    JsonBody(new): JsonBody<New>,
) -> Api<Response> {
    let chance = plant.chance.clone();
    let add = async move |tx: &mut Tx| rules::add(tx, &chance, &person, new).await;
    let webhook = plant.store.write(add).await?;
    let mut body = shown(&webhook);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("secret".into(), json!(webhook.secret));
    }
    Ok(private(StatusCode::CREATED, body))
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
