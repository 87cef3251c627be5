//! `/desk/office/topics`: the topics of an edition; one is renamed, or becomes one with another.

use crate::topic_pages::{EditionTab, TopicPage, TopicRow, TopicsPage};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use sections::{Edition, Named, NewName, encoded};
use serde::Deserialize;
use site::answer::{desk_page, page_failure};
use site::collate::collate_by;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::sync::Arc;

const HERE: &str = "/desk/office/topics";
/// How many topics a page lists.
const PER_PAGE: usize = 50;
/// How many names are offered where one is asked for.
const MOST_OFFERED: usize = 500;
/// What has been done, as the page tells it: each is the end of a word's key.
const DONE: [&str; 2] = ["topic-renamed", "topics-merged"];

/// Which topics are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    edition: String,
    /// What stands in their names.
    q: String,
    page: usize,
}

/// What was done before the page is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// Every form of a topic's page; what is missing is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    name: String,
    slug: String,
    into: String,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Query(wanted): Query<Wanted>,
) -> Response {
    desk_page(&plant, StatusCode::OK, list(&plant, &language, &person, wanted).await)
}

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(place): Path<(String, String)>,
    Query(Done { done }): Query<Done>,
) -> Response {
    let done = DONE.into_iter().find(|known| done == *known);
    desk_page(&plant, StatusCode::OK, one(&plant, &language, &person, &place, (done, None)).await)
}

/// Gives the topic another name, and another address if that is another.
pub(crate) async fn rename(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, topic)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Response {
    let (by, place) = (Arc::clone(&person), (edition.clone(), topic.clone()));
    let wanted = NewName { name: posted.name.clone(), slug: posted.slug.clone() };
    let write = async move |tx: &mut Tx| stories::rename_topic(tx, &by, &edition, &topic, &wanted).await;
    let done = plant.store.write(write).await;
    after(&plant, &language, &person, place, (posted, "topic-renamed", done)).await
}

