//! Which address is answered where.

use crate::desk::{link, login, logout};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use site::Plant;

/// The largest form that is read: an address, a password and a way on.
const FORM_MAX: usize = 16 * 1024;

/// Returns the desk's routes.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/desk/login", get(login::show).post(login::create))
        .route("/desk/logout", post(logout::create))
        .route("/desk/link/{secret}", get(link::show).post(link::create))
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .layer(map_response(keep_private))
}

/// Keeps the desk's doors out of every cache and index, and their addresses from other sites. Our own may have
/// them: with no referrer at all, browsers post forms with `Origin: null`, which looks like somebody else's.
async fn keep_private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
