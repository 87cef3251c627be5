//! What the newsroom reaches: the list of fronts, the page on which one is arranged, and its preview.

pub(crate) mod form;
pub(crate) mod front;
pub(crate) mod index;
pub(crate) mod preview;
mod shown;
pub(crate) mod slots;
pub(crate) mod wish;

use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderName};

/// Returns the page as nobody may keep it.
fn private(status: StatusCode, html: String) -> Response {
    let private = [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-robots-tag"), "noindex")];
    (status, private, Html(html)).into_response()
}
