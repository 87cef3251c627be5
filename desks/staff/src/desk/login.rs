//! The sign-in page: `/desk/login`.

use super::{Again, come_in, page};
use crate::pages::SignInPage;
use crate::{rules, sign_in};
use axum::Form;
use axum::RequestExt;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{FieldError, Refused, Result};
use serde::Deserialize;
use site::frame::DeskFrame;
use site::limits::client_address;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};
use std::net::IpAddr;

/// The form as it comes in; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    email: String,
    password: String,
    next: String,
}

/// What the desk says of a wrong password here.
const NO_FIT: &str = "refused-no-fit";

/// Shows the form.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let next = query.iter().find(|(name, _)| name == "next").map(|(_, next)| next.as_str());
    let shown = form(&plant, &language, None, "", rules::way_on(next));
    page(&plant, StatusCode::OK, &language, shown)
}

/// Takes the form: a session and the way on, or the form again with what is wrong.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    request: Request,
) -> Response {
    let address = client_address(&plant.settings, request.headers(), request.extensions());
    let posted: Result<Form<Posted>, FormRejection> = request.extract().await;
    let is_read = posted.is_ok();
    let Form(posted) = posted.unwrap_or_default();
    let next = rules::way_on(Some(&posted.next));
    let answered = if is_read { enter(&plant, &posted, address, next).await } else { Err(unread()) };
    answered.unwrap_or_else(|failure| match Again::after(&plant, &language, NO_FIT, failure) {
        Ok(again) => {
            let shown = form(&plant, &language, Some(again.error.clone()), &posted.email, next);
            again.page(&plant, &language, shown)
        }
        Err(failure) => page_failure(&plant, None, failure),
    })
}

async fn enter(plant: &Plant, posted: &Posted, address: Option<IpAddr>, next: &str) -> Result<Response> {
    let session = sign_in::sign_in(plant, &posted.email, &posted.password, address).await?;
    come_in(plant, &session, next)
}

fn unread() -> base::Failure {
    Refused::NotValid(vec![FieldError::at("", "The form could not be read. Fill it in again.")]).into()
}

fn form(
    plant: &Plant,
    language: &Language,
    error: Option<String>,
    email: &str,
    next: &str,
) -> Result<SignInPage> {
    let desk = DeskFrame::new(language, plant.words.desk_word(language, "sign-in")?, None);
    Ok(SignInPage { desk, error, email: email.to_owned(), next: Some(next.to_owned()) })
}
