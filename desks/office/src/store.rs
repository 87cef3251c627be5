//! All SQL of the desk: receivers, and what is on its way to them.

use crate::webhooks::{Delivery, Failing, Paused, Webhook};
use ::store::{Tx, row, sql};
use base::{Broken, Id, Result, Time};
use serde_json::{Value, json};

/// The name under which the log is followed.
pub(crate) const FOLLOWER: &str = "webhooks";

row! {
    struct WebhookRow {
        id: Id, address: String, secret: String, events: Option<Value>, editions: Option<Value>, role: Option<String>,
        since: i64, created_at: Time, paused_at: Option<Time>, paused_by: Option<String>, failures: i64,
        failing_since: Option<Time>, next_at: Option<Time>,
    }
}

impl WebhookRow {
    fn webhook(self) -> Result<Webhook> {
        let role = self.role.map(|role| role.parse()).transpose().map_err(Broken::new)?;
        let names = |list: Option<Value>| list.map(serde_json::from_value).transpose().map_err(Broken::new);
        let is_gone = self.paused_by.as_deref() == Some("gone");
        let failing = self.failing_since.zip(self.next_at);
        Ok(Webhook {
            id: self.id,
            address: self.address,
            secret: self.secret,
            events: names(self.events)?,
            editions: names(self.editions)?,
            role,
            since: self.since,
            created_at: self.created_at,
            paused: self.paused_at.map(|at| Paused { at, is_gone }),
            failing: failing.map(|(since, next_at)| Failing { times: self.failures, since, next_at }),
        })
    }
}

row! {
    struct DeliveryRow {
        id: Id, webhook: Id, seq: Option<i64>, event: String, takes_away: bool, state: String, created_at: Time,
        attempts: i64, failing_since: Option<Time>, tried_at: Option<Time>, took_ms: Option<i64>,
        status: Option<i64>, failure: Option<String>,
    }
}

impl From<DeliveryRow> for Delivery {
    fn from(row: DeliveryRow) -> Self {
        Self {
            id: row.id,
            webhook: row.webhook,
            seq: row.seq,
            event: row.event,
            takes_away: row.takes_away,
            state: row.state,
            created_at: row.created_at,
            attempts: row.attempts,
            failing_since: row.failing_since,
            tried_at: row.tried_at,
            took_ms: row.took_ms,
            status: row.status,
            failure: row.failure,
        }
    }
}

/// Returns all receivers, the oldest first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Webhook>> {
    let rows: Vec<WebhookRow> = tx
        .query(
            sql!(
                "select id, address, secret, events, editions, role, since, created_at, paused_at, paused_by,
                   failures, failing_since, next_at from webhooks order by id"
            ),
            &[],
        )
        .await?;
    rows.into_iter().map(WebhookRow::webhook).collect()
}

