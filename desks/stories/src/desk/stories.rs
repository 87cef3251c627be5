//! `/desk/`: the stories that the person may read behind the paper's pages.

use crate::editor_page::Choice;
use crate::lacks::{Lacking, lacks};
use crate::pages::{Blocked, Counted, DeskFilter, DeskListPage, DeskStory, Missed, TwoClocks};
use crate::stop_list::{self, Stops};
use crate::store::lists::{List, Writer};
use crate::story::{State, Story};
use crate::{Fields, checklist, copies, newsroom, store};
use ::store::Tx;
use axum::extract::rejection::QueryRejection;
use axum::extract::{OriginalUri, Query, State as FromState};
use axum::response::Response;
use base::{Id, Result, Time};
use house::{Person, Right};
use http::StatusCode;
use jiff::tz::TimeZone;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sections::{Edition, Plan, before, encoded, keep_page, page_number};
use serde::Deserialize;
use site::answer::desk_page;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How many stories a page lists.
const PER_PAGE: u32 = 50;
/// How many stories are told at most that the clock could not publish.
const MOST_MISSED: i64 = 20;

/// How the list is asked for; what is missing or empty is not asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    state: String,
    edition: String,
    section: String,
    /// Whose it is: an id.
    by: String,
    /// Not empty where only the person's own stories are wanted.
    mine: String,
}

pub(crate) async fn index(
    FromState(plant): FromState<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    OriginalUri(uri): OriginalUri,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Query(asked) = asked.unwrap_or_default();
    desk_page(&plant, StatusCode::OK, render(&plant, &language, person, &asked, uri.query()).await)
}

/// The stories of a page, with all that it says of them.
struct Read {
    plan: Plan,
    rows: Vec<(Story, Fields, String)>,
    lacking: Vec<Vec<Lacking>>,
    /// The first rows are those of the list, the others what the clock could not publish.
    listed: usize,
    /// What is in the way of each row.
    blocked: Vec<Vec<Blocked>>,
    /// Who scheduled what the clock could not publish.
    scheduled_by: Vec<Option<String>>,
    names: HashMap<String, String>,
    here: HashMap<Id, Vec<String>>,
    /// Which of the drafts were sent back.
    returned: HashSet<Id>,
    people: Vec<Person>,
    more: bool,
    seq: i64,
}

async fn read(tx: &mut Tx, person: &Person, asked: &Asked, page: u32) -> Result<Read> {
    let plan = sections::plan(tx).await?;
    let editions = person.editions_read();
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty() && !text.contains('\0'));
    let list = List {
        words: some(&asked.q).filter(|words| !words.trim().is_empty()),
        edition: some(&asked.edition),
        section: some(&asked.section),
        state: some(&asked.state),
        by: writer(tx, person, asked).await?,
        skip: before(page, PER_PAGE),
        ..List::default()
    };
    let rows = store::newsroom_list(tx, &list, editions.as_deref(), i64::from(PER_PAGE) + 1).await?;
    let mut listed: Vec<Story> = rows.into_iter().map(|(story, _)| story).collect();
    let more = keep_page(&mut listed, page, PER_PAGE)?;
    let count = listed.len();
    let missed = store::missed(tx, editions.as_deref(), MOST_MISSED).await?;
    let mut scheduled_by = Vec::with_capacity(missed.len());
    for story in &missed {
        scheduled_by.push(store::scheduled_by(tx, story.id).await?);
    }
    let actors = listed.iter().map(|story| story.created_by.as_str());
    let actors = actors.chain(scheduled_by.iter().flatten().map(String::as_str));
    let names = staff::names_of(tx, actors).await?;
    let mut rows = Vec::with_capacity(count + missed.len());
    for story in listed.into_iter().chain(missed) {
        let fields = store::said(tx, story.id, story.revision).await?;
        let by = names.get(&story.created_by).cloned().unwrap_or_default();
        rows.push((story, fields, by));
    }
    let texts: Vec<&Fields> = rows.iter().map(|(_, fields, _)| fields).collect();
    let lacking = lacks(tx, &plan, &texts).await?;
    let blocked = blocked(tx, &plan, &rows, &lacking).await?;
    let ids: Vec<Id> = rows.iter().map(|(story, ..)| story.id).collect();
    let here = copies::here(tx, person, &ids).await?;
    let drafts = rows.iter().filter(|(story, ..)| story.state() == State::Draft).map(|(story, ..)| story.id);
    let returned = store::returned(tx, &drafts.collect::<Vec<Id>>()).await?;
    let people = staff::members_of(tx).await?;
    let seq = tx.last_logged().await?;
    Ok(Read {
        plan,
        rows,
        lacking,
        listed: count,
        blocked,
        scheduled_by,
        names,
        here,
        returned,
        people,
        more,
        seq,
    })
}

