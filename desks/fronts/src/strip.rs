//! The breaking strip goes by itself at its time: pages that were kept end then, and a job tells those that are open.

use crate::arrangement::Arrangement;
use crate::front::Place;
use crate::store;
use ::store::{NewJob, Tx};
use base::{Id, Result};
use house::Event;
use serde_json::json;

/// The kind of the job.
pub const STRIP: &str = "front-strip";

/// How the log calls the clock as an actor.
const CLOCK: &str = "clock";

/// Sets the hour at which open pages are told, or takes it away where readers see no strip.
pub(crate) async fn set_end(tx: &mut Tx, front: Id, shown: &Arrangement) -> Result<()> {
    let key = job_key(front);
    match shown.strip.as_ref().filter(|strip| strip.until > tx.now()) {
        None => tx.cancel_job(&key).await,
        Some(strip) => {
            tx.enqueue(NewJob {
                kind: STRIP.into(),
                unique_key: Some(key),
                payload: json!({ "front": front }),
                run_at: strip.until,
            })
            .await
        }
    }
}

/// Says that a strip has ended; one that was made longer meanwhile has a new hour already.
pub async fn strip_ends(tx: &mut Tx, front: Id) -> Result<()> {
    let Some(place) = store::place(tx, front).await? else { return Ok(()) };
    let shown = store::shown(tx, &place).await?.unwrap_or_default();
    if shown.strip.is_none_or(|strip| strip.until > tx.now()) {
        return Ok(());
    }
    let event = Event::FrontStripEnded { section: place.section.clone() };
    event.announce(tx, CLOCK, &place.edition, front, None).await.map(drop)
}

/// Returns a line for each strip that readers see and whose end nobody would tell to open pages.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let forgotten = forgotten(tx).await?.into_iter();
    Ok(forgotten
        .map(|(front, _)| format!("jobs: nothing says that its strip ends (front {front})"))
        .collect())
}

/// Sets the hours that `check` misses, and returns what it told.
pub async fn mend(tx: &mut Tx) -> Result<(Vec<String>, Option<Id>)> {
    let told = check(tx).await?;
    for (front, shown) in forgotten(tx).await? {
        set_end(tx, front, &shown).await?;
    }
    Ok((told, None))
}

async fn forgotten(tx: &mut Tx) -> Result<Vec<(Id, Arrangement)>> {
    let mut forgotten = Vec::new();
    for front in store::standings(tx).await? {
        let section = Some(front.section).filter(|section| !section.is_empty());
        let place = Place { edition: front.edition, section };
        let shown = store::shown(tx, &place).await?.unwrap_or_default();
        let stands = shown.strip.as_ref().is_some_and(|strip| strip.until > tx.now());
        if stands && !tx.has_job(&job_key(front.id)).await? {
            forgotten.push((front.id, shown));
        }
    }
    Ok(forgotten)
}

fn job_key(front: Id) -> String {
    format!("{STRIP}:{front}")
}
