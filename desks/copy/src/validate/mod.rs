//! Checks JSON against the schema before it becomes a tree; every fault with its JSON pointer.

mod attrs;

use crate::schema::{NodeRule, SCHEMA};
use attrs::CONTROLS;
pub(crate) use attrs::{has_controls, is_name};
use base::FieldError;
use serde_json::{Map, Value};
use std::collections::HashSet;

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
