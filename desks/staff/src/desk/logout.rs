//! Signing out: `/desk/logout`.

use super::cookie;
use crate::sign_out;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Result;
use site::{Plant, page_failure};

/// Ends the session, takes the cookie and leads to the sign-in page.
pub(crate) async fn create(State(plant): State<Plant>, headers: HeaderMap) -> Response {
    leave(&plant, &headers).await.unwrap_or_else(|failure| page_failure(&plant, None, failure))
}

async fn leave(plant: &Plant, headers: &HeaderMap) -> Result<Response> {
    if let Some(session) = cookie::session(plant, headers) {
        sign_out::sign_out(plant, session).await?;
    }
    let mut answer = HeaderMap::new();
    answer.insert(header::SET_COOKIE, cookie::take(plant)?);
    Ok((answer, Redirect::to("/desk/login")).into_response())
}
