//! Who reacts to what: the whole picture on one page.
//!
//! | what happened | who reacts | when |
//! | --- | --- | --- |
//! | anything public to a story | the page cache drops every page that bears it | before the write is answered |
//! | the plan of the paper changed | the page cache drops every page | before the write is answered |
//! | anything public to a story | open pages are told over `/events` | after, in the log's order |

use anyhow::{Result, anyhow};
use base::{Chance, Clock};
use site::pages::{Pages, source, theme};
use site::words::Words;
use site::{Plant, Settings};
use std::sync::Arc;
use store::Store;

/// Returns the plant with its listeners in place.
pub fn plant(store: Store, clock: Clock, chance: Chance, settings: Settings) -> Result<Plant> {
    let words = Words::embedded().map_err(|failure| anyhow!("{failure}"))?;
    let sources = vec![
        theme(),
        source::<staff::Templates>("staff"),
        source::<stories::Templates>("stories"),
        source::<fronts::Templates>("fronts"),
        source::<newsfeed::Templates>("newsfeed"),
    ];
    let pages = Pages::new(sources, words.clone(), Arc::new(site::assets::url)).map_err(|f| anyhow!("{f}"))?;
    let plant = Plant::new(store, clock, chance, settings, pages, words);
    let cache = plant.cache.clone();
    plant.store.on_commit(move |rows| {
        let tags: Vec<String> = rows.iter().flat_map(stories::tags).collect();
        if !tags.is_empty() {
            cache.drop_tags(&tags);
        }
    });
    Ok(plant)
}
