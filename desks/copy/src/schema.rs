//! `schema.json`, read once: what the validator goes by.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The schema. Were the file not readable, it would be empty and refuse everything.
pub(crate) static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| serde_json::from_str(crate::SCHEMA).unwrap_or_default());

/// What the tree may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schema {
    pub(crate) limits: Limits,
    groups: HashMap<String, Vec<String>>,
    pub(crate) marks: HashMap<String, MarkRule>,
    pub(crate) nodes: HashMap<String, NodeRule>,
}

/// How large the tree may be.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    pub(crate) depth: usize,
    pub(crate) list_depth: usize,
    pub(crate) blocks: usize,
}

/// What a mark may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MarkRule {
    pub(crate) attrs: HashMap<String, AttrRule>,
}

/// What a node may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NodeRule {
    /// A content expression such as `block*` or `(paragraph | list)+`; absent if it holds none.
    pub(crate) content: Option<String>,
    pub(crate) attrs: HashMap<String, AttrRule>,
    /// Whether it takes the attribute `id`.
    pub(crate) id: bool,
    /// Exactly one of these attributes must be there.
    pub(crate) one_of: Vec<String>,
    /// Whether its text takes no marks.
    pub(crate) no_marks: bool,
    /// Whether it is part of running text.
    pub(crate) inline: bool,
}

/// What an attribute may be.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AttrRule {
    pub(crate) form: Form,
    pub(crate) required: bool,
    pub(crate) max: Option<usize>,
    pub(crate) least: Option<u64>,
    pub(crate) most: Option<u64>,
}

/// The forms of attributes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    #[default]
    Text,
    Link,
    Address,
    Uuid,
    Name,
    Integer,
    Boolean,
}

impl Schema {
    /// Returns whether a node with this content expression may hold a child of this type.
    pub(crate) fn holds(&self, expression: &str, child: &str) -> bool {
        let names = expression.trim_end_matches(['*', '+']).trim_matches(['(', ')']);
        names.split('|').map(str::trim).any(|name| {
            name == child
                || self.groups.get(name).is_some_and(|group| group.iter().any(|member| member == child))
        })
    }

    /// Returns the most characters that a node's attribute may have.
    pub(crate) fn max(&self, node: &str, attr: &str) -> usize {
        self.nodes.get(node).and_then(|rule| rule.attrs.get(attr)).and_then(|rule| rule.max).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_readable_and_names_only_what_it_describes() {
        let schema: Schema = serde_json::from_str(crate::SCHEMA).unwrap();

        for name in schema.groups.values().flatten() {
            assert!(schema.nodes.contains_key(name), "{name}");
        }
        assert!(schema.holds("block*", "quote"));
        assert!(schema.holds("(paragraph | list)+", "list"));
        assert!(!schema.holds("(paragraph | list)+", "rule"));
    }
}
