//! `/desk/fronts/E/preview`, `…/E/SECTION/preview`: the draft as readers would see it, now or at an hour to come, for
//! the newsroom alone. It goes by no cache of pages, and stands in frames of the desk's own pages, in light colours or
//! in dark ones.

use super::wish::{Wish, moment};
use crate::front::{Place, must_read};
use crate::shown::Moment;
use crate::site::{front, section};
use crate::store;
use ::store::Tx;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use base::{Refused, Result};
use house::Person;
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use site::Plant;
use site::answer::{desk_page, page_failure};
use staff::StaffPage;
use std::sync::Arc;

/// As on every page, but for the frames of the house itself.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'self'";

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(edition): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    answer(&plant, person, Place::new(&edition, None), query.as_deref()).await
}

pub(crate) async fn show_section(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path((edition, section)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    answer(&plant, person, Place::new(&edition, Some(&section)), query.as_deref()).await
}

async fn answer(plant: &Plant, person: Arc<Person>, place: Place, query: Option<&str>) -> Response {
    let mut response = desk_page(plant, StatusCode::OK, render(plant, person, place, query).await);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

async fn render(plant: &Plant, person: Arc<Person>, place: Place, query: Option<&str>) -> Result<String> {
    let wish = Wish::of_query(query);
    let (reader, colours) = (plant.clone(), wish.colours);
    let read = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let edition = place.find(&plan)?;
        must_read(&person, &place.edition)?;
        let now = tx.now();
        let wanted = wish.at.as_deref().and_then(|at| moment(at, &edition.time_zone()));
        let at = wanted.filter(|at| *at > now).unwrap_or(now);
        let upcoming = stories::upcoming(tx, &place.edition, at).await?;
        let draft = store::front(tx, &place).await?.draft;
        let moment = Moment { at, upcoming };
        let page = match &place.section {
            None => Page::Edition(front::fill(tx, &reader, &place, &draft, &moment).await?),
            Some(_) => Page::Section(section::fill(tx, &reader, &place, &draft, &moment, 1).await?),
        };
        Ok((page, at))
    });
    let (read, at) = read.await?;
    let rendered = match read {
        Page::Edition(read) => front::page(plant, read, Some(at)),
        Page::Section(read) => section::page(plant, read, Some(at)),
    };
    let html = rendered?.body;
    Ok(match colours {
        Some(colours) => in_colours(&html, colours),
        None => html,
    })
}

/// Returns the page with styles that are of these colours, whichever the person's own screen has.
fn in_colours(html: &str, colours: &str) -> String {
    let (link, own) =
        ("<link rel=\"stylesheet\" href=\"/assets/", "<link rel=\"stylesheet\" href=\"/desk/colours/");
    html.replace(link, &format!("{own}{colours}/"))
        .replace("content=\"light dark\"", &format!("content=\"{colours}\""))
}

/// `/desk/colours/COLOURS/STYLE`: a stylesheet of the paper for a screen of these colours.
pub(crate) async fn style(
    State(plant): State<Plant>,
    _: StaffPage,
    Path((colours, address)): Path<(String, String)>,
) -> Response {
    let style = site::assets::style(&plant, &address).filter(|_| colours == "light" || colours == "dark");
    let Some(style) = style else { return page_failure(&plant, None, Refused::NotFound.into()) };
    // What holds always, and what never does.
    let holds = |is: bool| if is { "(min-width: 0)" } else { "(max-width: 0)" };
    let (dark, light) = (holds(colours == "dark"), holds(colours == "light"));
    let style = style
        .replace("(prefers-color-scheme:dark)", dark)
        .replace("(prefers-color-scheme: dark)", dark)
        .replace("(prefers-color-scheme:light)", light)
        .replace("(prefers-color-scheme: light)", light);
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "private, no-cache")], style).into_response()
}

/// What is previewed.
enum Page {
    Edition(front::Read),
    Section(section::Read),
}
