//! The tree that html5ever builds: an arena, so that neither building nor dropping it recurses.

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A node's number in the arena; the document is 0.
pub(super) type Index = usize;

/// The tree.
pub(super) struct Dom {
    nodes: Vec<Slot>,
}

#[derive(Default)]
struct Slot {
    data: Data,
    parent: Option<Index>,
    children: Vec<Index>,
    depth: usize,
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
