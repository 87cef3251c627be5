//! PostgreSQL: the same text, run by tokio-postgres. Work runs in a task of its own, so that a caller who goes away
//! cannot leave a transaction open.

mod value;

use crate::listeners::Listeners;
use crate::row::Source;
use crate::tx::Engine;
use crate::value::Val;
use crate::{FromRow, Params, Row, Sql, Tx, Work};
use base::{Broken, Chance, Clock, Context, Failure, Result};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};
use value::Sent;

/// How many connections a process holds.
const CONNECTIONS: usize = 16;
/// How often a transaction that could not be serialized is done again.
const TRIES: u32 = 20;
/// How often one is done that met a row which another had just made: the second time it can see it.
const TRIES_AFTER_A_DUPLICATE: u32 = 2;

/// The way to the server.
pub(crate) struct Server {
    pool: Pool,
    clock: Clock,
    chance: Chance,
    listeners: Arc<Listeners>,
}

impl Server {
    /// Connects to the server at this address.
    pub(crate) async fn connect(
        url: &str,
        clock: Clock,
        chance: Chance,
        listeners: Arc<Listeners>,
    ) -> Result<Self> {
        let config: Config = url.parse().map_err(|_| Broken::new("the database's address cannot be read"))?;
        let manager_config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, manager_config);
        let pool = Pool::builder(manager).max_size(CONNECTIONS).build().doing("preparing connections")?;
        let server = Self { pool, clock, chance, listeners };
        drop(server.object().await?);
        Ok(server)
    }

    async fn object(&self) -> Result<Object> {
        self.pool.get().await.doing("connecting to the database")
    }

    /// Has a write done, again where it could not be serialized; answered after the commit and its listeners.
    pub(crate) async fn write<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let (pool, clock, chance) = (self.pool.clone(), self.clock.clone(), self.chance.clone());
        let listeners = Arc::clone(&self.listeners);
        let task = tokio::spawn(async move {
            let begin = "begin isolation level serializable";
            let mut tries = 0;
            loop {
                tries += 1;
                let object = pool.get().await.doing("connecting to the database")?;
                let tx = Tx::new(Engine::Postgres(object), clock.clone(), chance.clone());
                match run(tx, begin, "commit", work.clone()).await {
                    Ok((done, told)) => {
                        listeners.tell(&told);
                        return Ok(done);
                    }
                    Err(failure) if tries < tries_after(&failure) => {
                        tokio::time::sleep(Duration::from_millis(u64::from(tries) * 3)).await;
                    }
                    Err(failure) => return Err(failure),
                }
            }
        });
        task.await.doing("writing")?
    }

    /// Has a read done in a snapshot of its own.
    pub(crate) async fn read<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let tx = Tx::new(Engine::Postgres(self.object().await?), self.clock.clone(), self.chance.clone());
        let begin = "begin isolation level repeatable read read only";
        tokio::spawn(async move { run(tx, begin, "rollback", work).await.map(|(done, _)| done) })
            .await
            .doing("reading")?
    }

    /// Returns a transaction for the migrations, which begin and end it themselves.
    pub(crate) async fn bare(&self) -> Result<Tx> {
        Ok(Tx::new(Engine::Postgres(self.object().await?), self.clock.clone(), self.chance.clone()))
    }

    /// Ends all connections.
    pub(crate) fn close(&self) {
        self.pool.close();
    }
}

/// Runs work in a transaction. However it ends, no connection with an open transaction goes back to the pool.
async fn run<T>(
    mut tx: Tx,
    begin: &str,
    end: &str,
    work: impl for<'t> Work<'t, T>,
) -> Result<(T, Vec<crate::LogRow>)> {
    tx.control(begin).await?;
    let done = AssertUnwindSafe(async { work.start(&mut tx).await }).catch_unwind().await;
    let done = done.unwrap_or_else(|panic| {
        Err(Broken::new(crate::sqlite::panic_words(&*panic)).while_doing("in a transaction").into())
    });
    let done = tx.settle(done).and_then(|done| {
        // Said even if an attempt has caught it: the work decided on what the other has changed.
        if tx.has_conflict { Err(Broken::new("[40001] could not serialize").into()) } else { Ok(done) }
    });
    let ended = tx.control(if done.is_ok() { end } else { "rollback" }).await;
    let told = std::mem::take(&mut tx.announced);
    if let (Err(_), Engine::Postgres(object)) = (&ended, tx.engine) {
        drop(Object::take(object));
    }
    match (done, ended) {
        (Ok(done), Ok(())) => Ok((done, told)),
        (Ok(_), Err(failure)) | (Err(failure), _) => Err(failure),
    }
}

