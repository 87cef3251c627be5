//! What operators are told of the running server: counted with atomics on the way, written out when asked for
//! (Prometheus's text format, version 0.0.4).

use crate::Plant;
use arc_swap::ArcSwap;
use base::figures::{Counter, DURATIONS, SIZES, Spread};
use base::{Chance, Result};
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Tx;

/// The media type of the figures.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
/// What stands for addresses that no route has a pattern for: stories, and what is not there.
pub(crate) const ADDRESS: &str = "(address)";

/// The counts of the web side, and whether it stops.
pub struct Figures {
    started: Instant,
    routes: ArcSwap<HashMap<Arc<str>, Arc<Route>>>,
    new_route: Mutex<()>,
    pub(crate) run: u32,
    pub(crate) requests: AtomicU64,
    is_stopping: AtomicBool,
    /// Jobs that were done, and tries that failed.
    pub jobs_done: Counter,
    pub jobs_failed: Counter,
    /// Sign-ins that opened a session, that did not fit, and that came too often.
    pub sign_ins: Counter,
    pub sign_ins_failed: Counter,
    pub sign_ins_refused: Counter,
}

/// What is counted of the requests to one pattern of addresses: of those that read, and of those that write.
#[derive(Default)]
struct Route([Lane; 2]);

#[derive(Default)]
struct Lane {
    /// By the first digit of the status, from 1 to 5.
    classes: [Counter; 5],
    times: Spread,
}

const LANES: [&str; 2] = ["read", "write"];

impl Figures {
    /// Returns figures of which nothing is counted.
    pub(crate) fn new(chance: &Chance) -> Self {
        Self {
            started: Instant::now(),
            routes: ArcSwap::default(),
            new_route: Mutex::default(),
            run: u32::from_be_bytes(chance.bytes()),
            requests: AtomicU64::new(0),
            is_stopping: AtomicBool::new(false),
            jobs_done: Counter::default(),
            jobs_failed: Counter::default(),
            sign_ins: Counter::default(),
            sign_ins_failed: Counter::default(),
            sign_ins_refused: Counter::default(),
        }
    }

    /// Returns how long ago the newsroom was opened.
    pub fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    /// Says from now on that the server stops.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Returns whether the server stops.
    pub fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, route: &str, is_write: bool, status: u16, time: Duration) {
        let known = self.routes.load();
        let added;
        let counts = match known.get(route) {
            Some(counts) => counts,
            None => {
                added = self.add(route);
                &added
            }
        };
        let [reads, writes] = &counts.0;
        let lane = if is_write { writes } else { reads };
        let class = lane.classes.get(usize::from(status / 100).wrapping_sub(1));
        class.into_iter().for_each(Counter::one);
        lane.times.take_time(time);
    }

    /// Makes room for a pattern that is asked for the first time; there are as many as there are routes.
    fn add(&self, route: &str) -> Arc<Route> {
        let _turn = self.new_route.lock().unwrap_or_else(PoisonError::into_inner);
        let mut routes = HashMap::clone(&self.routes.load());
        let counts = Arc::clone(routes.entry(route.into()).or_default());
        self.routes.store(Arc::new(routes));
        counts
    }
}

/// Returns all figures of the newsroom.
pub async fn text(plant: &Plant) -> Result<String> {
    let read = plant.store.read(async |tx: &mut Tx| {
        let (queue, head, size) = (tx.queue().await?, tx.last_logged().await?, tx.size().await?);
        Ok((queue, head, size))
    });
    let (queue, head, size) = read.await?;
    let mut out = Exposition::default();
    of_requests(&mut out, &plant.figures);
    of_the_cache(&mut out, plant);
    of_the_store(&mut out, plant);
    out.family("stoppress_jobs", "gauge", "Jobs by what they wait for.");
    for (state, count) in [("due", queue.due), ("waiting", queue.waiting), ("set_aside", queue.set_aside)] {
        out.line("stoppress_jobs", &format!("state=\"{state}\""), count);
    }
    out.one("stoppress_log_head", "gauge", "The number of the log's last row.", head);
    out.one("stoppress_database_bytes", "gauge", "How much the database takes.", size);
    of_the_process(&mut out, plant);
    Ok(out.0)
}

fn of_requests(out: &mut Exposition, figures: &Figures) {
    let loaded = figures.routes.load();
    let routes: BTreeMap<&str, &Route> = loaded.iter().map(|(name, route)| (&**name, &**route)).collect();
    let lanes = || {
        routes.iter().flat_map(|(name, route)| {
            LANES
                .iter()
                .zip(&route.0)
                .map(move |(kind, lane)| (format!("route=\"{name}\",kind=\"{kind}\""), lane))
        })
    };
    out.family("stoppress_requests_total", "counter", "Answers by pattern of address and class of status.");
    for (labels, lane) in lanes() {
        for (class, count) in (1..).zip(&lane.classes).filter(|(_, count)| count.get() > 0) {
            out.line("stoppress_requests_total", &format!("{labels},status=\"{class}xx\""), count.get());
        }
    }
    out.family("stoppress_request_seconds", "histogram", "From a request's head to its answer's.");
    for (labels, lane) in lanes().filter(|(_, lane)| lane.times.read().1 > 0) {
        out.spread("stoppress_request_seconds", &labels, &lane.times, &DURATIONS, MICROS);
    }
}

