//! Whether the file is whole, as SQLite tells of it, and the log in it.

use crate::{Tx, sql};
use base::Result;

/// Returns a line for each fault.
pub(crate) async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let words: Vec<(String,)> = tx.query(sql!("select * from pragma_integrity_check"), &[]).await?;
    let words = words.into_iter().map(|(word,)| word).filter(|word| word != "ok");
    let mut faults: Vec<String> = words.map(|word| format!("database: {word}")).collect();
    let strays: Vec<(String, Option<i64>)> =
        tx.query(sql!("select \"table\", rowid from pragma_foreign_key_check"), &[]).await?;
    faults.extend(
        strays.iter().map(|(table, row)| format!("database: {table} {row:?} names what is not there")),
    );
    let given: Option<(i64,)> =
        tx.maybe(sql!("select seq from sqlite_sequence where name = 'log'"), &[]).await?;
    let (rows, first, last): (i64, Option<i64>, Option<i64>) =
        tx.one(sql!("select count(*), min(seq), max(seq) from log"), &[]).await?;
    if given.map(|(seq,)| seq) != last {
        faults.push(format!("log: its last row is {last:?}, the last number given out is {given:?}"));
    }
    let (first, last) = (first.unwrap_or(1), last.unwrap_or(0));
    if first < 1 || last - rows != left_out(tx).await? {
        faults.push(format!("log: {rows} rows are numbered {first} to {last}; some are missing"));
    }
    Ok(faults)
}

/// Returns how many numbers the log lacked when it was read in.
async fn left_out(tx: &mut Tx) -> Result<i64> {
    let noted: Option<i64> =
        tx.one(sql!("select max(seq) from sqlite_sequence where name = 'log, left out'"), &[]).await?;
    Ok(noted.unwrap_or(0))
}

/// Notes how many numbers a log lacks that was just read in: PostgreSQL, where it may come from, leaves out those of
/// transactions that were rolled back. The note stands where SQLite keeps its own numbers, so no archive gives it on.
pub(crate) async fn note_left_out(tx: &mut Tx) -> Result<()> {
    tx.execute(sql!("delete from sqlite_sequence where name = 'log, left out'"), &[]).await?;
    tx.execute(
        sql!(
            "insert into sqlite_sequence (name, seq)
             select 'log, left out', coalesce(max(seq), 0) - count(*) from log"
        ),
        &[],
    )
    .await?;
    Ok(())
}
