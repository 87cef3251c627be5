//! Whether the program lives and whether it is ready to serve.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use site::Plant;
use store::Tx;

/// Returns `/healthz` and `/readyz`.
pub fn routes() -> Router<Plant> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

async fn alive() -> &'static str {
    "ok\n"
}

/// Ready is what can read the database; a newsroom is filled before it listens.
async fn ready(State(plant): State<Plant>) -> (StatusCode, &'static str) {
    match plant.store.read(async |tx: &mut Tx| sections::plan(tx).await.map(drop)).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(failure) => {
            tracing::error!(%failure, "the database cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read\n")
        }
    }
}
