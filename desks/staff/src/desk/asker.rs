//! What handlers take to know who asks.

use super::cookie;
use super::viewer::viewer;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::{Method, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused};
use house::{Person, Viewer};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use site::Plant;
use site::answer::{Problem, page_failure};
use std::sync::Arc;

/// Whoever asks, signed in or not; a token that is not known is refused.
pub struct Asker(pub Viewer);

impl FromRequestParts<Plant> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Problem> {
        viewer(plant, &parts.headers).await.map(Self).map_err(Problem)
    }
}

/// Somebody of the newsroom, where programs ask: without a sign-in the answer is a problem, 401.
pub struct Staff(pub Arc<Person>);

impl FromRequestParts<Plant> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Problem> {
        let viewer = viewer(plant, &parts.headers).await.map_err(Problem)?;
        viewer.staff().map(|person| Self(Arc::clone(person))).map_err(Problem)
    }
}

/// Somebody of the newsroom, on the desk's own pages: without a sign-in the way leads over the sign-in page.
pub struct StaffPage(pub Arc<Person>);

impl FromRequestParts<Plant> for StaffPage {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Response> {
        let failure = match viewer(plant, &parts.headers).await {
            Ok(Viewer::Staff(person)) => return Ok(Self(person)),
            Ok(Viewer::Anonymous) | Err(Failure::Refused(Refused::NotSignedIn)) => None,
            Err(failure) => Some(failure),
        };
        Err(match failure {
            Some(failure) => page_failure(plant, None, failure).into_response(),
            None => to_the_door(plant, parts).into_response(),
        })
    }
}

/// Returns the way to the sign-in page and back; what was posted is lost, so its address is no way back.
fn to_the_door(plant: &Plant, parts: &Parts) -> Redirect {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
    let is_read = parts.method == Method::GET || parts.method == Method::HEAD;
    let back = uri.path_and_query().filter(|_| is_read).map_or("/desk/", |path| path.as_str());
    // Who shows a session had one until a moment ago, and is told that it has ended.
    let ended = if cookie::session(plant, &parts.headers).is_some() { "&ended" } else { "" };
    Redirect::to(&format!("/desk/login?next={}{ended}", utf8_percent_encode(back, NON_ALPHANUMERIC)))
}
