//! Copies of the database as of one moment: a file of its own where it is one, else its tables as lines of JSON. Both
//! can be put back; tables into either engine.

use crate::Tx;
use crate::tables::Table;
use base::{Broken, Context, Refused, Result, unless_missing};
use rusqlite::backup::{Backup, StepResult};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The names within a copy: the file, or the folder of tables.
const FILE: &str = "newsroom.db";
const TABLES: &str = "tables";

/// The tables that belong to the processes that run: in another database they mean nothing, and who reads a copy has
/// rows of its own in them.
const OF_PROCESSES: [&str; 2] = ["leases", "nodes"];

/// Copies the file in one step, within one snapshot: writers go on meanwhile and are not in it.
pub(crate) async fn copy_file(from: &Path, folder: &Path) -> Result<()> {
    let (from, to) = (from.to_owned(), folder.join(FILE));
    let copied = tokio::task::spawn_blocking(move || -> Result<()> {
        let source = crate::sqlite::connect(&from)?;
        let mut copy = rusqlite::Connection::open(&to).doing("making the copy of the database")?;
        let backup = Backup::new(&source, &mut copy).doing("copying the database")?;
        match backup.step(-1).doing("copying the database")? {
            StepResult::Done => {}
            other => {
                return Err(Broken::new(format!("{other:?}")).while_doing("copying the database").into());
            }
        }
        drop(backup);
        copy.close().map_err(|(_, error)| Broken::new(error))?;
        File::open(&to).and_then(|file| file.sync_all()).doing("writing the copy of the database")
    });
    copied.await.doing("copying the database")?
}

/// Writes each table of the newsroom as a file of lines.
pub(crate) async fn write_tables(tx: &mut Tx, folder: &Path, tables: &[Table]) -> Result<()> {
    let folder = folder.join(TABLES);
    std::fs::create_dir_all(&folder).doing("making the folder of tables")?;
    for table in of_newsroom(tables) {
        write_table(tx, table, &[], &place(&folder, table)).await?;
    }
    Ok(())
}

/// Writes a table without these columns as a file of lines. Returns how many there are.
pub async fn write_table(tx: &mut Tx, table: &Table, without: &[&str], place: &Path) -> Result<u64> {
    let doing = format!("writing {}", place.display());
    let mut file = BufWriter::new(File::create(place).doing(&doing)?);
    let mut write = |line: &str| writeln!(file, "{line}").doing(&doing);
    let count = tx.dump(table, without, &mut write).await?;
    file.flush().doing(&doing)?;
    Ok(count)
}

/// Reads a table's file into the database. A table that is newer than the copy has none, and stays empty.
pub async fn read_table(tx: &mut Tx, table: &Table, place: &Path) -> Result<()> {
    let doing = format!("reading {}", place.display());
    let Some(file) = unless_missing(File::open(place)).doing(&doing)? else { return Ok(()) };
    for line in BufReader::new(file).lines() {
        tx.load(table, &line.doing(&doing)?).await?;
    }
    tx.go_on_numbering(table).await
}

fn of_newsroom(tables: &[Table]) -> impl Iterator<Item = &Table> {
    tables.iter().filter(|table| !OF_PROCESSES.contains(&table.name.as_str()))
}

fn place(folder: &Path, table: &Table) -> PathBuf {
    folder.join(format!("{}.jsonl", table.name))
}

/// Returns the database's file in a copy, if the copy is one.
pub fn file_of(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE)).filter(|path| path.is_file())
}

/// Reads the tables of a copy into a database that has just been made, in one transaction. What an older copy says of
/// processes is passed over.
pub async fn read_tables(tx: &mut Tx, folder: &Path, tables: &[Table]) -> Result<()> {
    let folder = folder.join(TABLES);
    for table in of_newsroom(tables) {
        let place = place(&folder, table);
        if place.exists() && tx.count(table).await? > 0 {
            let why = format!("the database holds something already: {} is not empty", table.name);
            return Err(Refused::NotNow(why).into());
        }
        read_table(tx, table, &place).await?;
    }
    Ok(())
}
