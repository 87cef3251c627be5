//! Small files that programs ask for by their names: `robots.txt`, the manifest of each edition.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result};
use http::HeaderMap;
use serde_json::json;
use site::{Plant, Rendered};
use store::Tx;

/// `/robots.txt`: everything but the newsroom's own pages, and where the maps are.
pub(crate) async fn robots(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    let render = move || async move {
        let maps = [renderer.url("/sitemap.xml"), renderer.url("/news-sitemap.xml")];
        let maps = maps.map(|map| format!("Sitemap: {map}\n")).concat();
        let text = format!("User-agent: *\nDisallow: /desk/\nDisallow: /api/\nDisallow: /events\n\n{maps}");
        Ok(Rendered::of("text/plain; charset=utf-8", text))
    };
    plant.cached(&headers, uri.path(), render).await
}

/// `/E/manifest.webmanifest` (W3C): how the edition looks among the programs of a phone.
pub(crate) async fn manifest(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { write(&renderer, edition).await }).await
}

async fn write(plant: &Plant, slug: String) -> Result<Rendered> {
    let plan = plant.store.read(async |tx: &mut Tx| sections::plan(tx).await).await?;
    let edition = plan.edition(&slug).ok_or(Refused::NotFound)?;
    let icon = |name: &str, sizes: &str, media_type: &str| {
        site::assets::url(name).map(|src| json!({ "src": src, "sizes": sizes, "type": media_type }))
    };
    let icons: Vec<_> = [
        icon("icon.svg", "any", "image/svg+xml"),
        icon("icon-192.png", "192x192", "image/png"),
        icon("icon-512.png", "512x512", "image/png"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let manifest = json!({
        "name": edition.name,
        "short_name": edition.name,
        "lang": edition.language,
        "dir": edition.tongue().direction(),
        "id": edition.home(),
        "start_url": edition.home(),
        "scope": edition.home(),
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
    });
    Ok(Rendered::of("application/manifest+json; charset=utf-8", manifest.to_string()).tag("plan"))
}
