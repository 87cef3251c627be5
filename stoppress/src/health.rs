//! Whether the program lives, whether it is ready to serve, and how full the disks are.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use office::Machine;
use site::Plant;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Tx;

/// How long the disk is believed to be as it was.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// The newsroom's disks, and whether it could write.
#[derive(Clone)]
pub struct Health(Arc<Disk>);

impl Health {
    /// Returns the health of the newsroom in this folder, with its pictures in that one.
    pub fn of(dir: &Path, media: &Path) -> Self {
        Self(Arc::new(Disk { dir: dir.to_owned(), media: media.to_owned(), looked: Mutex::default() }))
    }

    /// Returns `/healthz` and `/readyz`.
    pub fn routes(&self, plant: Plant) -> Router {
        let ready = get(ready).with_state((self.clone(), plant));
        Router::new().route("/healthz", get(alive)).route("/readyz", ready)
    }

    /// Returns what looks at the machine for the office.
    pub fn look(&self) -> office::LookAtMachine {
        let health = self.clone();
        Arc::new(move |plant| {
            let health = health.clone();
            Box::pin(async move {
                let not_ready = health.why_not(&plant).await.map(|(word, _)| word);
                let disks = tokio::task::spawn_blocking(move || health.0.disks()).await;
                Machine { not_ready, disks: disks.unwrap_or_default() }
            })
        })
    }

    /// Returns why the newsroom is not ready. Ready is what does not stop, can read the database and could write. The
    /// database's history is complete, and the newsroom filled, before anybody listens. What is told is a word for the
    /// office's page and a line for whoever asks `/readyz`.
    async fn why_not(&self, plant: &Plant) -> Option<(&'static str, &'static str)> {
        if plant.figures.is_stopping() {
            return Some(("stopping", "the server stops"));
        }
        if let Err(failure) = can_read(plant).await {
            tracing::error!(%failure, "the database cannot be read");
            return Some(("database", "the database cannot be read"));
        }
        let disk = Arc::clone(&self.0);
        match tokio::task::spawn_blocking(move || disk.is_writable()).await {
            Ok(true) => None,
            _ => Some(("folder", "the newsroom's folder cannot be written to")),
        }
    }
}

async fn alive() -> &'static str {
    "ok\n"
}

async fn ready(State((health, plant)): State<(Health, Plant)>) -> (StatusCode, String) {
    match health.why_not(&plant).await {
        None => (StatusCode::OK, "ready\n".into()),
        Some((_, why)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}

/// Reads what every page needs.
pub async fn can_read(plant: &Plant) -> base::Result<()> {
    plant.store.read(async |tx: &mut Tx| sections::plan(tx).await.map(drop)).await
}

/// The disk that the newsroom's folder lies on, and that of its pictures.
struct Disk {
    dir: PathBuf,
    media: PathBuf,
    /// When it was last tried, and with what success.
    looked: Mutex<Option<(Instant, bool)>>,
}

impl Disk {
    /// Returns how full the disks are; two folders on one disk are told once.
    fn disks(&self) -> Vec<office::Disk> {
        let disk = |holds: &'static str, dir: &Path| {
            let told = rustix::fs::statvfs(dir).ok()?;
            let (free, all) = (told.f_bavail * told.f_frsize, told.f_blocks * told.f_frsize);
            Some((told.f_fsid, office::Disk { holds, free, all }))
        };
        let mut disks: Vec<_> = disk("newsroom", &self.dir).into_iter().collect();
        let media = disk("media", &self.media);
        disks.extend(media.filter(|(other, _)| disks.iter().all(|(own, _)| own != other)));
        disks.into_iter().map(|(_, disk)| disk).collect()
    }

    /// Returns whether a file can be written, tried at most every ten seconds.
    fn is_writable(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, was_writable)) = *looked
            && at.elapsed() < LOOK_AGAIN
        {
            return was_writable;
        }
        let file = self.dir.join(".stoppress-ready");
        let written = std::fs::write(&file, "ready\n").and_then(|()| std::fs::remove_file(&file));
        if let Err(error) = &written {
            tracing::error!(%error, dir = %self.dir.display(), "the newsroom's folder cannot be written to");
        }
        *looked = Some((Instant::now(), written.is_ok()));
        written.is_ok()
    }
}
