//! Two people's changes of one text, brought together block by block.

use crate::doc::{Block, Doc};
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A block that both changed, and differently; `null` where one deleted it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockConflict {
    /// The block's id.
    pub block: String,
    pub yours: Value,
    pub theirs: Value,
}

/// Returns `theirs` with what `mine` changed of `base`, or every block that both changed differently.
pub fn merge(base: &Doc, mine: &Doc, theirs: &Doc) -> Result<Doc, Vec<BlockConflict>> {
    let (old, ours, others) = (by_id(base), by_id(mine), by_id(theirs));
    let mut conflicts = Vec::new();
    let mut merged: HashMap<&str, &Block> = HashMap::new();
    let ids: HashSet<&str> = old.keys().chain(ours.keys()).chain(others.keys()).copied().collect();
    for id in ids {
        let (was, my, their) = (old.get(id), ours.get(id), others.get(id));
        let taken = match (my == was, their == was) {
            (true, _) => their,
            (false, true) => my,
            (false, false) if my == their => my,
            (false, false) => {
                let json = |block: Option<&&Block>| block.map_or(Value::Null, |block| block.to_json());
                conflicts.push(BlockConflict { block: id.to_owned(), yours: json(my), theirs: json(their) });
                None
            }
        };
        if let Some(block) = taken {
            merged.insert(id, block);
        }
    }
    if !conflicts.is_empty() {
        let place = |conflict: &BlockConflict| {
            base.blocks.iter().position(|block| block.id.as_deref() == Some(&conflict.block))
        };
        conflicts.sort_by_key(place);
        return Err(conflicts);
    }
    let order = order(base, mine, theirs);
    Ok(Doc { blocks: order.into_iter().filter_map(|id| merged.get(id).copied().cloned()).collect() })
}

fn by_id(doc: &Doc) -> HashMap<&str, &Block> {
    doc.blocks.iter().filter_map(|block| Some((block.id.as_deref()?, block))).collect()
}

fn ids(doc: &Doc) -> Vec<&str> {
    doc.blocks.iter().filter_map(|block| block.id.as_deref()).collect()
}

/// Returns the order of all blocks: theirs if they moved any, else mine; what only the other side has follows the
/// block that it follows there.
fn order<'a>(base: &'a Doc, mine: &'a Doc, theirs: &'a Doc) -> Vec<&'a str> {
    let (old, ours, others) = (ids(base), ids(mine), ids(theirs));
    let (first, second) = if kept_order(&old, &others) { (ours, others) } else { (others, ours) };
    let mut order = first.clone();
    let known: HashSet<&str> = first.into_iter().collect();
    let mut before: Option<&str> = None;
    for id in second {
        if !known.contains(id) {
            let place = before.and_then(|before| order.iter().position(|other| *other == before));
            order.insert(place.map_or(0, |place| place + 1), id);
        }
        before = Some(id);
    }
    order
}

/// Returns whether the blocks that both have stand in the same order.
fn kept_order(old: &[&str], new: &[&str]) -> bool {
    let in_new: HashSet<&&str> = new.iter().collect();
    let in_old: HashSet<&&str> = old.iter().collect();
    old.iter().filter(|id| in_new.contains(id)).eq(new.iter().filter(|id| in_old.contains(id)))
}

/// Returns `new` with the ids of `old` for blocks that say the same, and, between two of those, for blocks that
/// stand in the place of changed ones.
pub fn keep_ids(old: &Doc, new: Doc) -> Doc {
    let mut doc = new;
    let mut free: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, block) in old.blocks.iter().enumerate().rev() {
        free.entry(without_id(block)).or_default().push(n);
    }
    let mut taken: Vec<Option<usize>> = Vec::with_capacity(doc.blocks.len());
    for block in &doc.blocks {
        taken.push(free.get_mut(&without_id(block)).and_then(Vec::pop));
    }
    let used: HashSet<usize> = taken.iter().flatten().copied().collect();
    let mut next_old = 0;
    for (block, place) in doc.blocks.iter_mut().zip(taken) {
        let place = place.or_else(|| {
            let same_kind = |n: &usize| {
                old.blocks
                    .get(*n)
                    .is_some_and(|o| std::mem::discriminant(&o.kind) == std::mem::discriminant(&block.kind))
            };
            Some(next_old).filter(|n| !used.contains(n)).filter(same_kind)
        });
        if let Some(n) = place {
            next_old = n + 1;
            block.id = old.blocks.get(n).and_then(|block| block.id.clone()).or_else(|| block.id.clone());
        }
    }
    doc
}

fn without_id(block: &Block) -> String {
    Block::new(block.kind.clone()).to_json().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Chance;

    fn text(words: &str) -> Doc {
        Doc::from_markdown(words, &Chance::seeded(1)).doc
    }

    fn changed(doc: &Doc, words: &str) -> Doc {
        keep_ids(doc, Doc::from_markdown(words, &Chance::seeded(2)).doc)
    }

    #[test]
    fn a_changed_block_between_two_kept_ones_keeps_its_id() {
        let base = text("One.\n\nTwo.\n\nThree.");
        let new = changed(&base, "One.\n\nTwo and more.\n\nThree.");

        assert_eq!(ids(&base), ids(&new));
    }

    #[test]
    fn changes_of_different_blocks_and_new_ones_are_brought_together() {
        let base = text("One.\n\nTwo.\n\nThree.");
        let mine = changed(&base, "One, mine.\n\nTwo.\n\nThree.\n\nFour, mine.");
        let theirs = changed(&base, "One.\n\nTwo.\n\nBetween, theirs.\n\nThree.");

        let merged = merge(&base, &mine, &theirs).unwrap();

        assert_eq!(merged.plain_text(), "One, mine.\n\nTwo.\n\nBetween, theirs.\n\nThree.\n\nFour, mine.");
    }

    #[test]
    fn a_block_that_one_deleted_and_the_other_changed_is_a_conflict() {
        let base = text("One.\n\nTwo.");
        let mut mine = base.clone();
        mine.blocks.pop();
        let theirs = changed(&base, "One.\n\nTwo, theirs.");

        let conflicts = merge(&base, &mine, &theirs).unwrap_err();

        assert_eq!(conflicts[0].yours, Value::Null);
    }

    #[test]
    fn merging_with_nothing_changed_gives_the_other_side() {
        let base = text("One.\n\nTwo.");
        let theirs = changed(&base, "Two.\n\nOne.\n\nThree.");

        assert_eq!(merge(&base, &base, &theirs).unwrap(), theirs);
        assert_eq!(merge(&base, &theirs, &base).unwrap(), theirs);
    }
}
