//! Which address is answered where.

use crate::{api, desk};
use axum::Router;
use axum::routing::{get, post};
use site::Plant;

/// Returns the desk's routes.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/desk/office/audit", get(desk::audit::index))
        .route("/desk/office/plan", get(desk::plan::index).post(desk::plan::create))
        .route("/desk/office/plan/{edition}", post(desk::plan::update))
        .route("/desk/office/plan/{edition}/sections/{way}", post(desk::plan::change))
        .route("/desk/office/jobs", get(desk::jobs::index))
        .route("/desk/office/jobs/{id}/again", post(desk::jobs::again))
        .route("/api/v1/audit", get(api::audit::index))
        .route("/metrics", get(api::metrics::show))
}

/// Returns the figures alone, for a listener of their own that asks nobody who they are.
pub fn open_metrics(plant: Plant) -> Router {
    Router::new().route("/metrics", get(api::metrics::open)).with_state(plant)
}
