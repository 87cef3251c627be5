//! Builds the tree as html5ever tells.

use super::dom::{Data, Dom, Index, Slot};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Builds a [`Dom`], and knows how deep the place is at which the parser stands.
pub(super) struct Builder {
    nodes: RefCell<Vec<Slot>>,
    document: Rc<QualName>,
    pub(super) depth: Cell<usize>,
}

/// What the parser holds a node by.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    index: Index,
    name: Rc<QualName>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let document = Rc::new(QualName::new(None, ns!(), local_name!("")));
        Self { nodes: RefCell::new(vec![Slot::default()]), document, depth: Cell::new(0) }
    }

    /// Returns how many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn add(&self, data: Data, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Slot { data, ..Slot::default() });
        Handle { index: nodes.len() - 1, name }
    }

    fn detach(&self, index: Index) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(index).and_then(|slot| slot.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            // Nearly always it is one of the last.
            if let Some(at) = parent.children.iter().rposition(|&child| child == index) {
                parent.children.remove(at);
            }
        }
    }

    /// Puts a child before the one at `at` (`None`: last); text is joined to text before it.
    fn insert(&self, parent: Index, at: Option<usize>, child: NodeOrText<Handle>) {
        let index = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.index);
                handle.index
            }
            NodeOrText::AppendText(text) => {
                if self.joined(parent, at, &text) {
                    return;
                }
                self.add(Data::Text(text.to_string()), Rc::clone(&self.document)).index
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let Some(slot) = nodes.get_mut(parent) else { return };
        let depth = slot.depth + 1;
        slot.children.insert(at.unwrap_or(slot.children.len()).min(slot.children.len()), index);
        if let Some(slot) = nodes.get_mut(index) {
            slot.parent = Some(parent);
            slot.depth = depth;
            if matches!(slot.data, Data::Element(..)) {
                self.depth.set(depth);
            }
        }
    }

    fn joined(&self, parent: Index, at: Option<usize>, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = nodes.get(parent).and_then(|slot| match at {
            Some(at) => slot.children.get(at.checked_sub(1)?).copied(),
            None => slot.children.last().copied(),
        });
        match before.and_then(|index| nodes.get_mut(index)) {
            Some(Slot { data: Data::Text(last), .. }) => {
                last.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn place_of(&self, index: Index) -> Option<(Index, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(index)?.parent?;
        let at = nodes.get(parent)?.children.iter().rposition(|&child| child == index)?;
        Some((parent, at))
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { index: 0, name: Rc::clone(&self.document) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        self.add(Data::Element(Rc::clone(&name), attrs), name)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.add(Data::Comment(text.to_string()), Rc::clone(&self.document))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Data::Comment(String::new()), Rc::clone(&self.document))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.index, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        if self.place_of(element.index).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle) {
        let depth = self.nodes.borrow().get(node.index).map_or(0, |slot| slot.depth);
        self.depth.set(depth.saturating_sub(1));
    }

    /// A template is its own content: it is dropped whole.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.index == y.index
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.index);
        }
        if let Some((parent, at)) = self.place_of(sibling.index) {
            self.insert(parent, Some(at), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.index);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = nodes.get_mut(node.index).map(|slot| std::mem::take(&mut slot.children));
        for child in children.unwrap_or_default() {
            let Some(parent) = nodes.get_mut(new_parent.index) else { continue };
            parent.children.push(child);
            let depth = parent.depth + 1;
            if let Some(slot) = nodes.get_mut(child) {
                slot.parent = Some(new_parent.index);
                slot.depth = depth;
            }
        }
    }
}
