//! The store: the handle that everybody holds.

use crate::listeners::Listeners;
use crate::migrate::{Migration, migrate};
use crate::postgres::{self, Server};
use crate::sqlite::{self, Readers, Writer};
use crate::tables::Table;
use crate::{Figures, LogRow, Tx, Url, Work, backup};
use base::{Chance, Clock, Result};
use std::path::{Path, PathBuf};
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
    Sqlite { writer: Writer, readers: Readers, path: PathBuf },
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
                Engine::Sqlite { writer, readers, path }
            }
            Url::Postgres(url) => {
                let told = Arc::clone(&listeners);
                Engine::Postgres(Server::open(&url, migrations, clock, chance, told).await?)
            }
        };
        let store = Self(Arc::new(Inner { engine, listeners }));
        if let Engine::Sqlite { .. } = &store.0.engine {
            let last = store.read(async |tx: &mut Tx| tx.last_logged().await).await?;
            store.0.listeners.begin_at(last);
        }
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

    /// Has `listener` told of every commit's log rows: of this process's before any of its writes is answered, of
    /// another process's when its row is read. It must be quick and never wait.
    pub fn on_commit(&self, listener: impl Fn(&[LogRow]) + Send + Sync + 'static) {
        self.0.listeners.add(listener);
    }

    /// Whether what this process keeps in memory may be served. It may not while other processes write and this one
    /// might not hear of it: then everything must be read. Quick enough to be asked for every page.
    pub fn is_in_touch(&self) -> bool {
        match &self.0.engine {
            Engine::Sqlite { .. } => true,
            Engine::Postgres(server) => server.is_in_touch(),
        }
    }

    /// Returns the number up to which every row of the log has been told to the listeners. Who tells others what
    /// came must not go beyond it: they could ask for a page that is still kept.
    pub fn heard(&self) -> i64 {
        self.0.listeners.head()
    }

    /// Says to the other processes that this one keeps nothing any more, so that none waits for it. Reading and
    /// writing go on.
    pub async fn leave(&self) {
        if let Engine::Postgres(server) = &self.0.engine {
            server.leave().await;
        }
    }

    /// Returns the number of the last row of the log that was told of, as it moves. It is also told when `heard`
    /// moves up to it.
    pub fn last_seq(&self) -> watch::Receiver<i64> {
        self.0.listeners.last_seq()
    }

    /// Verifies the database; one line for each fault.
    pub async fn check(&self) -> Result<Vec<String>> {
        let faults = self.read(async |tx: &mut Tx| {
            let engine = if tx.is_sqlite() { sqlite::check(tx).await } else { postgres::check(tx).await };
            let mut faults = engine?;
            faults.extend(tx.log_faults().await?);
            Ok(faults)
        });
        faults.await
    }

    /// Writes a copy of the whole database, as of one moment, into an empty folder, while others read and write.
    /// `tables` are those of its history.
    pub async fn copy_to(&self, folder: &Path, tables: &[Table]) -> Result<()> {
        match &self.0.engine {
            Engine::Sqlite { path, .. } => backup::copy_file(path, folder).await,
            Engine::Postgres(_) => {
                let (folder, tables) = (folder.to_owned(), tables.to_vec());
                self.read(async move |tx: &mut Tx| backup::write_tables(tx, &folder, &tables).await).await
            }
        }
    }

    /// Ends the store when its last handle goes; on SQLite that waits for the threads.
    pub async fn close(self) {
        if let Engine::Postgres(server) = &self.0.engine {
            server.close().await;
        }
        drop(tokio::task::spawn_blocking(move || drop(self)).await);
    }
}