/// Makes the topic one with another.
pub(crate) async fn merge(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path((edition, topic)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Response {
    let (by, place) = (Arc::clone(&person), (edition.clone(), topic.clone()));
    let into = posted.into.clone();
    let write = async move |tx: &mut Tx| stories::merge_topics(tx, &by, &edition, &topic, &into).await;
    let done = plant.store.write(write).await;
    after(&plant, &language, &person, place, (posted, "topics-merged", done)).await
}

/// Leads to where the topic stands now, or shows its page with what was wrong.
async fn after(
    plant: &Plant,
    language: &Language,
    person: &Person,
    place: (String, String),
    (posted, word, done): (Posted, &str, Result<String>),
) -> Response {
    match done {
        Ok(slug) => Redirect::to(&format!("{}?done={word}", address(&place.0, &slug))).into_response(),
        Err(Failure::Refused(Refused::NotValid(errors))) => {
            let wrong = errors.first().and_then(|error| error.what).unwrap_or("form");
            let shown = one(plant, language, person, &place, (None, Some((posted, wrong)))).await;
            desk_page(plant, StatusCode::UNPROCESSABLE_ENTITY, shown)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

async fn list(plant: &Plant, language: &Language, person: &Person, wanted: Wanted) -> Result<String> {
    person.must_anywhere(Right::Office)?;
    let plan = sections::read_plan(plant).await?;
    let own: Vec<Edition> =
        plan.editions.into_iter().filter(|edition| person.may(Right::Office, &edition.slug)).collect();
    let edition = own.iter().find(|edition| edition.slug == wanted.edition).or(own.first());
    let edition = edition.cloned().ok_or(Refused::NotFound)?;
    if !wanted.edition.is_empty() && edition.slug != wanted.edition {
        return Err(Refused::NotFound.into());
    }
    let (page, part) = (wanted.page.clamp(1, 100_000), index::fold(&[&wanted.q]));
    let reading = edition.clone();
    let read = async move |tx: &mut Tx| {
        let mut topics = sections::all_topics(tx, &reading.slug).await?;
        topics.retain(|topic| index::fold(&[&topic.name]).contains(part.as_str()));
        collate_by(&reading.tongue(), &mut topics, |topic: &Named| &topic.name);
        let number = topics.len();
        let mut rows = Vec::new();
        for topic in topics.into_iter().skip((page - 1) * PER_PAGE).take(PER_PAGE) {
            let (stories, published) = stories::on_topic(tx, &reading.slug, &topic.slug).await?;
            let url = address(&reading.slug, &topic.slug);
            rows.push(TopicRow { url, slug: topic.slug, name: topic.name, stories, published });
        }
        Ok((rows, number))
    };
    let (rows, number) = plant.store.read(read).await?;
    let at = |number: usize| {
        format!("{HERE}?edition={}&q={}&page={number}", encoded(&edition.slug), encoded(&wanted.q))
    };
    let page = TopicsPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "topics")?),
        editions: own.iter().map(|one| EditionTab::of(one, one.slug == edition.slug, HERE)).collect(),
        edition: edition.slug.clone(),
        tongue: edition.tongue(),
        q: wanted.q.clone(),
        newer: (page > 1).then(|| at(page - 1)),
        older: (page * PER_PAGE < number).then(|| at(page + 1)),
        rows,
        number,
    };
    plant.pages.render(&page, language)
}

async fn one(
    plant: &Plant,
    language: &Language,
    person: &Person,
    (edition, topic): &(String, String),
    (done, wrong): (Option<&'static str>, Option<(Posted, &'static str)>),
) -> Result<String> {
    person.must(Right::Office, edition)?;
    let (edition, topic) = (edition.clone(), topic.clone());
    let read = async move |tx: &mut Tx| {
        let edition = sections::plan(tx).await?.edition(&edition).cloned().ok_or(Refused::NotFound)?;
        let topic = sections::topic_by_slug(tx, &edition.slug, &topic).await?.ok_or(Refused::NotFound)?;
        let counts = stories::on_topic(tx, &edition.slug, &topic.slug).await?;
        let before = sections::was_called(tx, &edition.slug, &topic.slug).await?;
        let all = sections::all_topics(tx, &edition.slug).await?;
        Ok((edition, topic, counts, before, all))
    };
    let (edition, topic, (stories, published), (names, addresses), mut others) =
        plant.store.read(read).await?;
    others.retain(|other| other.slug != topic.slug);
    others.truncate(MOST_OFFERED);
    let own = Posted { name: topic.name.clone(), slug: topic.slug.clone(), into: String::new() };
    let (posted, wrong) = wrong.map_or((own.clone(), None), |(posted, wrong)| (posted, Some(wrong)));
    // The form that was not sent says what stands.
    let (name, slug) = match wrong {
        Some("topic-into") => (own.name, own.slug),
        _ => (posted.name, posted.slug),
    };
    let page = TopicPage {
        desk: staff::frame(person, language, topic.name.clone()),
        list: format!("{HERE}?edition={}", encoded(&edition.slug)),
        here: address(&edition.slug, &topic.slug),
        public: (published > 0).then(|| format!("/{}/topic/{}", edition.slug, encoded(&topic.slug))),
        edition: edition.name.clone(),
        tongue: edition.tongue(),
        called: topic.name,
        name,
        slug,
        into: posted.into,
        stories,
        published,
        names,
        addresses: addresses.into_iter().map(|slug| format!("/{}/topic/{slug}", edition.slug)).collect(),
        others: others.into_iter().map(|other| other.name).collect(),
        done: done.map(str::to_owned),
        wrong: wrong.map(str::to_owned),
    };
    plant.pages.render(&page, language)
}

/// Returns the address of a topic's page in the office.
fn address(edition: &str, slug: &str) -> String {
    format!("{HERE}/{}/{}", encoded(edition), encoded(slug))
}
