//! `stoppress restore`: puts a backup back as a newsroom of its own.

use crate::MIGRATIONS;
use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::orders;
use crate::output::Output;
use anyhow::{Context, Result};
use base::{Chance, Clock, Failure};
use std::path::Path;
use store::tables::tables;
use store::{Store, Tx};

/// Restores the backup into a new or empty folder and returns the exit code. The folder is there when all of it is
/// whole, or not at all.
pub async fn run(file: &Path, dir: &Path, output: &Output) -> Result<u8> {
    let holds = std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if holds || dir.is_file() {
        output.complain(format!(
            "stoppress: {} is not empty; a backup is restored into a new folder",
            dir.display()
        ));
        return Ok(2);
    }
    let dir = std::path::absolute(dir).context("finding the folder")?;
    if let Some(parent) = dir.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
    }
    match assemble(file, &dir).await {
        Ok(()) => {}
        Err(Failure::Refused(why)) => {
            output.complain(format!("stoppress: {why}"));
            return Ok(2);
        }
        Err(broken) => return Err(broken.into()),
    }
    let mut config = Config::read(&dir, None)?;
    let named = config.media.value.take();
    let newsroom = Newsroom::open(&dir, &config).await?;
    let faults = orders::faults(&newsroom).await?;
    if faults.is_empty() {
        let words = format!("restored {} into {}", file.display(), dir.display());
        output.result(words, serde_json::json!({ "restored": file, "into": dir }));
    }
    if let Some(named) =
        named.filter(|named| std::path::absolute(named).ok().as_ref() != Some(&newsroom.media))
    {
        output.complain(format!(
            "The restored pictures are in {}, and the settings ({}) name {}: move them there before this newsroom is \
             served, or take the setting away.",
            newsroom.media.display(),
            config.media.source,
            named.display()
        ));
    }
    Ok(output.faults(&faults))
}

/// Unpacks beside the folder and moves what is whole to its place.
async fn assemble(file: &Path, dir: &Path) -> base::Result<()> {
    use base::Context;
    let config = Config::read(dir, None).map_err(|error| base::Broken::new(format!("{error:#}")))?;
    let beside = transfer::folders::beside(dir)?;
    transfer::unpack_backup(file, beside.path()).await?;
    let (unpacked, whole) = (beside.path().join("database"), beside.path().join("newsroom"));
    std::fs::create_dir_all(&whole).doing("making the newsroom's folder")?;
    match (store::backup::file_of(&unpacked), &config.database.value) {
        (Some(_), Some(_)) => {
            let why = "this backup is a database file, and the settings name a database on a server; restore it \
                       without that setting, then bring it over with `export archive` and `import archive`";
            return Err(base::Refused::NotNow(why.into()).into());
        }
        (Some(database), None) => {
            std::fs::rename(database, whole.join("newsroom.db")).doing("moving the database")?;
        }
        (None, url) => {
            let own = || format!("sqlite:{}", whole.join("newsroom.db").display());
            let url = url.clone().unwrap_or_else(own);
            let store = Store::open(&url, MIGRATIONS, Clock::Machine, Chance::of_the_machine()).await?;
            let (tables, folder) = (tables(MIGRATIONS), unpacked.clone());
            store
                .write(async move |tx: &mut Tx| store::backup::read_tables(tx, &folder, &tables).await)
                .await?;
            store.close().await;
        }
    }
    let files = std::fs::read_dir(beside.path().join("files")).into_iter().flatten();
    for entry in files {
        let entry = entry.doing("reading the backup's files")?;
        std::fs::rename(entry.path(), whole.join(entry.file_name())).doing("moving the backup's files")?;
    }
    if dir.is_dir() {
        std::fs::remove_dir(dir).doing("replacing the empty folder")?;
    }
    std::fs::rename(&whole, dir).doing("moving the newsroom to its place")
}
