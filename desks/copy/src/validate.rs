//! Checks JSON against the schema before it becomes a tree; every fault with its JSON pointer.

use crate::address;
use crate::doc::is_block_id;
use crate::schema::{AttrRule, Form, NodeRule, SCHEMA};
use base::{FieldError, Id};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The most faults that are told at once.
const FAULTS: usize = 20;

/// Returns the faults of the tree in `value`, with pointers that begin with `pointer`; none if it is good.
pub(crate) fn validate(value: &Value, pointer: &str) -> Vec<FieldError> {
    let mut check = Check { faults: Vec::new(), blocks: 0, ids: HashSet::new() };
    if value.get("type").and_then(Value::as_str) == Some("doc") {
        check.node(value, pointer, Place { depth: 0, lists: 0, plain: false });
    } else {
        check.fault(pointer, "A text is a tree of the type “doc”.");
    }
    if check.faults.is_empty() && bytes_of(value) > SCHEMA.limits.bytes {
        check.fault(pointer, &format!("The text is larger than {} bytes.", SCHEMA.limits.bytes));
    }
    check.faults
}

/// Where in the tree a node stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    lists: usize,
    plain: bool,
}

struct Check {
    faults: Vec<FieldError>,
    blocks: usize,
    ids: HashSet<String>,
}

impl Check {
    fn fault(&mut self, pointer: &str, detail: &str) {
        if self.faults.len() < FAULTS {
            self.faults.push(FieldError::at(pointer, detail));
        }
    }

    /// Checks a node whose type its parent has already allowed.
    fn node(&mut self, value: &Value, pointer: &str, place: Place) {
        if self.faults.len() >= FAULTS {
            return;
        }
        let Some((object, name, rule)) = known(value) else {
            return self.fault(&format!("{pointer}/type"), "There is no such type.");
        };
        let lists = place.lists + usize::from(name == "list");
        if place.depth >= SCHEMA.limits.depth || lists > SCHEMA.limits.list_depth {
            return self.fault(pointer, "This is nested too deeply.");
        }
        self.blocks += usize::from(!rule.inline);
        if self.blocks == SCHEMA.limits.blocks + 2 {
            return self.fault(pointer, &format!("There are more than {} blocks.", SCHEMA.limits.blocks));
        }
        if self.blocks > SCHEMA.limits.blocks + 2 {
            return;
        }
        self.members(object, name, pointer);
        self.attrs(object, rule, pointer, place.depth);
        self.marks(object, pointer, place.plain);
        self.text(object, name, pointer);
        self.content(
            object,
            name,
            rule,
            pointer,
            Place { depth: place.depth + 1, lists, plain: rule.no_marks },
        );
    }

    fn members(&mut self, object: &Map<String, Value>, name: &str, pointer: &str) {
        for key in object.keys() {
            let known = match key.as_str() {
                "type" | "attrs" | "content" => true,
                "marks" => name == "text" || name == "hard_break",
                "text" => name == "text",
                _ => false,
            };
            if !known {
                self.fault(&member(pointer, key), "There is no such field.");
            }
        }
    }

    fn attrs(&mut self, object: &Map<String, Value>, rule: &NodeRule, pointer: &str, depth: usize) {
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

    fn marks(&mut self, object: &Map<String, Value>, pointer: &str, plain: bool) {
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

    fn text(&mut self, object: &Map<String, Value>, name: &str, pointer: &str) {
        if name != "text" {
            return;
        }
        let pointer = format!("{pointer}/text");
        match object.get("text").and_then(Value::as_str) {
            None => self.fault(&pointer, "A piece of text is a string."),
            Some("") => self.fault(&pointer, "A piece of text is not empty."),
            Some(text) if has_controls(text) => self.fault(&pointer, CONTROLS),
            Some(_) => {}
        }
    }

    fn content(
        &mut self,
        object: &Map<String, Value>,
        name: &str,
        rule: &NodeRule,
        pointer: &str,
        place: Place,
    ) {
        let pointer = format!("{pointer}/content");
        let Some(content) = self.array(object.get("content"), &pointer) else { return };
        let expression = rule.content.as_deref().unwrap_or_default();
        if expression.ends_with('+') && content.is_empty() {
            return self.fault(&pointer, &format!("A {name} is not empty."));
        }
        for (n, child) in content.iter().enumerate() {
            let at = format!("{pointer}/{n}");
            match known(child) {
                Some((_, child_name, _)) if !SCHEMA.holds(expression, child_name) => {
                    self.fault(&format!("{at}/type"), &format!("A {name} holds no {child_name}."));
                }
                Some(_) => self.node(child, &at, place),
                None if child.is_object() => self.fault(&format!("{at}/type"), "There is no such type."),
                None => self.fault(&at, "A node is an object."),
            }
        }
    }

    /// Returns the object, an empty one if it is absent, nothing if it is something else.
    fn object<'v>(&mut self, value: Option<&'v Value>, pointer: &str) -> Option<&'v Map<String, Value>> {
        static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        match value {
            None | Some(Value::Null) => Some(&NONE),
            Some(Value::Object(object)) => Some(object),
            Some(_) => {
                self.fault(pointer, "This is an object.");
                None
            }
        }
    }

    fn array<'v>(&mut self, value: Option<&'v Value>, pointer: &str) -> Option<&'v [Value]> {
        match value {
            None => Some(&[]),
            Some(Value::Array(array)) => Some(array),
            Some(_) => {
                self.fault(pointer, "This is a list.");
                None
            }
        }
    }
}

const CONTROLS: &str = "Control characters are not text.";

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

fn known(value: &Value) -> Option<(&Map<String, Value>, &str, &'static NodeRule)> {
    let object = value.as_object()?;
    let name = object.get("type")?.as_str()?;
    Some((object, name, SCHEMA.nodes.get(name)?))
}

/// Returns the pointer to a member, its name escaped (RFC 6901) and cut, since it can be anything.
fn member(pointer: &str, key: &str) -> String {
    let key: String = key.chars().take(80).collect();
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Returns how long the JSON would be. Asked only of trees that are known not to be deep.
pub(crate) fn bytes_of(value: &Value) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, value) {
        Ok(()) => count.0,
        Err(_) => usize::MAX,
    }
}
