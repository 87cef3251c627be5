//! The plant: everything that a desk's handler needs, in one clonable handle.

use crate::figures::Figures;
use crate::lends::Lends;
use crate::limits::Limits;
use crate::masthead::Masthead;
use crate::pages::Pages;
use crate::words::Words;
use crate::{PageCache, Pulse, Settings, Streams};
use arc_swap::ArcSwap;
use base::{Chance, Clock};
use files::Files;
use std::ops::Deref;
use std::sync::Arc;
use store::Store;

/// The handle that every handler gets as its state.
#[derive(Clone)]
pub struct Plant(Arc<Parts>);

/// What the plant is made of.
pub struct Parts {
    pub store: Store,
    pub files: Files,
    pub clock: Clock,
    pub chance: Chance,
    pub settings: Settings,
    pub cache: PageCache,
    pub streams: Streams,
    pub limits: Limits,
    pub figures: Figures,
    pub pages: Pages,
    pub words: Words,
    pub lends: Lends,
    pub pulse: Pulse,
    /// Set by whoever knows the editions, at the start and whenever they change.
    pub masthead: ArcSwap<Masthead>,
}

impl Plant {
    /// Returns a plant with an empty cache and no open streams.
    #[allow(clippy::too_many_arguments, reason = "each is a part of its own, and there are three callers")]
    pub fn new(
        store: Store,
        files: Files,
        clock: Clock,
        chance: Chance,
        settings: Settings,
        pages: Pages,
        words: Words,
    ) -> Self {
        let cache = PageCache::new(settings.page_cache_bytes);
        let limits = Limits::new(clock.clone());
        let streams = Streams::new(settings.streams_per_address);
        // What a reader who resumes is told must never be older than an answered write.
        let told = streams.clone();
        store.on_commit(move |_| told.forget_replays());
        let figures = Figures::new(&chance);
        let masthead = ArcSwap::default();
        Self(Arc::new(Parts {
            store,
            files,
            clock,
            chance,
            settings,
            cache,
            streams,
            limits,
            figures,
            pages,
            words,
            lends: Lends::default(),
            pulse: Pulse::default(),
            masthead,
        }))
    }

    /// Returns the absolute address of a path, by `public_url` and never by the `Host` header.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.settings.public_url)
    }
}

impl Deref for Plant {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
