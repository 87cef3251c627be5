//! The office's people: `/desk/office/people`.

use super::asker::StaffPage;
use super::door::frame;
use super::{Again, page};
use crate::pages::account::Problem;
use crate::pages::office::{Choice, GrantLine, PeoplePage, PersonLine, PersonPage};
use crate::store::office::{self, MemberRow};
use crate::visitor::SESSION;
use crate::{NewPerson, add_person, people, renew_link, rules};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{FieldError, Id, Refused, Result, Time};
use house::{Grant, Person, Right, Role};
use jiff::tz::TimeZone;
use serde::Deserialize;
use site::frame::EditionHead;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};
use std::sync::Arc;

/// What has been done, as the page tells it: each is a word of the desk.
const DONE: [&str; 6] = [
    "role-given",
    "role-taken",
    "person-is-barred",
    "person-renamed",
    "email-changed",
    "person-second-factor-ended",
];

/// Every form of these pages; what is missing is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) edition: String,
}

/// Lists everybody.
pub(crate) async fn index(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
) -> Response {
    let shown = listed(&plant, &language, &by, &Posted::default(), None).await;
    page(&plant, StatusCode::OK, &language, shown)
}

/// Adds somebody, and shows their one-time link this once.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Form(posted): Form<Posted>,
) -> Response {
    match add(&plant, &by, &posted).await {
        Ok((id, link)) => with_link(&plant, &language, &by, id, &link, "person-added").await,
        Err(failure) => match Again::after(&plant, &language, failure) {
            Ok(again) => {
                let problem = Problem { place: "add".into(), text: again.error.clone() };
                let shown = listed(&plant, &language, &by, &posted, Some(problem)).await;
                again.page(&plant, &language, shown)
            }
            Err(failure) => page_failure(&plant, None, failure),
        },
    }
}

/// Shows one person.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let done = query.iter().find(|(name, _)| name == "done").map(|(_, done)| done.as_str());
    let done = DONE.into_iter().find(|known| done == Some(known));
    let shown = async {
        let shown = made(&plant, &language, &by, read(&id)?, None).await?;
        Ok(PersonPage { done: done.map(str::to_owned), ..shown })
    };
    page(&plant, StatusCode::OK, &language, shown.await)
}

/// Gives the person another name.
pub(crate) async fn rename(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let changed = async {
        let (id, actor) = (read(&id)?, Arc::clone(&by));
        let rename = async move |tx: &mut Tx| people::rename(tx, &actor, id, &posted.name).await;
        plant.store.write(rename).await
    };
    answer(&plant, &language, &by, &id, ("name", "person-renamed"), changed.await).await
}

/// Gives the person another address.
pub(crate) async fn change_email(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let changed = async {
        let (id, actor, email) = (read(&id)?, Arc::clone(&by), posted.email.clone());
        let change = async move |tx: &mut Tx| people::change_email(tx, &actor, id, &email).await;
        plant.store.write(change).await
    };
    let outcome = ("email", "email-changed", changed.await);
    // What was typed stays.
    let typed = |shown| PersonPage { new_email: posted.email, ..shown };
    answer_with(&plant, &language, &by, &id, outcome, typed).await
}

/// Gives the person a role.
pub(crate) async fn give(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let given = async {
        let (id, grant, actor) = (read(&id)?, grant(&plant, &posted)?, Arc::clone(&by));
        plant.store.write(async move |tx: &mut Tx| people::give_role(tx, &actor, id, &grant).await).await
    };
    answer(&plant, &language, &by, &id, ("roles", "role-given"), given.await).await
}

