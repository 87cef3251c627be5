//! `/E/newsfeed`: everything, as it comes.

use crate::list::{Read, Which};
use crate::pages::NewsfeedPage;
use crate::site::lists::{PER_PAGE, keep_page};
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::Result;
use http::HeaderMap;
use sections::{PageHead, page_number, paging};
use site::answer::page_failure_at;
use site::{Plant, Rendered};
use store::Tx;

pub(crate) async fn index(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let page = match page_number(uri.query()) {
        Ok(page) => page,
        Err(failure) => return page_failure_at(&plant, uri.path(), failure),
    };
    let key = format!("{}?page={page}", uri.path());
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { render(&renderer, edition, page).await }).await
}

async fn render(plant: &Plant, slug: String, page: u32) -> Result<Rendered> {
    let reader = plant.clone();
    let read = plant.store.read(async move |tx: &mut Tx| {
        Which::All.read(tx, &reader, &slug, i64::from((page - 1) * PER_PAGE), i64::from(PER_PAGE) + 1).await
    });
    let (Read { plan, edition, cards, seq, .. }, more) = keep_page(read.await?, page)?;
    let path = Which::All.path(&edition.slug);
    let head = PageHead {
        title: plant.words.word(&edition.tongue(), "newsfeed")?,
        path: Some(path.clone()),
        alternates: if page == 1 { Which::All.in_every_edition(&plan) } else { Vec::new() },
        feed: Some((edition.name.clone(), format!("/{}/feed.rss", edition.slug))),
        topics: format!("newsfeed:{}", edition.slug),
        seq,
        ..PageHead::default()
    };
    let page = NewsfeedPage {
        frame: sections::frame(plant, &plan, &edition, head),
        items: cards.cards,
        paging: paging(&path, page, more),
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tags(cards.tags)
        .until(cards.until)
        .until(edition.day_ends(plant.clock.now())))
}
