//! Statements on a connection.

use super::failure::words;
use super::value::Sent;
use crate::row::Source;
use crate::{FromRow, Params, Row, Sql};
use base::{Context, Result};
use deadpool_postgres::ClientWrapper;
use tokio_postgres::types::ToSql;

/// Returns the rows of a statement.
pub(crate) async fn query<T: FromRow>(
    client: &ClientWrapper,
    sql: Sql,
    params: Params<'_>,
) -> Result<Vec<T>> {
    sql.note("postgres");
    let place = sql.place();
    let statement = client.prepare_cached(sql.text()).await.map_err(words).doing(&place)?;
    let values: Vec<Sent<'_>> = params.iter().map(|param| Sent(param.to_val())).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    let rows = client.query(&statement, &values).await.map_err(words).doing(&place)?;
    rows.iter().map(|row| T::from_row(&Row(Source::Postgres(row))).doing(&place)).collect()
}

/// Runs a statement and returns how many rows it touched.
pub(crate) async fn execute(client: &ClientWrapper, sql: Sql, params: Params<'_>) -> Result<u64> {
    sql.note("postgres");
    let place = sql.place();
    let statement = client.prepare_cached(sql.text()).await.map_err(words).doing(&place)?;
    let values: Vec<Sent<'_>> = params.iter().map(|param| Sent(param.to_val())).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
    client.execute(&statement, &values).await.map_err(words).doing(&place)
}

/// Returns what a statement counts whose text the server itself has made.
pub(super) async fn count(client: &ClientWrapper, sql: &str) -> Result<i64> {
    let row = client.query_one(sql, &[]).await.map_err(words).doing(sql)?;
    row.try_get(0).map_err(words).doing(sql)
}

/// Runs a statement of the store's own that steers the connection.
pub(crate) async fn control(client: &ClientWrapper, sql: &str) -> Result<()> {
    client.batch_execute(sql).await.map_err(words).doing(sql)
}
