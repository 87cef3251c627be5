//! Keeping block ids when a text comes anew without them, from HTML or Markdown.

use crate::doc::{Block, Doc, Node};
use std::collections::{HashMap, HashSet, VecDeque};

/// Gives the blocks of a new text the ids that the same blocks had in the old one. A block that was changed where
/// it stands, between neighbours that were not, keeps its id as well.
pub fn keep_ids(old: &Doc, new: Doc) -> Doc {
    let known: HashSet<&str> = old.blocks.iter().map(|block| block.id.as_str()).collect();
    let mut kept: Vec<Option<usize>> = vec![None; new.blocks.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    let places: HashMap<&str, usize> =
        old.blocks.iter().enumerate().map(|(n, block)| (block.id.as_str(), n)).collect();
    for (kept, block) in kept.iter_mut().zip(&new.blocks) {
        // Our own HTML carries the ids.
        *kept = places.get(block.id.as_str()).copied().filter(|&n| taken.insert(n));
    }
    keep_equal(old, &new, &mut kept, &mut taken);
    keep_changed(old, &new, &mut kept, &mut taken);
    named(old, new, &kept, &known)
}

/// Blocks that are equal, in their order.
fn keep_equal(old: &Doc, new: &Doc, kept: &mut [Option<usize>], taken: &mut HashSet<usize>) {
    let mut equal: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (n, block) in old.blocks.iter().enumerate().filter(|(n, _)| !taken.contains(n)) {
        equal.entry(key(&block.node)).or_default().push_back(n);
    }
    for (kept, block) in kept.iter_mut().zip(&new.blocks).filter(|(kept, _)| kept.is_none()) {
        *kept = equal.get_mut(&key(&block.node)).and_then(VecDeque::pop_front);
        taken.extend(*kept);
    }
}

/// Blocks of the same kind that stand behind the same block as before.
fn keep_changed(old: &Doc, new: &Doc, kept: &mut [Option<usize>], taken: &mut HashSet<usize>) {
    let mut before = None;
    for (kept, block) in kept.iter_mut().zip(&new.blocks) {
        if kept.is_none() {
            let place = before.map_or(0, |n| n + 1);
            let same = old.blocks.get(place).is_some_and(|old| old.node.name() == block.node.name());
            *kept = Some(place).filter(|place| same && !taken.contains(place));
            taken.extend(*kept);
        }
        if kept.is_some() {
            before = *kept;
        }
    }
}

/// Returns the new text with the ids that were kept; no other block may have one of the old text's.
fn named(old: &Doc, new: Doc, kept: &[Option<usize>], known: &HashSet<&str>) -> Doc {
    let mut used: HashSet<String> = known.iter().map(|&id| id.to_owned()).collect();
    let blocks = new.blocks.into_iter().zip(kept).map(|(block, kept)| {
        let id = match kept.and_then(|n| old.blocks.get(n)) {
            Some(old) => old.id.clone(),
            None => unused(block.id, &mut used),
        };
        Block { id, node: block.node }
    });
    Doc { blocks: blocks.collect() }
}

/// Returns the id, counted on until nothing has it.
fn unused(id: String, used: &mut HashSet<String>) -> String {
    let mut id = id;
    let mut n = 0_u32;
    while !used.insert(id.clone()) {
        id = format!("{:0>8}", n % 100_000_000);
        n += 1;
    }
    id
}

fn key(node: &Node) -> String {
    node.to_json().to_string()
}
