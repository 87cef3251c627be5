//! The store: the handle that everybody holds.

use crate::listeners::Listeners;
use crate::migrate::{Migration, migrate};
use crate::postgres::Server;
use crate::sqlite::{Readers, Writer};
use crate::{Figures, LogRow, Tx, Url, Work, check};
use base::{Chance, Clock, Result};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// The newsroom's database. A clone is the same store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    listeners: Arc<Listeners>,
}

enum Engine {
    // The writer is dropped before the readers, so that the last connection to close is a reader's and never removes
    // a log that the writer still needs.
    Sqlite { writer: Writer, readers: Readers },
    Postgres(Server),
}

impl Store {
    /// Opens the database at `url` and brings it to the present state of its history. A database that is further
    /// on, or whose history differs, is refused.
    pub async fn open(url: &str, migrations: &[Migration], clock: Clock, chance: Chance) -> Result<Self> {
        let listeners = Listeners::new();
        let engine = match url.parse()? {
            Url::Sqlite(path) => {
                let writer = Writer::start(&path, clock.clone(), chance.clone(), Arc::clone(&listeners))?;
                let readers = Readers::start(&path, &clock, &chance)?;
                let history = migrations.to_vec();
                writer.write(async move |tx: &mut Tx| migrate(tx, &history).await).await?;
                Engine::Sqlite { writer, readers }
            }
            Url::Postgres(url) => {
                let server = Server::connect(&url, clock, chance, Arc::clone(&listeners)).await?;
                let mut tx = server.bare().await?;
                tx.control("begin").await?;
                tx.control("select pg_advisory_xact_lock(7267839215)").await?;
                let done = migrate(&mut tx, migrations).await;
                tx.control(if done.is_ok() { "commit" } else { "rollback" }).await?;
                done?;
                Engine::Postgres(server)
            }
        };
        let store = Self(Arc::new(Inner { engine, listeners }));
        let last = store.read(async |tx: &mut Tx| tx.last_logged().await).await?;
        store.0.listeners.nudge(last);
        Ok(store)
    }

    /// Has a write done, and answers when it is durable and every commit listener has run.
    pub async fn write<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        let begun = Instant::now();
        let done = match &self.0.engine {
            Engine::Sqlite { writer, .. } => writer.write(work).await,
            Engine::Postgres(server) => server.write(work).await,
        };
        self.figures().writes.take_time(begun.elapsed());
        done
    }

    /// Has a read done in a snapshot of its own.
    pub async fn read<T: Send + 'static>(&self, work: impl for<'t> Work<'t, T>) -> Result<T> {
        self.figures().reads.one();
        match &self.0.engine {
            Engine::Sqlite { readers, .. } => readers.read(work).await,
            Engine::Postgres(server) => server.read(work).await,
        }
    }

    /// Returns what the store has counted since it was opened.
    pub fn figures(&self) -> &Figures {
        &self.0.listeners.figures
    }

    /// Has `listener` told of every commit's log rows, after the commit and before any of its writes is answered. It
    /// must be quick and never wait.
    pub fn on_commit(&self, listener: impl Fn(&[LogRow]) + Send + Sync + 'static) {
        self.0.listeners.add(listener);
    }

    /// Returns the number of the log's last row, as it moves.
    pub fn last_seq(&self) -> watch::Receiver<i64> {
        self.0.listeners.last_seq()
    }

    /// Verifies the database; one line for each fault.
    pub async fn check(&self) -> Result<Vec<String>> {
        self.read(async |tx: &mut Tx| check::check(tx).await).await
    }

    /// Ends the store when its last handle goes; on SQLite that waits for the threads.
    pub async fn close(self) {
        if let Engine::Postgres(server) = &self.0.engine {
            server.close();
        }
        drop(tokio::task::spawn_blocking(move || drop(self)).await);
    }
}
