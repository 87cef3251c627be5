//! Leases come and go, by people and by the clock. Where an answer turns by itself a job says so at that moment, so
//! that open pages hear of it.

use super::{announce, check_text};
use crate::rights::{Effect, Purpose, next_change};
use crate::store::{self, leases::LeaseRow};
use ::store::{NewJob, Tx};
use base::{FieldError, Id, Refused, Result, Time};
use house::Event;
use serde::Deserialize;
use serde_json::json;

/// The kind of the job that says that an answer has turned.
pub const RIGHTS: &str = "picture-rights";

/// A lease as it is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLease {
    effect: Effect,
    #[serde(default)]
    purposes: Vec<Purpose>,
    #[serde(default)]
    territories: Vec<String>,
    #[serde(default)]
    from: Option<Time>,
    #[serde(default)]
    to: Option<Time>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    note: Option<String>,
}

/// Adds a lease to a picture.
pub(crate) async fn add(tx: &mut Tx, actor: &str, picture: Id, new: &NewLease) -> Result<LeaseRow> {
    store::picture(tx, picture).await?;
    check(new)?;
    let row = LeaseRow {
        id: tx.new_id(),
        picture,
        effect: if new.effect == Effect::Allow { "allow".into() } else { "deny".into() },
        purposes: json!(new.purposes),
        territories: json!(new.territories),
        from_at: new.from,
        until: new.to,
        source: new.source.clone().unwrap_or_default(),
        note: new.note.clone().unwrap_or_default(),
    };
    store::leases::insert(tx, &row, actor).await?;
    announce(tx, Event::PictureLeased { lease: row.id }, actor, picture, None).await?;
    watch(tx, picture).await?;
    Ok(row)
}

fn check(new: &NewLease) -> Result<()> {
    let mut errors = Vec::new();
    check_text("/source", new.source.as_deref().unwrap_or_default(), &mut errors);
    check_text("/note", new.note.as_deref().unwrap_or_default(), &mut errors);
    for (n, territory) in new.territories.iter().enumerate() {
        if territory.len() != 2 || !territory.bytes().all(|letter| letter.is_ascii_alphabetic()) {
            let why = format!("“{territory}” is no country's two letters (ISO 3166)");
            errors.push(FieldError::at(format!("/territories/{n}"), why));
        }
    }
    if let (Some(from), Some(to)) = (new.from, new.to)
        && to <= from
    {
        errors.push(FieldError::at("/to", "must be after its beginning"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// Ends a lease.
pub(crate) async fn end(tx: &mut Tx, actor: &str, picture: Id, lease: Id) -> Result<()> {
    if !store::leases::delete(tx, picture, lease).await? {
        return Err(Refused::NotFound.into());
    }
    announce(tx, Event::PictureLeaseEnded { lease }, actor, picture, None).await?;
    watch(tx, picture).await
}

/// Sets the job for the next moment at which an answer turns by itself.
async fn watch(tx: &mut Tx, id: Id) -> Result<()> {
    let key = format!("{RIGHTS}:{id}");
    let rows = store::leases::among(tx, &[id]).await?;
    let leases = rows.iter().map(LeaseRow::lease).collect::<Result<_>>()?;
    let rights = store::picture(tx, id).await?.rights(leases);
    match next_change(&rights, tx.now()) {
        Some(at) => {
            let payload = json!({ "picture": id });
            tx.enqueue(NewJob { kind: RIGHTS.into(), unique_key: Some(key), payload, run_at: at }).await
        }
        None => tx.cancel_job(&key).await.map(drop),
    }
}

/// Says that an answer has turned, and waits for the next.
pub async fn rights_changed(tx: &mut Tx, picture: Id) -> Result<()> {
    announce(tx, Event::PictureRightsTurned, "clock", picture, None).await?;
    watch(tx, picture).await
}
