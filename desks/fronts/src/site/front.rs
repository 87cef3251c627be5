//! `/E/`: the front of an edition, as it was arranged; unarranged, it shows the newest.

use crate::arrangement::Arrangement;
use crate::front::Place;
use crate::pages::FrontPage;
use crate::shown::Moment;
use crate::view::{Arranged, arranged, frame};
use crate::{follow, store};
use ::site::frame::Card;
use ::site::{Plant, Rendered};
use ::store::Tx;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Result, Time};
use http::HeaderMap;
use sections::{Edition, PageHead, Plan};
use stories::List;

/// How many stories the front shows, and how many lines of the newsfeed.
const NEWEST: i64 = 30;
const LINES: usize = 10;

pub(crate) async fn show(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { render(&renderer, edition).await }).await
}

/// What the page of a front is made of.
pub(crate) struct Read {
    pub(crate) plan: Plan,
    pub(crate) edition: Edition,
    pub(crate) arranged: Arranged,
    /// Of an unarranged front: the newest, by their weight.
    pub(crate) cards: Vec<Card>,
    pub(crate) seq: i64,
}

async fn read(tx: &mut Tx, plant: &Plant, slug: &str) -> Result<Read> {
    let place = Place::new(slug, None);
    let arrangement = store::shown(tx, &place).await?.unwrap_or_default();
    let moment = Moment { at: tx.now(), upcoming: Vec::new() };
    fill(tx, plant, &place, &arrangement, &moment).await
}

/// Reads the front of an edition in this arrangement.
pub(crate) async fn fill(
    tx: &mut Tx,
    plant: &Plant,
    place: &Place,
    arrangement: &Arrangement,
    moment: &Moment,
) -> Result<Read> {
    let plan = sections::plan(tx).await?;
    let edition = place.find(&plan)?.clone();
    let list = List { edition: Some(edition.slug.clone()), ..List::default() };
    let newest = if arrangement.is_unarranged() { NEWEST } else { LINES as i64 };
    let mut listed: Vec<_> = moment.upcoming.iter().map(|upcoming| upcoming.listed.clone()).collect();
    listed.extend(stories::listed(tx, &list, newest).await?);
    listed.truncate(newest as usize);
    let mut arranged = arranged(tx, plant, &edition, (place, arrangement), moment, listed).await?;
    let cards = if arrangement.is_unarranged() { arranged.others.clone() } else { Vec::new() };
    arranged.others.truncate(LINES);
    Ok(Read { plan, edition, arranged, cards, seq: tx.last_logged().await? })
}

async fn render(plant: &Plant, slug: String) -> Result<Rendered> {
    let reader = plant.clone();
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &slug).await).await?;
    page(plant, read, None)
}

/// Renders the front of an edition; for the newsroom alone as it will be at a moment.
pub(crate) fn page(plant: &Plant, read: Read, preview: Option<Time>) -> Result<Rendered> {
    let Read { plan, edition, arranged, cards, seq } = read;
    let home = edition.home();
    let others = plan.editions.iter().map(|other| (other.slug.clone(), other.home()));
    let head = PageHead {
        path: Some(home.clone()),
        alternates: others.collect(),
        json_ld: Some(serde_json::json!({
            "@context": "https://schema.org",
            "@type": "NewsMediaOrganization",
            "name": edition.name,
            "url": plant.url(&home),
        })),
        feed: Some((edition.name.clone(), format!("{home}feed.rss"))),
        topics: format!("front:{0},newsfeed:{0}", edition.slug),
        seq,
        ..PageHead::default()
    };
    let page = FrontPage {
        frame: frame(plant, &plan, &edition, head, preview),
        strip: arranged.strip,
        containers: arranged.containers,
        cards,
        newsfeed: arranged.others,
        newsfeed_url: format!("/{}/newsfeed", edition.slug),
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tag(follow::tag(&edition.slug))
        .tags(arranged.tags)
        .until(arranged.until)
        .until(edition.day_ends(plant.clock.now())))
}
