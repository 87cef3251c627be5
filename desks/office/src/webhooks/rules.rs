//! What the office does with receivers: add, pause, resume, remove; test, and send again.

use super::{Webhook, sign};
use crate::store;
use ::store::Tx;
use base::{Chance, FieldError, Id, Refused, Result};
use fetch::Guard;
use house::{Event, Person, Right, Role};
use serde::Deserialize;

/// The longest address.
const LONGEST: usize = 2000;
/// How many receivers there may be.
const MOST: usize = 100;

/// A receiver as it is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct New {
    pub(crate) address: String,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) editions: Option<Vec<String>>,
    pub(crate) role: Option<String>,
}

/// Adds a receiver. It is told of what happens from now on.
pub(crate) async fn add(
    tx: &mut Tx,
    chance: &Chance,
    guard: &Guard,
    person: &Person,
    new: New,
) -> Result<Webhook> {
    person.must_everywhere(Right::Office)?;
    let known = store::all(tx).await?;
    if known.len() >= MOST {
        let why = format!("There are {MOST} webhooks already.");
        return Err(FieldError::at("", why).called("webhooks-many", MOST.to_string()).into());
    }
    let mut errors = Vec::new();
    if let Err(why) = fetch::check(&new.address, guard) {
        let wrong = FieldError::at("/address", why.to_string());
        errors.push(match why {
            fetch::Refused::Port(port) => wrong.called("webhook-port", port.to_string()),
            _ => wrong.called("webhook-address", ""),
        });
    } else if new.address.len() > LONGEST || new.address.contains(char::is_control) {
        let why = format!("at most {LONGEST} characters of an address");
        errors.push(FieldError::at("/address", why).called("webhook-address", ""));
    }
    for (n, name) in new.events.iter().flatten().enumerate() {
        if !Event::is_name(name) {
            let why = format!("there is no event “{name}”");
            errors.push(FieldError::at(format!("/events/{n}"), why).called("event", name));
        }
    }
    let plan = sections::plan(tx).await?;
    for (n, slug) in new.editions.iter().flatten().enumerate() {
        if plan.edition(slug).is_none() {
            let why = "there is no such edition";
            errors.push(FieldError::at(format!("/editions/{n}"), why).called("edition", ""));
        }
    }
    let role = new.role.filter(|role| !role.is_empty()).map(|role| role.parse::<Role>());
    let unknown = |why: String| errors.push(FieldError::at("/role", why).called("role", ""));
    let role = role.transpose().map_err(unknown).ok().flatten();
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    let since = tx.last_logged().await?;
    if known.is_empty() {
        // Nobody followed until now, and what was before is told to nobody.
        tx.move_cursor(store::FOLLOWER, since).await?;
    }
    let webhook = Webhook {
        id: tx.new_id(),
        address: new.address.trim().to_owned(),
        secret: sign::secret(chance),
        events: new.events.filter(|names| !names.is_empty()),
        editions: new.editions.filter(|slugs| !slugs.is_empty()),
        role,
        since,
        created_at: tx.now(),
        paused: None,
        failing: None,
    };
    store::insert(tx, &webhook, &person.actor()).await?;
    announce(tx, Event::WebhookAdded, &person.actor(), webhook.id).await?;
    Ok(webhook)
}

/// Has a receiver wait: what happens meanwhile is kept for it for a day, what is taken off for as long as it takes.
pub(crate) async fn pause(tx: &mut Tx, person: &Person, id: Id) -> Result<()> {
    let webhook = find(tx, person, id).await?;
    if webhook.paused.is_some() {
        return Ok(());
    }
    store::pause(tx, id, "person").await?;
    announce(tx, Event::WebhookPaused, &person.actor(), id).await
}

/// Goes on with a receiver that waited, or tries one at once that fails.
pub(crate) async fn resume(tx: &mut Tx, person: &Person, id: Id) -> Result<()> {
    let webhook = find(tx, person, id).await?;
    store::resume(tx, id).await?;
    if webhook.paused.is_none() {
        return Ok(());
    }
    announce(tx, Event::WebhookResumed, &person.actor(), id).await
}

/// Forgets a receiver and what was on its way to it.
pub(crate) async fn remove(tx: &mut Tx, person: &Person, id: Id) -> Result<()> {
    find(tx, person, id).await?;
    store::delete(tx, id).await?;
    announce(tx, Event::WebhookRemoved, &person.actor(), id).await
}

/// Sends a message that says nothing, to see whether it arrives.
pub(crate) async fn test(tx: &mut Tx, person: &Person, id: Id) -> Result<()> {
    let webhook = find(tx, person, id).await?;
    if webhook.paused.is_some() {
        let why = "This webhook is paused.".to_owned();
        return Err(Refused::Conflict { why, allowed: vec!["resume".into()] }.into());
    }
    store::queue(tx, id, None, "test", false).await?;
    store::hurry(tx, id).await
}

/// Sends again what was set aside or has arrived already.
pub(crate) async fn again(tx: &mut Tx, person: &Person, id: Id, delivery: Id) -> Result<()> {
    find(tx, person, id).await?;
    if !store::again(tx, id, delivery).await? {
        return Err(Refused::NotFound.into());
    }
    Ok(())
}

async fn find(tx: &mut Tx, person: &Person, id: Id) -> Result<Webhook> {
    person.must_everywhere(Right::Office)?;
    store::one(tx, id).await?.ok_or_else(|| Refused::NotFound.into())
}

/// Writes into the log what became of a receiver.
pub(crate) async fn announce(tx: &mut Tx, event: Event, actor: &str, id: Id) -> Result<()> {
    event.announce_in(tx, Some(actor.to_owned()), None, id, None).await.map(drop)
}
