//! Three-way merging by block: what one side changed and the other did not is taken from either.

use crate::diff::{Piece, versions};
use crate::doc::{Block, Doc};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A block that both sides changed, each in its own way; null where a side deleted it.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockConflict {
    pub block: String,
    pub yours: Value,
    pub theirs: Value,
    /// The word for the block, as the schema has it.
    pub kind: &'static str,
    /// What differs from theirs to yours.
    pub pieces: Vec<Piece>,
}

type ById<'a> = HashMap<&'a str, &'a Block>;

/// Merges two texts that come from the same one. Where both moved the same block, the place of `mine` counts:
/// nothing is lost by it. Where both changed a block, or one changed what the other deleted, it is a conflict.
pub fn merge(base: &Doc, mine: &Doc, theirs: &Doc) -> Result<Doc, Vec<BlockConflict>> {
    let (of_base, of_mine, of_theirs) = (by_id(base), by_id(mine), by_id(theirs));
    let mut conflicts = Vec::new();
    let mut blocks = Vec::new();
    for id in order(&ids(base), &ids(mine), &ids(theirs)) {
        let (old, yours, theirs) = (of_base.get(id), of_mine.get(id), of_theirs.get(id));
        match choose(old, yours, theirs) {
            Some(block) => blocks.extend(block.map(|&block| block.clone())),
            None => conflicts.extend(conflict(id, yours.copied(), theirs.copied())),
        }
    }
    if conflicts.is_empty() { Ok(Doc { blocks }) } else { Err(conflicts) }
}

/// Returns which version of a block stands (none if it is deleted); nothing if the two cannot both be had.
fn choose<T: PartialEq + Copy>(base: Option<T>, mine: Option<T>, theirs: Option<T>) -> Option<Option<T>> {
    if mine == theirs || theirs == base {
        Some(mine)
    } else if mine == base {
        Some(theirs)
    } else {
        None
    }
}

fn conflict(id: &str, yours: Option<&Block>, theirs: Option<&Block>) -> Option<BlockConflict> {
    let difference = versions(theirs, yours)?;
    let json = |block: Option<&Block>| block.map_or(Value::Null, Block::to_json);
    let (block, kind, pieces) = (id.to_owned(), difference.kind, difference.pieces);
    Some(BlockConflict { block, yours: json(yours), theirs: json(theirs), kind, pieces })
}

fn by_id(doc: &Doc) -> ById<'_> {
    doc.blocks.iter().map(|block| (block.id.as_str(), block)).collect()
}

fn ids(doc: &Doc) -> Vec<&str> {
    doc.blocks.iter().map(|block| block.id.as_str()).collect()
}

/// Returns all ids of both sides in their merged order: that of `theirs`, into which goes what `mine` moved and
/// inserted, each behind the one that it stands behind in `mine`.
pub fn order<'a>(base: &[&'a str], mine: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
    let place: HashMap<&str, usize> = base.iter().enumerate().map(|(n, &id)| (id, n)).collect();
    let stayed: HashSet<&str> = stayed(mine, &place);
    let of_mine: HashSet<&str> = mine.iter().copied().collect();
    let of_theirs: HashSet<&str> = theirs.iter().copied().collect();
    // Placed by mine: what it moved, and what is not in theirs at all.
    let placed = |id: &str| of_mine.contains(id) && (place.contains_key(id) && !stayed.contains(id));
    let mut chain = Chain::new(theirs.iter().copied().filter(|id| !placed(id)));
    let theirs_alone = |id: &str| !place.contains_key(id) && !of_mine.contains(id);
    let mut before: Option<&str> = None;
    for &id in mine {
        if placed(id) || !of_theirs.contains(id) {
            // What the other side inserted at the same place was saved first and stays before it.
            while let Some(next) = chain.behind(before).filter(|next| theirs_alone(next)) {
                before = Some(next);
            }
            chain.insert(before, id);
        }
        before = Some(id);
    }
    chain.into_order()
}

/// Returns the blocks that one side left in their order: the longest rising sequence of their old places.
fn stayed<'a>(new: &[&'a str], place: &HashMap<&str, usize>) -> HashSet<&'a str> {
    let known: Vec<(&str, usize)> = new.iter().filter_map(|&id| place.get(id).map(|&n| (id, n))).collect();
    // The last element of the best sequence of each length, and what stands before each element.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(known.len());
    let at = |n: usize| known.get(n).map_or(0, |&(_, place)| place);
    for n in 0..known.len() {
        let length = ends.partition_point(|&end| at(end) < at(n));
        before.push(length.checked_sub(1).and_then(|length| ends.get(length).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut stayed = HashSet::new();
    let mut next = ends.last().copied();
    while let Some(n) = next {
        stayed.extend(known.get(n).map(|&(id, _)| id));
        next = before.get(n).copied().flatten();
    }
    stayed
}

/// A linked order, so that inserting does not take the length of the text each time. The key `None` is the
/// place before the first.
struct Chain<'a>(HashMap<Option<&'a str>, &'a str>);

impl<'a> Chain<'a> {
    fn new(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut next = HashMap::new();
        let mut before = None;
        for id in ids {
            next.insert(before, id);
            before = Some(id);
        }
        Self(next)
    }

    fn behind(&self, id: Option<&'a str>) -> Option<&'a str> {
        self.0.get(&id).copied()
    }

    fn insert(&mut self, before: Option<&'a str>, id: &'a str) {
        if let Some(next) = self.0.insert(before, id) {
            self.0.insert(Some(id), next);
        }
    }

    fn into_order(self) -> Vec<&'a str> {
        let mut order = Vec::with_capacity(self.0.len());
        let mut at = None;
        while let Some(&id) = self.0.get(&at) {
            order.push(id);
            at = Some(id);
        }
        order
    }
}
