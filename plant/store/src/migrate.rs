//! One numbered history of the database, in one text for both engines: words in braces are the types.

use crate::{Tx, sql};
use base::{Broken, Result};
use sha2::{Digest, Sha256};

/// A step of the history.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub name: &'static str,
    pub sql: &'static str,
}

/// The type words and what they are on SQLite and on PostgreSQL.
const TYPES: [(&str, &str, &str); 9] = [
    ("{id}", "blob", "uuid"),
    ("{time}", "integer", "bigint"),
    ("{json}", "text", "text"),
    ("{bool}", "integer", "boolean"),
    ("{int}", "integer", "bigint"),
    // By bytes on both, or lists would be in another order on each server.
    ("{text}", "text", "text collate \"C\""),
    ("{bytes}", "blob", "bytea"),
    ("{seq}", "integer primary key autoincrement", "bigint generated always as identity primary key"),
    ("{txid}", "integer", "bigint"),
];

/// Brings the database to the end of the history, in the transaction of the caller.
pub(crate) async fn migrate(tx: &mut Tx, history: &[Migration]) -> Result<()> {
    tx.batch("create table if not exists migrations (name text primary key, hash text not null)").await?;
    let done: Vec<(String, String)> =
        tx.query(sql!("select name, hash from migrations order by name"), &[]).await?;
    for (name, hash) in &done {
        match history.iter().find(|migration| migration.name == name) {
            None => return Err(Broken::new(format!("the database is newer: it has “{name}”")).into()),
            Some(migration) if digest(migration.sql) != *hash => {
                return Err(Broken::new(format!("migration “{name}” is not the one that was run")).into());
            }
            Some(_) => {}
        }
    }
    for migration in history.iter().filter(|migration| !done.iter().any(|(name, _)| name == migration.name)) {
        let text = expand(migration.sql, tx.is_sqlite());
        tx.batch(&text).await?;
        tx.execute(
            sql!("insert into migrations (name, hash) values ($1, $2)"),
            &[&migration.name, &digest(migration.sql)],
        )
        .await?;
    }
    Ok(())
}

fn expand(text: &str, is_sqlite: bool) -> String {
    TYPES.iter().fold(text.to_owned(), |text, (word, sqlite, postgres)| {
        text.replace(word, if is_sqlite { sqlite } else { postgres })
    })
}

fn digest(text: &str) -> String {
    base::hex(Sha256::digest(text))
}
