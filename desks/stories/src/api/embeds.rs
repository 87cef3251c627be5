//! `/api/v1/embeds`: how what stands at an address is shown; `/api/v1/embed-hosts`: from which hosts it may be.

use crate::embeds;
use ::store::Tx;
use axum::extract::{Path, Query, State};
use house::Right;
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, JsonBody, from_value};
use staff::Staff;

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    url: String,
}

/// Says what an address is, and whether readers may be shown it.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Query(Asked { url }): Query<Asked>,
) -> Api<Answer> {
    person.must_anywhere(Right::Read)?;
    let embed = embeds::of(&url);
    let hosts = plant.store.read(async |tx: &mut Tx| embeds::hosts(tx).await).await?;
    let is_allowed = embed.as_ref().is_some_and(|embed| hosts.allow(&embed.host));
    let (provider, host, frame) =
        embed.map_or((None, None, None), |embed| (Some(embed.provider), Some(embed.host), Some(embed.frame)));
    Ok(Answer::ok(
        &json!({ "url": url, "provider": provider, "host": host, "frame": frame, "allowed": is_allowed }),
    ))
}

/// Lists the hosts.
pub(crate) async fn index(State(plant): State<Plant>, Staff(person): Staff) -> Api<Answer> {
    person.must_anywhere(Right::Read)?;
    let hosts = plant.store.read(async |tx: &mut Tx| embeds::hosts(tx).await).await?;
    Ok(Answer::ok(&json!({ "hosts": hosts.names() })))
}

/// Says whether a host may be asked now, to anybody: an open page asks before it shows a frame that it was given once.
pub(crate) async fn host(State(plant): State<Plant>, Path(host): Path<String>) -> Api<Answer> {
    let hosts = plant.store.read(async |tx: &mut Tx| embeds::hosts(tx).await).await?;
    Ok(Answer::ok(&json!({ "host": host, "allowed": hosts.allow(&host) })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    hosts: Vec<String>,
}

/// Makes these hosts the list.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    JsonBody(sent): JsonBody<Value>,
) -> Api<Answer> {
    let Wanted { hosts } = from_value(sent)?;
    let standing = plant.store.write(async move |tx: &mut Tx| {
        embeds::replace(tx, &person, &hosts).await?;
        embeds::hosts(tx).await
    });
    Ok(Answer::ok(&json!({ "hosts": standing.await?.names() })))
}
