//! One delivery: what is told now, how it is sent, and what follows from the answer.

use super::rules::announce;
use super::{Delivery, Failing, Webhook, sign};
use crate::store;
use crate::told::{self, Posts, Told};
use ::store::{LogRow, Only, Tx};
use base::{Result, Time};
use fetch::{Failed, Fetcher, Question};
use house::Event;
use serde_json::json;
use site::Plant;
use std::time::Duration;

/// How long until it is tried again: after the first failure, the second and so on; the last one from then on.
const PAUSES: [Duration; 8] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(3600),
    Duration::from_secs(2 * 3600),
    Duration::from_secs(4 * 3600),
];
/// After how long a failure is set aside.
pub(crate) const PATIENCE: Duration = Duration::from_secs(24 * 3600);
/// With this answer a receiver says that it wants no more.
const GONE: u16 = 410;

/// What is sent next, and to whom.
pub(crate) struct Next {
    webhook: Webhook,
    delivery: Delivery,
    /// What is told of it now; nothing where the receiver may not know of it.
    message: Option<(String, bool, String)>,
}

/// What came of a try.
#[derive(Clone)]
struct Outcome {
    answer: Result<u16, Failed>,
    took: Duration,
}

/// Returns what is sent next to a receiver, told from the present state.
pub(crate) async fn next(
    tx: &mut Tx,
    plant: &Plant,
    posts: &Posts,
    webhook: base::Id,
) -> Result<Option<Next>> {
    let Some(webhook) = store::one(tx, webhook).await? else { return Ok(None) };
    let now = tx.now();
    if webhook.paused.is_some() || webhook.failing.is_some_and(|failing| failing.next_at > now) {
        return Ok(None);
    }
    let Some(mut delivery) = store::next(tx, webhook.id).await? else { return Ok(None) };
    if webhook.failing.is_some() && delivery.seq.is_some() {
        // Behind something that is not taken nothing that takes away waits.
        delivery = store::next_that_takes_away(tx, webhook.id).await?.unwrap_or(delivery);
    }
    let message = match delivery.seq {
        None => Some(test(&webhook, now)),
        Some(seq) => match row(tx, seq).await? {
            Some(row) => told::told(tx, &plant.settings.public_url, posts, &row, webhook.role).await?,
            None => None,
        },
    };
    let message = message.map(|told| {
        // A struct of texts and numbers always serialises.
        let body = serde_json::to_string(&told).unwrap_or_default();
        (told.event, told.takes_away, body)
    });
    Ok(Some(Next { webhook, delivery, message }))
}

async fn row(tx: &mut Tx, seq: i64) -> Result<Option<LogRow>> {
    let rows = tx.log_from(seq - 1, &Only::default(), 1).await?;
    Ok(rows.into_iter().find_map(::store::Logged::row).filter(|row| row.seq == seq))
}

/// Returns a message that says nothing.
fn test(webhook: &Webhook, now: Time) -> Told {
    Told {
        seq: 0,
        event: "test".into(),
        at: now,
        edition: None,
        subject: json!({ "kind": "webhook", "id": webhook.id }),
        data: serde_json::Map::new(),
        url: None,
        takes_away: false,
    }
}

/// Sends what is next and writes down what came of it; returns whether to go on with the one after it.
pub(crate) async fn attempt(plant: &Plant, fetcher: &Fetcher, next: Next) -> Result<bool> {
    let Next { webhook, mut delivery, message } = next;
    let Some((event, takes_away, body)) = message else {
        plant.store.write(async move |tx: &mut Tx| store::drop_one(tx, delivery.id).await).await?;
        return Ok(true);
    };
    (delivery.event, delivery.takes_away) = (event, delivery.takes_away || takes_away);
    let signed = sign::headers(&webhook.secret, &delivery.id.to_string(), plant.clock.now(), &body)?;
    let headers = signed.into_iter().chain([("content-type", "application/json".to_owned())]);
    let headers = headers.map(|(name, value)| (name.to_owned(), value)).collect();
    let question = Question { body: Some(body.into_bytes()), headers };
    let began = tokio::time::Instant::now();
    let answer = fetcher.tell(&webhook.address, question).await;
    let outcome = Outcome { answer, took: began.elapsed() };
    plant.store.write(async move |tx: &mut Tx| write_down(tx, &webhook, delivery, &outcome).await).await
}

async fn write_down(
    tx: &mut Tx,
    webhook: &Webhook,
    mut delivery: Delivery,
    outcome: &Outcome,
) -> Result<bool> {
    let now = tx.now();
    delivery.attempts += 1;
    delivery.tried_at = Some(now);
    delivery.took_ms = i64::try_from(outcome.took.as_millis()).ok();
    delivery.status = outcome.answer.as_ref().ok().map(|status| i64::from(*status));
    delivery.failure = failure(&outcome.answer);
    if delivery.failure.is_none() {
        (delivery.state, delivery.failing_since) = ("done".into(), None);
        store::tried(tx, &delivery).await?;
        if webhook.failing.is_some() {
            store::succeed(tx, webhook.id).await?;
        }
        if webhook.failing.is_some() || (delivery.takes_away && delivery.attempts > 1) {
            announce(tx, Event::WebhookRecovered, "house", webhook.id).await?;
        }
        return Ok(true);
    }
    let since = *delivery.failing_since.get_or_insert(now);
    let limit = now.before(PATIENCE);
    if delivery.seq.is_none() || (since <= limit && !delivery.takes_away) {
        delivery.state = "aside".into();
    }
    store::tried(tx, &delivery).await?;
    if matches!(outcome.answer, Ok(GONE)) {
        store::pause(tx, webhook.id, "gone").await?;
        announce(tx, Event::WebhookPaused, "house", webhook.id).await?;
        return Ok(false);
    }
    if delivery.seq.is_none() {
        return Ok(true);
    }
    fail(tx, webhook, limit).await?;
    Ok(false)
}

/// Has a receiver that failed be tried later; what has waited too long for one that fails for so long is set aside.
async fn fail(tx: &mut Tx, webhook: &Webhook, limit: Time) -> Result<()> {
    let now = tx.now();
    let (times, since) = webhook.failing.map_or((0, now), |failing| (failing.times, failing.since));
    let pause = usize::try_from(times).ok().and_then(|times| PAUSES.get(times)).or(PAUSES.last());
    let next_at = now.after(pause.copied().unwrap_or_default());
    store::fail(tx, webhook.id, &Failing { times: times + 1, since, next_at }).await?;
    if times == 0 {
        announce(tx, Event::WebhookFailing, "house", webhook.id).await?;
    }
    if since <= limit {
        store::set_aside(tx, webhook.id, limit, "The receiver has taken nothing for a day.").await?;
    }
    Ok(())
}

/// Returns what failed, in words; nothing where the message was taken.
fn failure(answer: &Result<u16, Failed>) -> Option<String> {
    match answer {
        Ok(200..=299) => None,
        Ok(GONE) => Some("It wants no more: it answered 410.".into()),
        Ok(status @ 300..=399) => {
            Some(format!("It leads elsewhere, which is not followed: it answered {status}."))
        }
        Ok(status) => Some(format!("It answered {status}.")),
        // Whoever is told of it hears before that it was not reached.
        Err(Failed::Unreachable(why)) => Some(format!("{why}.")),
        Err(failed) => Some(failed.to_string()),
    }
}
