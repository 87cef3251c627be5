//! Pictures, figures and galleries.

use super::dom::Index;
use super::flow::{Flow, clip, plain};
use super::walk::Walk;
use crate::address;
use crate::doc::{Block, Node, Picture};
use crate::schema::SCHEMA;

impl Walk<'_> {
    /// A foreign picture waits until it is fetched. Pixels that count readers are dropped; pictures that
    /// stand for a character are that character.
    pub(super) fn image(&mut self, index: Index, flow: &mut Flow) {
        let alt = self.dom.attr(index, "alt").unwrap_or_default();
        let of = |name: &str| self.dom.attr(index, name);
        let tiny = |name: &str| of(name).and_then(|n| n.trim().parse::<u32>().ok()).is_some_and(|n| n <= 1);
        // Pages that load pictures late have their address elsewhere.
        let lazy = ["src", "data-src", "data-lazy-src", "data-original"].into_iter().filter_map(of);
        let Some(waiting) = lazy.map(address::tidy).find(|address| address::is_web(address)) else {
            return self.report.dropped("img", of("src").unwrap_or(alt));
        };
        if tiny("width") && tiny("height") || waiting.chars().count() > SCHEMA.max("picture", "waiting") {
            return self.report.dropped("img", &waiting);
        }
        let picture = Picture {
            picture: None,
            waiting: Some(waiting),
            alt: clip(alt, SCHEMA.max("picture", "alt")),
            ..Picture::default()
        };
        flow.block(Node::Picture(picture));
    }

    /// Returns whether a picture stands for a character in the text.
    pub(super) fn is_character(&self, index: Index) -> bool {
        self.dom.name(index) == "img"
            && ["emoji", "wp-smiley"].iter().any(|class| self.dom.has_class(index, class))
            && self.dom.attr(index, "alt").is_some_and(|alt| alt.chars().count() <= 16)
    }

    pub(super) fn figure(&mut self, index: Index, flow: &mut Flow) {
        if self.is_embed(index) {
            return self.embed_block(index, flow);
        }
        let mut inner = Flow::default();
        let mut captions = Vec::new();
        for &child in self.dom.children(index) {
            if self.dom.name(child) == "figcaption" {
                captions.push(self.dom.text(child));
            } else {
                self.node(child, &mut inner);
            }
        }
        inner.end_paragraph();
        let mut blocks = inner.blocks;
        if self.dom.has_class(index, "wp-caption") {
            captions.extend(take_texts(&mut blocks));
        }
        let caption = clip(&captions.join(" "), SCHEMA.max("picture", "caption"));
        let gallery = self.is_gallery(index) || blocks.len() > 1;
        captioned(blocks, caption, gallery, flow);
    }

    pub(super) fn is_gallery(&self, index: Index) -> bool {
        ["gallery", "wp-block-gallery", "blocks-gallery-grid"].iter().any(|c| self.dom.has_class(index, c))
    }

    pub(super) fn gallery(&mut self, index: Index, flow: &mut Flow) {
        let blocks = self.inside(index);
        captioned(blocks, String::new(), true, flow);
    }
}

/// Takes the paragraphs out: behind a picture of old WordPress they are its caption.
fn take_texts(blocks: &mut Vec<Block>) -> Vec<String> {
    if !matches!(blocks.first(), Some(Block { node: Node::Picture(_), .. })) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    blocks.retain(|block| match &block.node {
        Node::Paragraph(content) => {
            texts.push(plain(content));
            false
        }
        _ => true,
    });
    texts
}

/// Appends what a figure holds: with its caption, and as a gallery if it is one.
fn captioned(mut blocks: Vec<Block>, caption: String, gallery: bool, flow: &mut Flow) {
    let pictures: Vec<Picture> = blocks.iter().flat_map(|block| pictures(&block.node)).cloned().collect();
    let only_pictures = blocks.iter().all(|block| matches!(block.node, Node::Picture(_) | Node::Gallery(_)));
    if gallery && only_pictures && !pictures.is_empty() {
        flow.block(Node::Gallery(pictures));
        flow.text(&caption, &[]);
        return flow.end_paragraph();
    }
    let left = match blocks.as_mut_slice() {
        [Block { node: Node::Picture(picture), .. }] if picture.caption.is_empty() => {
            picture.caption = caption;
            String::new()
        }
        [Block { node: Node::Quote { cite: cite @ None, .. }, .. }] if !caption.is_empty() => {
            *cite = Some(clip(&caption, SCHEMA.max("quote", "cite")));
            String::new()
        }
        _ => caption,
    };
    flow.blocks.extend(blocks);
    flow.text(&left, &[]);
    flow.end_paragraph();
}

fn pictures(node: &Node) -> &[Picture] {
    match node {
        Node::Picture(picture) => std::slice::from_ref(picture),
        Node::Gallery(pictures) => pictures,
        _ => &[],
    }
}
