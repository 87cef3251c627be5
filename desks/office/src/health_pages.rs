//! The page of the house's health: what its template is rendered with. Sizes are in megabytes.

use crate::pages::FollowerRow;
use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::Page;
use site::samples::moment;
use site::words::Language;

/// How the house is.
#[derive(Clone, Debug, Serialize)]
pub struct HealthPage {
    pub desk: DeskFrame,
    /// What deserves a look.
    pub worries: Vec<Worry>,
    /// Why the newsroom is not ready to serve: `stopping`, `database` or `folder`.
    pub not_ready: Option<String>,
    pub version: String,
    pub started: Moment,
    /// None where the system does not tell.
    pub memory: Option<u64>,
    pub open_files: Option<usize>,
    pub disks: Vec<DiskRow>,
    pub engine: String,
    pub database: i64,
    /// The number of the log's last row.
    pub last: i64,
    /// Jobs by what they wait for.
    pub due: i64,
    pub waiting: i64,
    pub aside: i64,
    /// The kinds of the jobs that were set aside, with commas between.
    pub kinds_aside: String,
    pub receivers: usize,
    pub receivers_failing: usize,
    pub deliveries_aside: i64,
    /// How many messages that something was taken off have not arrived.
    pub alarms: usize,
    pub followers: Vec<FollowerRow>,
    /// The processes on the database; none where there is but one.
    pub nodes: Vec<NodeRow>,
    pub backup: Option<Moment>,
    pub backup_size: u64,
    pub open_pages: u64,
    pub kept_pages: u64,
    pub kept_size: u64,
    /// Of a hundred pages that were asked for, how many were kept; none before the first.
    pub hits: Option<u64>,
    /// How many milliseconds a write takes; none before the first.
    pub write_ms: Option<u64>,
}

/// Something that deserves a look.
#[derive(Clone, Debug, Serialize)]
pub struct Worry {
    /// The end of its word's key.
    pub word: String,
    pub url: String,
}

/// A disk.
#[derive(Clone, Debug, Serialize)]
pub struct DiskRow {
    /// `newsroom` or `media`.
    pub holds: String,
    pub free: u64,
    pub all: u64,
    pub is_nearly_full: bool,
}

/// A process of the newsroom.
#[derive(Clone, Debug, Serialize)]
pub struct NodeRow {
    pub name: String,
    pub started: Moment,
    pub lives: bool,
    pub behind: i64,
}

impl Page for HealthPage {
    const TEMPLATE: &'static str = "office/health.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let words = ["not-ready", "disk", "jobs", "alarms", "webhooks", "deliveries", "followers", "backup"];
        let worry = |word: &str| Worry { word: word.into(), url: "/desk/office/jobs".into() };
        let disk = |holds: &str, is_nearly_full| DiskRow {
            holds: holds.into(),
            free: 900,
            all: 40_000,
            is_nearly_full,
        };
        let node =
            |lives| NodeRow { name: "edda-1".into(), started: moment(language, "09:00"), lives, behind: 1 };
        let bad = Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            worries: words.map(worry).into(),
            not_ready: Some("database".into()),
            version: "0.1.0".into(),
            started: moment(language, "09:00"),
            memory: Some(80),
            open_files: Some(40),
            disks: vec![disk("newsroom", true), disk("media", false)],
            engine: "Gazette".into(),
            database: 12,
            last: 41,
            due: 1,
            waiting: 2,
            aside: 1,
            kinds_aside: "release".into(),
            receivers: 2,
            receivers_failing: 1,
            deliveries_aside: 3,
            alarms: 1,
            followers: vec![FollowerRow { name: "webhooks".into(), seq: 40, behind: 1 }],
            nodes: vec![node(true), node(false)],
            backup: Some(moment(language, "03:00")),
            backup_size: 120,
            open_pages: 3,
            kept_pages: 200,
            kept_size: 12,
            hits: Some(98),
            write_ms: Some(2),
        };
        let good = Self {
            worries: Vec::new(),
            not_ready: None,
            memory: None,
            open_files: None,
            disks: Vec::new(),
            engine: "Gazette".into(),
            aside: 0,
            receivers: 0,
            followers: Vec::new(),
            nodes: Vec::new(),
            backup: None,
            hits: None,
            write_ms: None,
            ..bad.clone()
        };
        vec![bad, good]
    }
}
