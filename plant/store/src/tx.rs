//! A transaction: what a write or a read works with, whatever the engine.

use crate::{FromRow, Params, Sql, postgres, sqlite};
use base::{Broken, Chance, Clock, Id, Result, Time};

/// A transaction on one of the engines. It is begun and ended by the store alone.
pub struct Tx {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    /// What was announced and is still to be told after the commit.
    pub(crate) announced: Vec<crate::LogRow>,
    depth: u32,
}

pub(crate) enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(deadpool_postgres::Object),
}

impl Tx {
    pub(crate) fn new(engine: Engine, clock: Clock, chance: Chance) -> Self {
        Self { engine, clock, chance, announced: Vec::new(), depth: 0 }
    }

    /// Returns the present moment by the store's clock.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Returns a new id.
    pub fn new_id(&self) -> Id {
        self.chance.id(self.clock.now())
    }

    /// Returns the rows of a statement.
    pub async fn query<T: FromRow>(&mut self, sql: Sql, params: Params<'_>) -> Result<Vec<T>> {
        refuse_control(sql)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::query(connection, sql, params),
            Engine::Postgres(client) => postgres::query(client, sql, params).await,
        }
    }

    /// Returns the one row of a statement; none or several are a fault.
    pub async fn one<T: FromRow>(&mut self, sql: Sql, params: Params<'_>) -> Result<T> {
        self.maybe(sql, params).await?.ok_or_else(|| Broken::new("no row").while_doing(sql.place()).into())
    }

    /// Returns the row of a statement if there is one; several are a fault.
    pub async fn maybe<T: FromRow>(&mut self, sql: Sql, params: Params<'_>) -> Result<Option<T>> {
        let mut rows = self.query(sql, params).await?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            n => Err(Broken::new(format!("{n} rows where one was expected")).while_doing(sql.place()).into()),
        }
    }

    /// Runs a statement and returns how many rows it touched.
    pub async fn execute(&mut self, sql: Sql, params: Params<'_>) -> Result<u64> {
        refuse_control(sql)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Engine::Postgres(client) => postgres::execute(client, sql, params).await,
        }
    }

    /// Runs a piece of work that can fail alone: what it wrote is undone, the rest stands.
    pub async fn attempt<T>(&mut self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.depth += 1;
        let name = format!("attempt_{}", self.depth);
        let told = self.announced.len();
        self.control(&format!("savepoint {name}")).await?;
        let done = work(self).await;
        if done.is_err() {
            self.announced.truncate(told);
            self.control(&format!("rollback to savepoint {name}")).await?;
        }
        self.control(&format!("release savepoint {name}")).await?;
        self.depth -= 1;
        done
    }

    /// Runs a statement of the store's own that steers the transaction.
    pub(crate) async fn control(&mut self, sql: &str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::control(connection, sql),
            Engine::Postgres(client) => postgres::control(client, sql).await,
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }
}

fn refuse_control(sql: Sql) -> Result<()> {
    if sql.is_control() {
        return Err(Broken::new("a desk may not begin or end transactions").while_doing(sql.place()).into());
    }
    Ok(())
}
