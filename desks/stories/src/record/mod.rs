//! The public record: each publication, update, correction, withdrawal and restoration, hashed in canonical form
//! (RFC 8785) with SHA-256, chained to the one before and signed, so that nobody can change the past unseen.

mod document;
pub(crate) mod history;
mod keys;
pub(crate) mod verify;

pub(crate) use document::{document, head};

use crate::fields::Fields;
use crate::store::record::{self, RecordRow};
use crate::story::Story;
use ::store::{Store, Tx};
use base::{Id, Result, Time, hex};
use history::Entry;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Enters an action into the record; `fields` is what became public by it, none where something was taken off.
pub(crate) async fn enter(
    tx: &mut Tx,
    story: &Story,
    action: &str,
    note: Option<String>,
    fields: Option<&Fields>,
) -> Result<()> {
    let key = keys::own(tx).await?;
    let content_hash = fields.map(|fields| content_hash(story.id, fields));
    let mut row = RecordRow {
        seq: 0,
        story: story.id,
        revision: story.live_revision.unwrap_or(story.revision),
        at: tx.now(),
        action: action.into(),
        note,
        content_hash,
        previous: record::head(tx).await?.map_or_else(|| vec![0; 32], |head| head.hash),
        hash: Vec::new(),
        signed_by: Some(key.number),
        signature: None,
    };
    row.hash = hash(&row);
    let before = record::last_of(tx, story.id, i64::MAX).await?;
    row.signature = Some(key.sign(&keys::statement(&row.hash, before.as_deref())));
    record::append(tx, &row).await
}

/// Makes the newsroom's key if it has none, and signs what was entered before there was one, some rows at a time.
pub async fn sign_record(store: &Store) -> Result<()> {
    let mut seq = Some(0);
    while let Some(behind) = seq {
        seq = store.write(async move |tx: &mut Tx| sign_some(tx, behind).await).await?;
    }
    Ok(())
}

/// How many rows are signed in one transaction, or read between two questions to the database.
const SOME: i64 = 500;

/// Signs the unsigned rows behind this one; returns the last if there may be more.
async fn sign_some(tx: &mut Tx, behind: i64) -> Result<Option<i64>> {
    let key = keys::own(tx).await?;
    let rows = record::unsigned(tx, behind, SOME).await?;
    for row in &rows {
        let before = record::last_of(tx, row.story, row.seq).await?;
        let signature = key.sign(&keys::statement(&row.hash, before.as_deref()));
        record::sign(tx, row.seq, key.number, &signature).await?;
    }
    Ok(rows.last().map(|row| row.seq))
}

/// Returns what readers get of a revision. What the newsroom keeps to itself is not in it.
pub(crate) fn content(story: Id, fields: &Fields) -> Value {
    let mut public = json!({
        "story": story,
        "edition": fields.edition,
        "kind": fields.kind,
        "section": fields.section,
        "headline": fields.headline,
        "standfirst": fields.standfirst,
        "dateline": fields.dateline,
        "bylines": fields.bylines,
        "topics": fields.topics,
        "language": fields.language,
        "body": fields.body.to_json(),
    });
    // A story without a picture has the hash that it had before there were pictures.
    if let (Some(lead), Some(map)) = (&fields.lead_picture, public.as_object_mut()) {
        map.insert("lead_picture".into(), json!(lead));
    }
    public
}

/// Returns the hash of what readers get of a revision.
pub(crate) fn content_hash(story: Id, fields: &Fields) -> Vec<u8> {
    digest(&content(story, fields))
}

/// Returns what of a row is hashed.
fn hashed(row: &RecordRow) -> Value {
    json!({
        "previous": hex(&row.previous),
        "story": row.story,
        "revision": row.revision,
        "at": row.at,
        "action": row.action,
        "note": row.note,
        "content": row.content_hash.as_deref().map(hex),
    })
}

/// Returns the hash that a row must bear.
fn hash(row: &RecordRow) -> Vec<u8> {
    digest(&hashed(row))
}

/// Returns the corrections of a story that its readers may know of, the newest first: when, and what was wrong.
pub(crate) async fn corrections(tx: &mut Tx, story: Id) -> Result<Vec<(Time, String)>> {
    noted(tx, story, |entry| entry.withheld.is_none()).await
}

/// Returns all of them, those of versions that were taken off too: for the newsroom.
pub(crate) async fn all_corrections(tx: &mut Tx, story: Id) -> Result<Vec<(Time, String)>> {
    noted(tx, story, |_| true).await
}

async fn noted(tx: &mut Tx, story: Id, is_wanted: impl Fn(&Entry) -> bool) -> Result<Vec<(Time, String)>> {
    let entries = history::entries(record::of(tx, story).await?).into_iter().rev();
    let corrections = entries.filter(|entry| entry.row.action == "correct" && is_wanted(entry));
    Ok(corrections.map(|entry| (entry.row.at, entry.row.note.unwrap_or_default())).collect())
}

/// Returns one line for each row of the record that does not hold: a broken chain, content that was changed, or a
/// signature that is not the newsroom's.
pub(crate) async fn faults(tx: &mut Tx) -> Result<Vec<String>> {
    let (mut faults, mut seq, mut previous) = (Vec::new(), 0, vec![0; 32]);
    let keys = record::keys(tx).await?;
    for key in keys.iter().filter(|key| !keys::is_whole(key)) {
        faults.push(format!("record: the halves of key {} do not belong together", key.number));
    }
    let mut last: HashMap<Id, Vec<u8>> = HashMap::new();
    loop {
        let rows = record::after(tx, seq, SOME).await?;
        let Some(newest) = rows.last() else { return Ok(faults) };
        seq = newest.seq;
        for row in rows {
            if row.previous != previous || hash(&row) != row.hash {
                faults.push(format!("record {}: the chain of hashes is broken here", row.seq));
            }
            let key = keys.iter().find(|key| Some(key.number) == row.signed_by);
            let statement = keys::statement(&row.hash, last.get(&row.story).map(Vec::as_slice));
            let signature = row.signature.as_deref().unwrap_or_default();
            if !key.is_some_and(|key| keys::is_signed(&key.public, &statement, signature)) {
                faults.push(format!("record {}: the signature is not the newsroom's", row.seq));
            }
            if let Some(expected) = &row.content_hash {
                let content =
                    tx.attempt(async |tx| crate::store::said(tx, row.story, row.revision).await).await;
                if content.map(|fields| content_hash(row.story, &fields)).ok().as_ref() != Some(expected) {
                    faults.push(format!(
                        "record {}: revision {} of story {} is not what was published",
                        row.seq, row.revision, row.story
                    ));
                }
            }
            last.insert(row.story, row.hash.clone());
            previous = row.hash;
        }
    }
}

fn digest(value: &Value) -> Vec<u8> {
    Sha256::digest(copy::canonical(value)).to_vec()
}
