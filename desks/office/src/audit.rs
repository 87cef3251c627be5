//! The audit log: rows of the newsroom's log, with the names of those whom they name by ids.

use base::{FieldError, Id, Refused, Result, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use staff::Named;
use store::{LogRow, Logged, Only, Tx};

/// What is asked for, as the words came in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    pub(crate) after: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) limit: Option<String>,
    pub(crate) actor: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) event: Option<String>,
}

/// What is asked for, understood.
#[derive(Clone)]
pub(crate) struct Wanted {
    pub(crate) from: Option<i64>,
    pub(crate) limit: i64,
    pub(crate) only: Only,
}

/// Something that happened, and who did it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    pub(crate) seq: i64,
    pub(crate) at: Time,
    pub(crate) actor: Option<Party>,
    pub(crate) event: String,
    pub(crate) subject: Party,
    pub(crate) edition: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) data: Value,
}

/// Who did something, or what it was done to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Party {
    /// `person`, `token`, `story` and so on; of an actor that is nobody in particular `house`.
    pub(crate) kind: String,
    /// The id, or the word by which the log calls an actor without one.
    pub(crate) id: String,
    /// None for what has no name in the log, and for who is gone.
    pub(crate) name: Option<String>,
}

impl Asked {
    /// Reads the words; empty ones, as forms send them, ask for nothing. `from` is the name of the place to go on at.
    pub(crate) fn read(self, from: &str, usual: i64) -> Result<Wanted, Refused> {
        let mut errors = Vec::new();
        let mut number = |name: &str, text: Option<String>, most: i64| {
            let text = text.filter(|text| !text.is_empty())?;
            let read = text.parse::<i64>().ok().filter(|number| (0..=most).contains(number));
            if read.is_none() {
                errors.push(FieldError::at(format!("/{name}"), format!("must be a number from 0 to {most}")));
            }
            read
        };
        let place = if from == "after" { self.after } else { self.before };
        let place = number(from, place, i64::MAX);
        let limit = number("limit", self.limit, 100).unwrap_or(usual).max(1);
        let mut word = |name: &str, text: Option<String>| {
            let text = text.filter(|text| !text.is_empty())?;
            if text.len() > 100 || text.contains(char::is_control) {
                errors.push(FieldError::at(format!("/{name}"), "is no name that the log could have"));
            }
            Some(text)
        };
        let (actor, event, subject) =
            (word("actor", self.actor), word("event", self.event), word("subject", self.subject));
        let id = subject.as_deref().map(str::parse::<Id>).transpose();
        if id.is_err() {
            errors.push(FieldError::at("/subject", "is no id"));
        }
        if !errors.is_empty() {
            return Err(Refused::NotValid(errors));
        }
        let only = Only { actor, subject: id.unwrap_or_default(), event };
        Ok(Wanted { from: place, limit, only })
    }
}

/// Returns what happened after a place, the oldest first, and where to go on.
pub(crate) async fn after(tx: &mut Tx, wanted: &Wanted) -> Result<(Vec<Item>, Option<i64>)> {
    let rows = tx.log_from(wanted.from.unwrap_or(0), &wanted.only, wanted.limit + 1).await?;
    page(tx, rows, wanted.limit).await
}

/// Returns what happened before a place, the newest first, and where to go on.
pub(crate) async fn before(tx: &mut Tx, wanted: &Wanted) -> Result<(Vec<Item>, Option<i64>)> {
    let rows = tx.log_before(wanted.from.unwrap_or(i64::MAX), &wanted.only, wanted.limit + 1).await?;
    page(tx, rows, wanted.limit).await
}

async fn page(tx: &mut Tx, mut rows: Vec<Logged>, limit: i64) -> Result<(Vec<Item>, Option<i64>)> {
    let more = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let next = rows.last().filter(|_| more).map(|row| row.seq);
    let mut items = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter_map(Logged::row) {
        items.push(item(tx, row).await?);
    }
    Ok((items, next))
}

async fn item(tx: &mut Tx, row: LogRow) -> Result<Item> {
    let actor = match row.actor {
        Some(actor) => Some(self::actor(tx, actor).await?),
        None => None,
    };
    let is_named = row.kind == "person" || row.kind == "token";
    let named = if is_named { staff::named(tx, row.subject).await? } else { None };
    let subject = Party { kind: row.kind, id: row.subject.to_string(), name: named.map(|named| named.name) };
    let (edition, reason) = (row.edition, row.reason);
    Ok(Item {
        seq: row.seq,
        at: row.at,
        actor,
        event: row.event,
        subject,
        edition,
        reason,
        data: data(row.data),
    })
}

async fn actor(tx: &mut Tx, actor: String) -> Result<Party> {
    let Ok(id) = actor.parse::<Id>() else {
        return Ok(Party { kind: "house".into(), name: Some(actor.clone()), id: actor });
    };
    Ok(match staff::named(tx, id).await? {
        Some(Named { kind, name }) => Party { kind, id: actor, name: Some(name) },
        None => Party { kind: "gone".into(), id: actor, name: None },
    })
}

/// Returns what the row knows beside, without the event's name, which stands in the row itself.
fn data(mut data: Value) -> Value {
    if let Value::Object(members) = &mut data {
        members.shift_remove("event");
    }
    data
}
