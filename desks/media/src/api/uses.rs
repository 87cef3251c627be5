//! `GET /api/v1/pictures/{id}/uses`: where a picture stands, for the newsroom.

use super::id;
use crate::store::{self, placements};
use ::store::Tx;
use axum::extract::{Path, State};
use house::Right;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;

/// Lists the places, those that readers see and those that are being written.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    person.must_anywhere(Right::Read)?;
    let rows = plant.store.read(async move |tx: &mut Tx| {
        store::picture(tx, id).await?;
        placements::of(tx, id).await
    });
    let items: Vec<Value> = rows
        .await?
        .into_iter()
        .map(|row| {
            json!({ "kind": row.kind, "subject": row.subject, "part_of": row.part_of, "slot": row.slot,
                "revision": row.revision, "is_public": row.is_shown() })
        })
        .collect();
    Ok(Answer::ok(&json!({ "items": items, "next": null })))
}