/// Returns a receiver, if it is there.
pub(crate) async fn one(tx: &mut Tx, id: Id) -> Result<Option<Webhook>> {
    let row: Option<WebhookRow> = tx
        .maybe(
            sql!(
                "select id, address, secret, events, editions, role, since, created_at, paused_at, paused_by,
                   failures, failing_since, next_at from webhooks where id = $1"
            ),
            &[&id],
        )
        .await?;
    row.map(WebhookRow::webhook).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, webhook: &Webhook, by: &str) -> Result<()> {
    let list = |names: &Option<Vec<String>>| names.as_ref().map(|names| json!(names));
    let role = webhook.role.map(|role| role.to_string());
    tx.execute(
        sql!(
            "insert into webhooks (id, address, secret, events, editions, role, since, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &[
            &webhook.id,
            &webhook.address,
            &webhook.secret,
            &list(&webhook.events),
            &list(&webhook.editions),
            &role,
            &webhook.since,
            &by,
            &webhook.created_at,
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn pause(tx: &mut Tx, id: Id, by: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("update webhooks set paused_at = $2, paused_by = $3 where id = $1"), &[&id, &now, &by])
        .await?;
    Ok(())
}

/// Goes on with a receiver as if it had never failed.
pub(crate) async fn resume(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(
        sql!(
            "update webhooks set paused_at = null, paused_by = null, failures = 0, failing_since = null,
               next_at = null where id = $1"
        ),
        &[&id],
    )
    .await?;
    Ok(())
}

/// Says that a receiver takes what is sent again.
pub(crate) async fn succeed(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(
        sql!("update webhooks set failures = 0, failing_since = null, next_at = null where id = $1"),
        &[&id],
    )
    .await?;
    Ok(())
}

/// Has a receiver that fails be tried at once.
pub(crate) async fn hurry(tx: &mut Tx, id: Id) -> Result<()> {
    let now = tx.now();
    tx.execute(sql!("update webhooks set next_at = $2 where id = $1 and next_at > $2"), &[&id, &now]).await?;
    Ok(())
}

/// Says that a receiver failed once more.
pub(crate) async fn fail(tx: &mut Tx, id: Id, failing: &Failing) -> Result<()> {
    tx.execute(
        sql!("update webhooks set failures = $2, failing_since = $3, next_at = $4 where id = $1"),
        &[&id, &failing.times, &failing.since, &failing.next_at],
    )
    .await?;
    Ok(())
}

/// Forgets a receiver and everything that was for it.
pub(crate) async fn delete(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(sql!("delete from webhook_deliveries where webhook = $1"), &[&id]).await?;
    tx.execute(sql!("delete from webhooks where id = $1"), &[&id]).await?;
    Ok(())
}

/// Returns the receivers for which something waits that may be tried now.
pub(crate) async fn due(tx: &mut Tx) -> Result<Vec<Id>> {
    let now = tx.now();
    tx.query(
        sql!(
            "select id from webhooks where paused_at is null and (next_at is null or next_at <= $1) and exists
               (select 1 from webhook_deliveries d where d.state = 'waiting' and d.webhook = webhooks.id)
             order by id"
        ),
        &[&now],
    )
    .await
}

/// Puts something on its way; a row of the log that is there already is left as it is.
pub(crate) async fn queue(
    tx: &mut Tx,
    webhook: Id,
    seq: Option<i64>,
    event: &str,
    takes_away: bool,
) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(
        sql!(
            "insert into webhook_deliveries (id, webhook, seq, event, takes_away, state, created_at)
             values ($1, $2, $3, $4, $5, 'waiting', $6) on conflict (webhook, seq) do nothing"
        ),
        &[&id, &webhook, &seq, &event, &takes_away, &now],
    )
    .await?;
    Ok(())
}

/// Returns what is sent next, in the order of the log, tests first.
pub(crate) async fn next(tx: &mut Tx, webhook: Id) -> Result<Option<Delivery>> {
    let row: Option<DeliveryRow> = tx
        .maybe(
            sql!(
                "select id, webhook, seq, event, takes_away, state, created_at, attempts, failing_since, tried_at,
                   took_ms, status, failure from webhook_deliveries
                 where state = 'waiting' and webhook = $1 order by coalesce(seq, 0), id limit 1"
            ),
            &[&webhook],
        )
        .await?;
    Ok(row.map(Delivery::from))
}

/// Returns what is sent next of what takes something away.
pub(crate) async fn next_that_takes_away(tx: &mut Tx, webhook: Id) -> Result<Option<Delivery>> {
    let row: Option<DeliveryRow> = tx
        .maybe(
            sql!(
                "select id, webhook, seq, event, takes_away, state, created_at, attempts, failing_since, tried_at,
                   took_ms, status, failure from webhook_deliveries
                 where state = 'waiting' and webhook = $1 and takes_away order by attempts, seq limit 1"
            ),
            &[&webhook],
        )
        .await?;
    Ok(row.map(Delivery::from))
}

/// Returns the newest deliveries to a receiver.
pub(crate) async fn newest(tx: &mut Tx, webhook: Id, limit: i64) -> Result<Vec<Delivery>> {
    let rows: Vec<DeliveryRow> = tx
        .query(
            sql!(
                "select id, webhook, seq, event, takes_away, state, created_at, attempts, failing_since, tried_at,
                   took_ms, status, failure from webhook_deliveries where webhook = $1 order by id desc limit $2"
            ),
            &[&webhook, &limit],
        )
        .await?;
    Ok(rows.into_iter().map(Delivery::from).collect())
}

/// Returns what takes something away and did not arrive, of all receivers: what was tried and failed, and what waits
/// for a receiver that is paused.
pub(crate) async fn alarms(tx: &mut Tx) -> Result<Vec<Delivery>> {
    let rows: Vec<DeliveryRow> = tx
        .query(
            sql!(
                "select id, webhook, seq, event, takes_away, state, created_at, attempts, failing_since, tried_at,
                   took_ms, status, failure from webhook_deliveries
                 where state = 'waiting' and takes_away and (attempts > 0 or exists
                   (select 1 from webhooks w where w.id = webhook_deliveries.webhook
                    and (w.paused_at is not null or w.failing_since is not null)))
                 order by webhook, seq limit 200"
            ),
            &[],
        )
        .await?;
    Ok(rows.into_iter().map(Delivery::from).collect())
}

/// Returns how many deliveries to a receiver wait and how many are set aside.
pub(crate) async fn counts(tx: &mut Tx, webhook: Id) -> Result<(i64, i64)> {
    let count = sql!("select count(*) from webhook_deliveries where state = $1 and webhook = $2");
    let waiting = tx.one(count, &[&"waiting", &webhook]).await?;
    Ok((waiting, tx.one(count, &[&"aside", &webhook]).await?))
}

/// Writes down how a delivery stands after it was tried.
pub(crate) async fn tried(tx: &mut Tx, delivery: &Delivery) -> Result<()> {
    tx.execute(
        sql!(
            "update webhook_deliveries set event = $2, takes_away = $3, state = $4, attempts = $5,
               failing_since = $6, tried_at = $7, took_ms = $8, status = $9, failure = $10 where id = $1"
        ),
        &[
            &delivery.id,
            &delivery.event,
            &delivery.takes_away,
            &delivery.state,
            &delivery.attempts,
            &delivery.failing_since,
            &delivery.tried_at,
            &delivery.took_ms,
            &delivery.status,
            &delivery.failure,
        ],
    )
    .await?;
    Ok(())
}

/// Forgets a delivery of which nothing may be told.
pub(crate) async fn drop_one(tx: &mut Tx, delivery: Id) -> Result<()> {
    tx.execute(sql!("delete from webhook_deliveries where id = $1"), &[&delivery]).await?;
    Ok(())
}

/// Sets aside what waits for a receiver since before a moment; never what takes something away.
pub(crate) async fn set_aside(tx: &mut Tx, webhook: Id, before: Time, why: &str) -> Result<()> {
    tx.execute(
        sql!(
            "update webhook_deliveries set state = 'aside', failure = coalesce(failure, $3)
             where state = 'waiting' and webhook = $1 and created_at <= $2 and not takes_away"
        ),
        &[&webhook, &before, &why],
    )
    .await?;
    Ok(())
}

/// Has a delivery wait anew, to be tried at once; returns whether there is one.
pub(crate) async fn again(tx: &mut Tx, webhook: Id, delivery: Id) -> Result<bool> {
    let now = tx.now();
    let found = tx
        .execute(
            sql!(
                "update webhook_deliveries set state = 'waiting', attempts = 0, failing_since = null,
                   failure = null, created_at = $3 where id = $1 and webhook = $2"
            ),
            &[&delivery, &webhook, &now],
        )
        .await?;
    hurry(tx, webhook).await?;
    Ok(found == 1)
}

/// Forgets what arrived before one moment, and what was set aside before another.
pub(crate) async fn forget(tx: &mut Tx, done: Time, aside: Time) -> Result<()> {
    tx.execute(
        sql!(
            "delete from webhook_deliveries
             where (state = 'done' and created_at <= $1) or (state = 'aside' and created_at <= $2)"
        ),
        &[&done, &aside],
    )
    .await?;
    Ok(())
}
