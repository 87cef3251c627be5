//! Which block of one text is which of the other: by their ids, and where those are lost by how they read.

use super::flat;
use crate::doc::Block;
use std::collections::{HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation;

/// A step through both texts.
pub(super) enum Step<'a> {
    Removed(&'a Block),
    Added(&'a Block),
    Both(&'a Block, &'a Block),
}

/// How many blocks ahead one is looked for that reads like another.
const AHEAD: usize = 8;

/// Returns the steps through both texts, what went before what came.
pub(super) fn align<'a>(before: &'a [Block], after: &'a [Block]) -> Vec<Step<'a>> {
    let (mut steps, mut old, mut new) = (Vec::new(), 0, 0);
    for (at_old, at_new) in anchors(before, after).into_iter().chain([(before.len(), after.len())]) {
        between(stretch(before, old, at_old), stretch(after, new, at_new), &mut steps);
        if let (Some(one), Some(other)) = (before.get(at_old), after.get(at_new)) {
            steps.push(Step::Both(one, other));
        }
        (old, new) = (at_old + 1, at_new + 1);
    }
    steps
}

fn stretch(blocks: &[Block], from: usize, to: usize) -> &[Block] {
    blocks.get(from..to).unwrap_or_default()
}

/// Returns the places of the blocks that stand in both texts in the same order, as many as there are: the longest
/// rising run of their places in the text before.
fn anchors(before: &[Block], after: &[Block]) -> Vec<(usize, usize)> {
    let known: HashMap<&str, usize> =
        before.iter().enumerate().map(|(n, block)| (block.id.as_str(), n)).collect();
    let place = |(n, block): (usize, &Block)| Some((*known.get(block.id.as_str())?, n));
    let common: Vec<(usize, usize)> = after.iter().enumerate().filter_map(place).collect();
    // Of the runs of each length the one that ends lowest, and for each block the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut earlier: Vec<Option<usize>> = Vec::with_capacity(common.len());
    let old = |n: usize| common.get(n).map_or(0, |(old, _)| *old);
    for n in 0..common.len() {
        let length = ends.partition_point(|end| old(*end) < old(n));
        earlier.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(n) = next {
        run.extend(common.get(n).copied());
        next = earlier.get(n).copied().flatten();
    }
    run.reverse();
    run
}

/// Pairs what reads alike of two stretches that have no id in common.
fn between<'a>(removed: &'a [Block], added: &'a [Block], steps: &mut Vec<Step<'a>>) {
    let mut waiting = added;
    for block in removed {
        let alike = waiting.iter().take(AHEAD).position(|other| reads_like(block, other));
        match alike.and_then(|n| Some((waiting.get(..n)?, waiting.get(n)?, waiting.get(n + 1..)?))) {
            Some((passed, found, rest)) => {
                steps.extend(passed.iter().map(Step::Added));
                steps.push(Step::Both(block, found));
                waiting = rest;
            }
            None => steps.push(Step::Removed(block)),
        }
    }
    steps.extend(waiting.iter().map(Step::Added));
}

/// Whether two blocks of a kind share half of their words.
fn reads_like(one: &Block, other: &Block) -> bool {
    if flat::kind(&one.node) != flat::kind(&other.node) || one.id == other.id {
        return false;
    }
    let (one, other) = (flat::text(&one.node), flat::text(&other.node));
    let (one, other): (HashSet<&str>, HashSet<&str>) =
        (one.unicode_words().collect(), other.unicode_words().collect());
    let shared = one.intersection(&other).count();
    shared > 0 && shared * 2 >= one.len().max(other.len())
}
