//! Pictures of foreign homes: an import leaves them where they are, and they are fetched afterwards, one by one, by
//! a guarded way (`fetch`). What cannot be had is tried again a few times, later and later, and then let be.

use crate::store::{self, waiting};
use crate::verbs::receive::{New, receive};
use ::store::Tx;
use base::{Id, Result};
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
/// How many are fetched one after the other before the lease is renewed.
const BATCH: i64 = 8;
/// The lease by which one process at a time fetches.
const LEASE: &str = "fetch-pictures";

/// Is told of each story or post that waited for a picture which has come.
pub type Arrived = Arc<dyn Fn(Plant, Id) -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// Says that a story or a post waits for the pictures at these addresses.
pub async fn wait_for(tx: &mut Tx, story: Id, addresses: &[&str]) -> Result<()> {
    for address in addresses {
        waiting::add(tx, address, story).await?;
    }
    Ok(())
}

/// Returns those of the addresses whose pictures have come.
pub async fn arrived(tx: &mut Tx, addresses: &[&str]) -> Result<HashMap<String, Id>> {
    let mut found = HashMap::new();
    for address in addresses {
        if let Some(picture) = waiting::picture(tx, address).await? {
            found.insert((*address).to_owned(), picture);
        }
    }
    Ok(found)
}

/// Fetches what waits until the task is ended. `allowed` names hosts that may be asked although they are not of the
/// open internet.
pub async fn run(plant: Plant, allowed: Vec<String>, told: Arrived) {
    let guard = Guard::allowing(&allowed).unwrap_or_default();
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
    let holder = holder.to_owned();
    let span = Duration::from_secs(600);
    if !plant.store.write(async move |tx: &mut Tx| tx.lease(LEASE, &holder, span).await).await? {
        return Ok(());
    }
    for (address, attempts) in due {
        let done = one(plant, fetcher, &address).await?;
        note(plant, address, attempts + 1, done, told).await?;
    }
    Ok(())
}

/// Fetches one picture into the bank; or says why not, and whether trying again can help.
async fn one(plant: &Plant, fetcher: &Fetcher, address: &str) -> Result<Result<Id, (String, bool)>> {
    let fetched = match fetcher.get(address, crate::picture::limits().bytes).await {
        Ok(fetched) => fetched,
        Err(failed) => {
            let may_help = matches!(failed, Failed::Unreachable(_) | Failed::TooSlow | Failed::Status(500..));
            return Ok(Err((failed.to_string(), may_help)));
        }
    };
    let new = New { bytes: fetched.bytes.into(), category: Some("handout".into()), ..New::default() };
    match receive(plant, "import", new).await {
        Ok(received) => Ok(Ok(received.id)),
        Err(base::Failure::Refused(why)) => Ok(Err((why.to_string(), false))),
        Err(broken) => Err(broken),
    }
}

async fn note(
    plant: &Plant,
    address: String,
    attempts: i64,
    done: Result<Id, (String, bool)>,
    told: &Arrived,
) -> Result<()> {
    let stories = plant
        .store
        .write(async move |tx: &mut Tx| {
            let now = tx.now();
            match done {
                Ok(picture) => {
                    waiting::came(tx, &address, picture, attempts).await?;
                    waiting::stories(tx, &address).await
                }
                Err((why, may_help)) => {
                    tracing::warn!(address, why, "a picture could not be fetched");
                    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
                    let again = now.after(AGAIN * 2_u32.pow(doublings));
                    let again = (may_help && attempts < TRIES).then_some(again);
                    waiting::failed(tx, &address, attempts, &why, again).await?;
                    Ok(Vec::new())
                }
            }
        })
        .await?;
    for story in stories {
        told(plant.clone(), story).await?;
    }
    Ok(())
}

/// Returns what became of the addresses that a story waits for: each with why it has not come, if it was tried.
pub async fn missing(tx: &mut Tx, addresses: &[&str]) -> Result<Vec<(String, String)>> {
    let mut missing = Vec::new();
    for address in addresses {
        if let Some((None, failure)) = waiting::state(tx, address).await? {
            missing.push((
                (*address).to_owned(),
                failure.unwrap_or_else(|| "it has not been fetched yet".into()),
            ));
        } else if let Some((Some(picture), _)) = waiting::state(tx, address).await? {
            let picture = store::picture(tx, picture).await?;
            if !picture.is_credited() {
                missing.push((
                    (*address).to_owned(),
                    "it has no credit; say in the media bank whose it is".into(),
                ));
            }
        }
    }
    Ok(missing)
}
