//! `/desk/office/plan`: the editions and their sections.

use crate::pages::{NewEditionForm, PlanEdition, PlanPage, PlanTrouble, RemovalPage};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, FieldError, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use jiff::tz;
use sections::{Change, NewEdition, encoded};
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

/// A form of the page that was refused, by its address below the page's own, with what it said and why not.
struct Troubled {
    form: String,
    posted: Posted,
    refused: Refused,
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
    let said = posted.clone();
    let done = async {
        by.must_everywhere(Right::Office)?;
        if Language::parse(&said.language).is_none() {
            let why = "a language's tag, such as en or pt-BR";
            return Err(FieldError::at("/language", why).called("language", "").into());
        }
        let first = (house::slug::of(&said.section), said.section.trim().to_owned());
        let Posted { slug, name, language, zone, .. } = said;
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
    after(&plant, &language, &person, String::new(), posted, done.await).await
}

/// Renames an edition and sets its clock.
pub(crate) async fn update(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(edition): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let (by, said, form) = (Arc::clone(&person), posted.clone(), format!("/{edition}"));
    let write = async move |tx: &mut Tx| {
        by.must(Right::Office, &edition)?;
        sections::describe_edition(tx, &by.actor(), &edition, &said.name, &said.zone).await
    };
    let done = plant.store.write(write).await;
    after(&plant, &language, &person, form, posted, done).await
}

/// Changes the sections of an edition, in the way that the address names.
pub(crate) async fn change(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, way)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Response {
    let (by, said, form) = (Arc::clone(&person), posted.clone(), format!("/{edition}/sections/{way}"));
    let write = async move |tx: &mut Tx| {
        by.must(Right::Office, &edition)?;
        let Posted { section, name, .. } = said;
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
    after(&plant, &language, &person, form, posted, done).await
}

/// Says what it means to remove a section, and asks.
pub(crate) async fn ask(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, way)): Path<(String, String)>,
    Query(Posted { section, .. }): Query<Posted>,
) -> Response {
    let page = async {
        person.must(Right::Office, &edition)?;
        let read = async move |tx: &mut Tx| {
            let edition = sections::plan(tx).await?.edition(&edition).cloned().ok_or(Refused::NotFound)?;
            let section = edition.section(&section).cloned().filter(|_| way == "remove");
            let section = section.ok_or(Refused::NotFound)?;
            let counts = stories::in_section(tx, &edition.slug, &section.slug).await?;
            Ok((edition, section, counts))
        };
        let (edition, section, (stories, published)) = plant.store.read(read).await?;
        let name = [("name", section.name.as_str())];
        let title = plant.words.desk_word_with(&language, "plan-remove", &name)?;
        let page = RemovalPage {
            desk: staff::frame(&person, &language, title),
            list: format!("/desk/?edition={}&section={}", edition.slug, encoded(&section.slug)),
            edition: edition.slug,
            edition_name: edition.name,
            section: section.slug,
            is_last: edition.sections.len() == 1,
            stories,
            published,
        };
        plant.pages.render(&page, &language)
    };
    desk_page(&plant, StatusCode::OK, page.await)
}

/// Leads back to the page, or shows it with what was wrong where it was written.
async fn after(
    plant: &Plant,
    language: &Language,
    person: &Arc<Person>,
    form: String,
    posted: Posted,
    done: Result<()>,
) -> Response {
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let troubled = Troubled { form, posted, refused };
            let html = render(plant, language, person, Some(troubled)).await;
            desk_page(plant, StatusCode::UNPROCESSABLE_ENTITY, html)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: &Person,
    troubled: Option<Troubled>,
) -> Result<String> {
    person.must_anywhere(Right::Office)?;
    let plan = sections::read_plan(plant).await?;
    let own = plan.editions.into_iter().filter(|edition| person.may(Right::Office, &edition.slug));
    let mut editions: Vec<PlanEdition> = own.map(PlanEdition::of).collect();
    let mut new = NewEditionForm { zone: "UTC".into(), ..NewEditionForm::default() };
    if let Some(Troubled { form, posted, .. }) = &troubled {
        match form.as_str() {
            "" => {
                let Posted { slug, name, language, zone, section } = posted.clone();
                new = NewEditionForm { slug, name, language, zone, section };
            }
            _ => editions.iter_mut().for_each(|edition| keep(edition, form, posted)),
        }
    }
    let may_add = person.must_everywhere(Right::Office).is_ok();
    let trouble = troubled.map(|troubled| trouble(plant, language, troubled)).transpose()?;
    let page = PlanPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "plan")?),
        editions,
        languages: plant.words.languages().iter().map(ToString::to_string).collect(),
        zones: tz::db().available().map(|zone| zone.as_str().to_owned()).collect(),
        may_add,
        new,
        trouble,
    };
    plant.pages.render(&page, language)
}

/// Puts what was written back into the form that said it.
fn keep(edition: &mut PlanEdition, form: &str, posted: &Posted) {
    let Some(part) = form.strip_prefix(&format!("/{}", edition.slug)) else { return };
    match part {
        "" => (edition.name_written, edition.zone) = (posted.name.clone(), posted.zone.clone()),
        "/sections/add" => edition.new_section.clone_from(&posted.name),
        "/sections/rename" => {
            let meant = edition.sections.iter_mut().filter(|section| section.slug == posted.section);
            meant.for_each(|section| section.name_written.clone_from(&posted.name));
        }
        _ => {}
    }
}

/// Returns what is wrong, in words, with the form and the field that it is about.
fn trouble(plant: &Plant, language: &Language, troubled: Troubled) -> Result<PlanTrouble> {
    let field = match &troubled.refused {
        Refused::NotValid(errors) => errors.first().map(|error| error.pointer.trim_start_matches('/')),
        _ => None,
    };
    // Of a new edition the one section that is asked for is the first of its list.
    let field = if field == Some("sections") { "section" } else { field.unwrap_or_default() };
    Ok(PlanTrouble {
        field: field.to_owned(),
        words: in_words(plant, language, &troubled.refused)?,
        section: troubled.posted.section,
        form: troubled.form,
    })
}
