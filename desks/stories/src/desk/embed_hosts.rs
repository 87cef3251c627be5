//! `/desk/office/embeds`: the hosts from which pages may show something when a reader asks for it.

use crate::embed_hosts_page::EmbedHostsPage;
use crate::embeds;
use ::store::Tx;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use serde::Deserialize;
use site::answer::{desk_page, page_failure};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words};
use staff::StaffPage;
use std::sync::Arc;

const HERE: &str = "/desk/office/embeds";

/// The form as it comes in; what is missing is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    host: String,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    let html = render(&plant, &language, &person, String::new(), None).await;
    desk_page(&plant, StatusCode::OK, html)
}

/// Puts a host on the list, or shows the form again with what is wrong.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Form(posted): Form<Posted>,
) -> Response {
    let (by, host) = (Arc::clone(&person), posted.host.clone());
    match plant.store.write(async move |tx: &mut Tx| embeds::add(tx, &by, &host).await).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let html = render(&plant, &language, &person, posted.host, Some(refused)).await;
            desk_page(&plant, StatusCode::UNPROCESSABLE_ENTITY, html)
        }
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Takes a host off the list.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Form(posted): Form<Posted>,
) -> Response {
    let removed = plant.store.write(async move |tx: &mut Tx| embeds::remove(tx, &person, &posted.host).await);
    match removed.await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: &Person,
    host: String,
    refused: Option<Refused>,
) -> Result<String> {
    person.must_everywhere(Right::Office)?;
    let hosts = plant.store.read(async |tx: &mut Tx| embeds::hosts(tx).await).await?;
    let page = EmbedHostsPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "embed-hosts")?),
        hosts: hosts.names().to_vec(),
        error: refused.map(|refused| in_words(plant, language, &refused)).transpose()?,
        host,
    };
    plant.pages.render(&page, language)
}
