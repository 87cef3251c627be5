//! `/api/v1/posts/{id}`: show, change, delete.

use super::{asked, id, shown};
use crate::fields::Input;
use crate::{sight, store, verbs, view};
use ::store::Tx;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::{Asker, Staff};
use stories::{Once, Sent};

/// Shows a post.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path(post): Path<String>,
) -> Api<Answer> {
    let (url, post) = (plant.settings.public_url.clone(), id(&post)?);
    let body = plant.store.read(async move |tx: &mut Tx| {
        let post = store::post(tx, post).await?;
        let coverage = sight::coverage(tx, post.story).await?;
        sight::must_be_seen(&viewer, &coverage, &post, tx.now())?;
        let shown = view::posts_json(tx, &url, &viewer, &coverage, vec![post]).await?;
        Ok(shown.into_iter().next().unwrap_or_default())
    });
    Ok(Answer::ok(&body.await?))
}

/// Changes a post, at once for readers if it is live.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(post): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let once = Once::read(&headers, &["edit", &post, &sent.text()])?;
    let (post, asked) = (id(&post)?, asked(&plant, person));
    let input: Input = from_value(sent.0)?;
    let url = plant.settings.public_url.clone();
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let done = verbs::edit(tx, asked, post, input).await?;
            Ok(shown(&url, StatusCode::OK, &done))
        })
        .await
    });
    Ok(answer.await?)
}

/// Deletes a draft.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(post): Path<String>,
    headers: HeaderMap,
) -> Api<Answer> {
    let once = Once::read(&headers, &["delete post", &post])?;
    let (post, asked) = (id(&post)?, asked(&plant, person));
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            verbs::delete(tx, asked, post).await?;
            Ok(Answer::nothing())
        })
        .await
    });
    Ok(answer.await?)
}
