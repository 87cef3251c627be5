//! The page cache: one rendering for many askers, dropped by tags, ended by the clock.
//!
//! What makes it safe to keep pages: a page is dropped before the write that changed it is answered; a rendering
//! during which one of its tags was dropped is not kept, and is not given to anybody who asked after the drop. While
//! the store is out of touch with other processes that write, every request is rendered and nothing is kept.

use crate::door::Page;
use crate::entry::{Entry, Rendered};
use crate::{Plant, answer};
use axum::response::Response;
use base::figures::Counter;
use base::{Broken, Result};
use http::HeaderMap;
use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, watch};

/// The pages that are kept.
#[derive(Clone)]
pub struct PageCache(Arc<Inner>);

struct Inner {
    pages: moka::sync::Cache<Arc<str>, Arc<Kept>>,
    index: Mutex<Index>,
    /// Pages that are gone and whose tags are still to be forgotten.
    evicted: Arc<Mutex<Vec<Arc<Kept>>>>,
    numbers: AtomicU64,
    shrinkers: Arc<Semaphore>,
    hits: Counter,
    misses: Counter,
}

struct Kept {
    number: u64,
    entry: Arc<Entry>,
}

#[derive(Default)]
struct Index {
    by_tag: HashMap<String, HashMap<u64, Arc<str>>>,
    flights: HashMap<Arc<str>, Flight>,
}

/// A rendering under way.
struct Flight {
    /// The tags dropped since it began, in order; none stands for all.
    dropped: Vec<Option<String>>,
    landing: watch::Receiver<Option<Landing>>,
}

/// What a rendering came to.
#[derive(Clone)]
struct Landing {
    entry: Arc<Entry>,
    /// How many drops had happened when the first came that concerns this page.
    spoilt_at: Option<usize>,
}

impl PageCache {
    /// Returns an empty cache that keeps up to about `bytes`.
    pub fn new(bytes: u64) -> Self {
        let evicted = Arc::new(Mutex::new(Vec::new()));
        let graveyard = Arc::clone(&evicted);
        let pages = moka::sync::Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &Arc<str>, kept: &Arc<Kept>| {
                kept.entry.weight().saturating_add(u32::try_from(key.len()).unwrap_or(u32::MAX))
            })
            // Called from within other calls of the cache: so it only takes a note.
            .eviction_listener(move |_, kept: Arc<Kept>, _| lock(&graveyard).push(kept))
            .build();
        let (index, numbers) = (Mutex::default(), AtomicU64::new(0));
        let (hits, misses) = Default::default();
        let shrinkers = Arc::new(Semaphore::new(1));
        Self(Arc::new(Inner { pages, index, evicted, numbers, shrinkers, hits, misses }))
    }

    /// Drops every page that bears one of these tags, kept or being rendered, before it returns.
    pub fn drop_tags(&self, tags: &[String]) {
        if tags.is_empty() {
            return;
        }
        let mut index = lock(&self.0.index);
        for tag in tags {
            for key in index.by_tag.remove(tag).unwrap_or_default().into_values() {
                self.0.pages.invalidate(&key);
            }
        }
        for flight in index.flights.values_mut() {
            flight.dropped.extend(tags.iter().cloned().map(Some));
        }
        self.forget_evicted(&mut index);
    }

    /// Drops every page.
    pub fn drop_all(&self) {
        let mut index = lock(&self.0.index);
        index.by_tag.clear();
        self.0.pages.invalidate_all();
        for flight in index.flights.values_mut() {
            flight.dropped.push(None);
        }
    }

    /// Returns how many tags lead to pages, for a test: none may be left behind.
    pub fn tag_count(&self) -> usize {
        lock(&self.0.index).by_tag.len()
    }

    /// Returns how often a page was there, how often it was not, how many are kept and about how many bytes.
    pub fn figures(&self) -> [u64; 4] {
        let Inner { pages, hits, misses, .. } = &*self.0;
        [hits.get(), misses.get(), pages.entry_count(), pages.weighted_size()]
    }

    /// Counts a page that was there.
    pub(crate) fn hit(&self) {
        self.0.hits.one();
    }

    fn kept(&self, plant: &Plant, key: &str) -> Option<Arc<Entry>> {
        let kept = self.0.pages.get(key)?;
        kept.entry.is_fresh(|| plant.clock.now()).then(|| Arc::clone(&kept.entry))
    }

    /// Returns the flight for this key and how many drops it had seen; `takes_off` makes a new one if need be.
    fn board(
        &self,
        plant: &Plant,
        key: &str,
        takes_off: impl FnOnce(Arc<str>) -> watch::Receiver<Option<Landing>>,
    ) -> Boarded {
        let mut index = lock(&self.0.index);
        if let Some(flight) = index.flights.get(key) {
            return Boarded::Joined(flight.landing.clone(), flight.dropped.len());
        }
        // It may have landed since the first look.
        if let Some(entry) = self.kept(plant, key) {
            return Boarded::Kept(entry);
        }
        let key: Arc<str> = key.into();
        let landing = takes_off(Arc::clone(&key));
        index.flights.insert(key, Flight { dropped: Vec::new(), landing: landing.clone() });
        Boarded::TookOff(landing)
    }

    /// Ends a flight: keeps the page unless one of its tags was dropped meanwhile.
    fn land(&self, plant: &Plant, key: &Arc<str>, entry: Arc<Entry>, may_be_kept: bool) -> Landing {
        let mut index = lock(&self.0.index);
        let dropped = index.flights.remove(key).map(|flight| flight.dropped).unwrap_or_default();
        // What bears no tags, a failure above all, may depend on anything.
        let concerns = |tag: &Option<String>| match tag {
            Some(tag) if may_be_kept && !entry.tags.is_empty() => entry.tags.contains(tag),
            _ => true,
        };
        let spoilt_at = dropped.iter().position(concerns);
        let may_be_kept = may_be_kept && plant.store.is_in_touch();
        if may_be_kept && spoilt_at.is_none() && entry.is_fresh(|| plant.clock.now()) {
            self.keep(&mut index, key, &entry);
        }
        Landing { entry, spoilt_at }
    }

    fn keep(&self, index: &mut Index, key: &Arc<str>, entry: &Arc<Entry>) {
        let number = self.0.numbers.fetch_add(1, Ordering::Relaxed);
        for tag in &entry.tags {
            index.by_tag.entry(tag.clone()).or_default().insert(number, Arc::clone(key));
        }
        self.0.pages.insert(Arc::clone(key), Arc::new(Kept { number, entry: Arc::clone(entry) }));
        self.forget_evicted(index);
    }

    fn forget_evicted(&self, index: &mut Index) {
        for gone in std::mem::take(&mut *lock(&self.0.evicted)) {
            forget(index, &gone);
        }
    }
}

