//! The part of the check that concerns attributes and marks.

use super::{Check, member};
use crate::address;
use crate::doc::is_block_id;
use crate::schema::{AttrRule, Form, NodeRule, SCHEMA};
use base::Id;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

pub(super) const CONTROLS: &str = "Control characters are not text.";

impl Check {
    pub(super) fn attrs(
        &mut self,
        object: &Map<String, Value>,
        rule: &NodeRule,
        pointer: &str,
        depth: usize,
    ) {
        let pointer = format!("{pointer}/attrs");
        let Some(attrs) = self.object(object.get("attrs"), &pointer) else { return };
        for (key, value) in attrs {
            let at = member(&pointer, key);
            match rule.attrs.get(key) {
                _ if value.is_null() && (rule.attrs.contains_key(key) || rule.id && key == "id") => {}
                Some(attr) => self.attr(value, attr, &at),
                None if rule.id && key == "id" => self.id(value, &at, depth),
                None => self.fault(&at, "There is no such attribute."),
            }
        }
        self.required(attrs, &rule.attrs, &pointer);
        if !rule.one_of.is_empty() {
            let there = rule.one_of.iter().filter(|name| attrs.get(*name).is_some_and(|v| !v.is_null()));
            if there.count() != 1 {
                self.fault(&pointer, &format!("Exactly one of these is needed: {}.", rule.one_of.join(", ")));
            }
        }
    }

    fn required(&mut self, attrs: &Map<String, Value>, rules: &HashMap<String, AttrRule>, pointer: &str) {
        for (key, _) in rules.iter().filter(|(_, rule)| rule.required) {
            if attrs.get(key).is_none_or(Value::is_null) {
                self.fault(&member(pointer, key), "This is needed.");
            }
        }
    }

    /// Checks a block's id; only those of top-level blocks are kept, and so must differ.
    fn id(&mut self, value: &Value, pointer: &str, depth: usize) {
        match value.as_str() {
            Some(id) if is_block_id(id) => {
                if depth == 1 && !self.ids.insert(id.to_owned()) {
                    self.fault(pointer, "Another block has this id.");
                }
            }
            _ => self.fault(pointer, "A block's id is eight small letters and digits."),
        }
    }

    fn attr(&mut self, value: &Value, rule: &AttrRule, pointer: &str) {
        if let Some(detail) = attr_fault(value, rule) {
            self.fault(pointer, detail);
        }
        if let (Some(text), Some(max)) = (value.as_str(), rule.max)
            && text.chars().count() > max
        {
            self.fault(pointer, &format!("This is longer than {max} characters."));
        }
    }

    pub(super) fn marks(&mut self, object: &Map<String, Value>, pointer: &str, plain: bool) {
        let pointer = format!("{pointer}/marks");
        let Some(marks) = self.array(object.get("marks"), &pointer) else { return };
        if plain && !marks.is_empty() {
            return self.fault(&pointer, "This text takes no marks.");
        }
        let mut seen = HashSet::new();
        for (n, mark) in marks.iter().enumerate() {
            let at = format!("{pointer}/{n}");
            let name = mark.get("type").and_then(Value::as_str).unwrap_or_default();
            let Some((rule, object)) = SCHEMA.marks.get(name).zip(mark.as_object()) else {
                self.fault(&format!("{at}/type"), "There is no such mark.");
                continue;
            };
            if !seen.insert(name) {
                self.fault(&at, "This mark is there twice.");
            }
            for key in object.keys().filter(|key| !matches!(key.as_str(), "type" | "attrs")) {
                self.fault(&member(&at, key), "There is no such field.");
            }
            self.mark_attrs(object, &rule.attrs, &format!("{at}/attrs"));
        }
    }

    fn mark_attrs(&mut self, object: &Map<String, Value>, rules: &HashMap<String, AttrRule>, pointer: &str) {
        let Some(attrs) = self.object(object.get("attrs"), pointer) else { return };
        for (key, value) in attrs {
            let at = member(pointer, key);
            match rules.get(key) {
                Some(rule) => self.attr(value, rule, &at),
                None => self.fault(&at, "There is no such attribute."),
            }
        }
        self.required(attrs, rules, pointer);
    }
}

/// Returns what is wrong with an attribute's value, lengths apart.
fn attr_fault(value: &Value, rule: &AttrRule) -> Option<&'static str> {
    let text = value.as_str();
    let holds = |good: bool, detail| (!good).then_some(detail);
    match rule.form {
        Form::Boolean => holds(value.is_boolean(), "This is true or false."),
        Form::Integer => {
            let (least, most) = (rule.least.unwrap_or(0), rule.most.unwrap_or(u64::MAX));
            let good = value.as_u64().is_some_and(|n| least <= n && n <= most);
            holds(good, "This is a whole number within its limits.")
        }
        Form::Text if text.is_some_and(has_controls) => Some(CONTROLS),
        Form::Text => holds(text.is_some(), "This is a string."),
        Form::Link => holds(
            text.is_some_and(address::is_link),
            "A link is an http, https, mailto or tel address, a path or an anchor.",
        ),
        Form::Address => holds(text.is_some_and(address::is_web), "This is an address with http or https."),
        Form::Uuid => holds(text.is_some_and(|text| text.parse::<Id>().is_ok()), "This is an id."),
        Form::Name => holds(text.is_some_and(is_name), "This is a name of letters, digits and -_+#."),
    }
}

/// Returns whether this is the name of a language or a provider.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_+#.".contains(&b))
}

/// Returns whether this holds control characters other than line feeds and tabs.
pub(crate) fn has_controls(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}
