//! `/api/v1/authors/{edition}/{slug}`: biography and portrait.

use crate::portraits;
use axum::extract::{Path, State};
use base::{Id, Refused, Result};
use house::{Right, Viewer};
use media::{Place, Purpose};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, JsonBody};
use staff::{Asker, Staff};
use store::Tx;
use stories::Change;

/// What is to be told; what is not given stays, `null` empties.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Told {
    biography: Change<String>,
    portrait: Change<Id>,
}

/// Shows an author: to who reads behind the edition's pages any, to anybody else one of whom readers know by a published story.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path((edition, slug)): Path<(String, String)>,
) -> Api<Answer> {
    Ok(Answer::ok(&author(&plant, viewer, edition, slug).await?))
}

/// Changes what readers are told of an author.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((edition, slug)): Path<(String, String)>,
    JsonBody(told): JsonBody<Told>,
) -> Api<Answer> {
    person.must(Right::Publish, &edition)?;
    let (own, name, viewer) = (edition.clone(), slug.clone(), Viewer::Staff(person.clone()));
    plant
        .store
        .write(async move |tx: &mut Tx| {
            let mut author = sections::about_author(tx, &own, &name).await?.ok_or(Refused::NotFound)?;
            told.biography.clone().or_empty(&mut author.biography);
            told.portrait.clone().optional(&mut author.portrait);
            crate::describe(tx, &person.actor(), &own, &name, &author.biography, author.portrait).await
        })
        .await?;
    Ok(Answer::ok(&author(&plant, viewer, edition, slug).await?))
}

async fn author(plant: &Plant, viewer: Viewer, edition: String, slug: String) -> Result<Value> {
    let found = plant.store.read(async move |tx: &mut Tx| {
        let author = sections::about_author(tx, &edition, &slug).await?.ok_or(Refused::NotFound)?;
        if viewer.reads_behind(&edition) {
            return Ok((author.portrait, author));
        }
        if !stories::has_author(tx, &edition, &slug).await? {
            return Err(Refused::NotFound.into());
        }
        let place = Place { edition, language: String::new(), purpose: Purpose::Web };
        let ids: Vec<Id> = author.portrait.into_iter().collect();
        let shown = media::shown(tx, &place, &ids).await?;
        Ok((author.portrait.filter(|id| shown.facts(*id).is_some()), author))
    });
    let (portrait, author) = found.await?;
    Ok(
        json!({ "slug": author.slug, "name": author.name, "biography": author.biography, "portrait": portrait }),
    )
}

/// Says of an author what readers are told, and writes down that the portrait stands there.
pub async fn describe(
    tx: &mut Tx,
    actor: &str,
    edition: &str,
    slug: &str,
    biography: &str,
    portrait: Option<Id>,
) -> Result<()> {
    if let Some(id) = portrait
        && !media::exists(tx, id).await?
    {
        return Err(Refused::field("/portrait", "there is no such picture").into());
    }
    sections::describe_author(tx, actor, edition, slug, biography, portrait).await?;
    portraits::place(tx, edition, slug, portrait).await
}