enum Boarded {
    Kept(Arc<Entry>),
    Joined(watch::Receiver<Option<Landing>>, usize),
    TookOff(watch::Receiver<Option<Landing>>),
}

fn forget(index: &mut Index, gone: &Kept) {
    for tag in &gone.entry.tags {
        if let Some(keys) = index.by_tag.get_mut(tag) {
            keys.remove(&gone.number);
            if keys.is_empty() {
                index.by_tag.remove(tag);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Plant {
    /// Answers a GET from the cache, or by rendering: once, however many ask at the same time.
    ///
    /// `key` is the page's path as it was sent, and a query where one counts. It must name everything that the page
    /// depends on but the store, so pages of signed-in people have no place here: a page that is kept under a path
    /// is handed out at the door to whoever asks for it. A page without tags and without an end is not kept.
    pub async fn cached<F, Fut>(&self, headers: &HeaderMap, key: &str, render: F) -> Response
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future<Output = Result<Rendered>> + Send + 'static,
    {
        let entry = match self.at_hand(key) {
            Some(entry) => {
                self.cache.hit();
                entry
            }
            None if self.keeps_pages() => {
                self.cache.0.misses.one();
                self.rendered_once(key, render).await
            }
            None => rendered(self, key, render().await).0,
        };
        let mut response = entry.answer(headers, &self.cache.0.shrinkers).await;
        response.extensions_mut().insert(Page(entry));
        response
    }

    /// Returns the page under this key, if it is kept and may be handed out.
    pub(crate) fn at_hand(&self, key: &str) -> Option<Arc<Entry>> {
        self.keeps_pages().then(|| self.cache.kept(self, key)).flatten()
    }

    fn keeps_pages(&self) -> bool {
        self.settings.page_cache && self.store.is_in_touch()
    }

    async fn rendered_once<F, Fut>(&self, key: &str, render: F) -> Arc<Entry>
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future<Output = Result<Rendered>> + Send + 'static,
    {
        let mut render = Some(render);
        loop {
            let boarded = self.cache.board(self, key, |key| take_off(self.clone(), key, render.take()));
            match boarded {
                Boarded::Kept(entry) => return entry,
                Boarded::TookOff(landing) => return landed(self, key, landing).await.entry,
                Boarded::Joined(landing, joined_at) => {
                    let landing = landed(self, key, landing).await;
                    let is_older_than_we = landing.spoilt_at.is_some_and(|spoilt| spoilt < joined_at);
                    if !is_older_than_we && landing.entry.is_fresh(|| self.clock.now()) {
                        return landing.entry;
                    }
                }
            }
        }
    }
}

/// Starts a rendering that goes on even if everybody who asked for it is gone.
fn take_off<F, Fut>(plant: Plant, key: Arc<str>, render: Option<F>) -> watch::Receiver<Option<Landing>>
where
    F: FnOnce() -> Fut + Send + 'static,
    Fut: Future<Output = Result<Rendered>> + Send + 'static,
{
    let (landing, receiver) = watch::channel(None);
    tokio::spawn(async move {
        let outcome = match render {
            Some(render) => tokio::spawn(async move { render().await })
                .await
                .unwrap_or_else(|error| Err(Broken::new(error).while_doing("rendering").into())),
            None => Err(Broken::new("a page's rendering was used up").into()),
        };
        let (entry, may_be_kept) = rendered(&plant, &key, outcome);
        landing.send_replace(Some(plant.cache.land(&plant, &key, entry, may_be_kept)));
    });
    receiver
}

async fn landed(plant: &Plant, key: &str, mut landing: watch::Receiver<Option<Landing>>) -> Landing {
    if let Ok(landing) = landing.wait_for(Option::is_some).await
        && let Some(landing) = landing.clone()
    {
        return landing;
    }
    // Only where the runtime is being shut down.
    let failure = Err(Broken::new("a rendering was abandoned").into());
    Landing { entry: rendered(plant, key, failure).0, spoilt_at: None }
}

/// Returns the entry of a rendering or of its failure, and whether it may be kept.
fn rendered(plant: &Plant, key: &str, outcome: Result<Rendered>) -> (Arc<Entry>, bool) {
    match outcome.and_then(Entry::new) {
        Ok(entry) => {
            // What bears no tag could never be dropped.
            let may_be_kept = !entry.tags.is_empty() || entry.until.is_some();
            (Arc::new(entry), may_be_kept)
        }
        Err(failure) => (Arc::new(answer::failure_entry(plant, key, failure)), false),
    }
}
