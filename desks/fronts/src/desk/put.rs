//! `GET /desk/fronts/E/slots?story=ID`: where a story stands on the fronts of its edition, and the form by which it is put
//! on one or taken off. The editor shows that form in its bar.

use crate::front::{Place, must_arrange};
use crate::pages::{DeskPut, PutSpot, PutStanding, PutTarget, Said};
use crate::store::{self, Begun};
use ::store::Tx;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use base::{Id, Refused, Result};
use house::Person;
use http::StatusCode;
use sections::Edition;
use serde::Deserialize;
use site::answer::desk_page;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::sync::Arc;
use stories::{Brief, State as Stage};

#[derive(Deserialize)]
pub(crate) struct Asking {
    story: Id,
}

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(edition): Path<String>,
    asked: Result<Query<Asking>, QueryRejection>,
) -> Response {
    let story = asked.ok().map(|Query(Asking { story })| story);
    desk_page(&plant, StatusCode::OK, render(&plant, &language, person, edition, story).await)
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    edition: String,
    story: Option<Id>,
) -> Result<String> {
    let (reader, speaks) = (plant.clone(), language.clone());
    let page = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let edition = Place::new(&edition, None).find(&plan)?;
        must_arrange(&person, &edition.slug)?;
        let found = stories::briefly(tx, &[story.ok_or(Refused::NotFound)?]).await?;
        let brief = found.into_iter().find(|brief| brief.edition == edition.slug).ok_or(Refused::NotFound)?;
        let fronts = store::of_edition(tx, &edition.slug).await?;
        let title = reader.words.desk_word(&speaks, "front-put")?;
        let desk = staff::frame(&person, &speaks, title);
        let tongue = edition.tongue();
        Ok(DeskPut {
            desk,
            story: brief.id.to_string(),
            headline: brief.headline.clone(),
            may_put: brief.state != Stage::Withdrawn,
            direction: tongue.direction(),
            language: tongue,
            action: format!("{}/slots", Place::new(&edition.slug, None).below("/desk/fronts")),
            targets: targets(edition, &brief, &fronts),
            standing: standing(edition, &brief, &fronts),
        })
    });
    plant.pages.render(&page.await?, language)
}

/// Returns where the story can be put: on the edition's front and on that of its section.
fn targets(edition: &Edition, brief: &Brief, fronts: &[Begun]) -> Vec<PutTarget> {
    let target = |section: &str, name: &str| {
        let draft = fronts.iter().find(|front| front.section == section).map(|front| &front.draft);
        let spot = |container, id: &str, is_last| PutSpot {
            value: format!("{section}/{id}/{}", if is_last { "last" } else { "first" }),
            container,
            is_last,
        };
        let mut spots = Vec::new();
        for (n, container) in draft.into_iter().flat_map(|draft| &draft.containers).enumerate() {
            let said = || Some(Said::container(&container.name, n + 1));
            spots.push(spot(said(), &container.id, false));
            if !container.slots.is_empty() {
                spots.push(spot(said(), &container.id, true));
            }
        }
        if spots.is_empty() {
            spots.push(spot(None, "", false));
        }
        PutTarget { name: name.into(), spots }
    };
    let section = edition.section(&brief.section).map(|section| target(&section.slug, &section.name));
    std::iter::once(target("", &edition.name)).chain(section).collect()
}

/// Returns where the story stands: in a draft, or before the readers.
fn standing(edition: &Edition, brief: &Brief, fronts: &[Begun]) -> Vec<PutStanding> {
    let story = brief.id;
    let standing = fronts.iter().filter_map(|Begun { section, draft, shown }| {
        let place = Place::new(&edition.slug, Some(section.as_str()).filter(|section| !section.is_empty()));
        let is_placed = shown.as_ref().is_some_and(|shown| shown.home(story).is_some());
        let is_seen = is_placed && brief.state == Stage::Published;
        let is_strip = draft.strip.as_ref().is_some_and(|strip| strip.story == Some(story));
        let at = draft.place_of(story).and_then(|(n, slot)| Some((n, slot, draft.containers.get(n)?)));
        let container = at.map(|(n, _, container)| Said::container(&container.name, n + 1));
        let number = at.map_or(0, |(_, slot, _)| slot + 1);
        (container.is_some() || is_seen || is_strip).then(|| PutStanding {
            name: edition.section(section).map_or_else(|| edition.name.clone(), |known| known.name.clone()),
            url: format!("{}#slot-{story}", place.below("/desk/fronts")),
            section: section.clone(),
            container,
            number,
            is_placed,
            is_strip,
        })
    });
    standing.collect()
}
