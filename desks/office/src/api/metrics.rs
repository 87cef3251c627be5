//! `/metrics`: the server's figures for a monitoring system, by a token or on a listener of its own.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use house::Right;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use site::Plant;
use site::answer::Api;
use site::figures;
use staff::Staff;

pub(crate) async fn show(State(plant): State<Plant>, Staff(person): Staff) -> Api<Response> {
    person.must_everywhere(Right::Office)?;
    open(State(plant)).await
}

/// Answers whoever asks.
pub(crate) async fn open(State(plant): State<Plant>) -> Api<Response> {
    let text = figures::text(&plant).await?;
    Ok(([(CONTENT_TYPE, figures::MEDIA_TYPE), (CACHE_CONTROL, "no-store")], text).into_response())
}
