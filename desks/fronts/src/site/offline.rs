//! `/E/offline`: what a reader gets to see without a connection; and `/worker.js`, by which a browser keeps that page
//! and nothing else of the paper.

use crate::pages::OfflinePage;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Broken, Refused, Result};
use http::HeaderMap;
use sections::{Edition, read_plan};
use site::pages::Theme;
use site::{Plant, Rendered};

pub(crate) async fn show(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    let render = move || async move {
        let plan = read_plan(&renderer).await?;
        let edition = plan.edition(&edition).ok_or(Refused::NotFound)?;
        Ok(Rendered::html(page(&renderer, edition)?).tag("plan"))
    };
    plant.cached(&headers, uri.path(), render).await
}

pub(crate) async fn worker(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { script(&renderer).await }).await
}

/// Returns the worker with a mark of what it keeps: a browser that finds another mark fetches all of it anew.
async fn script(plant: &Plant) -> Result<Rendered> {
    let mut release = blake3::Hasher::new();
    for edition in &read_plan(plant).await?.editions {
        release.update(page(plant, edition)?.as_bytes());
    }
    let built = Theme::get("assets/worker.js").ok_or_else(|| Broken::new("the theme has no worker.js"))?;
    let built = String::from_utf8_lossy(&built.data);
    let script = format!("const release=\"{}\";\n{built}", release.finalize().to_hex());
    Ok(Rendered::of("text/javascript; charset=utf-8", script).tag("plan"))
}

fn page(plant: &Plant, edition: &Edition) -> Result<String> {
    plant.pages.render(&OfflinePage { edition: edition.head() }, &edition.tongue())
}
