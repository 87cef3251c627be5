//! The house's own archive: everything that the desks give, as lines of JSON, and the files that belong to it. It
//! knows the form, not the desks: what they give is a list of `Documents`.

use crate::container::{Packing, unpack};
use crate::folders::{self, Folder};
use base::{Context, Refused, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::backup::{read_table, write_table};
use store::documents::Documents;
use store::tables::Table;
use store::{Store, Tx};

const FORMAT: &str = "stoppress-archive";
const VERSION: u32 = 1;

/// What goes into an archive and comes out of it.
#[derive(Clone)]
pub struct Archived {
    /// What each desk gives, those first that others build on.
    pub documents: Arc<[&'static Documents]>,
    /// The tables of the database's history.
    pub tables: Arc<[Table]>,
    /// The newsroom's folder: an archive is unpacked in it.
    pub dir: PathBuf,
    /// The folders whose files belong to the archive.
    pub folders: Vec<Folder>,
}

/// Writes an archive of the whole newsroom, as of one moment. Returns how many rows each table has.
pub async fn export(store: &Store, archived: &Archived, place: &Path) -> Result<Vec<(String, u64)>> {
    let mut packing = Packing::begin(place, FORMAT, VERSION)?;
    let beside = folders::beside(place)?;
    let (wanted, folder) = (archived.clone(), beside.path().to_owned());
    let counts = store.read(async move |tx: &mut Tx| write_documents(tx, &wanted, &folder).await).await?;
    let folders = archived.folders.clone();
    let packed = tokio::task::spawn_blocking(move || -> Result<_> {
        for (name, _) in &counts {
            packing.add(name, &beside.path().join(name))?;
        }
        packing.add_folders(&folders)?;
        packing.finish()?;
        Ok(counts)
    });
    packed.await.doing("packing the archive")?
}

async fn write_documents(tx: &mut Tx, archived: &Archived, folder: &Path) -> Result<Vec<(String, u64)>> {
    let mut counts = Vec::new();
    for documents in archived.documents.iter() {
        std::fs::create_dir_all(folder.join(documents.desk)).doing("making a desk's folder")?;
        for given in documents.tables {
            let table = Documents::find(&archived.tables, given.table)?;
            let name = name_of(documents, given.table);
            let count = write_table(tx, table, given.without, &folder.join(&name)).await?;
            counts.push((name, count));
        }
    }
    Ok(counts)
}

fn name_of(documents: &Documents, table: &str) -> String {
    format!("{}/{table}.jsonl", documents.desk)
}

/// Reads an archive into a newsroom that holds nothing yet: all of it, or nothing.
pub async fn import(store: &Store, archived: &Archived, place: &Path) -> Result<()> {
    let beside = folders::beside(&archived.dir.join("archive"))?;
    let (from, into) = (place.to_owned(), beside.path().to_owned());
    let folders = archived.folders.clone();
    let unpacked = tokio::task::spawn_blocking(move || -> Result<()> {
        unpack(&from, FORMAT, VERSION, &into)?;
        // The files go first: nothing names them until the rows are in.
        folders.iter().try_for_each(|folder| folder.take_in(&into))
    });
    unpacked.await.doing("unpacking the archive")??;
    let (wanted, folder) = (archived.clone(), beside.path().to_owned());
    store.write(async move |tx: &mut Tx| read_documents(tx, &wanted, &folder).await).await
}

async fn read_documents(tx: &mut Tx, archived: &Archived, folder: &Path) -> Result<()> {
    for documents in archived.documents.iter() {
        if let Some(may_replace) = documents.may_replace {
            may_replace(tx).await?;
        }
    }
    clear(tx, archived).await?;
    for documents in archived.documents.iter() {
        for given in documents.tables {
            let table = Documents::find(&archived.tables, given.table)?;
            read_table(tx, table, &folder.join(name_of(documents, given.table))).await?;
        }
    }
    for documents in archived.documents.iter() {
        if let Some(finish) = documents.finish {
            finish(tx).await?;
        }
    }
    Ok(())
}

/// Empties what the archive replaces: the plan and the first lines of the log that every new newsroom has.
async fn clear(tx: &mut Tx, archived: &Archived) -> Result<()> {
    let known = |name: &str| {
        archived.documents.iter().any(|documents| {
            documents.tables.iter().any(|given| given.table == name)
                || (documents.desk != "store" && documents.not_given.contains(&name))
        })
    };
    for table in archived.tables.iter().rev().filter(|table| known(&table.name)) {
        tx.clear(table).await?;
    }
    Ok(())
}

/// Returns the tables that no desk says anything about: each is to be given or named as not given.
pub fn forgotten(documents: &[&Documents], tables: &[Table]) -> Vec<String> {
    let is_named = |table: &&Table| {
        documents.iter().any(|documents| {
            documents.tables.iter().any(|given| given.table == table.name)
                || documents.not_given.contains(&table.name.as_str())
        })
    };
    tables.iter().filter(|table| !is_named(table)).map(|table| table.name.clone()).collect()
}

/// Refuses a place that is no file to be made.
pub fn check_place(place: &Path) -> Result<()> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) || place.is_dir() {
        return Err(Refused::NotNow(format!("{} is no place for a file", place.display())).into());
    }
    Ok(())
}
