//! Which address is answered where.

use crate::site::{front, home, offline, section};
use ::site::Plant;
use axum::Router;
use axum::routing::get;

/// Returns the desk's routes outside of any edition.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/worker.js", get(offline::worker))
        .route("/mediabank", get(home::mediabank))
        .route("/mediabank/{id}", get(home::mediabank))
}

/// Returns the desk's routes in an edition, and the way to one.
pub fn edition_routes() -> Router<Plant> {
    Router::new()
        .route("/", get(home::show))
        .route("/{edition}", get(home::with_slash))
        .route("/{edition}/", get(front::show))
        .route("/{edition}/section/{section}", get(section::show))
        .route("/{edition}/offline", get(offline::show))
}
