//! Who reacts to what: the whole picture on one page.
//!
//! | what happened | who reacts | when |
//! | --- | --- | --- |
//! | anything public to a story | the page cache drops every page that bears it | before the write is answered |
//! | anything public to a picture | the page cache drops every page that shows it | before the write is answered |
//! | anything public to a post of a live coverage | as to its story | before the write is answered |
//! | a front is published, its strip ends | the page cache drops the fronts of its edition | before the write is answered |
//! | somebody lost a way in | the desk's streams that they opened end | before the write is answered |
//! | the hosts of embeds changed | the page cache drops every page that embeds something | before the write is answered |
//! | the plan of the paper changed | the page cache drops every page | before the write is answered |
//! | a topic is renamed or merged | the page cache drops every page | before the write is answered |
//! | the plan of the paper changed | failures learn the editions' names, languages, logos and colours | at once after |
//! | anything public to a story, a post, a picture, a front or an author | open pages are told over `/events` | after, in the log's order |
//! | anything to a webhook | open pages of the office are told over `/events` | after, in the log's order |
//! | anything, as far as each receiver may know of it | webhooks, by one process at a time | after, in the log's order |
//! | the newsroom starts | stories and pictures that nobody finds by words yet are put in | once |
//!
//! Where several processes work on one database each of them does this, for its own changes and for the others'.

use crate::lends;
use crate::theme;
use anyhow::Result;
use base::{Chance, Clock, Id};
use files::Files;
use futures_util::future::BoxFuture;
use site::pages::{Source, source};
use site::streams::Message;
use site::{Masthead, Plant, Settings};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::{LogRow, Store, Tx};
use tokio::sync::Notify;

/// Returns the plant with its listeners in place.
pub fn plant(store: Store, files: Files, clock: Clock, chance: Chance, settings: Settings) -> Result<Plant> {
    dressed(store, files, clock, chance, settings, None)
}

/// Returns all templates of the house.
pub fn sources() -> Vec<Source> {
    vec![
        site::pages::theme(),
        source::<staff::Templates>("staff"),
        source::<media::Templates>("media"),
        source::<stories::Templates>("stories"),
        source::<fronts::Templates>("fronts"),
        source::<newsfeed::Templates>("newsfeed"),
        source::<live::Templates>("live"),
        source::<office::Templates>("office"),
    ]
}

/// Returns the plant with its listeners in place, in the look of the theme in this folder.
pub fn dressed(
    store: Store,
    files: Files,
    clock: Clock,
    chance: Chance,
    settings: Settings,
    dir: Option<&Path>,
) -> Result<Plant> {
    let (pages, words) = match dir {
        Some(dir) => theme::read(dir)?,
        None => theme::default()?,
    };
    let plant = Plant::new(store, files, clock, chance, settings, pages, words);
    lends::install(&plant);
    let (cache, streams) = (plant.cache.clone(), plant.streams.clone());
    plant.store.on_commit(move |rows| {
        for row in rows.iter().filter(|row| staff::ends_a_way_in(row)) {
            streams.end_of(row.subject);
        }
        let tags: Vec<String> = rows
            .iter()
            .flat_map(|row| [stories::tags(row), media::tags(row), fronts::tags(row)].concat())
            .collect();
        if !tags.is_empty() {
            cache.drop_tags(&tags);
        }
    });
    Ok(plant)
}

/// Returns what open pages are told of rows of the log, by the desks that they are about.
pub async fn tell(plant: Plant, rows: Vec<LogRow>) -> base::Result<Vec<Message>> {
    let mut messages = stories::tell(plant.clone(), rows.clone()).await?;
    messages.extend(live::tell(plant.clone(), rows.clone()).await?);
    messages.extend(fronts::tell(&rows));
    messages.extend(office::tell(&rows));
    messages.extend(media::tell(plant, rows).await?);
    Ok(messages)
}

/// Keeps the masthead as the plan is, until it is dropped.
pub async fn keep_masthead(plant: Plant) {
    let changed = Arc::new(Notify::new());
    let bell = Arc::clone(&changed);
    plant.store.on_commit(move |rows| {
        let is_plan = |row| matches!(house::Event::from_row(row), Some(house::Event::PlanChanged { .. }));
        if rows.iter().any(is_plan) {
            bell.notify_one();
        }
    });
    loop {
        // Once at first: it may have changed since it was last read.
        while let Err(failure) = name_editions(&plant).await {
            tracing::error!(%failure, "the editions could not be read");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        changed.notified().await;
    }
}

/// Tells the web side which editions there are, so that failures speak a reader's language and look as the paper does.
pub async fn name_editions(plant: &Plant) -> base::Result<()> {
    let plan = sections::read_plan(plant).await?;
    let editions = plan.editions.iter().map(sections::Edition::head);
    plant.masthead.store(Arc::new(Masthead { editions: editions.collect() }));
    Ok(())
}

/// How many things are put among those that are found in one write.
const AT_ONCE: i64 = 100;

/// Puts some of a desk's things among those that are found; returns where to go on.
type Put = for<'t> fn(&'t mut Tx, Option<Id>) -> BoxFuture<'t, base::Result<Option<Id>>>;

/// Puts stories and pictures among what the desk finds by words that were there before it could: once after an update,
/// and after a copy was brought back that had none. Where nothing is missing that is seen at a glance.
pub async fn put_missing(plant: Plant) {
    let puts: [Put; 2] = [
        |tx, before| Box::pin(stories::put_missing(tx, before, AT_ONCE)),
        |tx, before| Box::pin(media::put_missing(tx, before, AT_ONCE)),
    ];
    for put in puts {
        let mut before = None;
        loop {
            match plant.store.write(async move |tx: &mut Tx| put(tx, before).await).await {
                Ok(None) => break,
                Ok(last) => before = last,
                Err(failure) => {
                    tracing::error!(%failure, "what is to be found by words could not be put in");
                    tokio::time::sleep(Duration::from_secs(60)).await;
                }
            }
        }
    }
}
