//! `/desk/office/jobs`: what runs by the clock, what was set aside, and where followers stand in the log.

use super::things;
use crate::pages::{FollowerRow, JobRow, JobsPage, Name};
use ::store::{Queued, Tx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Id, Refused, Result, Time};
use house::{Person, Right};
use http::StatusCode;
use jiff::tz::TimeZone;
use site::answer::{desk_page, id, page_failure};
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;

/// How many jobs are shown.
const MOST: i64 = 200;

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, &person).await)
}

/// Has a job that was set aside tried again, at once.
pub(crate) async fn again(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(wanted): Path<String>,
) -> Response {
    let done = async {
        let job = job(&person, &wanted)?;
        plant.store.write(async move |tx: &mut Tx| tx.try_job_again(job).await).await
    };
    after(&plant, done.await)
}

/// Forgets a job that was set aside: it will never be done.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(wanted): Path<String>,
) -> Response {
    let done = async {
        let job = job(&person, &wanted)?;
        plant.store.write(async move |tx: &mut Tx| tx.forget_job(job).await).await
    };
    after(&plant, done.await)
}

fn job(person: &Person, wanted: &str) -> Result<Id> {
    person.must_everywhere(Right::Office)?;
    id(wanted)
}

/// Leads back to the list, or says that there is no such job that was set aside.
fn after(plant: &Plant, done: Result<bool>) -> Response {
    match done {
        Ok(true) => Redirect::to("/desk/office/jobs").into_response(),
        Ok(false) => page_failure(plant, None, Refused::NotFound.into()),
        Err(failure) => page_failure(plant, None, failure),
    }
}

async fn render(plant: &Plant, language: &Language, person: &Person) -> Result<String> {
    person.must_everywhere(Right::Office)?;
    let reader = language.clone();
    let read = async move |tx: &mut Tx| {
        let jobs = tx.jobs(MOST).await?;
        let about: Vec<Id> = jobs.iter().filter_map(about).collect();
        let called = things::called(tx, &reader, &about).await?;
        Ok((jobs, called, tx.cursors().await?, tx.last_logged().await?, tx.size().await?))
    };
    let (jobs, called, cursors, last, size) = plant.store.read(read).await?;
    let moment = |at: Time| plant.words.moment(language, &TimeZone::UTC, at);
    let jobs = jobs.into_iter().map(|job| JobRow {
        about: about(&job)
            .and_then(|id| called.get(&id))
            .map(|called| Name { text: called.name.clone(), url: called.url.clone().unwrap_or_default() }),
        id: job.id.to_string(),
        kind: plant.words.of_the_log(language, "job", &job.kind),
        run_at: moment(job.run_at),
        attempts: job.attempts,
        is_set_aside: job.set_aside,
        error: job.last_error.unwrap_or_default(),
    });
    let followers = cursors.into_iter().map(|(name, seq)| FollowerRow {
        name: plant.words.of_the_log(language, "follower", &name),
        seq,
        behind: (last - seq).max(0),
    });
    let page = JobsPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "jobs")?),
        jobs: jobs.collect(),
        followers: followers.collect(),
        last,
        megabytes: size / 1_000_000,
        open_pages: plant.streams.figures().first().copied().unwrap_or_default(),
    };
    plant.pages.render(&page, language)
}

/// Returns what a job is about, by what it carries.
fn about(job: &Queued) -> Option<Id> {
    let named = ["story", "picture"].into_iter().find_map(|name| job.payload.get(name)?.as_str());
    named.and_then(|id| id.parse().ok())
}
