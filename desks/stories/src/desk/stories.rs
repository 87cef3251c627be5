//! `/desk/`: the stories that the person may read behind the paper's pages.

use super::private;
use crate::lacks::{Lacking, lacks};
use crate::pages::{Counted, DeskListPage, DeskStory};
use crate::store::lists::List;
use crate::story::State;
use crate::{Fields, store};
use ::store::Tx;
use axum::extract::{OriginalUri, State as FromState};
use axum::response::Response;
use base::{Result, Time};
use house::{Person, Right};
use sections::{Plan, before, encoded, keep_page, page_number, paging};
use site::answer::page_failure;
use site::frame::DeskFrame;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many stories a page lists.
const PER_PAGE: u32 = 50;

pub(crate) async fn index(
    FromState(plant): FromState<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    OriginalUri(uri): OriginalUri,
) -> Response {
    match render(&plant, &language, person, uri.query()).await {
        Ok(html) => private(html),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    query: Option<&str>,
) -> Result<String> {
    let page = page_number(query)?;
    let reader = Arc::clone(&person);
    let rows = plant.store.read(async move |tx: &mut Tx| {
        let list = List { skip: before(page, PER_PAGE), ..List::default() };
        let plan = sections::plan(tx).await?;
        let editions = reader.editions_read();
        let mut listed =
            store::newsroom_list(tx, &list, editions.as_deref(), i64::from(PER_PAGE) + 1).await?;
        let more = keep_page(&mut listed, page, PER_PAGE)?;
        let mut rows = Vec::with_capacity(listed.len());
        for (story, _) in listed {
            let fields = store::said(tx, story.id, story.revision).await?;
            rows.push((story, fields));
        }
        let texts: Vec<&Fields> = rows.iter().map(|(_, fields)| fields).collect();
        let lacking = lacks(tx, &plan, &texts).await?;
        Ok((plan, rows, lacking, more))
    });
    let (plan, rows, lacking, more) = rows.await?;
    let stories = rows.iter().zip(lacking).map(|((story, fields), lacking)| DeskStory {
        lacks: counted(&lacking),
        ..row(plant, language, &plan, story, fields)
    });
    let stories = stories.collect();
    let paging = paging("/desk/", page, more);
    let title = plant.words.desk_word(language, "stories")?;
    let desk = DeskFrame::new(language, title, Some(person.name.clone()))
        .office(person.must_everywhere(Right::Office).is_ok());
    let may_write = person.may_anywhere(Right::Write);
    let page = DeskListPage { desk, may_write, stories, newer: paging.newer, older: paging.older };
    plant.pages.render(&page, language)
}

fn row(plant: &Plant, reader: &Language, plan: &Plan, story: &crate::Story, fields: &Fields) -> DeskStory {
    let edition = plan.edition(&story.edition);
    let language = edition.map_or_else(Language::english, sections::Edition::tongue);
    let zone = edition.map(sections::Edition::time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let changed = story.updated_at.or(story.first_published_at).unwrap_or(story.changed_at);
    let moment = |time: Time| plant.words.moment(reader, &zone, time);
    let section = edition.and_then(|edition| edition.section(&fields.section));
    DeskStory {
        id: story.id.to_string(),
        state: story.state().as_str().into(),
        headline: fields.headline.clone(),
        edition: story.edition.clone(),
        direction: language.direction(),
        language,
        section: section.map_or_else(|| fields.section.clone(), |section| section.name.clone()),
        kind: fields.kind.to_string(),
        changed: moment(changed),
        url: story.path.as_deref().filter(|_| story.state() == State::Published).map(encoded),
        lacks: Vec::new(),
    }
}

/// Returns how many pictures of a story lack what.
fn counted(lacking: &[Lacking]) -> Vec<Counted> {
    let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
    for lacking in lacking {
        *counted.entry(lacking.lack.as_str()).or_default() += 1;
    }
    counted.into_iter().map(|(what, count)| Counted { what, count }).collect()
}
