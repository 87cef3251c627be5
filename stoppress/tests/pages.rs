//! Every page with its samples, and the words in it.

use crate::paper::{Paper, foreign_phrase};
use base::{Chance, Clock};
use serde_json::json;
use site::Settings;
use stoppress::followers;
use stoppress::samples::samples;
use store::Store;
use store::testing::{Engine, TestDatabase};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_renders_its_samples_in_every_language() {
    let database = TestDatabase::new(Engine::from_environment()).await;
    let (clock, chance) = (Clock::Machine, Chance::seeded(1));
    let store =
        Store::open(database.url(), stoppress::MIGRATIONS, clock.clone(), chance.clone()).await.unwrap();
    let plant = followers::plant(
        store,
        files::Files::in_folder(std::path::Path::new("/nowhere")),
        clock,
        chance,
        Settings::default(),
    )
    .unwrap();

    let specimens = plant.pages.check(&samples()).unwrap();

    assert!(specimens.len() > 20);
    let phrases = plant.words.phrases();
    for specimen in &specimens {
        for forbidden in ["style=\"", "onclick", "<script>", "undefined"] {
            assert!(!specimen.html.contains(forbidden), "{} holds {forbidden}", specimen.template);
        }
        let stranger = foreign_phrase(&phrases, &specimen.language, &specimen.html);
        assert_eq!(stranger, None, "{} in {}", specimen.template, specimen.language);
    }
    assert_eq!(plant.words.check(), Vec::<String>::new());
    assert_eq!(plant.pages.check_words(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_of_a_kind_is_called_in_the_words_of_its_edition() {
    let paper = Paper::open().await;
    let fields = json!({ "edition": "ar", "kind": "opinion", "section": "world", "headline": "رأي" });
    paper.publish(fields).await;
    let (_, page) = paper.read("/ar/kind/opinion").await;
    let title = page.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap();

    for file in ["feed.rss", "feed.atom", "feed.json"] {
        let (_, feed) = paper.read(&format!("/ar/kind/opinion/{file}")).await;
        assert!(feed.contains(&format!("{title} — ")) && !feed.contains("opinion — "), "{file}: {feed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newsfeed_is_narrowed_by_a_section_however_a_browser_writes_it() {
    let paper = Paper::open().await;
    paper.publish(json!({ "section": "world", "headline": "Of the world" })).await;
    paper.publish(json!({ "section": "sport", "headline": "Of the pitch" })).await;

    for wish in ["section=world", "section=w%6Frld"] {
        let (status, page) = paper.read(&format!("/en/newsfeed?{wish}")).await;
        assert_eq!(status, 200, "{wish}");
        assert!(page.contains("Of the world") && !page.contains("Of the pitch"), "{wish}");
    }
    assert_eq!(paper.read("/en/newsfeed?section=%FF").await.0, 404);
}
