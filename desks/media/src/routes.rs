//! Which address is answered where.

use crate::{api, site};
use ::site::Plant;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Room for the largest picture and the words that come with it.
const UPLOAD: usize = 62_000_000;

/// Returns the desk's routes outside of any edition.
pub fn routes() -> Router<Plant> {
    let uploads = get(api::pictures::index).post(api::upload::create).layer(DefaultBodyLimit::max(UPLOAD));
    Router::new()
        .route("/api/v1/pictures", uploads)
        .route("/api/v1/pictures/{id}", get(api::pictures::show).patch(api::pictures::update))
        .route("/api/v1/pictures/{id}/uses", get(api::uses::index))
        .route("/api/v1/pictures/{id}/withdraw", post(api::pictures::withdraw))
        .route("/api/v1/pictures/{id}/leases", get(api::leases::index).post(api::leases::create))
        .route("/api/v1/pictures/{id}/leases/{lease}", get(api::leases::show).delete(api::leases::destroy))
        .route("/media/{id}/{form}", get(site::form::show))
}

/// Returns the desk's routes in an edition.
pub fn edition_routes() -> Router<Plant> {
    Router::new()
        .route("/{edition}/mediabank", get(site::bank::index))
        .route("/{edition}/mediabank/{id}", get(site::bank::show))
}
