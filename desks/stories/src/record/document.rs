//! A story's record as programs get it: everything that is hashed and signed, as it is hashed and signed, so that it
//! can be checked without asking the newsroom.

use super::history::{Entry, entries};
use super::{content, hashed, keys};
use crate::fields::Fields;
use crate::store::record::{self, RecordRow};
use crate::story::{Public, Story};
use crate::{in_text, pictures, store};
use ::store::Tx;
use base::{Result, hex};
use sections::{Edition, encoded};
use serde_json::{Map, Value, json};

/// What the form is called, in the document itself.
pub(crate) const FORMAT: &str = "stoppress-record/1";

/// Returns the public form of a story's record.
pub(crate) async fn document(
    tx: &mut Tx,
    plant_url: &str,
    edition: &Edition,
    story: &Story,
) -> Result<Value> {
    let known = entries(record::of(tx, story.id).await?);
    let mut items = Vec::with_capacity(known.len());
    let mut before: Option<Vec<u8>> = None;
    for entry in &known {
        items.push(item(tx, edition, entry, before.as_deref()).await?);
        before = Some(entry.row.hash.clone());
    }
    Ok(json!({
        "format": FORMAT,
        "story": story.id,
        // The address of what is withdrawn is made of its words.
        "url": story.path.as_deref().filter(|_| story.public != Public::Withdrawn).map(|path| format!("{plant_url}{}", encoded(path))),
        "head": format!("{plant_url}/.well-known/stoppress-record"),
        "keys": public_keys(tx).await?,
        "entries": items,
    }))
}

/// Returns the keys by which the record is signed, the oldest first.
async fn public_keys(tx: &mut Tx) -> Result<Vec<Value>> {
    let key = |key: record::KeyRow| json!({ "number": key.number, "algorithm": "Ed25519", "public": hex(key.public), "made_at": key.made_at });
    Ok(record::keys(tx).await?.into_iter().map(key).collect())
}

async fn item(tx: &mut Tx, edition: &Edition, entry: &Entry, before: Option<&[u8]>) -> Result<Value> {
    let Entry { row, withheld, .. } = entry;
    let (mut shown, mut why) = (Value::Null, None);
    match withheld {
        Some(withheld) => {
            why = Some(json!({ "why": "withdrawn", "reason": withheld.reason, "at": withheld.at }));
        }
        None if entry.is_version() => {
            let fields = store::said(tx, row.story, row.revision).await?;
            if shows_every_picture(tx, edition, &fields).await? {
                shown = content(row.story, &fields);
            } else {
                why = Some(json!({ "why": "picture" }));
            }
        }
        None => {}
    }
    Ok(json!({
        "seq": row.seq,
        "action": row.action,
        "hashed": without_its_note(hashed(row), withheld.is_some() && row.note.is_some()),
        "hash": hex(&row.hash),
        "before": before.map(hex),
        "signed_by": row.signed_by,
        "signature": row.signature.as_deref().map(hex),
        "content": shown,
        "withheld": why,
    }))
}

/// The note of a version that was taken off went with it; then its hash can be compared no more, its signature can.
fn without_its_note(mut hashed: Value, is_withheld: bool) -> Value {
    if is_withheld && let Some(map) = hashed.as_object_mut() {
        map.remove("note");
    }
    hashed
}

/// Whether every picture that a version places may be shown now: what is hashed holds their words.
async fn shows_every_picture(tx: &mut Tx, edition: &Edition, fields: &Fields) -> Result<bool> {
    let arrived = pictures::with_arrived(tx, fields.clone()).await?;
    let place = in_text::on_the_page(edition, fields.language.as_deref());
    let shown = media::shown(tx, &place, &pictures::ids(&arrived)).await?;
    let lead = arrived.lead_picture.iter().all(|lead| shown.picture(&lead.wanted()).is_some());
    let text = arrived.body.pictures().into_iter().all(|picture| in_text::seen(&shown, picture).is_some());
    Ok(lead && text)
}

/// Returns the chain's head, signed as every entry is.
pub(crate) async fn head(tx: &mut Tx) -> Result<Value> {
    let keys = public_keys(tx).await?;
    let mut head = Map::new();
    head.insert("format".into(), json!(FORMAT));
    let row = record::head(tx).await?;
    let signer = row.as_ref().and_then(|row| row.signed_by);
    let own = keys.iter().find(|key| key.get("number").and_then(Value::as_i64) == signer).or(keys.last());
    head.insert("seq".into(), json!(row.as_ref().map_or(0, |row| row.seq)));
    head.insert("key".into(), own.and_then(|key| key.get("public")).cloned().unwrap_or_default());
    head.extend(of_row(tx, row.as_ref()).await?);
    head.insert("keys".into(), json!(keys));
    Ok(Value::Object(head))
}

async fn of_row(tx: &mut Tx, row: Option<&RecordRow>) -> Result<Map<String, Value>> {
    let before = match row {
        Some(row) => record::last_of(tx, row.story, row.seq).await?,
        None => None,
    };
    let value = json!({
        "hash": row.map(|row| hex(&row.hash)),
        "at": row.map(|row| row.at),
        "before": before.map(hex),
        "signed_by": row.and_then(|row| row.signed_by),
        "signature": row.and_then(|row| row.signature.as_deref().map(hex)),
    });
    Ok(value.as_object().cloned().unwrap_or_default())
}

/// Returns what was signed of an entry or of the head, as their documents tell it.
pub(super) fn statement_of(entry: &Value) -> Value {
    let member = |name: &str| entry.get(name).cloned().unwrap_or_default();
    json!({ "before": member("before"), "record": member("hash") })
}

/// Returns whether one of the document's keys signed it.
pub(super) fn is_signed(public: &[u8], entry: &Value, signature: &[u8]) -> bool {
    keys::is_signed(public, &statement_of(entry), signature)
}
