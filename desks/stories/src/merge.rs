//! Two people changed one story: what both left alone or changed alike stays, what one changed is taken, and where
//! both changed the same field or block differently, both versions are shown and nothing is written.

use crate::fields::Fields;
use base::{Broken, Refused, Result};
use serde_json::{Map, Value, json};

/// Returns `theirs` with what `mine` changed of `base`, or refuses with each conflict.
pub(crate) fn merge(base: &Fields, mine: &Fields, theirs: &Fields, revision: i64) -> Result<Fields> {
    let (base_map, mine_map, mut merged) = (map(base)?, map(mine)?, map(theirs)?);
    let mut conflicts = Vec::new();
    for (name, mine_value) in &mine_map {
        if name == "body" || base_map.get(name) == Some(mine_value) {
            continue;
        }
        let theirs_value = merged.get(name).cloned().unwrap_or(Value::Null);
        if base_map.get(name) == Some(&theirs_value) || theirs_value == *mine_value {
            merged.insert(name.clone(), mine_value.clone());
        } else {
            conflicts.push(json!({ "block": name, "yours": mine_value, "theirs": theirs_value }));
        }
    }
    match copy::merge(&base.body, &mine.body, &theirs.body) {
        Ok(body) => {
            merged.insert("body".into(), body.to_json());
        }
        Err(blocks) => conflicts.extend(blocks.iter().filter_map(|block| serde_json::to_value(block).ok())),
    }
    if !conflicts.is_empty() {
        let why =
            format!("The story was changed in the same places meanwhile; it is at revision {revision}.");
        return Err(Refused::Stale { why, conflicts }.into());
    }
    serde_json::from_value(Value::Object(merged)).map_err(|error| Broken::new(error).into())
}

fn map(fields: &Fields) -> Result<Map<String, Value>> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Broken::new("fields are an object").into()),
    }
}
