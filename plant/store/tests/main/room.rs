//! A database with the plant's own tables and one of a desk's.

use base::{Chance, Clock, Id, Result, Time};
use serde_json::json;
use store::testing::{Engine, TestDatabase};
use store::{Entry, Migration, Store, Tx, sql};

/// The plant's tables, and a desk's.
pub const HISTORY: [Migration; 3] = [
    Migration { name: "0001_plant", sql: include_str!("../../../../migrations/0001_plant.sql") },
    Migration {
        name: "0002_desk",
        sql: "create table notes (id {id} primary key, line {text} not null unique, kept {bool} not null,
              body {json}, digest {bytes}, at {time}, size {int});",
    },
    Migration { name: "0007_nodes", sql: include_str!("../../../../migrations/0007_nodes.sql") },
];

/// Makes each of these tests run on both engines.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident)*) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(store::testing::Engine::Sqlite).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(store::testing::Engine::Postgres).await;
            })*
        }
    };
}

/// An open store and the clock that it goes by.
pub struct Room {
    pub store: Store,
    pub clock: Clock,
    pub database: TestDatabase,
}

impl Room {
    pub async fn open(engine: Engine) -> Self {
        let database = TestDatabase::new(engine).await;
        let clock = Clock::set("2026-11-24T09:00:00Z".parse().unwrap());
        let store = Store::open(database.url(), &HISTORY, clock.clone(), Chance::seeded(1)).await.unwrap();
        Self { store, clock, database }
    }

    /// Returns how many notes there are.
    pub async fn notes(&self) -> i64 {
        let count = async |tx: &mut Tx| tx.one::<i64>(sql!("select count(*) from notes"), &[]).await;
        self.store.read(count).await.unwrap()
    }

    /// Moves the clock on.
    pub fn wait(&self, seconds: u64) -> Time {
        self.clock.move_to(self.clock.now().after(std::time::Duration::from_secs(seconds)));
        self.clock.now()
    }
}

/// Writes a note.
pub async fn note(tx: &mut Tx, line: &str) -> Result<Id> {
    let id = tx.new_id();
    tx.execute(sql!("insert into notes (id, line, kept) values ($1, $2, $3)"), &[&id, &line, &true]).await?;
    Ok(id)
}

/// Announces a note; one that is withdrawn is taken away.
pub async fn tell(tx: &mut Tx, event: &'static str) -> Result<i64> {
    let subject = tx.new_id();
    let (actor, edition) = (Some("clock".to_owned()), Some("en".to_owned()));
    let data = json!({ "revision": 1 });
    let takes_away = event == "withdrawn";
    tx.announce(Entry { actor, edition, kind: "note", subject, event, data, reason: None, takes_away }).await
}