/// Whether the server says that two transactions were in each other's way.
pub(crate) fn is_conflict(failure: &Failure) -> bool {
    has_code(failure, "[40001]") || has_code(failure, "[40P01]")
}

fn tries_after(failure: &Failure) -> u32 {
    match failure {
        failure if is_conflict(failure) => TRIES,
        failure if has_code(failure, "[23505]") => TRIES_AFTER_A_DUPLICATE,
        _ => 0,
    }
}

fn has_code(failure: &Failure, code: &str) -> bool {
    matches!(failure, Failure::Broken(broken) if broken.to_string().contains(code))
}

pub(crate) async fn query<T: FromRow>(client: &Object, sql: Sql, params: Params<'_>) -> Result<Vec<T>> {
    sql.note("postgres");
    let place = sql.place();
    let statement = client.prepare_cached(sql.text()).await.map_err(words).doing(&place)?;
    let values: Vec<Sent<'_>> = params.iter().map(|param| Sent(param.to_val())).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    let rows = client.query(&statement, &values).await.map_err(words).doing(&place)?;
    rows.iter().map(|row| T::from_row(&Row(Source::Postgres(row))).doing(&place)).collect()
}

pub(crate) async fn execute(client: &Object, sql: Sql, params: Params<'_>) -> Result<u64> {
    sql.note("postgres");
    let place = sql.place();
    let statement = client.prepare_cached(sql.text()).await.map_err(words).doing(&place)?;
    let values: Vec<Sent<'_>> = params.iter().map(|param| Sent(param.to_val())).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    client.execute(&statement, &values).await.map_err(words).doing(&place)
}

pub(crate) async fn control(client: &Object, sql: &str) -> Result<()> {
    client.batch_execute(sql).await.map_err(words).doing(sql)
}

/// The server's words with its code, by which a conflict is known.
fn words(error: tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(fault) => format!("[{}] {}", fault.code().code(), fault.message()),
        None => match std::error::Error::source(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    }
}

/// Waits until no other transaction announces, and returns this one's number.
///
/// An order by number alone does not do, whatever horizon is read with it: of two transactions that run side by side
/// the younger can take the lower number in the log and commit last, behind a follower that has gone on.
pub(crate) async fn take_turn(tx: &mut Tx) -> Result<i64> {
    let turn =
        crate::sql!("select pg_current_xact_id()::text::bigint, pg_advisory_xact_lock(7267839216)::text");
    tx.one::<(i64, String)>(turn, &[]).await.map(|(number, _)| number)
}

/// Returns how many bytes the database takes.
pub(crate) async fn size(tx: &mut Tx) -> Result<i64> {
    tx.one(crate::sql!("select pg_database_size(current_database())"), &[]).await
}

impl Val<'_> {
    /// Whether the value can be sent as this kind of number or text; the server names the type it wants.
    fn kind(&self) -> &'static str {
        match self {
            Val::Null => "null",
            Val::Int(_) => "a whole number",
            Val::Float(_) => "a number",
            Val::Bool(_) => "a boolean",
            Val::Text(_) => "text",
            Val::Bytes(_) => "bytes",
            Val::Id(_) => "an id",
        }
    }
}

/// Runs one statement outside of any transaction: for tests that make databases.
#[cfg(feature = "testing")]
pub(crate) async fn control_once(url: &str, sql: &str) -> Result<()> {
    let (client, connection) =
        tokio_postgres::connect(url, NoTls).await.map_err(words).doing("connecting")?;
    let driver = tokio::spawn(connection);
    let done = client.batch_execute(sql).await.map_err(words).doing(sql);
    driver.abort();
    done
}
