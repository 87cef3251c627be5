//! The desk's own pages.

pub(crate) mod link;
pub(crate) mod login;
pub(crate) mod logout;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base::{Failure, Refused};
use site::Plant;
use site::answer::page_failure;
use site::pages::Page;
use site::words::Language;

/// Renders a page of the desk, which speaks English.
fn page<P: Page>(plant: &Plant, status: StatusCode, page: &P) -> Response {
    match plant.pages.render(page, &Language::english()) {
        Ok(html) => (status, Html(html)).into_response(),
        Err(failure) => page_failure(plant, None, failure),
    }
}

/// What a form that was refused is shown again with: its status, the words, and the moment to try again.
struct Again {
    status: StatusCode,
    error: String,
    retry_after: Option<HeaderValue>,
}

impl Again {
    /// Returns how to show the form again, or hands the failure back where that would not help.
    fn after(plant: &Plant, failure: Failure) -> Result<Self, Failure> {
        let Failure::Refused(refused) = failure else { return Err(failure) };
        let (status, retry_after) = match &refused {
            Refused::NotValid(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
            Refused::Gone(_) => (StatusCode::GONE, None),
            Refused::TooMuch(until) => {
                let seconds = until.since(plant.clock.now()).as_secs() + 1;
                (StatusCode::TOO_MANY_REQUESTS, Some(HeaderValue::from(seconds)))
            }
            Refused::NotNow(_) => (StatusCode::SERVICE_UNAVAILABLE, Some(HeaderValue::from(1))),
            _ => return Err(refused.into()),
        };
        Ok(Self { status, error: words(&refused), retry_after })
    }

    /// Renders the form's page with this status.
    fn page<P: Page>(self, plant: &Plant, form: &P) -> Response {
        let mut response = page(plant, self.status, form);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// Returns the refusal for a person: without the pointers that programs need.
fn words(refused: &Refused) -> String {
    match refused {
        Refused::NotValid(errors) => {
            errors.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}
