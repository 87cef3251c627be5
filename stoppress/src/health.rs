//! Whether the program lives and whether it is ready to serve.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use site::Plant;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Tx;

/// How long the disk is believed to be as it was.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

#[derive(Clone)]
struct House {
    plant: Plant,
    disk: Arc<Disk>,
}

/// Returns `/healthz` and `/readyz` of the newsroom in this folder.
pub fn routes(plant: Plant, dir: &Path) -> Router {
    let disk = Arc::new(Disk { dir: dir.to_owned(), looked: Mutex::default() });
    let ready = get(ready).with_state(House { plant, disk });
    Router::new().route("/healthz", get(alive)).route("/readyz", ready)
}

async fn alive() -> &'static str {
    "ok\n"
}

type Ready = (StatusCode, &'static str);

/// Ready is what does not stop, can read the database and could write. The database's history is complete, and the
/// newsroom filled, before anybody listens.
async fn ready(State(house): State<House>) -> Ready {
    let not = |why: &'static str| (StatusCode::SERVICE_UNAVAILABLE, why);
    if house.plant.figures.is_stopping() {
        return not("the server stops\n");
    }
    if let Err(failure) = can_read(&house.plant).await {
        tracing::error!(%failure, "the database cannot be read");
        return not("the database cannot be read\n");
    }
    let disk = Arc::clone(&house.disk);
    match tokio::task::spawn_blocking(move || disk.is_writable()).await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        _ => not("the newsroom's folder cannot be written to\n"),
    }
}

/// Reads what every page needs.
pub async fn can_read(plant: &Plant) -> base::Result<()> {
    plant.store.read(async |tx: &mut Tx| sections::plan(tx).await.map(drop)).await
}

/// The disk that the newsroom's folder lies on.
struct Disk {
    dir: PathBuf,
    /// When it was last tried, and with what success.
    looked: Mutex<Option<(Instant, bool)>>,
}

impl Disk {
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
