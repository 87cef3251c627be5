//! Which address is answered where.

use crate::{api, site};
use ::site::Plant;
use axum::Router;
use axum::routing::{get, post};

/// Returns the routes of the API.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/api/v1/stories/{id}/posts", get(api::coverage::index).post(api::coverage::create))
        .route(
            "/api/v1/posts/{id}",
            get(api::posts::show).patch(api::posts::update).delete(api::posts::destroy),
        )
        .route("/api/v1/posts/{id}/{action}", post(api::actions::create))
}

/// Returns the routes of the pages within an edition.
pub fn page_routes() -> Router<Plant> {
    Router::new().route("/{edition}/{year}/{month}/{day}/{slug}/post/{id}", get(site::post::show))
}
