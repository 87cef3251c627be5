//! A transaction: what a write or a read works with, whatever the engine.

use crate::{FromRow, Params, Sql, postgres, sqlite};
use base::{Broken, Chance, Clock, Id, Result, Time};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// The longest list of values that one statement is asked for.
const LONGEST_LIST: usize = 64;

/// A transaction on one of the engines. It is begun and ended by the store alone.
pub struct Tx {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    /// What was announced and is still to be told after the commit.
    pub(crate) announced: Vec<crate::LogRow>,
    /// What a statement failed with, unless an attempt has undone it: nothing may go on or be kept after it.
    failed: Option<String>,
    /// The transaction's number, where the engine runs several at a time and this one has announced.
    pub(crate) number: Option<i64>,
    /// Whether the engine said that another transaction was in the way, which only a new beginning can help.
    pub(crate) has_conflict: bool,
    depth: u32,
    /// Whether pieces of work are attempted without a savepoint, as if none failed.
    pub(crate) is_hopeful: bool,
    /// Whether one of them failed after all, when it had written: the whole work is to be done again with savepoints.
    pub(crate) was_too_hopeful: bool,
    /// How many statements ran that may have written.
    pub(crate) written: u64,
    /// What was read and is asked for again and again, by its type.
    kept: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

pub(crate) enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(deadpool_postgres::Object),
}

impl Tx {
    pub(crate) fn new(engine: Engine, clock: Clock, chance: Chance) -> Self {
        let (announced, kept) = (Vec::new(), HashMap::new());
        Self {
            engine,
            clock,
            chance,
            announced,
            failed: None,
            number: None,
            has_conflict: false,
            depth: 0,
            is_hopeful: false,
            was_too_hopeful: false,
            written: 0,
            kept,
        }
    }

    /// Returns the present moment by the store's clock.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Returns a new id.
    pub fn new_id(&self) -> Id {
        self.chance.id(self.clock.now())
    }

    /// Returns `N` random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.chance.bytes()
    }

    /// Returns the rows of a statement.
    pub async fn query<T: FromRow>(&mut self, sql: Sql, params: Params<'_>) -> Result<Vec<T>> {
        self.may_run(sql)?;
        self.written += u64::from(!sql.only_reads());
        let found = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::query(connection, sql, params),
            Engine::Postgres(client) => postgres::query(client, sql, params).await,
        };
        self.watch(found)
    }

    /// Returns the rows of a statement that asks for several values: `($1)` stands for their list. The rows come in
    /// no order.
    pub async fn among<T: FromRow>(
        &mut self,
        sql: Sql,
        values: &[impl crate::ToVal + Sync],
    ) -> Result<Vec<T>> {
        let mut rows = Vec::with_capacity(values.len());
        for some in values.chunks(LONGEST_LIST) {
            let Some(last) = some.last() else { continue };
            // Few lengths, so that the engine knows each statement already; the last value may stand there twice.
            let count = some.len().next_power_of_two();
            let padded = some.iter().chain(std::iter::repeat(last)).take(count);
            let params: Vec<&(dyn crate::ToVal + Sync)> = padded.map(|value| value as _).collect();
            rows.extend(self.query(sql.with_list(count), &params).await?);
        }
        Ok(rows)
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
        self.may_run(sql)?;
        self.written += 1;
        let touched = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, params),
            Engine::Postgres(client) => postgres::execute(client, sql, params).await,
        };
        self.watch(touched)
    }

    /// Runs a piece of work that can fail alone: what it wrote is undone, the rest stands.
    ///
    /// On SQLite that is hoped first: a savepoint copies each page that is written after it, which took a fifth of an
    /// import's time. Where a piece of work fails that has written nothing, nothing is to be undone; where it has, the
    /// whole transaction is done again with savepoints, whatever becomes of it meanwhile.
    pub async fn attempt<T>(&mut self, work: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        self.still_stands()?;
        self.depth += 1;
        let (told, written) = (self.announced.len(), self.written);
        let savepoint = (!self.is_hopeful).then(|| format!("attempt_{}", self.depth));
        if let Some(name) = &savepoint {
            self.control(&format!("savepoint {name}")).await?;
        }
        let done = work(self).await;
        let done = self.settle(done);
        if done.is_err() {
            match &savepoint {
                Some(name) => self.control(&format!("rollback to savepoint {name}")).await?,
                None => self.was_too_hopeful |= self.written != written,
            }
            self.undone(told);
        }
        if let Some(name) = &savepoint {
            self.control(&format!("release savepoint {name}")).await?;
        }
        self.depth -= 1;
        done
    }

    /// Forgets what was told, kept and failed since `told` rows were to be told.
    pub(crate) fn undone(&mut self, told: usize) {
        self.announced.truncate(told);
        self.forget_all();
        self.failed = None;
    }

    /// Returns what was kept of this type in this transaction.
    pub fn kept<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.kept.get(&TypeId::of::<T>()).and_then(|kept| Arc::clone(kept).downcast().ok())
    }

    /// Keeps what was read until the transaction ends or something in it is undone, so that it need not be read again.
    /// Who changes what it was read from keeps the new one, or forgets it.
    pub fn keep<T: Any + Send + Sync>(&mut self, value: Arc<T>) {
        self.kept.insert(TypeId::of::<T>(), value);
    }

    /// Forgets what was kept of this type: what it was read from has changed.
    pub fn forget<T: Any + Send + Sync>(&mut self) {
        self.kept.remove(&TypeId::of::<T>());
    }

    /// Forgets all that was kept: another transaction begins, or a part of this one was undone.
    pub(crate) fn forget_all(&mut self) {
        self.kept.clear();
    }

    /// Begins anew: SQLite's threads keep their transaction for one piece of work after the other.
    pub(crate) fn renew(&mut self) {
        (self.failed, self.has_conflict, self.was_too_hopeful, self.depth) = (None, false, false, 0);
    }

    /// Returns what the work came to: a failed statement that it overlooked makes it fail, since one engine would
    /// keep the rest and the other one nothing.
    pub(crate) fn settle<T>(&self, done: Result<T>) -> Result<T> {
        let done = done?;
        self.still_stands()?;
        Ok(done)
    }

    fn still_stands(&self) -> Result<()> {
        match &self.failed {
            Some(why) => Err(Broken::new(why).while_doing("after a statement that failed").into()),
            None => Ok(()),
        }
    }

    fn may_run(&self, sql: Sql) -> Result<()> {
        if sql.is_control() {
            return Err(Broken::new("a desk may not begin or end transactions")
                .while_doing(sql.place())
                .into());
        }
        self.still_stands()
    }

    fn watch<T>(&mut self, answer: Result<T>) -> Result<T> {
        if let Err(failure) = &answer {
            self.has_conflict |= postgres::is_conflict(failure);
            self.failed = Some(failure.to_string());
        }
        answer
    }

    /// Runs a statement of the store's own that steers the transaction.
    pub(crate) async fn control(&mut self, sql: &str) -> Result<()> {
        let done = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::control(connection, sql),
            Engine::Postgres(client) => postgres::control(client, sql).await,
        };
        self.watch(done)
    }

    /// Runs a whole text of statements: a step of the history.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        self.written += 1;
        let done = match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::batch(connection, sql),
            Engine::Postgres(client) => postgres::control(client, sql).await,
        };
        self.watch(done)
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }
}
