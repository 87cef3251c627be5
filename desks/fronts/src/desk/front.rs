//! `/desk/fronts/E`, `/desk/fronts/E/SECTION`: the page on which a front is arranged. The form holds the whole front;
//! every button saves it and does one thing more, so that nothing that stands on the page is lost by a press.

use super::form::{self, Posted, Todo};
use super::shown::{Request, shown};
use super::slots::asked;
use super::standing::{Before, Trouble};
use super::wish::Wish;
use crate::front::{Place, must_arrange};
use crate::past::Past;
use crate::store;
use crate::verbs::{self, Saved};
use ::store::Tx;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, FieldError, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use site::answer::{desk_page, page_failure, status};
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::sync::Arc;
use stories::{Asked, Seen};

type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(edition): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    page(&plant, &language, person, Place::new(&edition, None), query.as_deref()).await
}

pub(crate) async fn show_section(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, section)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    page(&plant, &language, person, Place::new(&edition, Some(&section)), query.as_deref()).await
}

async fn page(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    place: Place,
    query: Option<&str>,
) -> Response {
    let wish = Wish::of_query(query);
    let html = render(plant, language, person, place, Request { wish, ..Request::default() }).await;
    desk_page(plant, StatusCode::OK, html)
}

pub(crate) async fn update(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(edition): Path<String>,
    sent: Sent,
) -> Response {
    answer(&plant, &language, person, Place::new(&edition, None), sent).await
}

pub(crate) async fn update_section(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, section)): Path<(String, String)>,
    sent: Sent,
) -> Response {
    answer(&plant, &language, person, Place::new(&edition, Some(&section)), sent).await
}

async fn answer(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    place: Place,
    sent: Sent,
) -> Response {
    let fields = match sent {
        Ok(Form(fields)) => fields,
        Err(error) => return page_failure(plant, None, Refused::field("", error.body_text()).into()),
    };
    let posted = match read(plant, &place, fields).await {
        Ok(posted) => posted,
        Err(failure) => return page_failure(plant, None, failure),
    };
    let (status, before) = match carry_out(plant, Arc::clone(&person), &place, posted.clone()).await {
        Ok(saved) if !saved.is_merged => return way_on(&place, &posted),
        Ok(_) => {
            let is_unpublished = posted.todo == Todo::Publish;
            let status = if is_unpublished { StatusCode::CONFLICT } else { StatusCode::OK };
            (status, Before::Merged { since: posted.revision, is_unpublished })
        }
        Err(failure) => {
            let status = status(&failure);
            let trouble = match failure {
                Failure::Refused(Refused::Stale { .. }) => Trouble::Stale,
                Failure::Refused(Refused::NotValid(errors)) => Trouble::Faults(errors),
                failure => return page_failure(plant, None, failure),
            };
            (status, Before::Refused(Box::new(posted.clone()), trouble))
        }
    };
    let html = render(plant, language, person, place, Request { wish: posted.wish, before }).await;
    desk_page(plant, status, html)
}

async fn read(plant: &Plant, place: &Place, fields: Vec<(String, String)>) -> Result<Posted> {
    let place = place.clone();
    plant
        .store
        .read(async move |tx: &mut Tx| {
            let plan = sections::plan(tx).await?;
            let zone = place.find(&plan)?.time_zone();
            form::read(tx, &place.edition, &zone, &fields).await
        })
        .await
}

async fn carry_out(plant: &Plant, person: Arc<Person>, place: &Place, posted: Posted) -> Result<Saved> {
    person.must(Right::Publish, &place.edition)?;
    if !posted.errors.is_empty() {
        return Err(Refused::NotValid(posted.errors).into());
    }
    let (asked, place) = (asked(plant, person, Seen::Revision(posted.revision)), place.clone());
    plant.store.write(async move |tx: &mut Tx| act(tx, &asked, &place, &posted).await).await
}

/// Saves what the form holds and does what its button says. Nobody publishes what they have not seen: where others
/// changed something meanwhile, it is saved with that and shown first.
async fn act(tx: &mut Tx, asked: &Asked, place: &Place, posted: &Posted) -> Result<Saved> {
    if let Todo::GoBack(number) = posted.todo {
        let front = verbs::go_back(tx, asked, place, number).await?;
        return Ok(Saved { front, is_merged: false });
    }
    if !posted.undecided.is_empty() {
        let why = "Choose where others changed the same.".into();
        return Err(Refused::Stale { why, conflicts: Vec::new() }.into());
    }
    let mut arrangement = if posted.theirs.is_empty() {
        posted.arrangement.clone()
    } else {
        let front = store::front(tx, place).await?;
        let past = Past::since(tx, &front, posted.revision).await?;
        past.map_or_else(|| posted.arrangement.clone(), |past| posted.chosen(&past))
    };
    if let Todo::Make(step) = &posted.todo {
        arrangement.make(step, tx.now());
    }
    let saved = verbs::save(tx, asked, place, arrangement).await?;
    if posted.todo != Todo::Publish || saved.is_merged {
        return Ok(saved);
    }
    let asked = Asked { seen: Seen::Revision(saved.front.revision), ..asked.clone() };
    Ok(Saved { front: verbs::publish(tx, &asked, place).await?, is_merged: false })
}

/// Returns the way to the page, to the place that was worked at.
fn way_on(place: &Place, posted: &Posted) -> Response {
    let anchor = if posted.is_preview { "#preview".into() } else { posted.todo.anchor() };
    let path = posted.wish.below(&place.below("/desk/fronts"));
    Redirect::to(&format!("{path}{anchor}")).into_response()
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    place: Place,
    request: Request,
) -> Result<String> {
    let (reader, speaks) = (plant.clone(), language.clone());
    let page = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        place.find(&plan)?;
        must_arrange(&person, &place.edition)?;
        let front = store::front(tx, &place).await?;
        shown(tx, &reader, &speaks, (&plan, &person), front, request).await
    });
    plant.pages.render(&page.await?, language)
}

/// Returns the part of the pointer that names a field, and the number of its container.
pub(super) fn field(error: &FieldError) -> (Option<usize>, &str) {
    let mut parts = error.pointer.split('/').skip(1);
    let container = match parts.next() {
        Some("containers") => parts.next().and_then(|number| number.parse().ok()),
        _ => None,
    };
    (container, error.pointer.rsplit('/').next().unwrap_or_default())
}
