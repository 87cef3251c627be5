//! `stoppress restore`: puts a backup back as a newsroom of its own.

use crate::MIGRATIONS;
use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::orders;
use crate::output::Output;
use anyhow::{Context, Result};
use base::{Chance, Clock, Failure};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use store::tables::tables;
use store::{Store, Tx, Url};

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
    let url = config.database.value.as_deref().map(str::parse).transpose()?;
    match (store::backup::file_of(&unpacked), url) {
        (Some(_), Some(Url::Postgres(_))) => {
            let why = "this backup is a database file, and the settings name a database on a server; restore it \
                       without that setting, then bring it over with `export archive` and `import archive`";
            return Err(base::Refused::NotNow(why.into()).into());
        }
        (Some(database), url) => take_file(&database, &file_for(url, dir, &whole)?)?,
        (None, Some(Url::Postgres(url))) => read_tables(&url, unpacked).await?,
        (None, url) => {
            let file = file_for(url, dir, &whole)?;
            read_tables(&format!("sqlite:{}", file.display()), unpacked).await?;
        }
    }
    let files = std::fs::read_dir(beside.path().join(transfer::folders::FILES)).into_iter().flatten();
    for entry in files {
        let entry = entry.doing("reading the backup's files")?;
        std::fs::rename(entry.path(), whole.join(entry.file_name())).doing("moving the backup's files")?;
    }
    if dir.is_dir() {
        std::fs::remove_dir(dir).doing("replacing the empty folder")?;
    }
    std::fs::rename(&whole, dir).doing("moving the newsroom to its place")
}

/// Returns where the database's file is to be made: in the newsroom that is being put together unless the settings
/// name a place that is not in it.
fn file_for(url: Option<Url>, dir: &Path, whole: &Path) -> base::Result<PathBuf> {
    use base::Context;
    let Some(Url::Sqlite(named)) = url else { return Ok(whole.join("newsroom.db")) };
    let named = std::path::absolute(named).doing("finding the database")?;
    let file = named.strip_prefix(dir).map_or_else(|_| named.clone(), |inner| whole.join(inner));
    if file.exists() {
        let why = format!("{} is there already; a backup is restored into a new database", named.display());
        return Err(base::Refused::NotNow(why).into());
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).doing("making the database's folder")?;
    }
    Ok(file)
}

/// Takes the database's file to its place, over nothing that stands there: by a second name, or where there can be none,
/// as on another file system, by a copy, all of it or nothing.
fn take_file(database: &Path, to: &Path) -> base::Result<()> {
    use base::Context;
    let doing = "moving the database";
    match std::fs::hard_link(database, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {}
        linked => return linked.doing(doing),
    }
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut copy = tempfile::NamedTempFile::new_in(folder).doing(doing)?;
    std::io::copy(&mut File::open(database).doing(doing)?, &mut copy).doing(doing)?;
    copy.as_file().sync_all().doing(doing)?;
    copy.persist_noclobber(to).map_err(|error| error.error).doing(doing)?;
    Ok(())
}

async fn read_tables(url: &str, unpacked: PathBuf) -> base::Result<()> {
    let store = Store::open(url, MIGRATIONS, Clock::Machine, Chance::of_the_machine()).await?;
    let tables = tables(MIGRATIONS);
    store.write(async move |tx: &mut Tx| store::backup::read_tables(tx, &unpacked, &tables).await).await?;
    store.close().await;
    Ok(())
}
