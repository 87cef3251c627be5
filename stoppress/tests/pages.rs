//! Every page with its samples, and the words in it.

use crate::paper::foreign_phrase;
use base::{Chance, Clock};
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