fn of_the_cache(out: &mut Exposition, plant: &Plant) {
    let [hits, misses, pages, bytes] = plant.cache.figures();
    out.one("stoppress_cache_hits_total", "counter", "Pages that were kept when they were asked for.", hits);
    out.one(
        "stoppress_cache_misses_total",
        "counter",
        "Pages that had to be rendered or waited for.",
        misses,
    );
    out.one("stoppress_cache_pages", "gauge", "Pages that are kept.", pages);
    out.one("stoppress_cache_bytes", "gauge", "About how much kept pages take.", bytes);
    let [open, sent] = plant.streams.figures();
    out.one("stoppress_streams_open", "gauge", "Open pages that listen.", open);
    out.one("stoppress_messages_total", "counter", "Messages handed out to open pages.", sent);
}

fn of_the_store(out: &mut Exposition, plant: &Plant) {
    let figures = plant.store.figures();
    out.family("stoppress_write_seconds", "histogram", "From a write's call to its answer, failed ones too.");
    out.spread("stoppress_write_seconds", "", &figures.writes, &DURATIONS, MICROS);
    out.family("stoppress_commit_writes", "histogram", "How many writes shared a commit.");
    out.spread("stoppress_commit_writes", "", &figures.batches, &SIZES, 1.0);
    out.one("stoppress_reads_total", "counter", "Reads of the database.", figures.reads.get());
    let counts = &plant.figures;
    out.one("stoppress_jobs_done_total", "counter", "Jobs that were done.", counts.jobs_done.get());
    out.one("stoppress_jobs_failed_total", "counter", "Tries at jobs that failed.", counts.jobs_failed.get());
    out.family("stoppress_sign_ins_total", "counter", "Sign-ins by what came of them.");
    let outcomes = [
        ("opened", &counts.sign_ins),
        ("failed", &counts.sign_ins_failed),
        ("too_many", &counts.sign_ins_refused),
    ];
    for (outcome, count) in outcomes {
        out.line("stoppress_sign_ins_total", &format!("outcome=\"{outcome}\""), count.get());
    }
}

fn of_the_process(out: &mut Exposition, plant: &Plant) {
    let uptime = plant.figures.uptime().as_secs();
    out.one("stoppress_uptime_seconds", "gauge", "Since the newsroom was opened.", uptime);
    out.family("stoppress_build_info", "gauge", "The program's version.");
    out.line("stoppress_build_info", &format!("version=\"{}\"", plant.settings.version), 1);
    // As Prometheus's own clients call them; left out where the system does not tell.
    if let Some(bytes) = resident() {
        out.one("process_resident_memory_bytes", "gauge", "Memory that the process holds.", bytes);
    }
    if let Some(open) = open_files() {
        out.one("process_open_fds", "gauge", "Files and connections that are open.", open);
    }
}

/// Returns how many files and connections are open, as Linux tells it.
pub fn open_files() -> Option<usize> {
    std::fs::read_dir("/proc/self/fd").ok().map(Iterator::count)
}

/// Returns how much memory the process holds, as Linux tells it.
pub fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// How much of its unit one step of `DURATIONS` is.
const MICROS: f64 = 1e-6;

/// The text as it grows.
#[derive(Default)]
struct Exposition(String);

impl Exposition {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing into a text does not fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl std::fmt::Display) {
        let _ = match labels {
            "" => writeln!(self.0, "{name} {value}"),
            _ => writeln!(self.0, "{name}{{{labels}}} {value}"),
        };
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
        self.family(name, kind, help);
        self.line(name, "", value);
    }

    fn spread(&mut self, name: &str, labels: &str, spread: &Spread, ends: &[u64], unit: f64) {
        let (up_to, count, sum) = spread.read();
        let comma = if labels.is_empty() { "" } else { "," };
        for (end, below) in ends.iter().zip(up_to) {
            let end = *end as f64 * unit;
            self.line(&format!("{name}_bucket"), &format!("{labels}{comma}le=\"{end}\""), below);
        }
        self.line(&format!("{name}_bucket"), &format!("{labels}{comma}le=\"+Inf\""), count);
        self.line(&format!("{name}_sum"), labels, sum as f64 * unit);
        self.line(&format!("{name}_count"), labels, count);
    }
}
