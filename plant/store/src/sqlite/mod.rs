//! SQLite: one writer, some readers, each a thread with a connection of its own.

mod check;
mod jobs;
mod reader;
mod writer;

pub(crate) use check::{check, note_left_out};
pub(crate) use jobs::claim;
pub(crate) use reader::Readers;
pub(crate) use writer::Writer;

use crate::row::Source;
use crate::value::Val;
use crate::{Found, FromRow, Params, Row, Sql};
use base::{Broken, Context, Failure, Result};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use std::path::Path;

/// Below this version a checkpoint and a commit at the same moment could lose the commit.
const OLDEST: i32 = 3_051_003;

/// Opens a connection with the house's settings: an answered write survives a power cut (`synchronous=FULL`).
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    if rusqlite::version_number() < OLDEST {
        return Err(Broken::new(format!("SQLite {} can lose commits", rusqlite::version())).into());
    }
    let doing = format!("opening {}", path.display());
    let connection = Connection::open(path).doing(&doing)?;
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
             pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -16000;
             pragma mmap_size = 268435456;",
        )
        .doing(&doing)?;
    connection.set_prepared_statement_cache_capacity(256);
    // A plan that peeks at a parameter is made anew whenever that changes, which was an eighth of the time of a write.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).doing(&doing)?;
    Ok(connection)
}

pub(crate) fn found(value: ValueRef<'_>) -> Result<Found<'_>, String> {
    Ok(match value {
        ValueRef::Null => Found::Null,
        ValueRef::Integer(n) => Found::Int(n),
        ValueRef::Real(n) => Found::Float(n),
        ValueRef::Text(text) => Found::Text(std::str::from_utf8(text).map_err(|e| e.to_string())?),
        ValueRef::Blob(bytes) => Found::Bytes(bytes),
    })
}

pub(crate) fn query<T: FromRow>(connection: &Connection, sql: Sql, params: Params<'_>) -> Result<Vec<T>> {
    sql.note("sqlite");
    let mut statement = connection.prepare_cached(sql.text()).map_err(|error| broken(sql, error))?;
    bind(&mut statement, params).map_err(|error| broken(sql, error))?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(|error| broken(sql, error))? {
        found.push(T::from_row(&Row(Source::Sqlite(row))).map_err(|failure| broken(sql, failure))?);
    }
    Ok(found)
}

pub(crate) fn execute(connection: &Connection, sql: Sql, params: Params<'_>) -> Result<u64> {
    sql.note("sqlite");
    let mut statement = connection.prepare_cached(sql.text()).map_err(|error| broken(sql, error))?;
    bind(&mut statement, params).map_err(|error| broken(sql, error))?;
    statement.raw_execute().map(|n| n as u64).map_err(|error| broken(sql, error))
}

/// The fault of a statement; only where there is one is its place put into words.
fn broken(sql: Sql, cause: impl std::fmt::Display) -> Failure {
    Broken::new(cause).while_doing(sql.place()).into()
}

/// Runs statements of which nobody knows how many they are: those of the history.
pub(crate) fn batch(connection: &Connection, sql: &str) -> Result<()> {
    connection.execute_batch(sql).doing(sql)
}

/// Runs one statement that steers a transaction; there are few of them, and each is kept ready.
pub(crate) fn control(connection: &Connection, sql: &str) -> Result<()> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
    done.map(drop).doing(sql)
}

/// Binds `$1`, `$2` … by their numbers: SQLite takes them for names, in the order in which they first stand.
fn bind(statement: &mut rusqlite::Statement<'_>, params: Params<'_>) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let param = params.get(number.unwrap_or(index).wrapping_sub(1));
        let param = param.ok_or(rusqlite::Error::InvalidParameterCount(params.len(), index))?;
        statement.raw_bind_parameter(index, Bound(param.to_val()))?;
    }
    Ok(())
}

struct Bound<'a>(Val<'a>);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match &self.0 {
            Val::Null => ToSqlOutput::Owned(Value::Null),
            Val::Int(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Val::Float(n) => ToSqlOutput::Owned(Value::Real(*n)),
            Val::Bool(b) => ToSqlOutput::Owned(Value::Integer(i64::from(*b))),
            Val::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Val::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Val::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

/// Polls once: on SQLite everything is ready at once, so what is not waits for something else, which the one writer
/// must never do.
pub(crate) fn poll_once<T>(mut work: futures_util::future::BoxFuture<'_, Result<T>>) -> Result<T> {
    use std::task::{Context as TaskContext, Poll, Waker};
    match work.as_mut().poll(&mut TaskContext::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err(Broken::new("a transaction waited for something outside of it").into()),
    }
}

/// Waits for a thread's end; not for one's own, when the last handle of a store goes with a write or a read.
pub(crate) fn join(thread: std::thread::JoinHandle<()>) {
    if thread.thread().id() != std::thread::current().id() {
        drop(thread.join());
    }
}

/// What a panic said.
pub(crate) fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".into())
}

/// Returns how many bytes the file takes; what waits in the write-ahead log is not counted.
pub(crate) async fn size(tx: &mut crate::Tx) -> Result<i64> {
    let size = crate::sql!("select c.page_count * s.page_size from pragma_page_count c, pragma_page_size s");
    tx.one(size, &[]).await
}
