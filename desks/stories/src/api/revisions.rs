//! `/api/v1/stories/{id}/revisions`: everything that a story ever said, for the newsroom.

use super::id;
use crate::store;
use crate::view;
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Id, Refused, Result};
use house::{Person, Right, Viewer};
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;
use std::sync::Arc;

/// Lists the revisions, the first one first.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
) -> Api<Answer> {
    let story = id(&story)?;
    let rows = plant.store.read(async move |tx: &mut Tx| {
        must_read(tx, person, story).await?;
        store::revisions(tx, story).await
    });
    let items: Vec<_> = rows
        .await?
        .into_iter()
        .map(|row| json!({ "revision": row.number, "at": row.at, "actor": row.actor, "cause": row.cause }))
        .collect();
    Ok(Answer::ok(&json!({ "items": items, "next": null })))
}

/// Shows what one revision said.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((story, number)): Path<(String, String)>,
) -> Api<Answer> {
    let story = id(&story)?;
    let number: i64 = number.parse().map_err(|_| Refused::NotFound)?;
    let body = plant.store.read(async move |tx: &mut Tx| {
        must_read(tx, person, story).await?;
        let rows = store::revisions(tx, story).await?;
        let row = rows.into_iter().find(|row| row.number == number).ok_or(Refused::NotFound)?;
        let fields = store::fields(tx, story, number).await?;
        Ok(json!({ "revision": number, "at": row.at, "actor": row.actor, "cause": row.cause,
            "story": fields }))
    });
    Ok(Answer::ok(&body.await?))
}

/// Refuses as if the story were not there unless the person reads behind the edition's pages.
async fn must_read(tx: &mut Tx, person: Arc<Person>, story: Id) -> Result<()> {
    let found = view::find(tx, &Viewer::Staff(person.clone()), story).await?;
    if person.may(Right::Read, &found.edition) { Ok(()) } else { Err(Refused::NotFound.into()) }
}
