//! `/api/v1/stories/{id}/history`: the public form of a story's record, for whoever checks it; and the chain's head.

use super::id;
use crate::{record, store, view};
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Failure, Refused};
use http::StatusCode;
use site::Plant;
use site::answer::{Answer, Api};
use staff::Asker;

/// Shows a story's record.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path(story): Path<String>,
) -> Api<Answer> {
    let (url, story) = (plant.settings.public_url.clone(), id(&story)?);
    let body = plant.store.read(async move |tx: &mut Tx| {
        // Of what is withdrawn there is the record without its words: it can be checked, and says that it is gone.
        let (story, status) = match view::find(tx, &viewer, story).await {
            Err(Failure::Refused(Refused::Gone(_))) => (store::story(tx, story).await?, StatusCode::GONE),
            found => (found?, StatusCode::OK),
        };
        let plan = sections::plan(tx).await?;
        let edition = plan.edition(&story.edition).ok_or(Refused::NotFound)?;
        Ok((status, record::document(tx, &url, edition, &story).await?))
    });
    let (status, body) = body.await?;
    Ok(Answer::json(status, &body))
}

/// Shows the head of the newsroom's whole chain.
pub(crate) async fn head(State(plant): State<Plant>) -> Api<Answer> {
    let head = plant.store.read(async |tx: &mut Tx| record::head(tx).await);
    Ok(Answer::ok(&head.await?))
}
