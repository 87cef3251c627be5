//! The table of nodes: who works on this database, until when each is to be waited for, and how far it has heard.
//! Times are the server's own, so that the nodes' clocks need not agree.

use super::statement::{execute, query};
use crate::log::{AFTER, LogRow};
use crate::sql;
use base::{Broken, Id, Result};
use deadpool_postgres::ClientWrapper;
use std::time::Duration;

/// How long the row of a node that is gone is kept, for people to look at.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns an id for a node; the server's, since in tests two processes may have the same chance.
pub(super) async fn new_id(client: &ClientWrapper) -> Result<Id> {
    let ids: Vec<Id> = query(client, sql!("select gen_random_uuid()"), &[]).await?;
    ids.into_iter().next().ok_or_else(|| Broken::new("the server gave no id").into())
}

/// Takes or renews the node's lease.
pub(super) async fn renew(
    client: &ClientWrapper,
    id: Id,
    name: &str,
    lease: Duration,
    seq: i64,
) -> Result<()> {
    let lease = micros(lease);
    execute(
        client,
        sql!(
            "insert into nodes (id, name, started_at, until, seq)
             select $1, $2, clock.now, clock.now + $3, $4
             from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now) as clock
             on conflict (id) do update set until = excluded.until, seq = greatest(nodes.seq, excluded.seq)"
        ),
        &[&id, &name, &lease, &seq],
    )
    .await?;
    Ok(())
}

/// Says how far the node has heard.
pub(super) async fn acknowledge(client: &ClientWrapper, id: Id, seq: i64) -> Result<()> {
    execute(client, sql!("update nodes set seq = greatest(seq, $2) where id = $1"), &[&id, &seq]).await?;
    Ok(())
}

/// Returns how many other nodes hold a lease and have not heard of this number.
pub(super) async fn behind(client: &ClientWrapper, id: Id, seq: i64) -> Result<i64> {
    let rows: Vec<i64> = query(
        client,
        sql!(
            "select count(*) from nodes where id <> $1 and seq < $2
               and until > (extract(epoch from clock_timestamp()) * 1000000)::bigint"
        ),
        &[&id, &seq],
    )
    .await?;
    Ok(rows.into_iter().next().unwrap_or(0))
}

/// Takes the node out: nobody needs to wait for it.
pub(super) async fn leave(client: &ClientWrapper, id: Id) -> Result<()> {
    execute(client, sql!("delete from nodes where id = $1"), &[&id]).await?;
    Ok(())
}

/// Forgets nodes that have been gone for long.
pub(super) async fn forget(client: &ClientWrapper) -> Result<()> {
    let kept = micros(KEPT);
    execute(
        client,
        sql!(
            "delete from nodes where until < (extract(epoch from clock_timestamp()) * 1000000)::bigint - $1"
        ),
        &[&kept],
    )
    .await?;
    Ok(())
}

/// Returns the log's rows behind `seq`.
pub(super) async fn log_after(client: &ClientWrapper, seq: i64, limit: i64) -> Result<Vec<LogRow>> {
    query(client, AFTER, &[&seq, &limit]).await
}

/// Returns the number of the log's last row.
pub(super) async fn last_logged(client: &ClientWrapper) -> Result<i64> {
    let last: Vec<Option<i64>> = query(client, sql!("select max(seq) from log"), &[]).await?;
    Ok(last.into_iter().flatten().next().unwrap_or(0))
}

/// Tells every node that the log goes on. It says nothing that must last, so nobody waits for the disk.
pub(super) async fn nudge(client: &ClientWrapper, seq: i64) -> Result<()> {
    let seq = seq.to_string();
    execute(
        client,
        sql!("select set_config('synchronous_commit', 'off', true), pg_notify('stoppress_log', $1)"),
        &[&seq],
    )
    .await?;
    Ok(())
}

fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
