//! Checks a story's record from its document alone: content, hashes, chain and signatures. Pure: no I/O, and nothing
//! of the newsroom's database.

use super::digest;
use super::document::{FORMAT, is_signed};
use base::{Time, hex, unhex};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a check compared, and what did not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub faults: Vec<String>,
    /// How many entries there are.
    pub entries: usize,
    /// How many texts were hashed anew, and how many were withheld: their hashes stand in the chain unseen.
    pub contents: usize,
    pub withheld: usize,
    /// How many entries were hashed anew.
    pub hashes: usize,
    pub signatures: usize,
    /// The keys that signed, in hexadecimal.
    pub keys: Vec<String>,
}

/// Checks a story's record; where a key is known beforehand, every entry must be signed by it.
pub fn verify(document: &Value, known_key: Option<&str>) -> Verified {
    let mut checked = Verified::default();
    if text(document, "format") != Some(FORMAT) {
        checked.faults.push(format!("this is no record of a story: its format is not {FORMAT}"));
        return checked;
    }
    let entries = document.get("entries").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if entries.is_empty() {
        checked.faults.push("the record holds no entry".into());
    }
    let keys = keys(document);
    let mut last: Option<&Value> = None;
    for entry in entries {
        checked.entries += 1;
        let number = checked.entries;
        let mut faults = Vec::new();
        follows(document, entry, last, &mut faults);
        look_at_content(entry, &mut checked, &mut faults);
        look_at_hash(entry, &mut checked, &mut faults);
        look_at_signature(entry, &keys, known_key, &mut checked, &mut faults);
        checked.faults.extend(faults.into_iter().map(|fault| format!("entry {number}: {fault}")));
        last = Some(entry);
    }
    checked
}

/// Checks the head of the whole chain, and that the story's record does not go beyond it.
pub fn verify_head(head: &Value, document: &Value, known_key: Option<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    let signature = text(head, "signature").and_then(unhex).unwrap_or_default();
    let signed_by =
        keys(head).get(&head.get("signed_by").and_then(Value::as_i64).unwrap_or_default()).cloned();
    match signed_by {
        Some(key) if is_signed(&unhex(&key).unwrap_or_default(), head, &signature) => {
            if known_key.is_some_and(|known| !known.eq_ignore_ascii_case(&key)) {
                faults.push(format!("head: it is signed by another key, {key}"));
            }
        }
        _ => faults.push("head: the signature is not that of the newsroom's key".into()),
    }
    let (here, there) = (keys(document), keys(head));
    if here.iter().any(|(number, key)| there.get(number) != Some(key)) {
        faults.push("head: the newsroom names other keys than the record".into());
    }
    let seq = |value: &Value| value.get("seq").and_then(Value::as_i64).unwrap_or_default();
    let Some(last) = document.get("entries").and_then(|entries| entries.as_array()?.last()) else {
        return faults;
    };
    if seq(last) > seq(head) || (seq(last) == seq(head) && text(last, "hash") != text(head, "hash")) {
        faults.push("head: the story's newest entry is not in the newsroom's chain".into());
    }
    faults
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

fn keys(document: &Value) -> BTreeMap<i64, String> {
    let keys = document.get("keys").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let key = |key: &Value| Some((key.get("number")?.as_i64()?, text(key, "public")?.to_owned()));
    keys.iter().filter_map(key).collect()
}

/// The chain: each entry names the story's one before it, and stands behind it in the newsroom's.
fn follows(document: &Value, entry: &Value, last: Option<&Value>, faults: &mut Vec<String>) {
    let hashed = entry.get("hashed").unwrap_or(&Value::Null);
    if hashed.get("story") != document.get("story") {
        faults.push("it is another story's".into());
    }
    if hashed.get("action") != entry.get("action") {
        faults.push("it says that something else was done than what was hashed".into());
    }
    let before = entry.get("before").unwrap_or(&Value::Null);
    if before != last.and_then(|last| last.get("hash")).unwrap_or(&Value::Null) {
        faults.push("the chain is broken: it does not follow the entry before it".into());
    }
    let Some(last) = last else { return };
    let seq = |value: &Value| value.get("seq").and_then(Value::as_i64).unwrap_or_default();
    if seq(entry) <= seq(last) {
        faults.push("the chain is broken: its number is not behind that of the entry before it".into());
    }
    if seq(entry) == seq(last) + 1 && hashed.get("previous") != last.get("hash") {
        faults.push("the chain is broken: it is not chained to the entry before it".into());
    }
    let at = |value: &Value| text(value.get("hashed")?, "at")?.parse::<Time>().ok();
    if at(entry) < at(last) {
        faults.push("it is older than the entry before it".into());
    }
}

fn look_at_content(entry: &Value, checked: &mut Verified, faults: &mut Vec<String>) {
    let expected = entry.get("hashed").and_then(|hashed| text(hashed, "content"));
    match (entry.get("content").filter(|content| !content.is_null()), expected) {
        (Some(content), Some(expected)) => {
            checked.contents += 1;
            if hex(digest(content)) != expected {
                faults.push("the text is not what was published".into());
            }
        }
        (Some(_), None) => faults.push("it has a text where none was published".into()),
        (None, Some(_)) if entry.get("withheld").is_some_and(Value::is_object) => checked.withheld += 1,
        (None, Some(_)) => faults.push("its text is missing".into()),
        (None, None) => {}
    }
}

fn look_at_hash(entry: &Value, checked: &mut Verified, faults: &mut Vec<String>) {
    let Some(hashed) = entry.get("hashed").filter(|hashed| hashed.is_object()) else {
        faults.push("what was hashed is missing".into());
        return;
    };
    // The note of what was taken off went with it.
    if hashed.get("note").is_none() && entry.get("withheld").is_some_and(Value::is_object) {
        return;
    }
    checked.hashes += 1;
    if Some(hex(digest(hashed)).as_str()) != text(entry, "hash") {
        faults.push("the hash is not that of the entry".into());
    }
}

fn look_at_signature(
    entry: &Value,
    keys: &BTreeMap<i64, String>,
    known_key: Option<&str>,
    checked: &mut Verified,
    faults: &mut Vec<String>,
) {
    checked.signatures += 1;
    let number = entry.get("signed_by").and_then(Value::as_i64);
    let signature = text(entry, "signature").and_then(unhex);
    let (Some(key), Some(signature)) = (number.and_then(|number| keys.get(&number)), signature) else {
        faults.push("it is not signed".into());
        return;
    };
    if !is_signed(&unhex(key).unwrap_or_default(), entry, &signature) {
        faults.push("the signature is not that of the newsroom's key".into());
    }
    if known_key.is_some_and(|known| !known.eq_ignore_ascii_case(key)) {
        faults.push(format!("it is signed by another key, {key}"));
    }
    if !checked.keys.contains(key) {
        checked.keys.push(key.clone());
    }
}
