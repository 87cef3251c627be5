//! Which address is answered where.

use crate::health::LookAtMachine;
use crate::told::Posts;
use crate::wardrobe::Themes;
use crate::{api, desk, site};
use ::site::Plant;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post};
use axum::{Extension, Router};

/// Room for a logo and the form that it comes in.
const UPLOAD: usize = 6_000_000;

/// Returns the desk's routes; `posts` says of posts how they stand for readers, `look` looks at the machine, `themes` is
/// what the paper can wear.
pub fn routes(posts: Posts, look: LookAtMachine, themes: Themes) -> Router<Plant> {
    let of_the_look = Router::new()
        .route("/desk/office/look", get(desk::look::index))
        .route("/desk/office/look/theme", post(desk::look::theme))
        .route(
            "/desk/office/look/{edition}/logo",
            post(desk::look::logo).layer(DefaultBodyLimit::max(UPLOAD)),
        )
        .route("/desk/office/look/{edition}/logo/removal", post(desk::look::remove_logo))
        .route("/desk/office/look/{edition}/colours", post(desk::look::colours))
        .route("/desk/office/look/{edition}/colours/removal", post(desk::look::remove_colours))
        .layer(Extension(themes));
    Router::new()
        .merge(of_the_look)
        .route("/desk/office/webhooks", get(desk::webhooks::index).post(desk::webhooks::create))
        .route("/desk/office/webhooks/{id}", get(desk::webhooks::show))
        .route("/desk/office/webhooks/{id}/pause", post(desk::webhooks::pause))
        .route("/desk/office/webhooks/{id}/resumption", post(desk::webhooks::resume))
        .route("/desk/office/webhooks/{id}/test", post(desk::webhooks::test))
        .route("/desk/office/webhooks/{id}/removal", post(desk::webhooks::destroy))
        .route("/desk/office/webhooks/{id}/deliveries/{delivery}/again", post(desk::webhooks::again))
        .route("/api/v1/log", get(api::log::index).layer(Extension(posts)))
        .route("/api/v1/webhooks", get(api::webhooks::index).post(api::webhooks::create))
        .route("/api/v1/webhooks/{id}", delete(api::webhooks::destroy))
        .route("/desk/office/audit", get(desk::audit::index))
        .route("/desk/office/plan", get(desk::plan::index).post(desk::plan::create))
        .route("/desk/office/plan/{edition}", post(desk::plan::update))
        .route("/desk/office/plan/{edition}/sections/{way}", get(desk::plan::ask).post(desk::plan::change))
        .route("/desk/office/health", get(desk::health::show).layer(Extension(look)))
        .route("/assets/logo/{file}", get(site::look::logo))
        .route("/assets/look/{file}", get(site::look::style))
        .route("/desk/office/topics", get(desk::topics::index))
        .route("/desk/office/topics/{edition}/{topic}", get(desk::topics::show))
        .route("/desk/office/topics/{edition}/{topic}/name", post(desk::topics::rename))
        .route("/desk/office/topics/{edition}/{topic}/merger", post(desk::topics::merge))
        .route("/desk/office/jobs", get(desk::jobs::index))
        .route("/desk/office/jobs/{id}/again", post(desk::jobs::again))
        .route("/desk/office/jobs/{id}/removal", post(desk::jobs::destroy))
        .route("/api/v1/audit", get(api::audit::index))
        .route("/metrics", get(api::metrics::show))
}

/// Returns the figures alone, for a listener of their own that asks nobody who they are.
pub fn open_metrics(plant: Plant) -> Router {
    Router::new().route("/metrics", get(api::metrics::open)).with_state(plant)
}
