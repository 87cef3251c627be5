//! Databases for tests: a folder of its own for SQLite, a database of its own on a server for PostgreSQL.

mod server;

pub use server::OwnServer;

use crate::postgres::control_once;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which engine the tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Returns what `STOPPRESS_TEST_ENGINE` names; SQLite if it names nothing.
    pub fn from_environment() -> Self {
        match std::env::var_os("STOPPRESS_TEST_ENGINE") {
            Some(name) if name == "postgres" => Self::Postgres,
            _ => Self::Sqlite,
        }
    }
}

/// A database that ends with the test.
pub struct TestDatabase {
    url: String,
    _folder: Option<tempfile::TempDir>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl TestDatabase {
    /// Makes an empty database.
    pub async fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder for the database");
                let url = format!("sqlite:{}", folder.path().join("newsroom.db").display());
                Self { url, _folder: Some(folder) }
            }
            Engine::Postgres => {
                let server = server::url();
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let name = format!("test_{}_{number}", std::process::id());
                control_once(&server, &format!("create database {name}"))
                    .await
                    .expect("a database on the server");
                let (base, _) = server.rsplit_once('/').expect("the address names a database");
                Self { url: format!("{base}/{name}"), _folder: None }
            }
        }
    }

    /// Returns the address to open.
    pub fn url(&self) -> &str {
        &self.url
    }
}
