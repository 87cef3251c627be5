//! Files in a folder of this machine.

use base::{Context, Result, unless_missing};
use bytes::Bytes;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A folder with files.
pub(crate) struct Disk {
    folder: PathBuf,
    /// Makes the names of files on their way differ.
    count: AtomicU64,
}

impl Disk {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), count: AtomicU64::new(0) }
    }

    pub(crate) async fn put(&self, name: &str, bytes: Bytes) -> Result<()> {
        let path = self.folder.join(name);
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        blocking(format!("writing {}", path.display()), move || put(&path, &bytes, process, number)).await
    }

    pub(crate) async fn get(&self, name: &str) -> Result<Option<Bytes>> {
        let path = self.folder.join(name);
        blocking(format!("reading {}", path.display()), move || {
            unless_missing(fs::read(&path).map(Bytes::from))
        })
        .await
    }

    pub(crate) async fn remove(&self, name: &str) -> Result<()> {
        let path = self.folder.join(name);
        blocking(format!("removing {}", path.display()), move || {
            let is_folder = path.is_dir();
            let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            unless_missing(removed).map(drop)
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    doing: String,
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.doing(&doing)?.doing(&doing)
}

/// Writes the file beside its place, flushes it, moves it there and flushes the folder.
fn put(path: &Path, bytes: &[u8], process: u32, number: u64) -> std::io::Result<()> {
    if path.try_exists()? {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let on_its_way = folder.join(format!(".{process}-{number}"));
    let written = File::create(&on_its_way).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&on_its_way, path));
    if moved.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&on_its_way);
        return moved;
    }
    File::open(folder)?.sync_all()
}
