//! Takes a file in: one thread reads it and makes stories, the store takes them in batches. Between the two waits no
//! more than a few batches, so that the memory is the same for any size of file.

pub(crate) mod batch;

use crate::report::{Counts, Report};
use crate::{feed, ninjs, page, wxr};
use base::{Failure, Result};
use batch::{Batch, Out, Read};
use sections::Edition;
use std::io::BufRead;
use std::sync::Arc;
use store::Store;
use stories::{Came, Received, Took};
use tokio::sync::mpsc;

/// How many batches may wait for the store.
const WAITING: usize = 2;

/// What files there are to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An export of WordPress.
    Wxr,
    /// News in JSON of the IPTC: an item, a list of them, or one a line.
    Ninjs,
    /// A saved page.
    Html,
    /// RSS, Atom or JSON Feed.
    Rss,
}

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

/// Imports a file. What cannot come in is reported and counted, and the rest goes in; an error is
/// returned only when the store itself no longer works.
pub async fn import<R: BufRead + Send + 'static>(
    store: &Store,
    format: Format,
    order: &Order,
    source: Source<R>,
    report: &mut (dyn Report + Send),
) -> Result<Counts> {
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let (name, total) = (source.name.clone(), source.total);
    let reading = order.clone();
    let reader = tokio::task::spawn_blocking(move || {
        let mut out = Out::new(&sender);
        match format {
            Format::Wxr => wxr::read(source, &reading, &mut out),
            Format::Ninjs => ninjs::read(source, &reading, &mut out),
            Format::Html => page::read(source, &reading, &mut out),
            Format::Rss => feed::read(source, &reading, &mut out),
        }
    });
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
            Read::Skipped(why) => {
                counts.skipped += 1;
                report.warning(&format!("{name}: {why}"));
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
    match (&received.stayed_draft, received.took) {
        (Some(why), Took::Skipped) => report.warning(&format!("{name}: {label}: {why}")),
        (Some(why), _) => report.warning(&format!("{name}: {label}: stays a draft: {why}")),
        (None, _) => {}
    }
}

/// Receives a batch in one transaction. If that breaks, each story is tried in one of its own, so that it is known
/// which of them broke it; if all do, it is the store that is broken.
async fn receive(store: &Store, order: &Order, stories: &Arc<[Arc<Came>]>) -> Result<Vec<Outcome>> {
    let whole = together(store, order, Arc::clone(stories)).await;
    let Err(Failure::Broken(broken)) = whole else { return whole };
    if stories.len() < 2 {
        return Err(broken.into());
    }
    let mut outcomes = Vec::with_capacity(stories.len());
    let mut is_any_in = false;
    for story in stories.iter() {
        match together(store, order, Arc::new([Arc::clone(story)])).await {
            Ok(outcome) => {
                is_any_in = true;
                outcomes.extend(outcome);
            }
            Err(error) => outcomes.push(Err(error.to_string())),
        }
    }
    if is_any_in { Ok(outcomes) } else { Err(broken.into()) }
}

async fn together(store: &Store, order: &Order, stories: Arc<[Arc<Came>]>) -> Result<Vec<Outcome>> {
    let actor = order.actor.clone();
    store
        .write(async move |tx: &mut store::Tx| {
            let mut outcomes = Vec::with_capacity(stories.len());
            for story in stories.iter() {
                let received = tx.attempt(async |tx| stories::receive(tx, &actor, story).await).await;
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
