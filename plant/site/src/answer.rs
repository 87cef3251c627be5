//! Answers: failures as pages for people and as problems for programs, and JSON as it comes in.

use crate::Plant;
use crate::entry::{Entry, Rendered};
use crate::frame::FailurePage;
use crate::words::Language;
use axum::response::Response;
use base::{Failure, Result};
use http::header::{ACCEPT, CACHE_CONTROL, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{StatusCode, Uri};

pub use crate::etags::{matches, names};
pub use crate::json::{JSON_LIMIT, JsonBody, Unread, from_value};
pub use crate::problem::{Api, Problem, status};

/// Returns the page that says to a reader what failed, in the edition's language or that of the default edition.
pub fn page_failure(plant: &Plant, edition_language: Option<&str>, failure: Failure) -> Response {
    let masthead = plant.masthead.load();
    let edition = masthead.in_language(edition_language);
    let language = edition_language
        .and_then(Language::parse)
        .or_else(|| edition.map(|edition| edition.language.clone()))
        .unwrap_or_else(Language::english);
    let name = edition.map(|edition| edition.name.clone()).unwrap_or_default();
    entry(plant, language, name, failure).as_it_is()
}

/// Returns the page for a failure at this path, in the language of the edition that the path lies in.
pub fn page_failure_at(plant: &Plant, path: &str, failure: Failure) -> Response {
    failure_entry(plant, path, failure).as_it_is()
}

/// Answers what no route knows: a problem below `/api/` or for who asks for JSON, else a page.
pub async fn no_such_page(
    axum::extract::State(plant): axum::extract::State<Plant>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let wants_json =
        headers.get(ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    let failure = base::Refused::NotFound.into();
    if wants_json || uri.path().starts_with("/api/") {
        return axum::response::IntoResponse::into_response(Problem(failure));
    }
    page_failure_at(&plant, uri.path(), failure)
}

/// Answers a method that the address does not know: a problem below `/api/`, words elsewhere.
pub async fn method_not_allowed(uri: Uri) -> Response {
    let (status, detail) = (StatusCode::METHOD_NOT_ALLOWED, "This address does not take this method.");
    if uri.path().starts_with("/api/") {
        let nothing_more = serde_json::Value::Null;
        return crate::problem::problem(status, "method", "Method not allowed", detail, nothing_more);
    }
    axum::response::IntoResponse::into_response((status, detail))
}

pub(crate) fn failure_entry(plant: &Plant, path: &str, failure: Failure) -> Entry {
    let masthead = plant.masthead.load();
    let edition = masthead.of_path(path).or_else(|| masthead.in_language(None));
    let language = edition.map_or_else(Language::english, |edition| edition.language.clone());
    let name = edition.map(|edition| edition.name.clone()).unwrap_or_default();
    entry(plant, language, name, failure)
}

fn entry(plant: &Plant, language: Language, name: String, failure: Failure) -> Entry {
    let status = status(&failure);
    let again = crate::problem::retry_after(&failure);
    let reference = match &failure {
        Failure::Broken(broken) => Some(crate::problem::log(broken)),
        Failure::Refused(_) => None,
    };
    let rendered = page(plant, status, language, name, reference).unwrap_or_else(|failure| {
        // The page that says so is broken too; the plainest one must do.
        tracing::error!(error = %failure, "the page for failures cannot be rendered");
        Rendered::of("text/plain; charset=utf-8", format!("{status}\n"))
    });
    let mut entry = Entry::new(rendered.status(status.as_u16())).unwrap_or_else(|_| Entry::bare(status));
    entry.set_header(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(again) = again {
        entry.set_header(RETRY_AFTER, again);
    }
    if status == StatusCode::UNAUTHORIZED {
        entry.set_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    entry
}

fn page(
    plant: &Plant,
    status: StatusCode,
    language: Language,
    name: String,
    reference: Option<String>,
) -> Result<Rendered> {
    let fronts = plant.masthead.load().fronts();
    let direction = language.direction();
    let page = FailurePage { status: status.as_u16(), language, direction, reference, name, fronts };
    let html = plant.pages.render(&page, &page.language)?;
    Ok(Rendered::html(html))
}
