//! `/desk/office/health`: how the house is, on one page.

use crate::health::{Disk, Health, LookAtMachine, Machine};
use crate::health_pages::{DiskRow, HealthPage, NodeRow, Worry};
use crate::pages::FollowerRow;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use base::{Result, Time};
use house::{Person, Right};
use http::StatusCode;
use jiff::tz::TimeZone;
use site::answer::desk_page;
use site::figures::{open_files, resident};
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;

/// A megabyte, as people count it.
const MEGABYTE: u64 = 1_000_000;

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Extension(look): Extension<LookAtMachine>,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, &person, &look).await)
}

async fn render(plant: &Plant, language: &Language, person: &Person, look: &LookAtMachine) -> Result<String> {
    person.must_everywhere(Right::Office)?;
    let machine = look(plant.clone()).await;
    let health = plant.store.read(Health::read).await?;
    let now = plant.clock.now();
    let worries = health.worries(&machine, now).into_iter();
    let page = HealthPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "health")?),
        worries: worries.map(|(word, url)| Worry { word: word.into(), url: url.into() }).collect(),
        ..shown(plant, language, health, machine, now)
    };
    plant.pages.render(&page, language)
}

fn shown(plant: &Plant, language: &Language, health: Health, machine: Machine, now: Time) -> HealthPage {
    let moment = |at: Time| plant.words.moment(language, &TimeZone::UTC, at);
    let followers = health.followers.iter().map(|(name, seq)| FollowerRow {
        name: plant.words.of_the_log(language, "follower", name),
        seq: *seq,
        behind: health.behind(*seq),
    });
    let nodes = health.nodes.iter().map(|node| NodeRow {
        name: node.name.clone(),
        started: moment(node.started_at),
        lives: node.until >= now,
        behind: health.behind(node.seq),
    });
    let [hits, misses, pages, bytes] = plant.cache.figures();
    let [open, _] = plant.streams.figures();
    let (_, writes, micros) = plant.store.figures().writes.read();
    HealthPage {
        desk: site::frame::DeskFrame::new(language, String::new(), None),
        worries: Vec::new(),
        not_ready: machine.not_ready.map(str::to_owned),
        version: plant.settings.version.to_owned(),
        started: moment(now.before(plant.figures.uptime())),
        memory: resident().map(|bytes| bytes / MEGABYTE),
        open_files: open_files(),
        disks: machine.disks.iter().map(disk).collect(),
        engine: health.engine.to_owned(),
        database: health.bytes.max(0) / 1_000_000,
        last: health.last,
        due: health.queue.due,
        waiting: health.queue.waiting,
        aside: health.queue.set_aside,
        kinds_aside: kinds(health.aside.iter().map(|job| plant.words.of_the_log(language, "job", &job.kind))),
        receivers: health.webhooks.len(),
        receivers_failing: health.webhooks.iter().filter(|(one, _)| one.failing.is_some()).count(),
        deliveries_aside: health.webhooks.iter().map(|(_, (_, aside))| *aside).sum(),
        alarms: health.alarms.len(),
        followers: followers.collect(),
        nodes: nodes.collect(),
        backup: health.backup.map(|last| moment(last.at)),
        backup_size: health.backup.map_or(0, |last| last.bytes / MEGABYTE),
        open_pages: open,
        kept_pages: pages,
        kept_size: bytes / MEGABYTE,
        hits: (hits * 100).checked_div(hits + misses),
        write_ms: micros.checked_div(writes).map(|mean| mean / 1000),
    }
}

/// Returns the kinds, each once.
fn kinds(kinds: impl Iterator<Item = String>) -> String {
    let kinds: std::collections::BTreeSet<String> = kinds.collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

fn disk(disk: &Disk) -> DiskRow {
    DiskRow {
        holds: disk.holds.to_owned(),
        free: disk.free / MEGABYTE,
        all: disk.all / MEGABYTE,
        is_nearly_full: disk.is_nearly_full(),
    }
}
