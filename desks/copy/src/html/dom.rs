//! The tree that html5ever builds: an arena, so that neither building nor dropping it recurses.

use html5ever::{Attribute, QualName, ns};
use std::rc::Rc;

/// A node's number in the arena; the document is 0.
pub(super) type Index = usize;

/// The tree.
pub(super) struct Dom {
    pub(super) nodes: Vec<Slot>,
}

/// A node and where it stands.
#[derive(Default)]
pub(super) struct Slot {
    pub(super) data: Data,
    pub(super) parent: Option<Index>,
    pub(super) children: Vec<Index>,
    pub(super) depth: usize,
}

/// What a node is.
#[derive(Default)]
pub(super) enum Data {
    #[default]
    Root,
    Text(String),
    Comment(String),
    Element(Rc<QualName>, Vec<Attribute>),
}

impl Dom {
    /// Returns what the node is.
    pub(super) fn data(&self, index: Index) -> &Data {
        self.nodes.get(index).map_or(&Data::Root, |slot| &slot.data)
    }

    /// Returns the node's children, in order.
    pub(super) fn children(&self, index: Index) -> &[Index] {
        self.nodes.get(index).map_or(&[], |slot| slot.children.as_slice())
    }

    /// Returns the local name of an HTML element, nothing for everything else.
    pub(super) fn name(&self, index: Index) -> &str {
        match self.data(index) {
            Data::Element(name, _) if name.ns == ns!(html) => &name.local,
            _ => "",
        }
    }

    /// Returns an attribute of an element.
    pub(super) fn attr(&self, index: Index, name: &str) -> Option<&str> {
        match self.data(index) {
            Data::Element(_, attrs) => {
                attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
            }
            _ => None,
        }
    }

    /// Returns whether one of the element's classes is this.
    pub(super) fn has_class(&self, index: Index, class: &str) -> bool {
        self.attr(index, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
    }

    /// Returns the text in and below a node as it stands there.
    pub(super) fn text(&self, index: Index) -> String {
        let mut text = String::new();
        let mut waiting = vec![index];
        while let Some(index) = waiting.pop() {
            if let Data::Text(piece) = self.data(index) {
                text.push_str(piece);
            }
            waiting.extend(self.children(index).iter().rev());
        }
        text
    }

    /// Returns the first element below a node that has one of these names.
    pub(super) fn find(&self, index: Index, names: &[&str]) -> Option<Index> {
        let mut waiting = vec![index];
        while let Some(at) = waiting.pop() {
            if at != index && names.contains(&self.name(at)) {
                return Some(at);
            }
            waiting.extend(self.children(at).iter().rev());
        }
        None
    }
}