/// Takes a role from the person.
pub(crate) async fn take(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Response {
    let taken = async {
        let edition = Some(posted.edition.as_str()).filter(|edition| !edition.is_empty());
        let grant = rules::grant(&posted.role, edition)?;
        let (id, actor) = (read(&id)?, Arc::clone(&by));
        plant.store.write(async move |tx: &mut Tx| people::take_role(tx, &actor, id, &grant).await).await
    };
    answer(&plant, &language, &by, &id, ("roles", "role-taken"), taken.await).await
}

/// Bars the person.
pub(crate) async fn bar(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
) -> Response {
    let barred = async {
        let (id, actor) = (read(&id)?, Arc::clone(&by));
        plant.store.write(async move |tx: &mut Tx| people::bar(tx, &actor, id).await).await
    };
    answer(&plant, &language, &by, &id, ("bar", "person-is-barred"), barred.await).await
}

/// Lets the person in again, and shows a one-time link this once.
pub(crate) async fn readmit(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
) -> Response {
    let readmitted = async {
        let (id, actor, chance) = (read(&id)?, Arc::clone(&by), plant.chance.clone());
        plant.store.write(async move |tx: &mut Tx| people::readmit(tx, &chance, &actor, id).await).await
    };
    match (readmitted.await, read(&id)) {
        (Ok(link), Ok(id)) => with_link(&plant, &language, &by, id, &link, "person-readmitted").await,
        (Err(failure), _) | (_, Err(failure)) => page_failure(&plant, None, failure),
    }
}

/// Makes a new one-time link, and shows it this once.
pub(crate) async fn link(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
) -> Response {
    let renewed = async {
        let (id, actor, chance) = (read(&id)?, Arc::clone(&by), plant.chance.clone());
        let renew = async move |tx: &mut Tx| {
            actor.must_everywhere(Right::Office)?;
            let person = crate::store::person(tx, id).await?.ok_or(Refused::NotFound)?;
            renew_link(tx, &chance, Some(&actor), &person.email).await
        };
        plant.store.write(renew).await
    };
    match (renewed.await, read(&id)) {
        (Ok(link), Ok(id)) => with_link(&plant, &language, &by, id, &link, "link-made").await,
        (Err(failure), _) => answer(&plant, &language, &by, &id, ("ways", ""), Err(failure)).await,
        (_, Err(failure)) => page_failure(&plant, None, failure),
    }
}

/// Ends the second factor of somebody who has lost it.
pub(crate) async fn end_second_factor(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
) -> Response {
    let ended = async {
        let (id, actor) = (read(&id)?, Arc::clone(&by));
        plant.store.write(async move |tx: &mut Tx| people::end_second_factor(tx, &actor, id).await).await
    };
    answer(&plant, &language, &by, &id, ("ways", "person-second-factor-ended"), ended.await).await
}

/// Leads back to the person's page and says what is done, or shows it with what is wrong at its place.
async fn answer(
    plant: &Plant,
    language: &Language,
    by: &Person,
    id: &str,
    (place, done): (&str, &str),
    outcome: Result<()>,
) -> Response {
    answer_with(plant, language, by, id, (place, done, outcome), |shown| shown).await
}

/// Leads to the person's page, or shows it with what was wrong; `typed` puts what was typed into its form again.
async fn answer_with(
    plant: &Plant,
    language: &Language,
    by: &Person,
    id: &str,
    (place, done, outcome): (&str, &str, Result<()>),
    typed: impl FnOnce(PersonPage) -> PersonPage,
) -> Response {
    let failure = match outcome {
        Ok(()) => return Redirect::to(&format!("/desk/office/people/{id}?done={done}")).into_response(),
        Err(failure) => failure,
    };
    match (Again::after(plant, language, failure), read(id)) {
        (Ok(again), Ok(id)) => {
            let problem = Problem { place: place.into(), text: again.error.clone() };
            let shown = made(plant, language, by, id, Some(problem)).await;
            again.page(plant, language, shown.map(typed))
        }
        (Err(failure), _) | (_, Err(failure)) => page_failure(plant, None, failure),
    }
}

async fn with_link(
    plant: &Plant,
    language: &Language,
    by: &Person,
    id: Id,
    link: &str,
    done: &str,
) -> Response {
    let shown = async {
        let shown = made(plant, language, by, id, None).await?;
        let done = Some(done.to_owned());
        let link = Some(plant.url(&format!("/desk/link/{link}")));
        Ok(PersonPage { done, link, ..shown })
    };
    page(plant, StatusCode::OK, language, shown.await)
}

async fn add(plant: &Plant, by: &Arc<Person>, posted: &Posted) -> Result<(Id, String)> {
    let edition = Some(posted.edition.clone()).filter(|edition| !edition.is_empty());
    must_be_an_edition(plant, edition.as_deref())?;
    let new = NewPerson {
        email: posted.email.clone(),
        name: Some(posted.name.clone()).filter(|name| !name.trim().is_empty()),
        role: posted.role.clone(),
        edition,
    };
    let (chance, by) = (plant.chance.clone(), Arc::clone(by));
    plant.store.write(async move |tx: &mut Tx| add_person(tx, &chance, Some(&by), &new).await).await
}

fn read(id: &str) -> Result<Id> {
    id.parse().map_err(|_| Refused::NotFound.into())
}

/// Returns the role and the edition that a form names.
pub(crate) fn grant(plant: &Plant, posted: &Posted) -> Result<Grant> {
    let edition = Some(posted.edition.as_str()).filter(|edition| !edition.is_empty());
    must_be_an_edition(plant, edition)?;
    Ok(rules::grant(&posted.role, edition)?)
}

fn must_be_an_edition(plant: &Plant, edition: Option<&str>) -> Result<()> {
    let Some(edition) = edition else { return Ok(()) };
    if plant.masthead.load().editions.iter().any(|known| known.slug == edition) {
        return Ok(());
    }
    Err(FieldError::at("/edition", "There is no such edition.").called("edition", "").into())
}

/// Returns the roles to choose from, this one chosen.
pub(crate) fn roles(chosen: &str) -> Vec<Choice> {
    let value = |role: &Role| role.to_string();
    let choice = |value: String| Choice { is_chosen: value == chosen, name: String::new(), value };
    Role::ALL.iter().map(value).map(choice).collect()
}

/// Returns the editions to choose from, this one chosen.
pub(crate) fn editions(plant: &Plant, chosen: &str) -> Vec<Choice> {
    let masthead = plant.masthead.load();
    let choice = |edition: &EditionHead| Choice {
        value: edition.slug.clone(),
        name: format!("{} ({})", edition.name, edition.slug),
        is_chosen: edition.slug == chosen,
    };
    masthead.editions.iter().map(choice).collect()
}

/// Returns a role as pages show it.
pub(crate) fn grant_line(grant: &Grant) -> GrantLine {
    GrantLine { role: grant.role.to_string(), edition: grant.edition.clone().unwrap_or_default() }
}

async fn listed(
    plant: &Plant,
    language: &Language,
    by: &Person,
    posted: &Posted,
    problem: Option<Problem>,
) -> Result<PeoplePage> {
    by.must_everywhere(Right::Office)?;
    let (members, grants) = everybody(plant, None).await?;
    let line = |row: &MemberRow| line(plant, language, row, &grants);
    Ok(PeoplePage {
        desk: frame(by, language, plant.words.desk_word(language, "people")?),
        people: members.iter().map(line).collect(),
        problem,
        email: posted.email.clone(),
        name: posted.name.clone(),
        roles: roles(&posted.role),
        editions: editions(plant, &posted.edition),
    })
}

async fn made(
    plant: &Plant,
    language: &Language,
    by: &Person,
    id: Id,
    problem: Option<Problem>,
) -> Result<PersonPage> {
    by.must_everywhere(Right::Office)?;
    let (members, grants) = everybody(plant, Some(id)).await?;
    let row = members.first().ok_or(Refused::NotFound)?;
    Ok(PersonPage {
        desk: frame(by, language, row.name.clone()),
        person: line(plant, language, row, &grants),
        new_email: row.email.clone(),
        has_password: row.has_password,
        has_second_factor: row.has_second_factor,
        passkeys: (row.passkeys > 0).then(|| row.passkeys.to_string()),
        done: None,
        problem,
        link: None,
        roles: roles(""),
        editions: editions(plant, ""),
    })
}

async fn everybody(plant: &Plant, only: Option<Id>) -> Result<(Vec<MemberRow>, Vec<(Id, Grant)>)> {
    let read =
        async move |tx: &mut Tx| Ok((office::members(tx, only).await?, office::all_grants(tx, only).await?));
    plant.store.read(read).await
}

fn line(plant: &Plant, language: &Language, row: &MemberRow, grants: &[(Id, Grant)]) -> PersonLine {
    let own = grants.iter().filter(|(person, _)| *person == row.id);
    let moment = |time: Time| plant.words.moment(language, &TimeZone::UTC, time);
    PersonLine {
        url: format!("/desk/office/people/{}", row.id),
        name: row.name.clone(),
        email: row.email.clone(),
        grants: own.map(|(_, grant)| grant_line(grant)).collect(),
        used: row.session_until.map(|until| moment(until.before(SESSION))),
        is_barred: row.barred_at.is_some(),
        has_come_in: row.has_password || row.passkeys > 0 || row.session_until.is_some(),
        has_link: row.links > 0,
    }
}
