//! Which desk answers where: the table of contents of the program.

use crate::health;
use axum::Router;
use site::Plant;

/// Returns every route of the house. What no desk has may be a story's address, of today or of a former home.
pub fn routes(plant: Plant) -> Router {
    let router = Router::new()
        .merge(health::routes())
        .merge(site::assets::routes())
        .merge(site::streams::events_routes())
        .merge(staff::routes())
        .merge(stories::routes())
        .merge(fronts::routes())
        .merge(newsfeed::routes())
        .fallback(stories::story_or_redirect);
    site::limits::layers(router, &plant).with_state(plant)
}
