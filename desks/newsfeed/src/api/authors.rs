//! `/api/v1/authors/{edition}/{slug}`: biography and portrait.

use axum::Json;
use axum::extract::{Path, State};
use base::{Id, Refused, Result};
use house::Right;
use media::{Placement, Use};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Api, JsonBody};
use staff::Staff;
use store::Tx;

/// What is to be told; what is not given stays, `null` empties.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    biography: Option<String>,
    #[serde(default, deserialize_with = "given")]
    portrait: Option<Option<Id>>,
}

fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Id>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Shows an author, to anybody.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Path((edition, slug)): Path<(String, String)>,
) -> Api<Json<Value>> {
    Ok(Json(author(&plant, edition, slug).await?))
}

/// Changes what readers are told of an author.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((edition, slug)): Path<(String, String)>,
    JsonBody(change): JsonBody<Change>,
) -> Api<Json<Value>> {
    person.must(Right::Publish, &edition)?;
    let (own, name) = (edition.clone(), slug.clone());
    plant
        .store
        .write(async move |tx: &mut Tx| {
            let author = sections::about_author(tx, &own, &name).await?.ok_or(Refused::NotFound)?;
            let biography = change.biography.unwrap_or(author.biography);
            let portrait = change.portrait.unwrap_or(author.portrait);
            crate::describe(tx, &person.actor(), &own, &name, &biography, portrait).await
        })
        .await?;
    Ok(Json(author(&plant, edition, slug).await?))
}

async fn author(plant: &Plant, edition: String, slug: String) -> Result<Value> {
    let found =
        plant.store.read(async move |tx: &mut Tx| sections::about_author(tx, &edition, &slug).await).await?;
    let author = found.ok_or(Refused::NotFound)?;
    Ok(json!({ "slug": author.slug, "name": author.name, "biography": author.biography,
        "portrait": author.portrait }))
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
    let subject = sections::author_id(edition, slug);
    let uses: Vec<(String, Use)> =
        portrait.map(|id| ("portrait".to_owned(), Use::of(id))).into_iter().collect();
    let placement = Placement { kind: "author", subject, part_of: None, revision: 1, is_public: true };
    media::place(tx, placement, &uses).await
}
