//! `/assets/logo/HASH.webp`, `/assets/look/COLOURS.css`: what an edition looks like beside its theme. Neither address
//! ever stands for anything else.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Refused, Result};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use sections::Accents;
use site::Plant;
use site::answer::page_failure;

/// What has the hash of what it is in its address never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Shows a logo while an edition bears it.
pub(crate) async fn logo(State(plant): State<Plant>, Path(file): Path<String>) -> Response {
    match find(&plant, &file).await {
        Ok(bytes) => ([(CONTENT_TYPE, "image/webp"), (CACHE_CONTROL, FOR_EVER)], bytes).into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn find(plant: &Plant, file: &str) -> Result<bytes::Bytes> {
    let hash = file.strip_suffix(".webp").ok_or(Refused::NotFound)?;
    let plan = sections::read_plan(plant).await?;
    let mut logos = plan.editions.iter().filter_map(|edition| edition.logo.as_ref());
    let logo = logos.find(|logo| logo.hash == hash).ok_or(Refused::NotFound)?;
    plant.files.get(&logo.file()).await?.ok_or_else(|| Refused::NotFound.into())
}

/// Shows the stylesheet that the address itself describes.
pub(crate) async fn style(Path(file): Path<String>) -> Response {
    match Accents::of_file(&file) {
        Some(accents) => {
            let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, FOR_EVER)];
            (headers, accents.style()).into_response()
        }
        None => (StatusCode::NOT_FOUND, "Not found\n").into_response(),
    }
}