/// Returns whose stories are wanted, if it is somebody's.
async fn writer(tx: &mut Tx, person: &Person, asked: &Asked) -> Result<Option<Writer>> {
    if !asked.mine.is_empty() {
        return Ok(Some(Writer { actor: person.actor(), name: person.name.clone() }));
    }
    let actor = Some(asked.by.clone()).filter(|by| !by.is_empty() && !by.contains('\0'));
    let Some(actor) = actor else { return Ok(None) };
    let name = staff::name_of(tx, &actor).await?.unwrap_or_default();
    Ok(Some(Writer { actor, name }))
}

/// Returns what is in the way of each row that is to go out, or should have.
async fn blocked(
    tx: &mut Tx,
    plan: &Plan,
    rows: &[(Story, Fields, String)],
    lacking: &[Vec<Lacking>],
) -> Result<Vec<Vec<Blocked>>> {
    let mut stops: HashMap<String, Stops> = HashMap::new();
    let mut blocked = Vec::with_capacity(rows.len());
    for ((story, fields, _), lacking) in rows.iter().zip(lacking) {
        let is_due = matches!(story.state(), State::Approved | State::Scheduled) || story.missed().is_some();
        if is_due && !stops.contains_key(&fields.edition) {
            stops.insert(fields.edition.clone(), stop_list::of_edition(tx, &fields.edition).await?);
        }
        let of_edition = stops.get(&fields.edition).filter(|_| is_due);
        let short = of_edition.map(|stops| checklist::in_short(plan, fields, lacking, stops));
        let short = short.unwrap_or_default().into_iter();
        blocked.push(short.map(|(what, about)| Blocked { what, about }).collect());
    }
    Ok(blocked)
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    asked: &Asked,
    query: Option<&str>,
) -> Result<String> {
    let page = page_number(query)?;
    let (reader, wanted) = (Arc::clone(&person), asked.clone());
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &wanted, page).await);
    let read = read.await?;
    let Read { plan, rows, lacking, listed, blocked, scheduled_by, names, .. } = read;
    let Read { here: present, returned, people, more, seq, .. } = read;
    let reads = |edition: &&Edition| person.may(Right::Read, &edition.slug);
    let clock = plan.edition(&asked.edition).or_else(|| plan.editions.iter().find(reads));
    let zone = clock.map(Edition::time_zone).unwrap_or(TimeZone::UTC);
    let zone_name = clock.map_or_else(|| "UTC".into(), |edition| edition.zone.clone());
    let stories =
        rows.iter().zip(lacking).zip(blocked).map(|(((story, fields, by), lacking), blocked)| DeskStory {
            lacks: counted(&lacking),
            blocked,
            is_returned: returned.contains(&story.id),
            begun_by: begun_by(by, &fields.bylines),
            here: present.get(&story.id).map(|names| names.join(", ")).unwrap_or_default(),
            ..row(plant, language, (&plan, &zone), story, fields)
        });
    let mut stories: Vec<DeskStory> = stories.collect();
    let missed = stories.split_off(listed).into_iter().zip(scheduled_by).map(|(story, by)| Missed {
        story,
        is_yours: by.as_deref() == Some(person.actor().as_str()),
        scheduled_by: by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
    });
    let missed = missed.collect();
    let title = plant.words.desk_word(language, "stories")?;
    let readable = plan.editions.iter().filter(|edition| person.may(Right::Read, &edition.slug));
    let topics: Vec<String> = readable.clone().map(|edition| topic(&edition.slug)).collect();
    let desk = staff::frame(&person, language, title).listening(topics.join(","), seq);
    let may_write = person.may_anywhere(Right::Write);
    let filter = filter(asked, language, &readable.collect::<Vec<_>>(), people);
    let (newer, older) = ((page > 1).then(|| here(asked, page - 1)), more.then(|| here(asked, page + 1)));
    let page = DeskListPage { desk, may_write, filter, zone: zone_name, missed, stories, newer, older };
    plant.pages.render(&page, language)
}

