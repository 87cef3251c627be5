//! Where the newsroom's database is: the one place where the engine is chosen.

use base::{Broken, Failure, Result};
use std::path::PathBuf;
use std::str::FromStr;

/// The address of a database; its form picks the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// `sqlite:PATH`, a file.
    Sqlite(PathBuf),
    /// `postgres://…`, a database on a server.
    Postgres(String),
}

impl FromStr for Url {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(path) =
            text.strip_prefix("sqlite:").filter(|path| !path.is_empty() && *path != ":memory:")
        {
            return Ok(Self::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        // The text is not repeated: it may bear a password.
        Err(Broken::new("the address of the database must be sqlite:PATH or postgres://…").into())
    }
}
