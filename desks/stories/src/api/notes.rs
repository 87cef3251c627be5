//! `/api/v1/stories/{id}/notes`: what was said of a story, for those who work on it.

use super::{Once, asked, id};
use crate::api::sent::Sent;
use crate::{notes, view};
use ::store::Tx;
use axum::extract::{Path, State};
use base::Broken;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    note: String,
}

/// Lists corrections, returns and notes to the desk, the newest last.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
) -> Api<Answer> {
    let story = id(&story)?;
    let notes = plant.store.read(async move |tx: &mut Tx| {
        let story = view::find_behind(tx, &person, story).await?;
        notes::for_the_newsroom(tx, story.id).await
    });
    Ok(Answer::ok(&json!({ "items": notes.await?, "next": null })))
}

/// Says something to the desk.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let once = Once::read(&headers, &["note", &story, &sent.text()])?;
    let (story, said) = (id(&story)?, from_value::<Said>(sent.0)?);
    let asked = asked(&plant, person, &headers)?;
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once, note) = (&asked, &once, &said.note);
        once.answer(tx, asked, async move |tx| {
            let note = notes::write(tx, asked, story, note).await?;
            let told: Value = serde_json::to_value(note).map_err(Broken::new)?;
            Ok(Answer::json(StatusCode::CREATED, &told))
        })
        .await
    });
    Ok(answer.await?)
}
