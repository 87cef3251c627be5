//! `/desk/office/jobs`: what runs by the clock, what was set aside, and where followers stand in the log.

use crate::pages::{FollowerRow, JobRow, JobsPage};
use ::store::Tx;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Refused, Result, Time};
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
        person.must_everywhere(Right::Office)?;
        let wanted = id(&wanted)?;
        let is_there = plant.store.write(async move |tx: &mut Tx| tx.try_job_again(wanted).await).await?;
        if is_there { Ok(()) } else { Err(Refused::NotFound.into()) }
    };
    match done.await {
        Ok(()) => Redirect::to("/desk/office/jobs").into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn render(plant: &Plant, language: &Language, person: &Person) -> Result<String> {
    person.must_everywhere(Right::Office)?;
    let read = async |tx: &mut Tx| {
        Ok((tx.jobs(MOST).await?, tx.cursors().await?, tx.last_logged().await?, tx.size().await?))
    };
    let (jobs, cursors, last, size) = plant.store.read(read).await?;
    let moment = |at: Time| plant.words.moment(language, &TimeZone::UTC, at);
    let jobs = jobs.into_iter().map(|job| JobRow {
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
