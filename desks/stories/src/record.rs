//! The public record: each publication, update, correction, withdrawal and restoration, hashed in canonical form
//! (RFC 8785) with SHA-256 and chained to the one before, so that nobody can change the past unseen.

use crate::fields::Fields;
use crate::store::record::{self, RecordRow};
use crate::story::Story;
use ::store::Tx;
use base::{Id, Result, hex};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Enters an action into the record; `fields` is what became public by it, none where something was taken off.
pub(crate) async fn enter(
    tx: &mut Tx,
    story: &Story,
    action: &str,
    note: Option<String>,
    fields: Option<&Fields>,
) -> Result<()> {
    let content_hash = fields.map(|fields| content_hash(story.id, fields));
    let mut row = RecordRow {
        seq: 0,
        story: story.id,
        revision: story.live_revision.unwrap_or(story.revision),
        at: tx.now(),
        action: action.into(),
        note,
        content_hash,
        previous: record::head(tx).await?,
        hash: Vec::new(),
    };
    row.hash = hash(&row);
    record::append(tx, &row).await
}

/// Returns the hash of what readers get of a revision. What the newsroom keeps to itself is not in it.
pub(crate) fn content_hash(story: Id, fields: &Fields) -> Vec<u8> {
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
    digest(&public)
}

/// Returns the hash that a row must bear.
pub(crate) fn hash(row: &RecordRow) -> Vec<u8> {
    digest(&json!({
        "previous": hex(&row.previous),
        "story": row.story,
        "revision": row.revision,
        "at": row.at,
        "action": row.action,
        "note": row.note,
        "content": row.content_hash.as_deref().map(hex),
    }))
}

/// Returns one line for each row of the record that does not hold: a broken chain, or content that was changed.
pub(crate) async fn faults(tx: &mut Tx) -> Result<Vec<String>> {
    let (mut faults, mut seq, mut previous) = (Vec::new(), 0, vec![0; 32]);
    loop {
        let rows = record::after(tx, seq, 500).await?;
        let Some(last) = rows.last() else { return Ok(faults) };
        seq = last.seq;
        for row in rows {
            if row.previous != previous || hash(&row) != row.hash {
                faults.push(format!("record {}: the chain of hashes is broken here", row.seq));
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
            previous = row.hash;
        }
    }
}

fn digest(value: &Value) -> Vec<u8> {
    Sha256::digest(copy::canonical(value)).to_vec()
}
