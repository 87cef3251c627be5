//! `/api/v1/stories/{id}/previews`: links to a revision for somebody without an account.

use super::answer::Once;
use super::{asked, id};
use crate::api::sent::Sent;
use crate::store;
use crate::store::previews::{self, PreviewRow};
use crate::verbs::{self, NewPreview};
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Refused, Result};
use house::Right;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;

/// A link as it is asked for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wanted {
    revision: Option<i64>,
    hours: Option<u64>,
}

fn shown(row: &PreviewRow) -> Value {
    json!({ "id": row.id, "revision": row.revision, "made_by": row.made_by, "made_at": row.made_at,
        "until": row.until })
}

/// Lists the links that are good still, without what they carry.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
) -> Api<Answer> {
    let story = id(&story)?;
    let rows = plant.store.read(async move |tx: &mut Tx| {
        let found = store::story(tx, story).await?;
        if !person.may(Right::Read, &found.edition) {
            return Err(Refused::NotFound.into());
        }
        previews::of_story(tx, story).await
    });
    let items: Vec<Value> = rows.await?.iter().map(shown).collect();
    Ok(Answer::ok(&json!({ "items": items, "next": null })))
}

/// Makes a link. Its address is told this once; it is kept nowhere but in the answer to a request that may be sent
/// again.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let story = id(&story)?;
    let once = Once::read(&headers, &["preview", &story.to_string(), &sent.text()])?;
    let Wanted { revision, hours } = from_value(sent.0)?;
    let asked = asked(&plant, person, &headers)?;
    let (new, prefix) = (NewPreview { revision, hours }, plant.url("/desk/preview/"));
    let made = plant.store.write(async move |tx: &mut Tx| {
        let asked = &asked;
        once.answer(tx, asked, async move |tx| {
            let (row, secret) = verbs::make_preview(tx, asked, story, new).await?;
            let mut body = shown(&row);
            if let Some(map) = body.as_object_mut() {
                map.insert("url".into(), json!(format!("{prefix}{secret}")));
            }
            Ok(Answer::created(&body, format!("/api/v1/stories/{story}/previews/{}", row.id)))
        })
        .await
    });
    Ok(made.await?)
}

/// Ends a link.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((story, preview)): Path<(String, String)>,
    headers: HeaderMap,
) -> Api<Answer> {
    let (story, preview) = (id(&story)?, id(&preview)?);
    let asked = asked(&plant, person, &headers)?;
    let end: Result<()> = plant
        .store
        .write(async move |tx: &mut Tx| verbs::end_preview(tx, &asked, story, preview).await)
        .await;
    end?;
    Ok(Answer::nothing())
}
