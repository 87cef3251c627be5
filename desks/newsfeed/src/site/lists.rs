//! Lists by topic, author and kind, newest first.

use crate::list::{Read, Which};
use crate::pages::ListPage;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result};
use http::{HeaderMap, Uri};
use sections::{PageHead, encoded, page_number, paging};
use site::answer::page_failure_at;
use site::{Plant, Rendered};
use store::Tx;

/// How many stories a page shows.
pub(super) const PER_PAGE: u32 = 30;

pub(crate) async fn topic(
    State(plant): State<Plant>,
    Path((edition, topic)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::Topic(topic), &uri, headers).await
}

pub(crate) async fn author(
    State(plant): State<Plant>,
    Path((edition, author)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::Author(author), &uri, headers).await
}

pub(crate) async fn kind(
    State(plant): State<Plant>,
    Path((edition, kind)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match kind.parse() {
        Ok(kind) => answer(plant, edition, Which::Kind(kind), &uri, headers).await,
        Err(_) => page_failure_at(&plant, uri.path(), Refused::NotFound.into()),
    }
}

async fn answer(plant: Plant, edition: String, which: Which, uri: &Uri, headers: HeaderMap) -> Response {
    let page = match page_number(uri.query()) {
        Ok(page) => page,
        Err(failure) => return page_failure_at(&plant, uri.path(), failure),
    };
    let key = format!("{}?page={page}", uri.path());
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { render(&renderer, edition, which, page).await }).await
}

/// Leads to where the list stands now.
fn moved(read: &Read, page: u32) -> Rendered {
    let path = encoded(&read.which.path(&read.edition.slug));
    let location = if page > 1 { format!("{path}?page={page}") } else { path };
    Rendered::redirect(301, location).tag("plan").tag(stories::lists_tag(&read.edition.slug))
}

async fn render(plant: &Plant, slug: String, which: Which, page: u32) -> Result<Rendered> {
    let (list, reader) = (which.clone(), plant.clone());
    let read = plant
        .store
        .read(async move |tx: &mut Tx| list.read(tx, &reader, &slug, page, PER_PAGE).await)
        .await?;
    if read.which != which {
        return Ok(moved(&read, page));
    }
    let Read { plan, edition, about, name, cards, more, seq, .. } = read;
    // What is a topic or an author in one edition is nothing in another; every edition has every kind.
    let alternates = match which {
        Which::Kind(_) if page == 1 => which.in_every_edition(&plan),
        _ => Vec::new(),
    };
    let title = which.title(plant, &edition, &name)?;
    let path = which.path(&edition.slug);
    let head = PageHead {
        path: Some(path.clone()),
        page: Some(page),
        alternates,
        feed: Some((format!("{title} — {}", edition.name), format!("{path}/feed.rss"))),
        title,
        topics: format!("front:{}", edition.slug),
        seq,
        ..PageHead::default()
    };
    let about = about.unwrap_or_default();
    let page = ListPage {
        frame: sections::frame(plant, &plan, &edition, head),
        by: which.by(),
        name,
        cards: cards.cards,
        biography: about.biography,
        portrait: about.portrait,
        paging: paging(&path, page, more),
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tags(cards.tags)
        .until(cards.until)
        .until(edition.day_ends(plant.clock.now())))
}
