//! `/desk/fronts`: the fronts that somebody may arrange.

use crate::front::Place;
use crate::pages::{DeskFronts, FrontRow};
use crate::store;
use ::store::Tx;
use axum::extract::State;
use axum::response::Response;
use base::Result;
use house::{Person, Right};
use http::StatusCode;
use sections::Edition;
use site::answer::desk_page;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::sync::Arc;

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, person).await)
}

async fn render(plant: &Plant, language: &Language, person: Arc<Person>) -> Result<String> {
    let read =
        plant.store.read(async |tx: &mut Tx| Ok((sections::plan(tx).await?, store::standings(tx).await?)));
    let (plan, standings) = read.await?;
    let row = |edition: &Edition, section: Option<&sections::Section>| {
        let place = Place::new(&edition.slug, section.map(|section| section.slug.as_str()));
        let standing = standings
            .iter()
            .find(|standing| standing.edition == place.edition && standing.section == place.section());
        let tongue = edition.tongue();
        FrontRow {
            edition: edition.name.clone(),
            section: section.map(|section| section.name.clone()).unwrap_or_default(),
            direction: tongue.direction(),
            language: tongue,
            url: place.below("/desk/fronts"),
            is_published: standing.is_some_and(|standing| standing.version > 0),
            changed: standing
                .map(|standing| plant.words.moment(language, &edition.time_zone(), standing.changed_at)),
        }
    };
    let mine = plan.editions.iter().filter(|edition| person.may(Right::Publish, &edition.slug));
    let fronts = mine.flat_map(|edition| {
        let sections = edition.sections.iter().map(move |section| row(edition, Some(section)));
        std::iter::once(row(edition, None)).chain(sections).collect::<Vec<_>>()
    });
    let desk = staff::frame(&person, language, plant.words.desk_word(language, "fronts")?);
    plant.pages.render(&DeskFronts { desk, fronts: fronts.collect() }, language)
}
