//! `/desk/office/plan`: the editions and their sections.

use crate::pages::{PlanEdition, PlanPage};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, FieldError, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use sections::{Change, NewEdition};
use serde::Deserialize;
use site::answer::{desk_page, page_failure};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words};
use staff::StaffPage;
use std::sync::Arc;

const HERE: &str = "/desk/office/plan";

/// Every form of the page; what is missing is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    slug: String,
    name: String,
    language: String,
    zone: String,
    section: String,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, &person, None).await)
}

/// Begins an edition with one section.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Form(posted): Form<Posted>,
) -> Response {
    let by = Arc::clone(&person);
    let known = Language::parse(&posted.language).is_some();
    let done = async {
        by.must_everywhere(Right::Office)?;
        if !known {
            let why = "a language's tag, such as en or pt-BR";
            return Err(FieldError::at("/language", why).called("language", "").into());
        }
        let first = (house::slug::of(&posted.section), posted.section.trim().to_owned());
        let Posted { slug, name, language, zone, .. } = posted;
        let edition =
            NewEdition { slug, name: name.trim().to_owned(), language, zone, sections: vec![first] };
        let write = async move |tx: &mut Tx| {
            if sections::plan(tx).await?.edition(&edition.slug).is_some() {
                let why = "there is an edition at this address";
                return Err(FieldError::at("/slug", why).called("edition-taken", &edition.slug).into());
            }
            sections::add_edition(tx, &by.actor(), &edition).await
        };
        plant.store.write(write).await
    };
    after(&plant, &language, &person, done.await).await
}

/// Renames an edition and sets its clock.
pub(crate) async fn update(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(edition): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let by = Arc::clone(&person);
    let write = async move |tx: &mut Tx| {
        by.must(Right::Office, &edition)?;
        sections::describe_edition(tx, &by.actor(), &edition, &posted.name, &posted.zone).await
    };
    let done = plant.store.write(write).await;
    after(&plant, &language, &person, done).await
}

/// Changes the sections of an edition, in the way that the address names.
pub(crate) async fn change(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, way)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Response {
    let by = Arc::clone(&person);
    let write = async move |tx: &mut Tx| {
        by.must(Right::Office, &edition)?;
        let Posted { section, name, .. } = posted;
        let change = match way.as_str() {
            "add" => Change::Add { name },
            "rename" => Change::Rename { section, name },
            "raise" => Change::Raise { section },
            "remove" => Change::Remove { section },
            _ => return Err(Refused::NotFound.into()),
        };
        sections::change_sections(tx, &by.actor(), &edition, change).await
    };
    let done = plant.store.write(write).await;
    after(&plant, &language, &person, done).await
}

/// Leads back to the page, or shows it with what was wrong.
async fn after(plant: &Plant, language: &Language, person: &Arc<Person>, done: Result<()>) -> Response {
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let html = render(plant, language, person, Some(refused)).await;
            desk_page(plant, StatusCode::UNPROCESSABLE_ENTITY, html)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: &Person,
    refused: Option<Refused>,
) -> Result<String> {
    person.must_anywhere(Right::Office)?;
    let plan = sections::read_plan(plant).await?;
    let own = plan.editions.into_iter().filter(|edition| person.may(Right::Office, &edition.slug));
    let may_add = person.must_everywhere(Right::Office).is_ok();
    let page = PlanPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "plan")?),
        editions: own.map(PlanEdition::of).collect(),
        languages: plant.words.languages().iter().map(ToString::to_string).collect(),
        may_add,
        error: refused.map(|refused| in_words(plant, language, &refused)).transpose()?,
    };
    plant.pages.render(&page, language)
}
