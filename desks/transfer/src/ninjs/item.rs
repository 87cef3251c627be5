//! An item as it stands in the file, and how its values are asked for. The versions spell the same names differently
//! (`versioncreated`, `versionCreated`); a value of another type than the standard says is a fault.

use crate::words::{LONGEST_ADDRESS, cut};
use serde::Deserialize;
use serde_json::{Map, Value};

/// An object of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Item(Map<String, Value>);

/// A text with what it is for: one of `headlines`, `descriptions` or `bodies`.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) role: String,
    pub(super) content_type: String,
    pub(super) value: &'a str,
}

impl Item {
    pub(super) fn of(map: &Map<String, Value>) -> Self {
        Self(map.clone())
    }

    /// Returns what the item is known by.
    pub(super) fn id(&self) -> Result<String, String> {
        let id = match self.text(&["uri"])? {
            Some(uri) => uri,
            None => self.text(&["guid"])?.ok_or("it has neither uri nor guid")?,
        };
        let is_good = !id.trim().is_empty() && !id.contains(char::is_control);
        if is_good {
            Ok(cut(id, LONGEST_ADDRESS))
        } else {
            Err("its uri is empty or holds control characters".into())
        }
    }

    /// Returns which version of the standard the item follows, by what it says or by how it spells.
    pub(super) fn version(&self) -> &'static str {
        let standard =
            self.first(&["standard", "$standard"]).and_then(|(_, standard)| standard.get("version"));
        match standard.and_then(Value::as_str).and_then(|version| version.chars().next()) {
            Some('1') => return "ninjs 1",
            Some('2') => return "ninjs 2",
            Some('3') => return "ninjs 3",
            _ => {}
        }
        let has = |names: &[&str]| names.iter().any(|name| self.0.contains_key(*name));
        match () {
            () if has(&["guid"]) && !has(&["uri"]) => "Superdesk's ninjs",
            () if has(&[
                "versionCreated",
                "pubStatus",
                "firstCreated",
                "copyrightHolder",
                "embargoedUntil",
            ]) =>
            {
                "ninjs 3"
            }
            () if has(&["headlines", "bodies", "descriptions", "subjects", "places", "by"]) => "ninjs 2",
            () => "ninjs 1",
        }
    }

    /// Returns the first of these that is there and not null, with its name.
    fn first<'a, 'n>(&'a self, names: &[&'n str]) -> Option<(&'n str, &'a Value)> {
        names
            .iter()
            .find_map(|name| self.0.get(*name).filter(|value| !value.is_null()).map(|value| (*name, value)))
    }

    /// Returns the text by one of these names.
    pub(super) fn text(&self, names: &[&str]) -> Result<Option<&str>, String> {
        match self.first(names) {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text)),
            Some((name, other)) => Err(format!("/{name}: expected a text, found {}", kind_of(other))),
        }
    }

    /// Returns a text by one of these names, if one is there.
    pub(super) fn any_text(&self, names: &[&str]) -> Option<&str> {
        self.text(names).ok().flatten()
    }

    /// Returns a whole number, which may be written as a text.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.0.get(name)? {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_i64(),
        }
    }

    /// Returns the objects of a list, or of an object of objects with their names.
    pub(super) fn objects(&self, names: &[&str]) -> Result<Vec<(String, Item)>, String> {
        let (name, value) = match self.first(names) {
            None => return Ok(Vec::new()),
            Some(found) => found,
        };
        let fault = |value: &Value| format!("/{name}: expected objects, found {}", kind_of(value));
        let named = |key: String, value: &Value| match value {
            Value::Object(map) => Ok(Some((key, Item::of(map)))),
            Value::Null => Ok(None),
            other => Err(fault(other)),
        };
        let found: Result<Vec<_>, String> = match value {
            Value::Array(list) => list.iter().map(|value| named(String::new(), value)).collect(),
            Value::Object(map) => map
                .iter()
                .flat_map(|(key, value)| match value {
                    Value::Array(list) => list.iter().map(|value| named(key.clone(), value)).collect(),
                    value => vec![named(key.clone(), value)],
                })
                .collect(),
            other => Err(fault(other)),
        };
        Ok(found?.into_iter().flatten().collect())
    }

    /// Returns the texts of a list such as `headlines`; items of 1.x have names such as `headline_main` instead.
    pub(super) fn parts(&self, list: &str, prefix: &str) -> Result<Vec<Part<'_>>, String> {
        let mut parts = Vec::new();
        match self.0.get(list) {
            None | Some(Value::Null) => {}
            Some(Value::Array(values)) => {
                for (n, value) in values.iter().enumerate() {
                    parts.push(
                        part(value).ok_or_else(|| format!("/{list}/{n}: expected a text with its value"))?,
                    );
                }
            }
            Some(other) => return Err(format!("/{list}: expected a list, found {}", kind_of(other))),
        }
        for (name, value) in &self.0 {
            let Some(role) = name.strip_prefix(prefix) else { continue };
            let Some(role) = role.strip_prefix('_').or(role.is_empty().then_some("")) else { continue };
            match value {
                Value::Null => {}
                Value::String(value) => {
                    parts.push(Part { role: role.to_lowercase(), content_type: String::new(), value });
                }
                other => return Err(format!("/{name}: expected a text, found {}", kind_of(other))),
            }
        }
        Ok(parts)
    }
}

fn part(value: &Value) -> Option<Part<'_>> {
    let of = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let content_type = [of("contentType"), of("contenttype")].concat();
    Some(Part { role: of("role"), content_type, value: value.get("value")?.as_str()? })
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
