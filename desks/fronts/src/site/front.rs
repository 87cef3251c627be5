//! `/E/`: the front of an edition. Unarranged, it shows the newest.

use crate::pages::FrontPage;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result};
use http::HeaderMap;
use sections::{Edition, PageHead, Plan};
use site::{Plant, Rendered};
use store::Tx;
use stories::{Cards, List};

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

async fn read(tx: &mut Tx, plant: &Plant, slug: &str) -> Result<(Plan, Edition, Cards, i64)> {
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(slug).cloned().ok_or(Refused::NotFound)?;
    let list = List { edition: Some(edition.slug.clone()), ..List::default() };
    let listed = stories::listed(tx, &list, NEWEST).await?;
    let cards = stories::cards(tx, plant, &edition, &listed).await?;
    Ok((plan, edition, cards, tx.last_logged().await?))
}

async fn render(plant: &Plant, slug: String) -> Result<Rendered> {
    let reader = plant.clone();
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &slug).await);
    let (plan, edition, Cards { cards, tags, until }, seq) = read.await?;
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
        frame: sections::frame(plant, &plan, &edition, head),
        newsfeed: cards.iter().take(LINES).cloned().collect(),
        newsfeed_url: format!("/{}/newsfeed", edition.slug),
        cards,
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tags(tags)
        .until(until)
        .until(edition.day_ends(plant.clock.now())))
}
