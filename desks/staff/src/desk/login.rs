//! The sign-in page: `/desk/login`, and the question for a code, `/desk/login/code`.

use super::door::{AtTheDoor, visitor};
use super::{Again, come_in, come_on, page, provider};
use crate::pages::{EnterCodePage, SignInPage};
use crate::visitor::Visitor;
use crate::{passkey, rules, sign_in};
use axum::Form;
use axum::RequestExt;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Failure, FieldError, Refused, Result};
use serde::Deserialize;
use site::frame::DeskFrame;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};

/// The form as it comes in; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    email: String,
    password: String,
    next: String,
}

/// Shows the form.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let next = query.iter().find(|(name, _)| name == "next").map(|(_, next)| next.as_str());
    let shown = form(&plant, &language, None, "", rules::way_on(next));
    let has_ended = query.iter().any(|(name, _)| name == "ended");
    let shown = shown.map(|shown| SignInPage { has_ended, ..shown });
    page(&plant, StatusCode::OK, &language, shown)
}

/// Takes the form: a session and the way on, or the form again with what is wrong.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    request: Request,
) -> Response {
    let visitor = visitor(&plant, request.headers(), request.extensions());
    let posted: Result<Form<Posted>, FormRejection> = request.extract().await;
    let is_read = posted.is_ok();
    let Form(posted) = posted.unwrap_or_default();
    let next = rules::way_on(Some(&posted.next));
    let answered = match is_read {
        true => sign_in::sign_in(&plant, &posted.email, &posted.password, &visitor).await,
        false => Err(unread()),
    };
    match answered {
        Ok(way) => come_on(&plant, &language, way, next),
        Err(failure) => again(&plant, &language, &posted.email, next, failure),
    }
}

/// A code, and what says that all before it fitted; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PostedCode {
    proof: String,
    code: String,
    next: String,
}

/// Takes the code.
pub(crate) async fn code(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
    posted: Result<Form<PostedCode>, FormRejection>,
) -> Response {
    let Form(posted) = posted.unwrap_or_default();
    let next = rules::way_on(Some(&posted.next));
    match enter_code(&plant, &posted, &visitor, next).await {
        Ok(response) => response,
        // The way begins anew.
        Err(failure @ Failure::Refused(Refused::Gone(_))) => again(&plant, &language, "", next, failure),
        Err(failure) => match Again::after(&plant, &language, failure) {
            Ok(again) => {
                let shown = ask_for_code(&plant, &language, &posted.proof, next);
                let error = Some(again.error.clone());
                again.page(&plant, &language, shown.map(|shown| EnterCodePage { error, ..shown }))
            }
            Err(failure) => page_failure(&plant, None, failure),
        },
    }
}

async fn enter_code(plant: &Plant, posted: &PostedCode, visitor: &Visitor, next: &str) -> Result<Response> {
    let session = sign_in::enter_code(plant, &posted.proof, &posted.code, visitor).await?;
    come_in(plant, &session, next)
}

/// Returns the page that asks for the code.
pub(crate) fn ask_for_code(
    plant: &Plant,
    language: &Language,
    proof: &str,
    next: &str,
) -> Result<EnterCodePage> {
    let desk = DeskFrame::new(language, plant.words.desk_word(language, "enter-code")?, None);
    Ok(EnterCodePage { desk, proof: proof.to_owned(), error: None, next: next.to_owned() })
}

/// Shows the sign-in page again, with what is wrong.
pub(crate) fn again(
    plant: &Plant,
    language: &Language,
    email: &str,
    next: &str,
    failure: Failure,
) -> Response {
    match Again::after(plant, language, failure) {
        Ok(again) => {
            let shown = form(plant, language, Some(again.error.clone()), email, next);
            again.page(plant, language, shown)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

fn unread() -> Failure {
    FieldError::at("", "The form could not be read. Fill it in again.").called("form", "").into()
}

fn form(
    plant: &Plant,
    language: &Language,
    error: Option<String>,
    email: &str,
    next: &str,
) -> Result<SignInPage> {
    let desk = DeskFrame::new(language, plant.words.desk_word(language, "sign-in")?, None);
    Ok(SignInPage {
        desk,
        error,
        email: email.to_owned(),
        next: Some(next.to_owned()),
        has_ended: false,
        offers_passkeys: passkey::is_offered(plant),
        provider: provider::link(plant, next),
    })
}
