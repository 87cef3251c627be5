//! Pictures of foreign homes: which addresses they can wait at, and where they go in a text.

use base::Chance;
use copy::{Block, Doc, Node, Picture};

/// The most pictures that are added to a text.
pub(crate) const MOST_PICTURES: usize = 100;
const LONGEST_HREF: usize = 4096;

/// Returns whether this is an address that a picture can wait at.
pub(crate) fn is_web(address: &str) -> bool {
    let is_clean = address.len() <= LONGEST_HREF && !address.contains(|c: char| c.is_control() || c == ' ');
    is_clean
        && url::Url::parse(address)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

/// Puts pictures that belong to a text into it: the first before it, the others behind it.
pub(crate) fn place(doc: &mut Doc, pictures: impl IntoIterator<Item = Picture>, chance: &Chance) {
    let block = |picture| Block { id: String::new(), node: Node::Picture(picture) };
    let mut blocks = pictures.into_iter().take(MOST_PICTURES).map(block);
    doc.blocks.splice(0..0, blocks.next());
    doc.blocks.extend(blocks);
    doc.fill_ids(chance);
}
