//! Backups: the database and the media as of one moment, while the newsroom runs, and back.

use crate::container::{Manifest, Packing, unpack};
use crate::folders::{self, Folder};
use base::{Context, Result};
use std::path::Path;
use store::Store;
use store::tables::Table;

const FORMAT: &str = "stoppress-backup";
const VERSION: u32 = 1;

/// Writes a backup. `folders` are those whose files belong to it.
pub async fn backup(store: &Store, tables: &[Table], folders: Vec<Folder>, place: &Path) -> Result<Manifest> {
    let mut packing = Packing::begin(place, FORMAT, VERSION)?;
    let beside = folders::beside(place)?;
    store.copy_to(beside.path(), tables).await?;
    let packed = tokio::task::spawn_blocking(move || -> Result<Manifest> {
        packing.add_folder("database", beside.path())?;
        // The files come behind the database: what it names was there before.
        packing.add_folders(&folders)?;
        packing.finish()
    });
    packed.await.doing("packing the backup")?
}

/// Unpacks a backup into an empty folder: `database` and `files` stand in it when all of it is whole.
pub async fn unpack_backup(place: &Path, into: &Path) -> Result<Manifest> {
    let (place, into) = (place.to_owned(), into.to_owned());
    tokio::task::spawn_blocking(move || unpack(&place, FORMAT, VERSION, &into))
        .await
        .doing("unpacking the backup")?
}
