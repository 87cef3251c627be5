//! Small files that programs ask for by their names: `robots.txt`, `security.txt`, the manifest of each edition.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Broken, Refused, Result};
use http::HeaderMap;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use serde_json::json;
use site::{Plant, Rendered};

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

/// How many days `security.txt` is good for, counted from today's beginning: less than a year, as it must be.
const GOOD_FOR: i64 = 364;
const SECURITY: &str = "/.well-known/security.txt";

/// `/.well-known/security.txt` (RFC 9116): where to tell of a weakness, if the settings say where.
pub(crate) async fn security(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { contacts(&renderer).await }).await
}

async fn contacts(plant: &Plant) -> Result<Rendered> {
    if plant.settings.security_contact.is_empty() {
        return Err(Refused::NotFound.into());
    }
    let plan = sections::read_plan(plant).await?;
    let mut languages: Vec<&str> = Vec::new();
    for edition in &plan.editions {
        if !languages.contains(&edition.language.as_str()) {
            languages.push(&edition.language);
        }
    }
    // Counted from the day's beginning, so that the file is the same all day.
    let day = |days: i64| {
        let today = plant.clock.now().timestamp().to_zoned(TimeZone::UTC).start_of_day();
        today.and_then(|today| today.checked_add(days.days())).map_err(Broken::new)
    };
    let mut text: String =
        plant.settings.security_contact.iter().map(|contact| format!("Contact: {contact}\n")).collect();
    text.push_str(&format!("Expires: {}\n", day(GOOD_FOR)?.timestamp()));
    text.push_str(&format!("Preferred-Languages: {}\n", languages.join(", ")));
    // An address of the web must be https there; a newsroom that is not reached so says nothing of it.
    if plant.settings.is_https() {
        text.push_str(&format!("Canonical: {}\n", plant.url(SECURITY)));
    }
    Ok(Rendered::of("text/plain; charset=utf-8", text)
        .tag("plan")
        .until(base::Time::from(day(1)?.timestamp())))
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
    let plan = sections::read_plan(plant).await?;
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
