//! What the desk has to do with HTTP: its own pages, and how handlers learn who asks.

pub(crate) mod account;
pub(crate) mod asker;
mod cookie;
pub(crate) mod door;
pub(crate) mod link;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod provider;
pub(crate) mod second_factor;
pub(crate) mod tokens;
pub(crate) mod viewer;

use crate::sign_in::Way;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused, Result};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use site::answer::{desk_page, page_failure};
use site::pages::Page;
use site::words::Language;
use site::{Plant, in_words};

/// What a path may hold after a form was decoded and a header may not.
const NOT_IN_A_HEADER: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// Gives the session to the browser and leads on to `next`, a path of this house.
fn come_in(plant: &Plant, session: &str, next: &str) -> Result<Response> {
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, cookie::give(plant, session)?);
    let way = utf8_percent_encode(next, NOT_IN_A_HEADER).to_string();
    Ok((headers, Redirect::to(&way)).into_response())
}

/// Leads somebody on who has come as far as this: in, or to the question for a code.
fn come_on(plant: &Plant, language: &Language, way: Way, next: &str) -> Response {
    match way {
        Way::In(session) => come_in(plant, &session, next).unwrap_or_else(|f| page_failure(plant, None, f)),
        Way::Code(proof) => {
            let asked = login::ask_for_code(plant, language, &proof, next);
            page(plant, StatusCode::OK, language, asked)
        }
    }
}

/// Renders a page of the desk for somebody of this language.
fn page<P: Page>(plant: &Plant, status: StatusCode, language: &Language, page: Result<P>) -> Response {
    desk_page(plant, status, page.and_then(|page| plant.pages.render(&page, language)))
}

/// What a form that was refused is shown again with: its status, the words, and the moment to try again.
struct Again {
    status: StatusCode,
    error: String,
    retry_after: Option<HeaderValue>,
}

impl Again {
    /// Returns how to show the form again, or hands the failure back where that would not help.
    fn after(plant: &Plant, language: &Language, failure: Failure) -> Result<Self> {
        let status = site::answer::status(&failure);
        let Failure::Refused(refused) = failure else { return Err(failure) };
        let retry_after = match &refused {
            Refused::NotValid(_) | Refused::Gone(_) => None,
            Refused::TooMuch(until) => Some(until.since(plant.clock.now()).as_secs() + 1),
            Refused::NotNow(_) => Some(1),
            _ => return Err(refused.into()),
        };
        let retry_after = retry_after.map(HeaderValue::from);
        Ok(Self { status, error: in_words(plant, language, &refused)?, retry_after })
    }

    /// Renders the form's page with this status.
    fn page<P: Page>(self, plant: &Plant, language: &Language, form: Result<P>) -> Response {
        let mut response = page(plant, self.status, language, form);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
