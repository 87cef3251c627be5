//! Named facts about the newsroom, each a JSON value.

use crate::{Tx, sql};
use base::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

impl Tx {
    /// Returns the fact of this name.
    pub async fn fact<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>> {
        let found: Option<(Value,)> =
            self.maybe(sql!("select value from facts where name = $1"), &[&name]).await?;
        found.map(|(value,)| serde_json::from_value(value).doing("reading a fact")).transpose()
    }

    /// Writes the fact of this name.
    pub async fn set_fact<T: Serialize + Sync>(&mut self, name: &str, value: &T) -> Result<()> {
        let value = serde_json::to_value(value).doing("writing a fact")?;
        self.execute(
            sql!(
                "insert into facts (name, value) values ($1, $2)
                 on conflict (name) do update set value = excluded.value"
            ),
            &[&name, &value],
        )
        .await?;
        Ok(())
    }
}
