//! What runs by the clock. A job is queued in the transaction of the change that asks for it, and done at its hour
//! or, if the house was dark then, as soon as the lights are on.
//!
//! | job | what it does |
//! | --- | --- |
//! | `release` | publishes a scheduled story |
//! | `front-strip` | says that the breaking strip of a front has ended |
//! | `topic-found` | puts the stories of a topic that was renamed or merged anew among what the newsroom finds |
//! | `picture-rights` | says that the clock has turned an answer about who may use a picture |

use base::{Broken, Failure, Result};
use serde::Deserialize;
use site::Plant;
use std::time::Duration;
use store::{Job, Tx};
use tokio::sync::watch;

/// How long a job may take before another process takes it over.
const LEASE: Duration = Duration::from_secs(60);
/// The longest sleep, so that a clock that was set shows soon.
const LONGEST_SLEEP: Duration = Duration::from_millis(500);

/// Does jobs until the server stops; one that is under way is done to its end.
pub async fn run(plant: Plant, mut stop: watch::Receiver<bool>) {
    let mut nudge = plant.store.last_seq();
    while !*stop.borrow() {
        match due(&plant).await {
            Ok(None) => {
                if let Err(failure) = work(&plant).await {
                    tracing::error!(%failure, "a job could not be taken");
                    tokio::time::sleep(LONGEST_SLEEP).await;
                }
            }
            Ok(Some(sleep)) => {
                tokio::select! {
                    () = tokio::time::sleep(sleep) => {}
                    _ = nudge.changed() => {}
                    _ = stop.changed() => {}
                }
            }
            Err(failure) => {
                tracing::error!(%failure, "the jobs could not be read");
                tokio::time::sleep(LONGEST_SLEEP).await;
            }
        }
    }
}

/// Returns how long to sleep; `None` if a job is due.
async fn due(plant: &Plant) -> Result<Option<Duration>> {
    let at = plant.store.read(async |tx: &mut Tx| tx.next_job_at().await).await?;
    let now = plant.clock.now();
    Ok(match at {
        Some(at) if at <= now => None,
        Some(at) => Some(at.since(now).min(LONGEST_SLEEP)),
        None => Some(LONGEST_SLEEP),
    })
}

async fn work(plant: &Plant) -> Result<()> {
    let Some(job) = plant.store.write(async |tx: &mut Tx| tx.claim_job(LEASE).await).await? else {
        return Ok(());
    };
    let (id, doing) = (job.id, job.clone());
    let done = plant.store.write(async move |tx: &mut Tx| {
        carry_out(tx, &doing).await?;
        tx.finish_job(doing.id).await
    });
    let done = done.await;
    let figures = &plant.figures;
    if done.is_ok() {
        figures.jobs_done.one()
    } else {
        figures.jobs_failed.one()
    }
    if let Err(failure) = done {
        tracing::warn!(job = %id, kind = job.kind, %failure, "a job failed");
        let why = failure.to_string();
        plant.store.write(async move |tx: &mut Tx| tx.fail_job(&job, &why).await).await?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct AboutStory {
    story: base::Id,
}

#[derive(Deserialize)]
struct AboutPicture {
    picture: base::Id,
}

#[derive(Deserialize)]
struct AboutFront {
    front: base::Id,
}

/// The list of jobs.
async fn carry_out(tx: &mut Tx, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        stories::RELEASE => {
            let about: AboutStory = serde_json::from_value(job.payload.clone()).map_err(Broken::new)?;
            stories::release(tx, about.story).await
        }
        stories::TOPIC_FOUND => stories::topic_found(tx, &job.payload).await,
        media::RIGHTS => {
            let about: AboutPicture = serde_json::from_value(job.payload.clone()).map_err(Broken::new)?;
            media::rights_changed(tx, about.picture).await
        }
        fronts::STRIP => {
            let about: AboutFront = serde_json::from_value(job.payload.clone()).map_err(Broken::new)?;
            fronts::strip_ends(tx, about.front).await
        }
        other => Err(Failure::from(Broken::new(format!("there is no job “{other}”")))),
    }
}
