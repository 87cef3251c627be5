//! The page of a one-time link: `/desk/link/SECRET`. Only the post uses the link up, since mail scanners fetch
//! every address that they find.

use super::door::AtTheDoor;
use super::{Again, come_on, page};
use crate::pages::{FirstNames, SetPasswordPage};
use crate::set_password::{Bearer, NameNewsroom, Names, bearer, set_up};
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Form};
use base::{Failure, Refused, Result};
use serde::Deserialize;
use site::frame::DeskFrame;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};

/// The form as it comes in; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    password: String,
    newsroom: String,
    name: String,
}

/// Shows the form, or that the link does not work.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    Path(link): Path<String>,
) -> Response {
    match bearer(&plant, &link).await {
        Ok(bearer) => {
            let shown = form(&plant, &language, &link, bearer, None);
            page(&plant, StatusCode::OK, &language, shown)
        }
        Err(failure) => spent(&plant, &language, failure),
    }
}

/// Takes the new password and lets its bearer in.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
    Path(link): Path<String>,
    name_newsroom: Option<Extension<NameNewsroom>>,
    posted: Result<Form<Posted>, FormRejection>,
) -> Response {
    let Form(posted) = posted.unwrap_or_default();
    let names = Names { newsroom: posted.newsroom.clone(), person: posted.name.clone() };
    let names = name_newsroom.map(|Extension(name_newsroom)| (names, name_newsroom));
    match set_up(&plant, &link, &posted.password, &visitor, names).await {
        Ok(way) => come_on(&plant, &language, way, "/desk/"),
        Err(failure) => refused(&plant, &language, &link, &posted, failure).await,
    }
}

/// Shows the form again, if the link is still good.
async fn refused(
    plant: &Plant,
    language: &Language,
    link: &str,
    posted: &Posted,
    failure: Failure,
) -> Response {
    let bearer = match bearer(plant, link).await {
        Ok(bearer) => bearer,
        Err(failure) => return spent(plant, language, failure),
    };
    match Again::after(plant, language, failure) {
        Ok(again) => {
            let shown = form(plant, language, link, bearer, Some(again.error.clone()));
            let shown = shown.map(|shown| SetPasswordPage {
                names: shown.names.map(|names| FirstNames {
                    newsroom: if posted.newsroom.is_empty() {
                        names.newsroom
                    } else {
                        posted.newsroom.clone()
                    },
                    person: if posted.name.is_empty() { names.person } else { posted.name.clone() },
                }),
                ..shown
            });
            again.page(plant, language, shown)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

fn spent(plant: &Plant, language: &Language, failure: Failure) -> Response {
    match failure {
        Failure::Refused(Refused::Gone(_)) => {
            let desk = frame(plant, language);
            let shown = desk.map(|desk| SetPasswordPage {
                desk,
                action: String::new(),
                email: String::new(),
                error: None,
                is_spent: true,
                names: None,
            });
            page(plant, StatusCode::GONE, language, shown)
        }
        failure => page_failure(plant, None, failure),
    }
}

fn form(
    plant: &Plant,
    language: &Language,
    link: &str,
    bearer: Bearer,
    error: Option<String>,
) -> Result<SetPasswordPage> {
    let newsroom = plant.masthead.load();
    let newsroom = newsroom.editions.first().map(|edition| edition.name.clone());
    let person = bearer.person.name;
    let names = newsroom.filter(|_| bearer.is_first).map(|newsroom| FirstNames { newsroom, person });
    Ok(SetPasswordPage {
        desk: frame(plant, language)?,
        action: format!("/desk/link/{link}"),
        email: bearer.person.email,
        error,
        is_spent: false,
        names,
    })
}

fn frame(plant: &Plant, language: &Language) -> Result<DeskFrame> {
    Ok(DeskFrame::new(language, plant.words.desk_word(language, "set-password")?, None))
}
