//! The page of a one-time link: `/desk/link/SECRET`. Only the post uses the link up, since mail scanners fetch
//! every address that they find.

use super::{Again, come_in, page};
use crate::pages::SetPasswordPage;
use crate::set_password::{bearer, set_password};
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
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
}

/// What the desk says of a password that it does not take here.
const WEAK: &str = "refused-weak";

/// Shows the form, or that the link does not work.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    Path(link): Path<String>,
) -> Response {
    match bearer(&plant, &link).await {
        Ok(person) => {
            let shown = form(&plant, &language, &link, person.email, None);
            page(&plant, StatusCode::OK, &language, shown)
        }
        Err(failure) => spent(&plant, &language, failure),
    }
}

/// Takes the new password and signs its bearer in.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    Path(link): Path<String>,
    posted: Result<Form<Posted>, FormRejection>,
) -> Response {
    let Form(posted) = posted.unwrap_or_default();
    match set_password(&plant, &link, &posted.password).await {
        Ok(session) => come_in(&plant, &session, "/desk/").unwrap_or_else(|f| page_failure(&plant, None, f)),
        Err(failure) => refused(&plant, &language, &link, failure).await,
    }
}

/// Shows the form again, if the link is still good.
async fn refused(plant: &Plant, language: &Language, link: &str, failure: Failure) -> Response {
    let person = match bearer(plant, link).await {
        Ok(person) => person,
        Err(failure) => return spent(plant, language, failure),
    };
    match Again::after(plant, language, WEAK, failure) {
        Ok(again) => {
            let shown = form(plant, language, link, person.email, Some(again.error.clone()));
            again.page(plant, language, shown)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

fn spent(plant: &Plant, language: &Language, failure: Failure) -> Response {
    match failure {
        Failure::Refused(Refused::Gone(_)) => {
            let shown = form(plant, language, "", String::new(), None);
            let shown = shown.map(|shown| SetPasswordPage { is_spent: true, ..shown });
            page(plant, StatusCode::GONE, language, shown)
        }
        failure => page_failure(plant, None, failure),
    }
}

fn form(
    plant: &Plant,
    language: &Language,
    link: &str,
    email: String,
    error: Option<String>,
) -> Result<SetPasswordPage> {
    let desk = DeskFrame::new(language, plant.words.desk_word(language, "set-password")?, None);
    Ok(SetPasswordPage { desk, action: format!("/desk/link/{link}"), email, error, is_spent: false })
}
