//! Which address is answered where.

use crate::{api, desk, site};
use ::site::Plant;
use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

pub use site::{former_address, story_or_redirect};

/// Returns the desk's routes. Addresses of stories are caught by `story_or_redirect`, which the house calls for
/// every path that no other route has, since former addresses can be anywhere.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/desk", get(async || Redirect::permanent("/desk/")))
        .route("/desk/", get(desk::stories::index))
        .route("/api/v1/stories", get(api::stories::index).post(api::stories::create))
        .route(
            "/api/v1/stories/{id}",
            get(api::stories::show).patch(api::stories::update).delete(api::stories::destroy),
        )
        .route("/api/v1/stories/{id}/revisions", get(api::revisions::index))
        .route("/api/v1/stories/{id}/revisions/{number}", get(api::revisions::show))
        .route("/api/v1/stories/{id}/{action}", post(api::actions::create))
}