/// What is asked for, and what else can be chosen in the editions that the person reads.
fn filter(asked: &Asked, language: &Language, readable: &[&Edition], people: Vec<Person>) -> DeskFilter {
    let writes = |one: &Person| readable.iter().any(|edition| one.may(Right::Write, &edition.slug));
    let people = people.into_iter().filter(writes);
    let editions =
        readable.iter().map(|edition| Choice { slug: edition.slug.clone(), name: edition.name.clone() });
    DeskFilter {
        words: asked.q.clone(),
        state: asked.state.clone(),
        edition: asked.edition.clone(),
        section: asked.section.clone(),
        is_mine: !asked.mine.is_empty(),
        states: STATES.to_vec(),
        editions: editions.collect(),
        sections: match readable.iter().find(|edition| edition.slug == asked.edition) {
            Some(edition) => super::editor::sections_of(edition),
            None => sections_of_all(readable, language),
        },
        by: if asked.mine.is_empty() { asked.by.clone() } else { String::new() },
        people: people.map(|one| Choice { slug: one.id.to_string(), name: one.name }).collect(),
    }
}

/// The sections of several editions, each once: of the same slug they are the same desk's, called as the edition in the
/// person's language calls them, or else the first.
fn sections_of_all(editions: &[&Edition], language: &Language) -> Vec<Choice> {
    let own = editions.iter().filter(|edition| edition.tongue().root() == language.root());
    let mut sections: Vec<Choice> = Vec::new();
    for section in own.chain(editions).flat_map(|edition| super::editor::sections_of(edition)) {
        if !sections.iter().any(|known| known.slug == section.slug) {
            sections.push(section);
        }
    }
    sections
}

const STATES: [&str; 6] = ["draft", "submitted", "approved", "scheduled", "published", "withdrawn"];

/// The topic that tells lists of an edition's stories, to the newsroom.
pub(crate) fn topic(edition: &str) -> String {
    format!("desk:stories:{edition}")
}

/// The address of a page of the list, with what is asked for.
fn here(asked: &Asked, page: u32) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let asked = [
        ("q", &asked.q),
        ("state", &asked.state),
        ("edition", &asked.edition),
        ("section", &asked.section),
        ("by", &asked.by),
        ("mine", &asked.mine),
        ("page", &page),
    ];
    let said = asked.into_iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    if said.is_empty() { "/desk/".into() } else { format!("/desk/?{}", said.join("&")) }
}

fn row(
    plant: &Plant,
    reader: &Language,
    (plan, zone): (&Plan, &TimeZone),
    story: &Story,
    fields: &Fields,
) -> DeskStory {
    let edition = plan.edition(&story.edition);
    let language = edition.map_or_else(Language::english, Edition::tongue);
    let own_zone = edition.map(Edition::time_zone).unwrap_or(TimeZone::UTC);
    let changed = story.updated_at.or(story.first_published_at).unwrap_or(story.changed_at);
    let moment = |time: Time| TwoClocks {
        shown: plant.words.moment(reader, zone, time),
        own: plant.words.moment(reader, &own_zone, time).full,
    };
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
        scheduled: story.due().map(moment),
        bylines: fields.bylines.join(", "),
        begun_by: String::new(),
        url: story.path.as_deref().filter(|_| story.state() == State::Published).map(encoded),
        lacks: Vec::new(),
        blocked: Vec::new(),
        missed: story.missed().map(moment),
        here: String::new(),
        is_ahead: newsroom::is_ahead(story),
        is_returned: false,
    }
}

/// Returns who began a story, where its byline does not say so already.
fn begun_by(name: &str, bylines: &[String]) -> String {
    if bylines.iter().any(|byline| byline == name) { String::new() } else { name.to_owned() }
}

/// Returns how many pictures of a story lack what.
fn counted(lacking: &[Lacking]) -> Vec<Counted> {
    let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
    for lacking in lacking {
        *counted.entry(lacking.lack.as_str()).or_default() += 1;
    }
    counted.into_iter().map(|(what, count)| Counted { what, count }).collect()
}
