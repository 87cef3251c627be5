//! Answers: JSON for programs, failures as pages for people and as problems for programs; and JSON as it comes in.

use crate::Plant;
use crate::entry::{Entry, Rendered};
use crate::frame::{EditionHead, FailurePage, Link};
use crate::wanted::DeskLanguage;
use crate::words::Language;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use base::{Failure, Id, Refused, Result};
use http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER, VARY,
    WWW_AUTHENTICATE,
};
use http::{HeaderName, StatusCode, Uri};
use serde_json::Value;

pub use crate::etags::{matches, names};
pub use crate::json::{JSON_LIMIT, JsonBody, Unread, from_value};
pub use crate::problem::{Api, Problem, status};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// What the API answers with: JSON, or nothing.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
    pub etag: Option<String>,
    /// Where that is found which was just made.
    pub location: Option<String>,
}

impl Answer {
    /// Returns the answer with this body.
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self { status, body: body.to_string(), etag: None, location: None }
    }

    /// Returns the answer 200 with this body.
    pub fn ok(body: &Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    /// Returns the answer 201 with what was made, and where it is found.
    pub fn created(body: &Value, location: String) -> Self {
        Self { location: Some(location), ..Self::json(StatusCode::CREATED, body) }
    }

    /// Returns the answer without a body.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: String::new(), etag: None, location: None }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let is_empty = self.body.is_empty();
        let mut response = (self.status, self.body).into_response();
        let headers = response.headers_mut();
        if is_empty {
            headers.remove(CONTENT_TYPE);
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("authorization, cookie"));
        for (name, value) in [(ETAG, self.etag), (LOCATION, self.location)] {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// Answers with a page of the newsroom's own, which nobody keeps and nobody lists, or with the one that says what failed.
pub fn desk_page(plant: &Plant, status: StatusCode, html: Result<String>) -> Response {
    let private = [(CACHE_CONTROL, "no-store"), (ROBOTS, "noindex")];
    match html {
        Ok(html) => (status, private, Html(html)).into_response(),
        Err(failure) => page_failure(plant, None, failure),
    }
}

/// Returns the id in an address; what is no id names nothing.
pub fn id(text: &str) -> Result<Id> {
    text.parse().map_err(|()| Refused::NotFound.into())
}

/// Returns the page that says to a reader what failed, in the edition's language or that of the default edition.
pub fn page_failure(plant: &Plant, edition_language: Option<&str>, failure: Failure) -> Response {
    let masthead = plant.masthead.load();
    let edition = masthead.in_language(edition_language);
    let language = edition_language
        .and_then(Language::parse)
        .or_else(|| edition.map(|edition| edition.language.clone()))
        .unwrap_or_else(Language::english);
    let told = Told::of(&failure);
    let mut response = entry(plant, language, edition, masthead.fronts(), &told).as_it_is();
    response.extensions_mut().insert(told);
    response
}

/// What the page for a failure says, and when to ask again; it goes along with the page.
#[derive(Clone)]
struct Told {
    status: StatusCode,
    again: Option<HeaderValue>,
    /// The number under which the log has the fault.
    reference: Option<String>,
}

impl Told {
    /// Logs the failure if it is a fault.
    fn of(failure: &Failure) -> Self {
        let reference = match failure {
            Failure::Broken(broken) => Some(crate::problem::log(broken)),
            Failure::Refused(_) => None,
        };
        Self { status: status(failure), again: crate::problem::retry_after(failure), reference }
    }
}

/// Says of what fails on the desk's own pages that it does in the language that the desk speaks to whoever asks, and leads
/// back to the desk.
pub async fn in_the_desks_language(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    request: Request,
    next: Next,
) -> Response {
    let is_desk = request.uri().path().starts_with("/desk");
    let response = next.run(request).await;
    let Some(told) = response.extensions().get::<Told>().filter(|_| is_desk) else { return response };
    let masthead = plant.masthead.load();
    let desk = plant.words.desk_word(&language, "desk").map(|word| Link::new(word, "/desk/"));
    let ways = desk.into_iter().chain(masthead.fronts()).collect();
    let mut response = entry(&plant, language, masthead.in_language(None), ways, told).as_it_is();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}

/// Returns the page for a failure at this path, in the language of the edition that the path lies in.
pub fn page_failure_at(plant: &Plant, path: &str, failure: Failure) -> Response {
    failure_entry(plant, path, failure).as_it_is()
}

/// Answers what no route knows: a problem below `/api/` or for who asks for JSON, else a page.
pub async fn no_such_page(State(plant): State<Plant>, uri: Uri, headers: HeaderMap) -> Response {
    let wants_json =
        headers.get(ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    let failure = Refused::NotFound.into();
    if wants_json || uri.path().starts_with("/api/") {
        return Problem(failure).into_response();
    }
    page_failure_at(&plant, uri.path(), failure)
}

/// Answers a method that the address does not know: a problem below `/api/`, words elsewhere.
pub async fn method_not_allowed(uri: Uri) -> Response {
    let (status, detail) = (StatusCode::METHOD_NOT_ALLOWED, "This address does not take this method.");
    if uri.path().starts_with("/api/") {
        return crate::problem::problem(status, "method", "Method not allowed", detail, Value::Null);
    }
    (status, detail).into_response()
}

pub(crate) fn failure_entry(plant: &Plant, path: &str, failure: Failure) -> Entry {
    let masthead = plant.masthead.load();
    let edition = masthead.of_path(path).or_else(|| masthead.in_language(None));
    let language = edition.map_or_else(Language::english, |edition| edition.language.clone());
    entry(plant, language, edition, masthead.fronts(), &Told::of(&failure))
}

/// Makes the page that says it, in the look of this edition: of what is in memory, since the store may be what failed.
fn entry(
    plant: &Plant,
    language: Language,
    edition: Option<&EditionHead>,
    ways: Vec<Link>,
    told: &Told,
) -> Entry {
    let status = told.status;
    let rendered = page(plant, language, edition, ways, told).unwrap_or_else(|failure| {
        // The page that says so is broken too; the plainest one must do.
        tracing::error!(error = %failure, "the page for failures cannot be rendered");
        Rendered::of("text/plain; charset=utf-8", format!("{status}\n"))
    });
    let mut entry = Entry::new(rendered.status(status.as_u16())).unwrap_or_else(|_| Entry::bare(status));
    entry.set_header(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(again) = &told.again {
        entry.set_header(RETRY_AFTER, again.clone());
    }
    if status == StatusCode::UNAUTHORIZED {
        entry.set_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    entry
}

fn page(
    plant: &Plant,
    language: Language,
    edition: Option<&EditionHead>,
    ways: Vec<Link>,
    told: &Told,
) -> Result<Rendered> {
    let page = FailurePage {
        status: told.status.as_u16(),
        direction: language.direction(),
        language,
        reference: told.reference.clone(),
        name: edition.map(|edition| edition.name.clone()).unwrap_or_default(),
        logo: edition.and_then(|edition| edition.logo.clone()),
        style: edition.and_then(|edition| edition.style.clone()),
        fronts: ways,
    };
    let html = plant.pages.render(&page, &page.language)?;
    Ok(Rendered::html(html))
}
