//! `/media/ID/FORM`: the pictures themselves. Each request asks anew whether the picture may be seen: a take-down
//! holds from the moment at which it is answered.

use crate::bank::{Entry, entry, is_of_the_newsroom};
use crate::rights::{Purpose, may_use};
use crate::shelf::{self, Form};
use ::store::Tx;
use axum::body::Body;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Id, Refused, Result};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use site::Plant;
use site::answer::{id, names, page_failure_at};
use staff::Asker;

pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path((wanted, name)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let answered = answer(&plant, &viewer, &wanted, &name, &headers).await;
    answered.unwrap_or_else(|failure| page_failure_at(&plant, uri.path(), failure))
}

async fn answer(
    plant: &Plant,
    viewer: &house::Viewer,
    wanted: &str,
    name: &str,
    headers: &HeaderMap,
) -> Result<Response> {
    let id = id(wanted)?;
    let entry = plant.store.read(async move |tx: &mut Tx| entry(tx, id).await).await?;
    entry.must_be_seen_by(viewer)?;
    let form = Form::of(name, &entry.picture).ok_or(Refused::NotFound)?;
    if form == Form::Card && !entry.may_be_shared() && !is_of_the_newsroom(viewer) {
        return Err(Refused::NotFound.into());
    }
    let etag = format!("\"{}-{name}\"", entry.picture.label_name());
    let etag = HeaderValue::try_from(etag).map_err(base::Broken::new)?;
    let mut response = Response::new(Body::empty());
    if headers.get_all(IF_NONE_MATCH).iter().any(|known| names(known, &etag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        let bytes = shelf::form(plant, &entry.picture, form).await?.ok_or(Refused::NotFound)?;
        *response.body_mut() = Body::from(bytes);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    }
    label(&mut response, &entry, viewer, etag);
    Ok(response)
}

/// Returns one form of a picture with its media type for somebody who is shown what it stands in before the readers
/// are: if it is credited and its use is allowed now, as on the page.
pub async fn previewed(plant: &Plant, picture: Id, name: &str) -> Result<(axum::body::Bytes, &'static str)> {
    let entry = plant.store.read(async move |tx: &mut Tx| entry(tx, picture).await).await?;
    let is_allowed = may_use(&entry.rights, Purpose::Web, None, entry.now).is_allow();
    let form = Form::of(name, &entry.picture).filter(|_| is_allowed && entry.picture.is_credited());
    let form = form.filter(|form| *form != Form::Card).ok_or(Refused::NotFound)?;
    let bytes = shelf::form(plant, &entry.picture, form).await?.ok_or(Refused::NotFound)?;
    Ok((bytes, form.media_type()))
}

fn label(response: &mut Response, entry: &Entry, viewer: &house::Viewer, etag: HeaderValue) {
    let headers = response.headers_mut();
    headers.insert(ETAG, etag);
    let is_open = entry.is_public();
    let control = if is_open { "no-cache" } else { "private, no-store" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(control));
    if is_of_the_newsroom(viewer) && !is_open {
        headers.insert(VARY, HeaderValue::from_static("authorization, cookie"));
    }
    if let Ok(key) = HeaderValue::try_from(crate::shown::tag(entry.picture.id)) {
        headers.insert(HeaderName::from_static("surrogate-key"), key);
    }
}
