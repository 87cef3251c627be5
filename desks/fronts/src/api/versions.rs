//! `/api/v1/fronts/E/versions`, `…/versions/N`: what readers were ever shown of a front, for the newsroom.

use super::{must_read, version_json};
use crate::front::Place;
use crate::store;
use ::store::Tx;
use axum::extract::{Path, State};
use base::Refused;
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;

/// How many versions are listed, the newest.
const MOST: i64 = 100;

pub(crate) async fn index(
    State(plant): State<Plant>,
    staff: Staff,
    Path(edition): Path<String>,
) -> Api<Answer> {
    list(plant, staff, Place::new(&edition, None)).await
}

pub(crate) async fn index_section(
    State(plant): State<Plant>,
    staff: Staff,
    Path((edition, section)): Path<(String, String)>,
) -> Api<Answer> {
    list(plant, staff, Place::new(&edition, Some(&section))).await
}

pub(crate) async fn show(
    State(plant): State<Plant>,
    staff: Staff,
    Path((edition, number)): Path<(String, String)>,
) -> Api<Answer> {
    one(plant, staff, Place::new(&edition, None), number).await
}

pub(crate) async fn show_section(
    State(plant): State<Plant>,
    staff: Staff,
    Path((edition, section, number)): Path<(String, String, String)>,
) -> Api<Answer> {
    one(plant, staff, Place::new(&edition, Some(&section)), number).await
}

async fn list(plant: Plant, Staff(person): Staff, place: Place) -> Api<Answer> {
    let items = plant.store.read(async move |tx: &mut Tx| {
        let mut items = Vec::new();
        if let Some(id) = must_read(tx, &person, &place).await?.id {
            for version in store::versions(tx, id, MOST).await? {
                items.push(version_json(tx, &version).await?);
            }
        }
        Ok(items)
    });
    Ok(Answer::ok(&json!({ "items": items.await?, "next": null })))
}

async fn one(plant: Plant, Staff(person): Staff, place: Place, number: String) -> Api<Answer> {
    let number: i64 = number.parse().map_err(|_| Refused::NotFound)?;
    let body = plant.store.read(async move |tx: &mut Tx| {
        let id = must_read(tx, &person, &place).await?.id.ok_or(Refused::NotFound)?;
        let arrangement = store::version(tx, id, number).await?;
        Ok(json!({ "version": number, "strip": arrangement.strip, "containers": arrangement.containers }))
    });
    Ok(Answer::ok(&body.await?))
}
