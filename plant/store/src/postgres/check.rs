//! Whether the database is whole, as far as its server can be asked.

use super::statement;
use crate::tx::Engine;
use crate::{Tx, sql};
use base::{Broken, Result};

/// By the table itself, and by its indexes alone.
const BY_TABLE: &str = "set local enable_seqscan = on; set local enable_bitmapscan = off;
    set local enable_indexscan = off; set local enable_indexonlyscan = off";
const BY_INDEX: &str = "set local enable_seqscan = off; set local enable_bitmapscan = off;
    set local enable_indexscan = on; set local enable_indexonlyscan = on";

/// Returns a line for each fault.
pub(crate) async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    tx.control("set local statement_timeout = 0").await?;
    let mut faults = pages(tx).await?;
    faults.extend(numbers(tx).await?);
    faults.extend(unfinished(tx).await?);
    faults.extend(strays(tx).await?);
    faults.extend(indexes(tx).await?);
    Ok(faults)
}

/// Pages whose checksum was found wrong since the server counts, where it keeps checksums.
async fn pages(tx: &mut Tx) -> Result<Vec<String>> {
    let found: Option<i64> = tx
        .one(
            sql!("select max(checksum_failures) from pg_stat_database where datname = current_database()"),
            &[],
        )
        .await?;
    let found = found.filter(|count| *count > 0);
    Ok(found.map(|count| format!("database: {count} pages were damaged on the disk")).into_iter().collect())
}

/// The number given out last, which no row and no node may be beyond.
async fn numbers(tx: &mut Tx) -> Result<Vec<String>> {
    let (given, last): (Option<i64>, Option<i64>) = tx
        .one(
            sql!(
                "select pg_sequence_last_value(pg_get_serial_sequence('log', 'seq')::regclass), max(seq) from log"
            ),
            &[],
        )
        .await?;
    let mut faults = Vec::new();
    if last > given {
        faults.push(format!("log: its last row is {last:?}, the last number given out is {given:?}"));
    }
    let ahead: Vec<(String, i64)> = tx
        .query(sql!("select name, seq from nodes where seq > (select coalesce(max(seq), 0) from log)"), &[])
        .await?;
    faults.extend(
        ahead.iter().map(|(name, seq)| format!("nodes: “{name}” has heard of {seq}, which is not there")),
    );
    Ok(faults)
}

/// Indexes and constraints that do not hold for all rows.
async fn unfinished(tx: &mut Tx) -> Result<Vec<String>> {
    let found: Vec<(String,)> = tx
        .query(
            sql!(
                "select 'index ' || indexrelid::regclass::text from pg_index
                   join pg_class on pg_class.oid = indrelid
                 where relnamespace = current_schema()::regnamespace and not (indisvalid and indisready)
                 union all
                 select 'constraint ' || conname from pg_constraint
                 where connamespace = current_schema()::regnamespace and not convalidated"
            ),
            &[],
        )
        .await?;
    Ok(found.iter().map(|(what,)| format!("database: the {what} is not finished")).collect())
}

/// Rows that name what is not there: they come from a restore with the triggers off.
async fn strays(tx: &mut Tx) -> Result<Vec<String>> {
    let asked: Vec<(String, String)> = tx
        .query(
            sql!(
                "select format('%s (%s)', own.relname, names.columns),
                   format('select count(*) from %I.%I own where %s and not exists (select 1 from %I.%I other where %s)',
                     current_schema(), own.relname, names.given, current_schema(), other.relname, names.same)
                 from pg_constraint link
                   join pg_class own on own.oid = link.conrelid
                   join pg_class other on other.oid = link.confrelid
                   cross join lateral (
                     select string_agg(a.attname::text, ', ') as columns,
                       string_agg(format('own.%I is not null', a.attname), ' and ') as given,
                       string_agg(format('other.%I = own.%I', b.attname, a.attname), ' and ') as same
                     from unnest(link.conkey, link.confkey) as pair (own_key, other_key)
                       join pg_attribute a on a.attrelid = link.conrelid and a.attnum = pair.own_key
                       join pg_attribute b on b.attrelid = link.confrelid and b.attnum = pair.other_key
                   ) as names
                 where link.contype = 'f' and link.connamespace = current_schema()::regnamespace
                 order by 1"
            ),
            &[],
        )
        .await?;
    let mut faults = Vec::new();
    for (what, asked) in asked {
        let strays = count(tx, &asked).await?;
        if strays > 0 {
            faults.push(format!("database: {strays} rows of {what} name what is not there"));
        }
    }
    Ok(faults)
}

/// Indexes that know of other rows than their tables hold.
async fn indexes(tx: &mut Tx) -> Result<Vec<String>> {
    let asked: Vec<(String, String)> = tx
        .query(
            sql!(
                "select relname::text, format('select count(*) from %I.%I', current_schema(), relname) from pg_class
                 where relkind = 'r' and relnamespace = current_schema()::regnamespace and relhasindex order by 1"
            ),
            &[],
        )
        .await?;
    let mut faults = Vec::new();
    for (table, asked) in asked {
        tx.control(BY_TABLE).await?;
        let rows = count(tx, &asked).await?;
        tx.control(BY_INDEX).await?;
        let known = count(tx, &asked).await?;
        if rows != known {
            faults.push(format!("database: {table} has {rows} rows, its index knows of {known}"));
        }
    }
    Ok(faults)
}

async fn count(tx: &mut Tx, sql: &str) -> Result<i64> {
    match &tx.engine {
        Engine::Postgres(client) => statement::count(client, sql).await,
        Engine::Sqlite(_) => Err(Broken::new("the other engine is asked in its own way").into()),
    }
}
