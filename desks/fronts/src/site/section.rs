//! `/E/section/SECTION`: the front of a section, newest first.

use crate::pages::SectionPage;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result};
use http::HeaderMap;
use sections::{Edition, PageHead, Plan, Section, before, keep_page, page_number, paging};
use site::answer::page_failure_at;
use site::{Plant, Rendered};
use store::Tx;
use stories::{Cards, List};

/// How many stories a page shows.
const PER_PAGE: u32 = 30;

pub(crate) async fn show(
    State(plant): State<Plant>,
    Path((edition, section)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let page = match page_number(uri.query()) {
        Ok(page) => page,
        Err(failure) => return page_failure_at(&plant, uri.path(), failure),
    };
    let key = format!("{}?page={page}", uri.path());
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { render(&renderer, edition, section, page).await }).await
}

struct Read {
    plan: Plan,
    edition: Edition,
    section: Section,
    cards: Cards,
    more: bool,
    seq: i64,
}

async fn read(tx: &mut Tx, plant: &Plant, slug: &str, section: &str, page: u32) -> Result<Read> {
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(slug).cloned().ok_or(Refused::NotFound)?;
    let section = edition.section(section).cloned().ok_or(Refused::NotFound)?;
    let list = List {
        edition: Some(edition.slug.clone()),
        section: Some(section.slug.clone()),
        skip: before(page, PER_PAGE),
        ..List::default()
    };
    let mut stories = stories::listed(tx, &list, i64::from(PER_PAGE) + 1).await?;
    let more = keep_page(&mut stories, page, PER_PAGE)?;
    let cards = stories::cards(tx, plant, &edition, &stories).await?;
    Ok(Read { plan, edition, section, cards, more, seq: tx.last_logged().await? })
}

async fn render(plant: &Plant, slug: String, section: String, page: u32) -> Result<Rendered> {
    let reader = plant.clone();
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &slug, &section, page).await);
    let Read { plan, edition, section, cards: Cards { cards, tags, until }, more, seq } = read.await?;
    let path = format!("/{}/section/{}", edition.slug, section.slug);
    let has = |other: &&Edition| other.section(&section.slug).is_some();
    let others = plan
        .editions
        .iter()
        .filter(has)
        .map(|other| (other.slug.clone(), format!("/{}/section/{}", other.slug, section.slug)));
    let head = PageHead {
        title: section.name.clone(),
        path: Some(path.clone()),
        page: Some(page),
        section: Some(section.slug.clone()),
        alternates: if page == 1 { others.collect() } else { Vec::new() },
        feed: Some((format!("{} — {}", section.name, edition.name), format!("{path}/feed.rss"))),
        topics: format!("front:{}", edition.slug),
        seq,
        ..PageHead::default()
    };
    let page = SectionPage {
        frame: sections::frame(plant, &plan, &edition, head),
        section: edition.section_link(&section),
        cards,
        paging: paging(&path, page, more),
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tags(tags)
        .until(until)
        .until(edition.day_ends(plant.clock.now())))
}
