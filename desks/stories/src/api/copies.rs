//! `/api/v1/stories/{id}/copies/{tab}`: an open window of the editor keeps its unsaved words and hears who else is there.

use super::id;
use crate::copies::{Said, keep};
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Broken, Refused};
use house::Right;
use serde_json::Value;
use site::Plant;
use site::answer::{Answer, Api, JsonBody, from_value};
use staff::Staff;

pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((story, tab)): Path<(String, String)>,
    JsonBody(said): JsonBody<Value>,
) -> Api<Answer> {
    person.must_anywhere(Right::Read)?;
    let (story, said) = (id(&story)?, from_value::<Said>(said)?);
    // Unsaved words have no story's end: what cannot be kept as JSON is nobody's words.
    if said.holds_nul() {
        return Err(Refused::field("/changes", "holds the character NUL").into());
    }
    let heard =
        plant.store.write(async move |tx: &mut Tx| keep(tx, &person, story, &tab, said).await).await?;
    Ok(Answer::ok(&serde_json::to_value(heard).map_err(Broken::new)?))
}
