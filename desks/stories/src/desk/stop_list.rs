//! `/desk/stop-list`: words that the house does not print, or only with care.

use crate::editor_page::Choice;
use crate::stop_list::{self, Stop};
use crate::stop_list_page::{StopEntry, StopListPage};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use serde::Deserialize;
use site::answer::{desk_page, id, page_failure};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words};
use staff::StaffPage;
use std::sync::Arc;

const HERE: &str = "/desk/stop-list";

/// The form as it comes in; what is missing is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    words: String,
    note: String,
    /// Empty for all editions.
    edition: String,
    /// Not empty where the words stop publishing.
    blocks: String,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, &person, Posted::default(), None).await)
}

/// Puts words on the list, or shows the form again with what is wrong.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Form(posted): Form<Posted>,
) -> Response {
    let (wanted, by) = (posted.clone(), Arc::clone(&person));
    let done = plant.store.write(async move |tx: &mut Tx| {
        let stop = Stop {
            id: tx.new_id(),
            edition: Some(wanted.edition).filter(|edition| !edition.is_empty()),
            words: wanted.words.trim().to_owned(),
            note: wanted.note.trim().to_owned(),
            blocks: !wanted.blocks.is_empty(),
        };
        stop_list::add(tx, &by, &stop).await
    });
    match done.await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let html = render(&plant, &language, &person, posted, Some(refused)).await;
            desk_page(&plant, StatusCode::UNPROCESSABLE_ENTITY, html)
        }
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Takes words off the list.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(wanted): Path<String>,
) -> Response {
    let removed = async {
        let wanted = id(&wanted)?;
        plant.store.write(async move |tx: &mut Tx| stop_list::remove(tx, &person, wanted).await).await
    };
    match removed.await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: &Arc<Person>,
    posted: Posted,
    refused: Option<Refused>,
) -> Result<String> {
    person.must_anywhere(Right::Read)?;
    let read = async |tx: &mut Tx| Ok((sections::plan(tx).await?, stop_list::list(tx).await?));
    let (plan, list) = plant.store.read(read).await?;
    let keeps = |edition: &str| person.may(Right::Publish, edition);
    let keeps_all = person.must_everywhere(Right::Publish).is_ok();
    let named =
        |slug: &str| plan.edition(slug).map_or_else(|| slug.to_owned(), |edition| edition.name.clone());
    let reads = |stop: &stop_list::Stop| {
        stop.edition.as_deref().is_none_or(|edition| person.may(Right::Read, edition))
    };
    let entries = list.into_iter().filter(reads).map(|stop| StopEntry {
        id: stop.id.to_string(),
        may_remove: stop.edition.as_deref().map_or(keeps_all, keeps),
        edition: stop.edition.as_deref().map(named),
        words: stop.words,
        note: stop.note,
        blocks: stop.blocks,
    });
    let own = plan.editions.iter().filter(|edition| keeps(&edition.slug));
    let page = StopListPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "stop-list")?),
        entries: entries.collect(),
        editions: own
            .map(|edition| Choice { slug: edition.slug.clone(), name: edition.name.clone() })
            .collect(),
        keeps_all,
        error: refused.map(|refused| in_words(plant, language, &refused)).transpose()?,
        words: posted.words,
        note: posted.note,
    };
    plant.pages.render(&page, language)
}
