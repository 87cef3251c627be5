//! Two people changed one story: what both left alone or changed alike stays, what one changed is taken, and where
//! both changed the same field or block differently, both versions are shown and nothing is written.

use crate::conflicts::Conflict;
use crate::fields::Fields;
use base::{Broken, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The fields, or the places in which both cannot be had.
pub(crate) type Merged = std::result::Result<Fields, Vec<Conflict>>;

/// Returns `theirs` with what `mine` changed of `base`.
pub(crate) fn merge(base: &Fields, mine: &Fields, theirs: &Fields) -> Result<Merged> {
    let (base_map, mine_map, mut merged) = (map(base)?, map(mine)?, map(theirs)?);
    let mut conflicts = Vec::new();
    // A field that is not there says nothing: the picture that was taken off.
    let value = |map: &Map<String, Value>, name: &str| map.get(name).cloned().unwrap_or(Value::Null);
    let names: BTreeSet<&String> = base_map.keys().chain(mine_map.keys()).collect();
    for name in names.into_iter().filter(|name| *name != "body") {
        let (was, yours, theirs) = (value(&base_map, name), value(&mine_map, name), value(&merged, name));
        if yours == was {
            continue;
        }
        if theirs == was || theirs == yours {
            merged.insert(name.clone(), yours);
        } else if let Some(both) = both(&was, &yours, &theirs) {
            merged.insert(name.clone(), both.into());
        } else {
            conflicts.push(Conflict::of_field(name, yours, theirs));
        }
    }
    match copy::merge(&base.body, &mine.body, &theirs.body) {
        Ok(body) => {
            merged.insert("body".into(), body.to_json());
        }
        Err(blocks) => conflicts.extend(blocks.into_iter().map(Conflict::of_block)),
    }
    if !conflicts.is_empty() {
        return Ok(Err(conflicts));
    }
    let merged: Fields = serde_json::from_value(Value::Object(merged)).map_err(Broken::new)?;
    Ok(Ok(merged))
}

/// Returns a list, such as the topics, with what both added to it and without what either took off: each entry stands
/// for itself. None for what is no list, and where whoever saves has put it in another order, which the other's has not.
fn both(was: &Value, yours: &Value, theirs: &Value) -> Option<Vec<Value>> {
    let (was, yours, theirs) = (was.as_array()?, yours.as_array()?, theirs.as_array()?);
    let is_in_order =
        was.iter().filter(|entry| yours.contains(entry)).eq(yours.iter().filter(|entry| was.contains(entry)));
    let stays = |entry: &&Value| yours.contains(entry) || !was.contains(entry);
    let is_new = |entry: &&Value| !was.contains(entry) && !theirs.contains(entry);
    let both = theirs.iter().filter(stays).chain(yours.iter().filter(is_new));
    is_in_order.then(|| both.cloned().collect())
}

/// Returns the fields by their names.
pub(crate) fn map(fields: &Fields) -> Result<Map<String, Value>> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Broken::new("fields are an object").into()),
    }
}
