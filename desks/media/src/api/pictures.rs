//! `/api/v1/pictures`: list; `/api/v1/pictures/{id}`: show, change, withdraw.

use super::answer::picture;
use super::{id, must_describe};
use crate::bank::{entries, entry, is_of_the_newsroom, may_describe};
use crate::store::{self, placements};
use crate::verbs::words::Change;
use crate::verbs::{withdraw as verb, words};
use ::store::Tx;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use base::{FieldError, Id, Refused, Result, Time};
use house::{Right, Viewer};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, JsonBody};
use site::listing::{Reading, place, read_place};
use staff::{Asker, Staff};

/// How a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ListQuery {
    limit: Option<String>,
    after: Option<String>,
    /// `credit`: only pictures that do not say whose they are.
    lacking: Option<String>,
    language: Option<String>,
}

/// Lists pictures, the newest first: to the newsroom all, to anybody else those that something public shows.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Api<Answer> {
    let Query(query) = query.map_err(|error| Refused::field("", error.body_text()))?;
    let part = query.read()?;
    let teller = plant.clone();
    let body = plant.store.read(async move |tx: &mut Tx| list(tx, &teller, &viewer, &query, &part).await);
    Ok(Answer::ok(&body.await?))
}

async fn list(
    tx: &mut Tx,
    plant: &Plant,
    viewer: &Viewer,
    query: &ListQuery,
    part: &Reading<(Time, Id)>,
) -> Result<Value> {
    let is_staff = is_of_the_newsroom(viewer);
    let mut rows: Vec<(Id, Time)> = if is_staff {
        store::newest(tx, query.lacking.is_some(), part.after, part.take()).await?
    } else {
        placements::shown(tx, part.after, 0, part.take()).await?
    };
    let next = part.cut(&mut rows, |(id, at)| place(*at, *id));
    let language = words::language_or_default(tx, query.language.as_deref()).await?;
    let ids: Vec<Id> = rows.into_iter().map(|(id, _)| id).collect();
    let words = store::words_among(tx, &ids).await?;
    let entries = entries(tx, &ids).await?;
    let seen = entries.iter().filter(|entry| entry.must_be_seen_by(viewer).is_ok());
    let items = seen.map(|entry| {
        let words = words.get(&entry.picture.id).map_or(&[][..], Vec::as_slice);
        picture(plant, entry, words, &language, is_staff)
    });
    Ok(json!({ "items": items.collect::<Vec<_>>(), "next": next }))
}

impl ListQuery {
    fn read(&self) -> Result<Reading<(Time, Id)>> {
        let mut errors = Vec::new();
        let part = Reading::new(self.limit.as_deref(), self.after.as_deref(), read_place, &mut errors);
        if self.lacking.as_deref().is_some_and(|what| what != "credit") {
            errors.push(FieldError::at("/lacking", "must be credit"));
        }
        if errors.is_empty() { Ok(part) } else { Err(Refused::NotValid(errors).into()) }
    }
}

/// Shows a picture.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path(wanted): Path<String>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    Ok(Answer::ok(&shown(&plant, viewer, id).await?))
}

/// Returns a picture as this viewer may see it.
pub(super) async fn shown(plant: &Plant, viewer: Viewer, id: Id) -> Result<Value> {
    let teller = plant.clone();
    let body = plant.store.read(async move |tx: &mut Tx| {
        let entry = entry(tx, id).await?;
        entry.must_be_seen_by(&viewer)?;
        let own = store::words(tx, id).await?;
        let language = words::language_or_default(tx, None).await?;
        let mut body = picture(&teller, &entry, &own, &language, is_of_the_newsroom(&viewer));
        if let (Some(fields), Viewer::Staff(person)) = (body.as_object_mut(), &viewer) {
            let may_describe = may_describe(person, &entry.picture.created_by);
            fields.insert("may_describe".into(), may_describe.into());
        }
        Ok(body)
    });
    body.await
}

/// Changes what is said of a picture.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
    JsonBody(change): JsonBody<Change>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    let who = person.clone();
    plant
        .store
        .write(async move |tx: &mut Tx| {
            must_describe(&who, &store::picture(tx, id).await?)?;
            words::change(tx, &who.actor(), id, &change).await
        })
        .await?;
    Ok(Answer::ok(&shown(&plant, Viewer::Staff(person), id).await?))
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    reason: String,
}

/// Takes a picture off.
pub(crate) async fn withdraw(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(wanted): Path<String>,
    JsonBody(order): JsonBody<Reason>,
) -> Api<Answer> {
    let id = id(&wanted)?;
    person.must_anywhere(Right::Pictures)?;
    let who = person.clone();
    let done =
        plant.store.write(async move |tx: &mut Tx| verb::withdraw(tx, &who.actor(), id, &order.reason).await);
    done.await?;
    Ok(Answer::ok(&shown(&plant, Viewer::Staff(person), id).await?))
}
