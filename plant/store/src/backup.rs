//! Copies of the database as of one moment: a file of its own where it is one, else its tables as lines of JSON. Both
//! can be put back; tables into either engine.

use crate::Tx;
use crate::tables::Table;
use base::{Broken, Context, Refused, Result};
use rusqlite::backup::{Backup, StepResult};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The names within a copy: the file, or the folder of tables.
const FILE: &str = "newsroom.db";
const TABLES: &str = "tables";

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

/// Writes each table as a file of lines.
pub(crate) async fn write_tables(tx: &mut Tx, folder: &Path, tables: &[Table]) -> Result<()> {
    let folder = folder.join(TABLES);
    std::fs::create_dir_all(&folder).doing("making the folder of tables")?;
    for table in tables {
        let path = place(&folder, table);
        let mut file = BufWriter::new(File::create(path).doing("making a table's file")?);
        let mut write = |line: &str| writeln!(file, "{line}").doing("writing a table's file");
        tx.dump(table, &[], &mut write).await?;
        file.flush().doing("writing a table's file")?;
    }
    Ok(())
}

fn place(folder: &Path, table: &Table) -> PathBuf {
    folder.join(format!("{}.jsonl", table.name))
}

/// Returns the database's file in a copy, if the copy is one.
pub fn file_of(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE)).filter(|path| path.is_file())
}

/// Reads the tables of a copy into a database that has just been made, in one transaction.
pub async fn read_tables(tx: &mut Tx, folder: &Path, tables: &[Table]) -> Result<()> {
    let folder = folder.join(TABLES);
    for table in tables {
        let Ok(file) = File::open(place(&folder, table)) else {
            // A table that is newer than the copy is empty.
            continue;
        };
        if tx.count(table).await? > 0 {
            let why = format!("the database holds something already: {} is not empty", table.name);
            return Err(Refused::NotNow(why).into());
        }
        for line in BufReader::new(file).lines() {
            tx.load(table, &line.doing("reading a table's file")?).await?;
        }
        tx.go_on_numbering(table).await?;
    }
    Ok(())
}
