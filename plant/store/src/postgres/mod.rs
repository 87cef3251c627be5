//! PostgreSQL: the same text, run by tokio-postgres. Work runs in a task of its own, so that a caller who goes away
//! cannot leave a transaction open.

mod address;
mod after;
mod check;
mod failure;
mod jobs;
mod line;
mod node;
mod nodes;
mod run;
mod statement;
mod tls;
mod touch;
mod value;

pub(crate) use check::check;
pub(crate) use failure::is_conflict;
pub(crate) use jobs::claim;
pub(crate) use statement::{control, execute, query};

use crate::listeners::Listeners;
use crate::migrate::{Migration, migrate};
use crate::tx::Engine;
use crate::value::Val;
use crate::{Tx, Work};
use address::Address;
use base::{Broken, Chance, Clock, Context, Failure, Result};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use failure::{is_duplicate, is_lost};
use node::Node;
use run::{Ended, run};
use std::sync::Arc;
use std::time::Duration;

/// How many connections a process holds for its reads and writes; its line as a node is one more.
const CONNECTIONS: usize = 16;
/// How long is waited for a connection, whether it must be made or all are in use.
const WAIT: Duration = Duration::from_secs(5);
/// How often a transaction that could not be serialized is done again.
const TRIES: u32 = 60;
/// How often one is done that met a row which another had just made: the second time it can see it.
const TRIES_AFTER_A_DUPLICATE: u32 = 2;
/// How often one is done whose connection ended before its commit was sent.
const TRIES_AFTER_A_LOSS: u32 = 3;

/// The way to the server.
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    pool: Pool,
    clock: Clock,
    chance: Chance,
    listeners: Arc<Listeners>,
    node: Node,
}

impl Server {
    /// Connects to the server at this address, brings the database to its present state and joins the other nodes.
    pub(crate) async fn open(
        url: &str,
        history: &[Migration],
        clock: Clock,
        chance: Chance,
        listeners: Arc<Listeners>,
    ) -> Result<Self> {
        let address = Address::read(url)?;
        let pool = pool(&address)?;
        let object = pool.get().await.map_err(failure::of_the_pool)?;
        bring_up(Tx::new(Engine::Postgres(object), clock.clone(), chance.clone()), history).await?;
        let node = Node::join(address, Arc::clone(&listeners)).await?;
        Ok(Self(Arc::new(Inner { pool, clock, chance, listeners, node })))
    }

    /// Has a write done, again where it could not be serialized; answered after the commit and its listeners, and
    /// where it takes something away, after those of every node.
    pub(crate) async fn write<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let inner = Arc::clone(&self.0);
        let task = tokio::spawn(async move { inner.write(work).await.map_err(failure::answer) });
        task.await.doing("writing")?
    }

    /// Has a read done in a snapshot of its own, again if its connection ends.
    pub(crate) async fn read<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let inner = Arc::clone(&self.0);
        let task = tokio::spawn(async move { inner.read(work).await.map_err(failure::answer) });
        task.await.doing("reading")?
    }

    /// Whether what this process keeps in memory may be trusted.
    pub(crate) fn is_in_touch(&self) -> bool {
        self.0.node.touch.holds()
    }

    /// Leaves the other nodes: they need not wait for this one any more.
    pub(crate) async fn leave(&self) {
        self.0.node.leave().await;
    }

    /// Ends all connections.
    pub(crate) async fn close(&self) {
        self.leave().await;
        self.0.pool.close();
    }
}

impl Inner {
    async fn write<T: Send>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let mut tries = 0;
        loop {
            tries += 1;
            let failure = match self.once("begin isolation level serializable", "commit", work.clone()).await
            {
                Ended::Done(done, rows) => return self.tell(done, rows).await,
                Ended::InDoubt { done, rows, number, failure } => {
                    if self.stands(number, failure).await? {
                        return self.tell(done, rows).await;
                    }
                    Broken::new("[08006] the connection ended before the commit").into()
                }
                Ended::Not(failure) => failure,
            };
            if tries >= tries_after(&failure) {
                return Err(failure);
            }
            // Not all at the same moment, or they are in each other's way again.
            let [chance] = self.chance.bytes::<1>();
            let most = u64::from(tries.min(20) * 6);
            tokio::time::sleep(Duration::from_millis(1 + most * u64::from(chance) / 255)).await;
        }
    }

    async fn read<T: Send>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let mut tries = 0;
        loop {
            tries += 1;
            let begin = "begin isolation level repeatable read read only";
            match self.once(begin, "rollback", work.clone()).await {
                Ended::Done(done, _) | Ended::InDoubt { done, .. } => return Ok(done),
                Ended::Not(failure) if is_lost(&failure) && tries < TRIES_AFTER_A_LOSS => {}
                Ended::Not(failure) => return Err(failure),
            }
        }
    }

    async fn once<T: Send>(&self, begin: &str, end: &str, work: impl for<'t> Work<'t, T>) -> Ended<T> {
        match self.pool.get().await {
            Ok(object) => {
                let tx = Tx::new(Engine::Postgres(object), self.clock.clone(), self.chance.clone());
                run(tx, begin, end, work).await
            }
            Err(error) => Ended::Not(failure::of_the_pool(error)),
        }
    }
}

fn pool(address: &Address) -> Result<Pool> {
    let clean = ManagerConfig { recycling_method: RecyclingMethod::Clean };
    let manager = Manager::from_config(address.config.clone(), address.tls.clone(), clean);
    let pool = Pool::builder(manager).max_size(CONNECTIONS).runtime(Runtime::Tokio1);
    let pool = pool.wait_timeout(Some(WAIT)).create_timeout(Some(WAIT)).recycle_timeout(Some(WAIT));
    pool.build().doing("preparing connections")
}

/// Brings the database to the end of its history. Of several that come at once one does it, the others wait for it.
async fn bring_up(tx: Tx, history: &[Migration]) -> Result<()> {
    let history = history.to_vec();
    let work = async move |tx: &mut Tx| {
        tx.control("set local statement_timeout = 0; set local lock_timeout = 0").await?;
        tx.control("select pg_advisory_xact_lock(7267839215)").await?;
        migrate(tx, &history).await
    };
    match run(tx, "begin", "commit", work).await {
        Ended::Done((), _) => Ok(()),
        Ended::Not(failure) | Ended::InDoubt { failure, .. } => Err(failure),
    }
}

fn tries_after(failure: &Failure) -> u32 {
    match failure {
        failure if is_conflict(failure) => TRIES,
        failure if is_duplicate(failure) => TRIES_AFTER_A_DUPLICATE,
        failure if is_lost(failure) => TRIES_AFTER_A_LOSS,
        _ => 0,
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
    let address = Address::read(url)?;
    let (client, connection) =
        address.config.connect(address.tls).await.map_err(failure::words).doing("connecting")?;
    let driver = tokio::spawn(connection);
    let done = client.batch_execute(sql).await.map_err(failure::words).doing(sql);
    driver.abort();
    done
}
