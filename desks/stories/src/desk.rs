//! What the newsroom reaches.

pub(crate) mod editor;
pub(crate) mod listening;
pub(crate) mod stop_list;
pub(crate) mod stories;

use axum::response::{Html, IntoResponse, Response};
use http::header::{CACHE_CONTROL, HeaderName};

/// Answers with a page that nobody keeps and nobody lists.
fn private(html: String) -> Response {
    let private = [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-robots-tag"), "noindex")];
    (private, Html(html)).into_response()
}
