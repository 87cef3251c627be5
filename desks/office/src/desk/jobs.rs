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

/// Something that is done with a job that was set aside.
#[derive(Clone, Copy)]
enum Change {
    Again,
    Forget,
}

/// Has a job that was set aside tried again, at once.
pub(crate) async fn again(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Change::Again).await
}

/// Forgets a job that was set aside: it will never be done.
pub(crate) async fn destroy(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Change::Forget).await
}

async fn change(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    wanted: &str,
    change: Change,
) -> Response {
    let done = async {
        person.must_everywhere(Right::Office)?;
        let wanted = id(wanted)?;
        let change_it = async move |tx: &mut Tx| match change {
            Change::Again => tx.try_job_again(wanted).await,
            Change::Forget => tx.forget_job(wanted).await,
        };
        let is_there = plant.store.write(change_it).await?;
        if is_there { Ok(()) } else { Err(Refused::NotFound.into()) }
    };
    match done.await {
        Ok(()) => Redirect::to("/desk/office/jobs").into_response(),
        Err(failure) => page_failure(&plant, None, failure),
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
