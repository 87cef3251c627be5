//! `/api/v1/find?what=&q=`: what the desk's boxes find by words: pictures and stories, the newest first; and names that
//! begin so, of topics and authors.

use crate::found::STORY;
use crate::store;
use ::store::Tx;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use base::{Refused, Result};
use house::{Person, Right};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;

/// How many are found at most.
const MOST: u8 = 20;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    what: What,
    #[serde(default)]
    q: String,
    /// The edition whose topics and authors are suggested.
    #[serde(default)]
    edition: String,
    /// Stories of this edition are left out: a translation is of another.
    #[serde(default)]
    without: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Story,
    Picture,
    Topic,
    Author,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    Staff(person): Staff,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Api<Answer> {
    let Query(wanted) = wanted.map_err(|error| Refused::field("", error.body_text()))?;
    if [&wanted.q, &wanted.edition, &wanted.without].iter().any(|text| text.contains(char::is_control)) {
        return Err(Refused::field("/q", "holds a control character").into());
    }
    person.must_anywhere(Right::Read)?;
    // Names that only a draft bears are as little for others as the draft is.
    if !wanted.edition.is_empty() {
        person.must(Right::Read, &wanted.edition)?;
    }
    let items = plant.store.read(async move |tx: &mut Tx| match wanted.what {
        What::Story => stories(tx, &person, &wanted).await,
        What::Picture => pictures(tx, &wanted.q).await,
        What::Topic => Ok(named(sections::topics_like(tx, &wanted.edition, &wanted.q, MOST.into()).await?)),
        What::Author => Ok(named(sections::authors_like(tx, &wanted.edition, &wanted.q, MOST.into()).await?)),
    });
    Ok(Answer::ok(&json!({ "items": items.await? })))
}

async fn stories(tx: &mut Tx, person: &Person, wanted: &Wanted) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    let editions = match wanted.without.as_str() {
        "" => person.editions_read(),
        own => {
            let plan = sections::plan(tx).await?;
            let others = plan.editions.iter().map(|edition| edition.slug.as_str());
            let others = others.filter(|slug| *slug != own && person.may(Right::Read, slug));
            Some(format!(",{},", others.collect::<Vec<_>>().join(",")))
        }
    };
    for id in index::find(tx, STORY, &wanted.q, editions.as_deref(), MOST.into()).await? {
        let story = store::story(tx, id).await?;
        let Some(row) = store::repeated(tx, id).await? else { continue };
        let detail = [row.edition.as_str(), &row.section, story.state().as_str()].join(" · ");
        items.push(json!({ "id": id, "title": row.headline, "detail": detail }));
    }
    Ok(items)
}

async fn pictures(tx: &mut Tx, words: &str) -> Result<Vec<Value>> {
    let ids = index::find(tx, media::PICTURE, words, None, MOST.into()).await?;
    let plan = sections::plan(tx).await?;
    let language = plan.editions.first().map(|edition| edition.language.clone()).unwrap_or_default();
    let glances = media::glances(tx, &ids, &language).await?;
    let item = |glance: media::Glance| json!({ "id": glance.id, "title": glance.title, "detail": glance.credit, "src": glance.src });
    Ok(glances.into_iter().map(item).collect())
}

fn named(names: Vec<String>) -> Vec<Value> {
    names.into_iter().map(|name| json!({ "id": name, "title": name, "detail": "" })).collect()
}
