//! Quotes and lists, and what is lifted out of them because they cannot hold it.

use super::dom::Index;
use super::flow::{Flow, clip};
use super::walk::Walk;
use crate::doc::{Block, Inline, Node};
use crate::schema::SCHEMA;

impl Walk<'_> {
    /// Returns the content of a node as one run of text, and the blocks that are no text.
    pub(super) fn joined(&mut self, index: Index) -> (Vec<Inline>, Vec<Block>) {
        let (paragraphs, rest) = paragraphs(self.inside(index));
        let mut content = Vec::new();
        for paragraph in paragraphs {
            if !content.is_empty() {
                content.push(Inline::Break);
            }
            content.extend(paragraph);
        }
        (content, rest)
    }

    pub(super) fn quote(&mut self, index: Index, flow: &mut Flow) {
        let mut cites = Vec::new();
        let mut inner = Flow::default();
        for &child in self.dom.children(index) {
            if self.is_attribution(child) {
                cites.push(self.dom.text(child));
            } else {
                self.node(child, &mut inner);
            }
        }
        inner.end_paragraph();
        let cite = clip(&cites.join(" "), SCHEMA.max("quote", "cite"));
        let (paragraphs, rest) = paragraphs(inner.blocks);
        if paragraphs.is_empty() {
            flow.text(&cite, &[]);
            flow.end_paragraph();
        } else if self.takes(paragraphs.len()) {
            flow.block(Node::Quote { cite: Some(cite).filter(|cite| !cite.is_empty()), paragraphs });
        }
        flow.blocks.extend(rest);
    }

    /// Returns whether this child of a quote says whose words they are.
    fn is_attribution(&self, index: Index) -> bool {
        match self.dom.name(index) {
            "cite" | "footer" | "figcaption" => true,
            "p" => {
                let shown = |&&child: &&Index| !self.dom.text(child).trim().is_empty();
                let mut children = self.dom.children(index).iter().filter(shown);
                let first = children.next().map(|&child| self.dom.name(child));
                first == Some("cite") && children.next().is_none()
            }
            _ => false,
        }
    }

    pub(super) fn list(&mut self, ordered: bool, index: Index, flow: &mut Flow) {
        if self.is_gallery(index) {
            return self.gallery(index, flow);
        }
        if self.lists >= SCHEMA.limits.list_depth {
            return self.children(index, flow);
        }
        self.lists += 1;
        let mut items: Vec<Vec<Node>> = Vec::new();
        let mut lifted = Vec::new();
        for (is_item, blocks) in self.items(index) {
            let (content, rest) = item(blocks);
            lifted.extend(rest);
            match items.last_mut() {
                // A list that stands between items belongs to the one before it.
                Some(last) if !is_item => last.extend(content),
                _ if content.is_empty() => {}
                _ if self.takes(1 + content.len()) => items.push(content),
                _ => {}
            }
        }
        self.lists -= 1;
        if !items.is_empty() {
            let start = self.dom.attr(index, "start").and_then(|start| start.trim().parse().ok());
            let start = start.filter(|&start: &u32| ordered && start <= 999_999);
            flow.block(Node::List { ordered, start, items });
        }
        flow.blocks.extend(lifted);
    }

    /// Returns the content of each child, and whether it is an item.
    fn items(&mut self, index: Index) -> Vec<(bool, Vec<Block>)> {
        let mut items = Vec::new();
        for &child in self.dom.children(index) {
            let is_item = self.dom.name(child) == "li";
            let mut flow = Flow::default();
            if is_item {
                self.children(child, &mut flow);
            } else {
                self.node(child, &mut flow);
            }
            flow.end_paragraph();
            items.push((is_item, flow.blocks));
        }
        items
    }

    /// Returns whether there is room for so many nodes more.
    pub(super) fn takes(&mut self, nodes: usize) -> bool {
        (0..nodes).all(|_| self.room())
    }
}

/// Parts blocks into those that an item can hold, as far as it can, and the rest.
pub(super) fn item(blocks: Vec<Block>) -> (Vec<Node>, Vec<Block>) {
    let mut content = Vec::new();
    let mut rest = Vec::new();
    for block in blocks {
        match block.node {
            node @ (Node::Paragraph(_) | Node::List { .. }) => content.push(node),
            Node::Heading { content: text, .. } => content.push(Node::Paragraph(text)),
            Node::Quote { paragraphs, cite } => {
                content.extend(paragraphs.into_iter().chain(cite.map(text)).map(Node::Paragraph));
            }
            node => rest.push(Block { id: block.id, node }),
        }
    }
    (content, rest)
}

/// Parts blocks into paragraphs, as far as they can be, and the rest.
fn paragraphs(blocks: Vec<Block>) -> (Vec<Vec<Inline>>, Vec<Block>) {
    let (content, mut rest) = item(blocks);
    let mut found = Vec::new();
    let mut waiting: Vec<Node> = content.into_iter().rev().collect();
    while let Some(node) = waiting.pop() {
        match node {
            Node::Paragraph(text) => found.push(text),
            Node::List { items, .. } => waiting.extend(items.into_iter().flatten().rev()),
            node => rest.push(Block { id: String::new(), node }),
        }
    }
    (found, rest)
}

/// Returns plain text as the content of a paragraph.
pub(super) fn text(text: String) -> Vec<Inline> {
    vec![Inline::Text { text, marks: Vec::new() }]
}
