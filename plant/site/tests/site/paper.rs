//! A small paper to test with: a real store in a temporary folder, a clock that stands still, one template.

use base::{Chance, Clock, Time};
use http::HeaderMap;
use site::frame::EditionHead;
use site::pages::{Pages, Source};
use site::words::{Language, Words};
use site::{Masthead, Plant, Settings};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Migration, Store};

const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_plant", sql: include_str!("../../../../migrations/0001_plant.sql") },
    Migration { name: "0007_nodes", sql: include_str!("../../../../migrations/0007_nodes.sql") },
];

pub(crate) struct Paper {
    pub(crate) plant: Plant,
    pub(crate) clock: Clock,
    _folder: tempfile::TempDir,
}

fn failure_page() -> Source {
    Source {
        prefix: "theme",
        list: || vec![Cow::Borrowed("failure.html")],
        get: |_| {
            let text: &[u8] =
                b"<html lang=\"{{ language }}\"><p>{{ status }} {{ name }} {{ reference or '' }}</p>";
            Some(Cow::Borrowed(text))
        },
    }
}

pub(crate) async fn paper() -> Paper {
    paper_with(Settings { public_url: "https://gazette.example".into(), ..Settings::default() }).await
}

pub(crate) async fn paper_with(settings: Settings) -> Paper {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::set(Time::from_micros(1_790_000_000_000_000));
    let chance = Chance::seeded(7);
    let url = format!("sqlite:{}", folder.path().join("paper.db").display());
    let store = Store::open(&url, MIGRATIONS, clock.clone(), chance.clone()).await.unwrap();
    let words =
        Words::from_texts(BTreeMap::from([(Language::english(), "hello = Hello\n".to_owned())])).unwrap();
    let pages = Pages::new(vec![failure_page()], words.clone(), Arc::new(|_| None)).unwrap();
    let plant = Plant::new(
        store,
        files::Files::in_folder(std::path::Path::new("/nowhere")),
        clock.clone(),
        chance,
        settings,
        pages,
        words,
    );
    let edition = |slug: &str, name: &str, language: &str| {
        EditionHead::new(slug, name, Language::parse(language).unwrap())
    };
    let editions = vec![edition("en", "The Gazette", "en"), edition("ar", "الجريدة", "ar")];
    plant.masthead.store(Arc::new(Masthead { editions }));
    Paper { plant, clock, _folder: folder }
}

/// The routes as the program would serve them.
pub(crate) fn house(routes: axum::Router<Plant>, plant: &Plant) -> axum::Router {
    let routes = routes.fallback(site::answer::no_such_page);
    site::limits::layers(routes, plant).with_state(plant.clone())
}

pub(crate) fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap())).collect()
}

pub(crate) async fn text(response: axum::response::Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
