//! Which address is answered where.

use crate::site::{lists, newsfeed, rss};
use ::site::Plant;
use axum::Router;
use axum::routing::get;

/// Returns the desk's routes.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/{edition}/newsfeed", get(newsfeed::index))
        .route("/{edition}/topic/{topic}", get(lists::topic))
        .route("/{edition}/author/{author}", get(lists::author))
        .route("/{edition}/kind/{kind}", get(lists::kind))
        .route("/{edition}/feed.rss", get(rss::everything))
        .route("/{edition}/section/{section}/feed.rss", get(rss::section))
        .route("/{edition}/topic/{topic}/feed.rss", get(rss::topic))
        .route("/{edition}/author/{author}/feed.rss", get(rss::author))
}
