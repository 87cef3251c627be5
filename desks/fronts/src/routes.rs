//! Which address is answered where.

use crate::site::{front, home, section};
use ::site::Plant;
use axum::Router;
use axum::routing::get;

/// Returns the desk's routes.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/", get(home::show))
        .route("/{edition}", get(home::with_slash))
        .route("/{edition}/", get(front::show))
        .route("/{edition}/section/{section}", get(section::show))
}
