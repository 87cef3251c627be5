//! `/E/section/SECTION`: the front of a section, as it was arranged, and below it everything, newest first.

use crate::arrangement::Arrangement;
use crate::front::Place;
use crate::pages::SectionPage;
use crate::shown::Moment;
use crate::view::{Arranged, arranged, frame};
use crate::{follow, store};
use ::site::answer::page_failure_at;
use ::site::{Plant, Rendered};
use ::store::Tx;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result, Time};
use http::HeaderMap;
use sections::{Edition, PageHead, Plan, Section, before, keep_page, page_number, paging};
use std::collections::HashSet;
use stories::List;

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
    let (renderer, place) = (plant.clone(), Place::new(&edition, Some(&section)));
    plant.cached(&headers, &key, move || async move { render(&renderer, place, page).await }).await
}

/// What the page of a section is made of.
pub(crate) struct Read {
    plan: Plan,
    edition: Edition,
    section: Section,
    arranged: Arranged,
    page: u32,
    more: bool,
    seq: i64,
}

async fn read(tx: &mut Tx, plant: &Plant, place: &Place, page: u32) -> Result<Read> {
    // What is arranged stands on the first page; behind it everything follows by its time.
    let arrangement = if page == 1 { store::shown(tx, place).await? } else { None };
    let moment = Moment { at: tx.now(), upcoming: Vec::new() };
    fill(tx, plant, place, &arrangement.unwrap_or_default(), &moment, page).await
}

/// Reads a page of a section's front in this arrangement.
pub(crate) async fn fill(
    tx: &mut Tx,
    plant: &Plant,
    place: &Place,
    arrangement: &Arrangement,
    moment: &Moment,
    page: u32,
) -> Result<Read> {
    let plan = sections::plan(tx).await?;
    let edition = place.find(&plan)?.clone();
    let section = place.section.as_deref().and_then(|slug| edition.section(slug)).cloned();
    let section = section.ok_or(Refused::NotFound)?;
    let list = List {
        edition: Some(edition.slug.clone()),
        section: Some(section.slug.clone()),
        skip: before(page, PER_PAGE),
        ..List::default()
    };
    let coming = moment.upcoming.iter().map(|upcoming| upcoming.listed.clone());
    let mut listed: Vec<_> = coming.filter(|listed| listed.section == section.slug).collect();
    listed.extend(stories::listed(tx, &list, i64::from(PER_PAGE) + 1).await?);
    let more = keep_page(&mut listed, page, PER_PAGE)?;
    let mut arranged = arranged(tx, plant, &edition, (place, arrangement), moment, listed).await?;
    // What stands in a container is not repeated below.
    let shown: HashSet<String> = arranged.stories.iter().map(ToString::to_string).collect();
    arranged.others.retain(|card| !shown.contains(&card.id));
    Ok(Read { plan, edition, section, arranged, page, more, seq: tx.last_logged().await? })
}

async fn render(plant: &Plant, place: Place, page: u32) -> Result<Rendered> {
    let reader = plant.clone();
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &place, page).await).await?;
    self::page(plant, read, None)
}

/// Renders a page of a section's front; for the newsroom alone as it will be at a moment.
pub(crate) fn page(plant: &Plant, read: Read, preview: Option<Time>) -> Result<Rendered> {
    let Read { plan, edition, section, arranged, page, more, seq } = read;
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
        frame: frame(plant, &plan, &edition, head, preview),
        section: edition.section_link(&section),
        strip: arranged.strip,
        containers: arranged.containers,
        cards: arranged.others,
        paging: paging(&path, page, more),
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tag(follow::tag(&edition.slug))
        .tags(arranged.tags)
        .until(arranged.until)
        .until(edition.day_ends(plant.clock.now())))
}
