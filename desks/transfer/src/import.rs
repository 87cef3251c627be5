//! Takes a file in: one thread reads it and makes stories, the store takes them in batches. Between the two waits no
//! more than a few batches, so that the memory is the same for any size of file.

mod reading;

use crate::report::{Counts, Report};
use base::{Failure, Result};
use reading::{Batch, Read, read};
use sections::Edition;
use std::io::BufRead;
use std::sync::Arc;
use store::Store;
use stories::{Incoming, Received, Took};
use tokio::sync::mpsc;

/// How many batches may wait for the store.
const WAITING: usize = 2;

/// What is to be done with a file's stories.
#[derive(Clone, Debug)]
pub struct Order {
    pub edition: Edition,
    /// Whether what was public at the source is published here, with its old date.
    pub publish: bool,
    /// Who does it, as the log names them.
    pub actor: String,
}

/// A file to read: its name as reports call it, its size where it is known, and its bytes.
pub struct Source<R> {
    pub name: String,
    pub total: Option<u64>,
    pub bytes: R,
}

/// What became of one story, or why it could not come in.
type Outcome = Result<Received, String>;

/// Imports a WordPress export. What cannot come in is reported and counted, and the rest goes in; an error is
/// returned only when the store itself no longer works.
pub async fn import_wxr<R: BufRead + Send + 'static>(
    store: &Store,
    order: &Order,
    source: Source<R>,
    report: &mut (dyn Report + Send),
) -> Result<Counts> {
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let (name, total) = (source.name.clone(), source.total);
    let reading = order.clone();
    let reader = tokio::task::spawn_blocking(move || read(source, &reading, &sender));
    let mut counts = Counts::default();
    while let Some(batch) = receiver.recv().await {
        take(store, order, &name, &batch, report, &mut counts).await?;
        report.progress(counts.all(), batch.bytes, total);
    }
    if reader.await.is_err() {
        report.failure(&format!("{name}: reading it broke off"));
        counts.failed += 1;
    }
    Ok(counts)
}

async fn take(
    store: &Store,
    order: &Order,
    name: &str,
    batch: &Batch,
    report: &mut (dyn Report + Send),
    counts: &mut Counts,
) -> Result<()> {
    let mut outcomes = receive(store, order, &batch.stories).await?.into_iter();
    for read in &batch.reads {
        match read {
            Read::Story { label } => match outcomes.next() {
                Some(Ok(received)) => came_in(name, label, &received, report, counts),
                Some(Err(why)) => {
                    counts.failed += 1;
                    report.failure(&format!("{name}: {label}: {why}"));
                }
                None => {}
            },
            Read::Failed(why) => {
                counts.failed += 1;
                report.failure(&format!("{name}: {why}"));
            }
            Read::Warning(what) => report.warning(&format!("{name}: {what}")),
            Read::Note(what) => report.note(&format!("{name}: {what}")),
        }
    }
    Ok(())
}

fn came_in(
    name: &str,
    label: &str,
    received: &Received,
    report: &mut (dyn Report + Send),
    counts: &mut Counts,
) {
    match received.took {
        Took::Imported => counts.imported += 1,
        Took::Updated => counts.updated += 1,
        Took::Skipped => counts.skipped += 1,
    }
    if let Some(why) = &received.stayed_draft {
        report.warning(&format!("{name}: {label}: stays a draft: {why}"));
    }
}

/// Receives a batch in one transaction. If that breaks, each story is tried in one of its own, so that it is known
/// which of them broke it; if all do, it is the store that is broken.
async fn receive(store: &Store, order: &Order, stories: &Arc<[Incoming]>) -> Result<Vec<Outcome>> {
    let whole = together(store, order, Arc::clone(stories)).await;
    let Err(Failure::Broken(broken)) = whole else { return whole };
    if stories.len() < 2 {
        return Err(broken.into());
    }
    let mut outcomes = Vec::with_capacity(stories.len());
    let mut is_any_in = false;
    for story in stories.iter() {
        match together(store, order, Arc::new([story.clone()])).await {
            Ok(outcome) => {
                is_any_in = true;
                outcomes.extend(outcome);
            }
            Err(error) => outcomes.push(Err(error.to_string())),
        }
    }
    if is_any_in { Ok(outcomes) } else { Err(broken.into()) }
}

async fn together(store: &Store, order: &Order, stories: Arc<[Incoming]>) -> Result<Vec<Outcome>> {
    let actor = order.actor.clone();
    store
        .write(async move |tx: &mut store::Tx| {
            let mut outcomes = Vec::with_capacity(stories.len());
            for story in stories.iter() {
                let received = tx.attempt(async |tx| stories::receive(tx, &actor, story.clone()).await).await;
                outcomes.push(match received {
                    Ok(received) => Ok(received),
                    Err(Failure::Refused(why)) => Err(why.to_string()),
                    Err(broken) => return Err(broken),
                });
            }
            Ok(outcomes)
        })
        .await
}
