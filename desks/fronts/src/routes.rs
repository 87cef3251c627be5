//! Which address is answered where.

use crate::api::{actions, fronts, versions};
use crate::desk;
use crate::site::{front, home, offline, section};
use ::site::Plant;
use axum::Router;
use axum::routing::{get, post};

/// Returns the desk's routes outside of any edition.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/worker.js", get(offline::worker))
        .route("/mediabank", get(home::mediabank))
        .route("/mediabank/{id}", get(home::mediabank))
        .route("/desk/colours/{colours}/{*style}", get(desk::preview::style))
        .route("/desk/fronts", get(desk::index::index))
        .route("/desk/fronts/{edition}", get(desk::front::show).post(desk::front::update))
        .route("/desk/fronts/{edition}/preview", get(desk::preview::show))
        .route("/desk/fronts/{edition}/slots", get(desk::put::show).post(desk::slots::create))
        .route(
            "/desk/fronts/{edition}/{section}",
            get(desk::front::show_section).post(desk::front::update_section),
        )
        .route("/desk/fronts/{edition}/{section}/preview", get(desk::preview::show_section))
        .route("/desk/fronts/{edition}/{section}/slots", post(desk::slots::create_section))
        .route("/api/v1/fronts/{edition}", get(fronts::show).put(fronts::update))
        .route("/api/v1/fronts/{edition}/publish", post(actions::publish))
        .route("/api/v1/fronts/{edition}/slots", post(actions::put))
        .route("/api/v1/fronts/{edition}/back", post(actions::go_back))
        .route("/api/v1/fronts/{edition}/versions", get(versions::index))
        .route("/api/v1/fronts/{edition}/versions/{number}", get(versions::show))
        .route("/api/v1/fronts/{edition}/{section}", get(fronts::show_section).put(fronts::update_section))
        .route("/api/v1/fronts/{edition}/{section}/publish", post(actions::publish_section))
        .route("/api/v1/fronts/{edition}/{section}/slots", post(actions::put_section))
        .route("/api/v1/fronts/{edition}/{section}/back", post(actions::go_back_section))
        .route("/api/v1/fronts/{edition}/{section}/versions", get(versions::index_section))
        .route("/api/v1/fronts/{edition}/{section}/versions/{number}", get(versions::show_section))
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
