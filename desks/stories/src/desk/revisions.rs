//! `/desk/stories/{id}/revisions`: every revision with who made it, when and why; any two compared; and the way back to
//! each.

use super::head;
use crate::changes::{Changes, Eyes};
use crate::checklist;
use crate::pages::{Comparison, RevisionView, RevisionsPage, Step, Thumb};
use crate::pictures;
use crate::store::{self, Happened, RevisionRow};
use crate::verbs::{self, Asked, Seen};
use crate::view::find_behind;
use crate::workflow;
use ::store::Tx;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Id, Refused, Result, Time};
use copy::{Op, What};
use house::{Event, Person};
use http::StatusCode;
use jiff::tz::TimeZone;
use media::Glance;
use sections::Edition;
use serde::Deserialize;
use site::answer::{desk_page, id, page_failure, status};
use site::frame::Moment;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many revisions a page lists.
const PER_PAGE: usize = 100;

/// What is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    from: Option<i64>,
    to: Option<i64>,
    /// `flow`, or `sides`.
    view: Option<String>,
    page: Option<usize>,
}

/// The order to go back: to which revision, and which one was the newest that the person saw.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Order {
    revision: i64,
    seen: i64,
}

/// Lists the revisions.
pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(story): Path<String>,
    query: Result<Query<Asking>, QueryRejection>,
) -> Response {
    let Query(asking) = query.unwrap_or_default();
    desk_page(&plant, StatusCode::OK, page(&plant, &language, person, &story, asking, None).await)
}

/// Goes back to a revision: its words become the newest one.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(story): Path<String>,
    form: Result<Form<Order>, FormRejection>,
) -> Response {
    let done = match form {
        Ok(Form(order)) => go_back(&plant, Arc::clone(&person), &story, order).await,
        Err(rejection) => Err(Refused::field("", rejection.body_text()).into()),
    };
    let failure = match done {
        Ok((seen, now)) => {
            let there = format!("/desk/stories/{story}/revisions?from={seen}&to={now}");
            return Redirect::to(&there).into_response();
        }
        Err(failure) => failure,
    };
    let word = match &failure {
        Failure::Refused(Refused::Stale { .. }) => "refused-changed-meanwhile",
        Failure::Refused(Refused::NotAllowed(_)) => "refused-not-yours",
        Failure::Refused(Refused::NotValid(_)) => "refused-words-of-then",
        _ => return page_failure(&plant, None, failure),
    };
    let status = status(&failure);
    let html = page(&plant, &language, person, &story, Asking::default(), Some((word, &failure))).await;
    desk_page(&plant, status, html)
}

async fn go_back(plant: &Plant, person: Arc<Person>, story: &str, order: Order) -> Result<(i64, i64)> {
    let story = id(story)?;
    let asked = Asked { person, seen: Seen::Revision(order.seen), chance: plant.chance.clone() };
    let saved =
        plant.store.write(async move |tx: &mut Tx| verbs::go_back(tx, &asked, story, order.revision).await);
    Ok((order.seen, saved.await?.story.revision))
}

/// What the page is made of.
struct Read {
    plan: sections::Plan,
    story: crate::Story,
    fields: crate::Fields,
    rows: Vec<RevisionRow>,
    happened: Vec<Happened>,
    names: HashMap<String, String>,
    /// The two that are compared, with what each says.
    compared: Option<[(i64, crate::Fields); 2]>,
    /// The pictures of both.
    glances: Vec<Glance>,
}

async fn page(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    story: &str,
    asking: Asking,
    refused: Option<(&str, &Failure)>,
) -> Result<String> {
    let (id, reader, wanted) = (id(story)?, Arc::clone(&person), asking.clone());
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, id, &wanted).await).await?;
    let zone = read.plan.edition(&read.story.edition).map_or(TimeZone::UTC, Edition::time_zone);
    let moment = |time: Time| plant.words.moment(language, &zone, time);
    // An id without a name is somebody who is there no more; a word is nobody in particular: `clock`, `import`.
    let name = |actor: &str| match read.names.get(actor) {
        Some(name) => name.clone(),
        None if actor.parse::<Id>().is_ok() => String::new(),
        None => plant.words.of_the_log(language, "actor", actor),
    };
    let mut steps = steps(&read.happened);
    let number = asking.page.unwrap_or(1).max(1);
    let before = (number - 1).saturating_mul(PER_PAGE);
    let shown = read.rows.iter().rev().skip(before).take(PER_PAGE);
    let revisions: Vec<RevisionView> = shown
        .map(|row| RevisionView {
            number: row.number,
            at: moment(row.at),
            who: name(&row.actor),
            cause: row.cause.clone(),
            steps: steps
                .remove(&row.number)
                .unwrap_or_default()
                .into_iter()
                .map(|happened| Step {
                    what: happened.event.trim_start_matches("story_").to_owned(),
                    at: moment(happened.at),
                    who: happened.actor.as_deref().map(name).unwrap_or_default(),
                    note: match crate::notes::missed(&happened.data) {
                        (Some(due), lacks) => {
                            missed(plant, language, &moment(due), &lacks).unwrap_or_default()
                        }
                        _ => happened.reason.clone().unwrap_or_default(),
                    },
                })
                .collect(),
            is_live: read.story.live_revision == Some(row.number),
        })
        .collect();
    let there = |page: usize| format!("/desk/stories/{story}/revisions?page={page}");
    let problem = refused.map(|(word, failure)| said(plant, language, word, failure)).transpose()?;
    let title = plant.words.desk_word(language, "revisions")?;
    let page = RevisionsPage {
        desk: staff::frame(&person, language, title),
        may_edit: workflow::may_edit(&person, &read.story).is_ok(),
        story: head(&read.plan, &read.story, &read.fields),
        from: asking.from.unwrap_or(read.story.revision - 1),
        to: asking.to.unwrap_or(read.story.revision),
        is_by_sides: asking.view.as_deref() == Some("sides"),
        comparison: read.compared.as_ref().map(|two| comparison(plant, language, &read, two)),
        problem,
        newer: (number > 1).then(|| there(number - 1)),
        older: (before + PER_PAGE < read.rows.len()).then(|| there(number + 1)),
        revisions,
    };
    plant.pages.render(&page, language)
}

