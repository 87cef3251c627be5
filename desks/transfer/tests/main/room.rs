//! A newsroom to import into, and ears for what an import says.

use base::{Chance, Clock, Id, Time};
use sections::{Edition, NewEdition};
use std::path::Path;
use store::testing::{Engine, TestDatabase};
use store::{Migration, Store, Tx, sql};
use stories::{Fields, List, Listed};
use transfer::{Counts, Format, Order, Report, Source, import};

const HISTORY: &[Migration] = &[
    Migration { name: "0001_plant", sql: include_str!("../../../../migrations/0001_plant.sql") },
    Migration { name: "0002_staff", sql: include_str!("../../../../migrations/0002_staff.sql") },
    Migration { name: "0003_sections", sql: include_str!("../../../../migrations/0003_sections.sql") },
    Migration { name: "0004_stories", sql: include_str!("../../../../migrations/0004_stories.sql") },
    Migration { name: "0005_media", sql: include_str!("../../../../migrations/0005_media.sql") },
    Migration { name: "0007_nodes", sql: include_str!("../../../../migrations/0007_nodes.sql") },
    Migration { name: "0009_transfer", sql: include_str!("../../../../migrations/0009_transfer.sql") },
    Migration { name: "0012_sign_in", sql: include_str!("../../../../migrations/0012_sign_in.sql") },
    Migration { name: "0013_record", sql: include_str!("../../../../migrations/0013_record.sql") },
    Migration { name: "0014_fronts", sql: include_str!("../../../../migrations/0014_fronts.sql") },
    Migration { name: "0015_index", sql: include_str!("../../../../migrations/0015_index.sql") },
    Migration { name: "0016_desk", sql: include_str!("../../../../migrations/0016_desk.sql") },
    Migration { name: "0017_webhooks", sql: include_str!("../../../../migrations/0017_webhooks.sql") },
    Migration { name: "0018_office", sql: include_str!("../../../../migrations/0018_office.sql") },
    Migration { name: "0019_flow", sql: include_str!("../../../../migrations/0019_flow.sql") },
];

pub struct Room {
    pub store: Store,
    pub edition: Edition,
    _database: TestDatabase,
}

#[derive(Debug, Default)]
pub struct Heard {
    pub failures: Vec<String>,
    pub warnings: Vec<String>,
    pub notes: Vec<String>,
    pub done: u64,
}

impl Report for Heard {
    fn failure(&mut self, line: &str) {
        self.failures.push(line.into());
    }

    fn warning(&mut self, line: &str) {
        self.warnings.push(line.into());
    }

    fn note(&mut self, line: &str) {
        self.notes.push(line.into());
    }

    fn progress(&mut self, done: u64, _: u64, _: Option<u64>) {
        self.done = done;
    }
}

impl Room {
    pub async fn open() -> Self {
        let database = TestDatabase::new(Engine::from_environment()).await;
        let clock = Clock::set("2026-11-24T14:00:00Z".parse::<Time>().unwrap());
        let store = Store::open(database.url(), HISTORY, clock, Chance::seeded(7)).await.unwrap();
        let edition = store
            .write(async move |tx: &mut Tx| {
                let names = [("world", "World"), ("business", "Business")];
                let sections = names.map(|(slug, name)| (slug.to_owned(), name.to_owned())).to_vec();
                let edition = NewEdition {
                    slug: "en".into(),
                    name: "Gazette".into(),
                    language: "en".into(),
                    zone: "Europe/Paris".into(),
                    sections,
                };
                sections::add_edition(tx, "test", &edition).await?;
                Ok(sections::plan(tx).await?.editions.remove(0))
            })
            .await
            .unwrap();
        Self { store, edition, _database: database }
    }

    /// Returns what readers see, the newest first.
    pub async fn published(&self) -> Vec<Listed> {
        let list = async |tx: &mut Tx| stories::listed(tx, &List::default(), 1000).await;
        self.store.read(list).await.unwrap()
    }

    /// Returns what the newest revision of a story says.
    pub async fn newest(&self, story: Id) -> Fields {
        self.store.read(async move |tx: &mut Tx| stories::newest(tx, story).await).await.unwrap()
    }

    /// Returns the newest revisions of all stories by headline.
    pub async fn all(&self) -> Vec<Fields> {
        let ids = async |tx: &mut Tx| tx.query(sql!("select id from stories order by headline"), &[]).await;
        let mut all = Vec::new();
        for id in self.store.read(ids).await.unwrap() {
            all.push(self.newest(id).await);
        }
        all
    }

    pub async fn import(&self, path: &Path, publish: bool) -> (Counts, Heard) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        self.import_bytes(&name, std::fs::read(path).unwrap(), publish).await
    }

    pub async fn import_bytes(&self, name: &str, bytes: Vec<u8>, publish: bool) -> (Counts, Heard) {
        self.import_as(Format::Wxr, name, bytes, publish).await
    }

    pub async fn import_as(
        &self,
        format: Format,
        name: &str,
        bytes: Vec<u8>,
        publish: bool,
    ) -> (Counts, Heard) {
        let order = Order { edition: self.edition.clone(), publish, actor: "token:import".into() };
        let source =
            Source { name: name.into(), total: Some(bytes.len() as u64), bytes: std::io::Cursor::new(bytes) };
        let store = self.store.clone();
        // On a task of its own, as beside a running server.
        let import = tokio::spawn(async move {
            let mut heard = Heard::default();
            let counts = import(&store, format, &order, source, &mut heard).await.unwrap();
            (counts, heard)
        });
        import.await.unwrap()
    }
}
