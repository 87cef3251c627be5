//! Which address is answered where.

use crate::desk::{account, link, login, logout, passkeys, people, provider, second_factor, tokens};
use crate::set_password::NameNewsroom;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use site::Plant;

/// The largest form that is read: an address, a password and a way on.
const FORM_MAX: usize = 16 * 1024;

/// Returns the desk's routes; `name_newsroom` is how the first person gives the newsroom its name.
pub fn routes(name_newsroom: NameNewsroom) -> Router<Plant> {
    Router::new()
        .route("/desk/login", get(login::show).post(login::create))
        .route("/desk/login/code", post(login::code))
        .route("/desk/login/passkey/challenge", post(passkeys::ask))
        .route("/desk/login/passkey", post(passkeys::enter))
        .route("/desk/login/provider", get(provider::go))
        .route("/desk/login/provider/back", get(provider::back))
        .route("/desk/logout", post(logout::create))
        .route("/desk/link/{secret}", get(link::show).post(link::create))
        .route("/desk/account", get(account::show))
        .route("/desk/account/language", post(account::language))
        .route("/desk/account/password", post(account::password))
        .route("/desk/account/email", post(account::email))
        .route("/desk/account/sessions/end", post(account::end))
        .route("/desk/account/second-factor", get(second_factor::show).post(second_factor::create))
        .route("/desk/account/second-factor/end", post(second_factor::destroy))
        .route("/desk/account/recovery-codes", post(second_factor::renew))
        .route("/desk/account/passkeys/challenge", post(passkeys::ask_for_new))
        .route("/desk/account/passkeys", post(passkeys::create))
        .route("/desk/account/passkeys/{id}", post(passkeys::update))
        .route("/desk/account/passkeys/{id}/end", post(passkeys::destroy))
        .route("/desk/office/people", get(people::index).post(people::create))
        .route("/desk/office/people/{id}", get(people::show))
        .route("/desk/office/people/{id}/name", post(people::rename))
        .route("/desk/office/people/{id}/email", post(people::change_email))
        .route("/desk/office/people/{id}/roles", post(people::give))
        .route("/desk/office/people/{id}/roles/take", post(people::take))
        .route("/desk/office/people/{id}/link", post(people::link))
        .route("/desk/office/people/{id}/bar", post(people::bar))
        .route("/desk/office/people/{id}/readmit", post(people::readmit))
        .route("/desk/office/people/{id}/second-factor/end", post(people::end_second_factor))
        .route("/desk/office/tokens", get(tokens::index).post(tokens::create))
        .route("/desk/office/tokens/{id}/end", post(tokens::destroy))
        .layer(Extension(name_newsroom))
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
