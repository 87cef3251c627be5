//! `GET /api/v1/audit`: who did what, for programs that keep it elsewhere.

use crate::audit::{self, Asked};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::Refused;
use house::Right;
use http::header::CACHE_CONTROL;
use serde_json::json;
use site::Plant;
use site::answer::Api;
use staff::Staff;
use store::Tx;

/// How many rows are listed unless said otherwise.
const USUAL: i64 = 20;

pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    query: Result<Query<Asked>, QueryRejection>,
) -> Api<Response> {
    person.must_everywhere(Right::Office)?;
    let Query(asked) = query.map_err(|error| Refused::field("", error.body_text()))?;
    if asked.before.is_some() {
        return Err(Refused::field("/before", "a program goes on with after").into());
    }
    let wanted = asked.read("after", USUAL)?;
    let page = plant.store.read(async move |tx: &mut Tx| audit::after(tx, &wanted).await);
    let (items, next) = page.await?;
    let body = json!({ "items": items, "next": next.map(|seq| seq.to_string()) });
    Ok(([(CACHE_CONTROL, "no-store")], Json(body)).into_response())
}
