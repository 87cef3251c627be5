//! Pictures of foreign homes: an import leaves them where they are, and they are fetched afterwards, one by one, by
//! a guarded way (`fetch`). What cannot be had is tried again a few times, later and later, and then let be.

use crate::lacks::Lack;
use crate::store::waiting::{self, Due};
use crate::verbs::receive::{New, receive};
use ::store::Tx;
use base::{Failure, Id, Refused, Result};
use fetch::{Failed, Fetcher, Guard};
use futures_util::future::BoxFuture;
use site::Plant;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How often an address is tried.
const TRIES: i64 = 6;
/// How long after the first failure it is tried again; each time twice as long.
const AGAIN: Duration = Duration::from_secs(60);
/// How often it is looked whether something waits.
const LOOK: Duration = Duration::from_secs(2);
/// How many are fetched one after the other before it is looked again what is due.
const BATCH: i64 = 8;
/// How long one picture may take, from the first question to those who wait for it.
const SPAN: Duration = Duration::from_secs(120);
/// The lease by which one process at a time fetches.
const LEASE: &str = "fetch-pictures";

/// Is told of each story or post that waited for a picture which has come.
pub type Arrived = Arc<dyn Fn(Plant, Id) -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// Says that a story or a post waits for pictures: their addresses, and the credits that its source gave them, empty
/// where it gave none.
pub async fn wait_for(tx: &mut Tx, subject: Id, pictures: &[(&str, &str)]) -> Result<()> {
    for (address, credit) in pictures {
        waiting::add(tx, address, subject, credit).await?;
    }
    Ok(())
}

/// Returns what became of those of the addresses that somebody waits for: the picture that came, or why none has.
pub async fn waited(tx: &mut Tx, addresses: &[&str]) -> Result<HashMap<String, Result<Id, Lack>>> {
    let state = |waited: waiting::Waited| {
        let why = waited.failure.map_or(Lack::Coming, Lack::Unfetched);
        (waited.address, waited.picture.ok_or(why))
    };
    Ok(waiting::among(tx, addresses).await?.into_iter().map(state).collect())
}

/// Fetches what waits until the task is ended.
pub async fn run(plant: Plant, told: Arrived) {
    let guard = Guard::allowing(&plant.settings.fetch_allow).unwrap_or_default();
    let agent = format!("Stoppress/{} (+{})", plant.settings.version, plant.settings.public_url);
    let fetcher = Fetcher::new(guard, &agent);
    let holder = plant.chance.id(plant.clock.now()).to_string();
    loop {
        if let Err(failure) = batch(&plant, &fetcher, &holder, &told).await {
            tracing::warn!(%failure, "waiting pictures could not be fetched");
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn batch(plant: &Plant, fetcher: &Fetcher, holder: &str, told: &Arrived) -> Result<()> {
    let due = plant.store.read(async |tx: &mut Tx| waiting::due(tx, BATCH).await).await?;
    if due.is_empty() {
        return Ok(());
    }
    for due in due {
        if !lease(plant, holder, SPAN).await? {
            return Ok(());
        }
        let done = match due.picture {
            // It had come already, and the process ended before everybody was told.
            Some(picture) => Ok(picture),
            None => one(plant, fetcher, &due).await?,
        };
        match done {
            Ok(picture) => came(plant, due.address, due.attempts + 1, picture, told).await?,
            Err(why) => failed(plant, due.address, due.attempts + 1, why).await?,
        }
    }
    // The next who looks, another process after a restart of this one, need not wait for its end.
    lease(plant, holder, Duration::ZERO).await.map(drop)
}

/// Takes the lease, or keeps it, for so long; returns whether it is this holder's.
async fn lease(plant: &Plant, holder: &str, span: Duration) -> Result<bool> {
    let holder = holder.to_owned();
    plant.store.write(async move |tx: &mut Tx| tx.lease(LEASE, &holder, span).await).await
}

/// Fetches one picture into the bank; or says why not, and whether trying again can help.
async fn one(plant: &Plant, fetcher: &Fetcher, due: &Due) -> Result<Result<Id, (String, bool)>> {
    let bytes = match fetcher.get(&due.address, crate::picture::most_bytes()).await {
        Ok(bytes) => bytes.into(),
        Err(failed) => {
            let may_help = matches!(failed, Failed::Unreachable(_) | Failed::TooSlow | Failed::Status(500..));
            return Ok(Err((failed.to_string(), may_help)));
        }
    };
    let credit = Some(due.credit.clone()).filter(|credit| !credit.is_empty());
    let new = New { bytes, credit, category: Some("handout".into()), ..New::default() };
    match receive(plant, "import", new).await {
        Ok(received) => Ok(Ok(received.id)),
        Err(Failure::Refused(why)) => {
            let may_help = matches!(why, Refused::NotNow(_));
            Ok(Err((in_words(why), may_help)))
        }
        Err(broken) => Err(broken),
    }
}

/// Says why a file was refused, without the field of a form that nobody filled in.
fn in_words(why: Refused) -> String {
    match why {
        Refused::NotValid(errors) => errors.into_iter().map(|e| e.detail).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// Writes down that the picture has come, and has all who waited for it show it.
async fn came(plant: &Plant, address: String, attempts: i64, picture: Id, told: &Arrived) -> Result<()> {
    let at = address.clone();
    let subjects = plant.store.write(async move |tx: &mut Tx| {
        let again = tx.now().after(AGAIN);
        waiting::came(tx, &at, picture, attempts, again).await?;
        waiting::subjects(tx, &at).await
    });
    for subject in subjects.await? {
        told(plant.clone(), subject).await?;
    }
    plant.store.write(async move |tx: &mut Tx| waiting::told(tx, &address).await).await
}

/// Writes down why the picture has not come, and when it is tried again.
async fn failed(
    plant: &Plant,
    address: String,
    attempts: i64,
    (why, may_help): (String, bool),
) -> Result<()> {
    tracing::warn!(address, why, "a picture could not be fetched");
    let failed = plant.store.write(async move |tx: &mut Tx| {
        let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
        let again = tx.now().after(AGAIN * 2_u32.pow(doublings));
        let again = (may_help && attempts < TRIES).then_some(again);
        waiting::failed(tx, &address, attempts, &why, again).await
    });
    failed.await
}
