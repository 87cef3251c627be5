//! `/api/v1/pictures/{id}/leases`: who may use a picture for what, and until when.

use super::answer::lease;
use super::id;
use crate::store;
use crate::verbs::rights::{NewLease, add, end};
use ::store::Tx;
use axum::extract::{Path, State};
use base::Refused;
use house::Right;
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api, JsonBody};
use staff::Staff;

/// Lists the leases of a picture.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    person.must_anywhere(Right::Read)?;
    let rows = plant.store.read(async move |tx: &mut Tx| {
        store::picture(tx, id).await?;
        store::leases::among(tx, &[id]).await
    });
    let items: Vec<_> = rows.await?.iter().map(lease).collect();
    Ok(Answer::ok(&json!({ "items": items, "next": null })))
}

/// Shows a lease.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((wanted, asked)): Path<(String, String)>,
) -> Api<Answer> {
    let (id, asked) = (id(&wanted)?, id(&asked)?);
    person.must_anywhere(Right::Read)?;
    let rows = plant.store.read(async move |tx: &mut Tx| store::leases::among(tx, &[id]).await).await?;
    let found = rows.iter().find(|row| row.id == asked).ok_or(Refused::NotFound)?;
    Ok(Answer::ok(&lease(found)))
}

/// Adds a lease.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
    JsonBody(new): JsonBody<NewLease>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    person.must_anywhere(Right::Pictures)?;
    let added = plant.store.write(async move |tx: &mut Tx| add(tx, &person.actor(), id, &new).await);
    let added = added.await?;
    Ok(Answer::created(&lease(&added), format!("/api/v1/pictures/{id}/leases/{}", added.id)))
}

/// Ends a lease.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((wanted, ended)): Path<(String, String)>,
) -> Api<Answer> {
    let (id, ended) = (id(&wanted)?, id(&ended)?);
    person.must_anywhere(Right::Pictures)?;
    plant.store.write(async move |tx: &mut Tx| end(tx, &person.actor(), id, ended).await).await?;
    Ok(Answer::nothing())
}
