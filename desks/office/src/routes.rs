//! Which address is answered where.

use crate::{api, desk};
use axum::Router;
use axum::routing::get;
use site::Plant;

/// Returns the desk's routes.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/desk/office/audit", get(desk::audit::index))
        .route("/api/v1/audit", get(api::audit::index))
        .route("/metrics", get(api::metrics::show))
}

/// Returns the figures alone, for a listener of their own that asks nobody who they are.
pub fn open_metrics(plant: Plant) -> Router {
    Router::new().route("/metrics", get(api::metrics::open)).with_state(plant)
}
