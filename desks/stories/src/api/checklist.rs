//! `/api/v1/stories/{id}/checklist`: what keeps the newest revision from being published, and what to look at before.

use super::id;
use crate::{checklist, store, view};
use ::store::Tx;
use axum::extract::{Path, State};
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;

pub(crate) async fn show(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
) -> Api<Answer> {
    let story = id(&story)?;
    let items = plant.store.read(async move |tx: &mut Tx| {
        let found = view::find_behind(tx, &person, story).await?;
        let plan = sections::plan(tx).await?;
        let fields = store::fields(tx, story, found.revision).await?;
        checklist::of(tx, &plan, &found, &fields).await
    });
    Ok(Answer::ok(&json!({ "items": items.await? })))
}