/// Returns what the clock says of a story that it gave back, in the reader's words.
fn missed(plant: &Plant, language: &Language, due: &Moment, lacks: &[String]) -> Result<String> {
    let missed = plant.words.desk_word(language, "list-missed")?;
    let why = in_the_way(plant, language, lacks.iter().map(String::as_str))?;
    Ok(format!("{missed} {} {} ({}) — {why}", due.date, due.time, due.zone))
}

/// Returns what is in the way, in the words of the checklist.
fn in_the_way<'w>(plant: &Plant, language: &Language, what: impl Iterator<Item = &'w str>) -> Result<String> {
    let words = what.map(|what| checklist::check_in_words(plant, language, what));
    Ok(words.collect::<Result<Vec<String>>>()?.join("; "))
}

/// Compares two revisions, in the reader's words.
fn comparison(
    plant: &Plant,
    language: &Language,
    read: &Read,
    [(from, old), (to, new)]: &[(i64, crate::Fields); 2],
) -> Comparison {
    let edition = read.plan.edition(&new.edition);
    let called = |field: &'static str, value: &str| match field {
        "kind" => plant.words.desk_word(language, &format!("kind-{value}")).unwrap_or_default(),
        _ => {
            let section = edition.and_then(|edition| edition.section(value));
            section.map_or_else(|| value.to_owned(), |section| section.name.clone())
        }
    };
    let changes = Changes::between(old, new, Eyes::Newsroom, &called);
    let thumb = |op: Op, id: Id, alt: &str| {
        let glance = read.glances.iter().find(|glance| glance.id == id)?;
        let words = [alt, &glance.alt, &glance.title].into_iter().find(|words| !words.is_empty());
        Some(Thumb { op, src: glance.src.clone(), alt: words.unwrap_or_default().to_owned() })
    };
    let pictures = changes.blocks.iter().map(|block| {
        let steps = block.pictures.iter().filter(|_| block.what != What::Same);
        steps.filter_map(|step| thumb(step.op, step.picture, &step.alt)).collect()
    });
    let lead = |op, fields: &crate::Fields| {
        let lead = fields.lead_picture.as_ref()?;
        thumb(op, lead.id, lead.alt.as_deref().unwrap_or_default())
    };
    let is_other =
        old.lead_picture.as_ref().map(|lead| lead.id) != new.lead_picture.as_ref().map(|lead| lead.id);
    let lead = match is_other {
        true => vec![lead(Op::Removed, old), lead(Op::Added, new)],
        false => vec![lead(Op::Same, new)],
    };
    Comparison {
        from: *from,
        to: *to,
        is_same: changes.is_none(),
        pictures: pictures.collect(),
        lead: lead.into_iter().flatten().collect(),
        changes,
    }
}

async fn read(tx: &mut Tx, person: &Person, id: Id, asking: &Asking) -> Result<Read> {
    let story = find_behind(tx, person, id).await?;
    let (rows, happened) = (store::revisions(tx, id).await?, store::happened(tx, id).await?);
    let actors = rows.iter().map(|row| row.actor.as_str());
    let actors = actors.chain(happened.iter().filter_map(|row| row.actor.as_deref()));
    let names = staff::names_of(tx, actors).await?;
    let compared = match (asking.from, asking.to) {
        (Some(from), Some(to)) => {
            let (old, new) = (store::said(tx, id, from).await?, store::said(tx, id, to).await?);
            Some([(from, old), (to, new)])
        }
        _ => None,
    };
    let fields = store::said(tx, id, story.revision).await?;
    let plan = sections::plan(tx).await?;
    let own = plan.edition(&story.edition).map(|edition| edition.language.clone());
    let tongue = fields.language.clone().or(own).unwrap_or_default();
    let mut pictures: Vec<Id> =
        compared.iter().flatten().flat_map(|(_, fields)| pictures::ids(fields)).collect();
    pictures.sort_unstable();
    pictures.dedup();
    let glances = media::glances(tx, &pictures, &tongue).await?;
    Ok(Read { plan, story, fields, rows, happened, names, compared, glances })
}

/// Returns what happened, by the revision that it happened to.
fn steps(happened: &[Happened]) -> BTreeMap<i64, Vec<&Happened>> {
    let mut steps: BTreeMap<i64, Vec<&Happened>> = BTreeMap::new();
    for row in happened {
        let revision = row.data.get("revision").and_then(serde_json::Value::as_i64);
        if let Some(revision) = revision.filter(|_| serde_json::from_value::<Event>(row.data.clone()).is_ok())
        {
            steps.entry(revision).or_default().push(row);
        }
    }
    steps
}

/// Returns in the reader's words why nothing was changed.
fn said(plant: &Plant, language: &Language, word: &str, failure: &Failure) -> Result<String> {
    let said = plant.words.desk_word(language, word)?;
    let Failure::Refused(Refused::NotValid(errors)) = failure else { return Ok(said) };
    let why = in_the_way(plant, language, errors.iter().filter_map(|error| error.what))?;
    Ok(if why.is_empty() { said } else { format!("{said} {why}.") })
}
