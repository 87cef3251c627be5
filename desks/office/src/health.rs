//! How the house is: what the page of its health is made from. What only the binary knows it lends.

use crate::store::counts;
use crate::webhooks::{Delivery, Webhook};
use ::store::{Node, Queue, Queued, Tx};
use base::{Result, Time};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use site::Plant;
use std::sync::Arc;
use std::time::Duration;

/// The fact under which the last backup is known.
const LAST_BACKUP: &str = "last_backup";
/// How old the last backup may be before it is told.
const BACKUP_IS_OLD: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How far behind a follower may be before it is told.
const FAR_BEHIND: i64 = 1000;
/// How much of a disk must be free: a tenth, or ten gigabytes.
const FREE_PART: u64 = 10;
const FREE_BYTES: u64 = 10_000_000_000;
/// How many jobs that were set aside are read.
const MOST: i64 = 200;

/// What the binary says of the machine.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// Why the newsroom is not ready to serve: `stopping`, `database` or `folder`.
    pub not_ready: Option<&'static str>,
    pub disks: Vec<Disk>,
}

/// A disk on which the newsroom keeps something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    /// What lies there: `newsroom` or `media`.
    pub holds: &'static str,
    pub free: u64,
    pub all: u64,
}

impl Disk {
    /// Whether there is little left.
    pub(crate) fn is_nearly_full(&self) -> bool {
        self.free < FREE_BYTES && self.free < self.all / FREE_PART
    }
}

/// Looks at the machine; the binary lends it.
pub type LookAtMachine = Arc<dyn Fn(Plant) -> BoxFuture<'static, Machine> + Send + Sync>;

/// The last backup that was written to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    pub at: Time,
    pub bytes: u64,
}

/// Keeps in mind that a backup was made.
pub async fn backed_up(tx: &mut Tx, last: &LastBackup) -> Result<()> {
    tx.set_fact(LAST_BACKUP, last).await
}

/// What the database knows of the house's health.
#[derive(Debug)]
pub(crate) struct Health {
    pub(crate) engine: &'static str,
    pub(crate) bytes: i64,
    /// The number of the log's last row.
    pub(crate) last: i64,
    pub(crate) queue: Queue,
    /// Jobs that were set aside.
    pub(crate) aside: Vec<Queued>,
    /// Where each follower stands.
    pub(crate) followers: Vec<(String, i64)>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) backup: Option<LastBackup>,
    /// Receivers with how many deliveries wait and how many are set aside.
    pub(crate) webhooks: Vec<(Webhook, (i64, i64))>,
    /// What was taken off and has not arrived.
    pub(crate) alarms: Vec<Delivery>,
}

impl Health {
    /// Reads it.
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self> {
        let mut webhooks = Vec::new();
        for webhook in crate::store::all(tx).await? {
            let counts = counts(tx, webhook.id).await?;
            webhooks.push((webhook, counts));
        }
        let mut aside = tx.jobs(MOST).await?;
        aside.retain(|job| job.set_aside);
        Ok(Self {
            engine: tx.engine(),
            bytes: tx.size().await?,
            last: tx.last_logged().await?,
            queue: tx.queue().await?,
            aside,
            followers: tx.cursors().await?,
            nodes: tx.nodes().await?,
            backup: tx.fact(LAST_BACKUP).await?,
            webhooks,
            alarms: crate::store::alarms(tx).await?,
        })
    }

    /// Returns how many rows a follower has not read yet.
    pub(crate) fn behind(&self, seq: i64) -> i64 {
        (self.last - seq).max(0)
    }

    /// Returns what deserves a look, each as the end of its word's key and where to look.
    pub(crate) fn worries(&self, machine: &Machine, now: Time) -> Vec<(&'static str, &'static str)> {
        let is_old = self.backup.is_none_or(|last| now.since(last.at) > BACKUP_IS_OLD);
        let is_behind = self.followers.iter().any(|(_, seq)| self.behind(*seq) > FAR_BEHIND);
        let is_failing = self.webhooks.iter().any(|(webhook, _)| webhook.failing.is_some());
        let is_aside = self.webhooks.iter().any(|(_, (_, aside))| *aside > 0);
        [
            (machine.not_ready.is_some(), "not-ready", "#machine"),
            (machine.disks.iter().any(Disk::is_nearly_full), "disk", "#machine"),
            (self.queue.set_aside > 0, "jobs", "/desk/office/jobs"),
            (!self.alarms.is_empty(), "alarms", "/desk/office/webhooks"),
            (is_failing, "webhooks", "/desk/office/webhooks"),
            (is_aside, "deliveries", "/desk/office/webhooks"),
            (is_behind, "followers", "#followers"),
            (is_old, "backup", "#backup"),
        ]
        .into_iter()
        .filter_map(|(is_so, word, place)| is_so.then_some((word, place)))
        .collect()
    }
}
