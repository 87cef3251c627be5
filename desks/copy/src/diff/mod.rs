//! What differs between two texts: by blocks first, which are known by their ids, then by words. The work is bounded
//! however long the texts are: beyond a budget what differs is told more coarsely.

mod align;
mod flat;
mod words;

pub use words::words;

use crate::doc::{Block, Doc, Picture};
use align::{Step, align};
use base::Id;
use serde::Serialize;
use words::Budget;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    Same,
    Added,
    Removed,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub op: Op,
    pub text: String,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    Same,
    Added,
    Removed,
    Changed,
    /// The words are the same; marks, a level or what is shown is another.
    Form,
}

/// A block, or what was one, with its words in pieces. A block that was moved is removed in one place and added in
/// another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockDiff {
    pub what: What,
    /// The word for the block, as the schema has it: `paragraph`, `picture`.
    pub kind: &'static str,
    pub pieces: Vec<Piece>,
    /// The pictures that it shows or showed; not part of what is told to readers.
    #[serde(skip)]
    pub pictures: Vec<PictureStep>,
}

/// What became of a picture in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureStep {
    pub op: Op,
    pub picture: Id,
    /// What the text says for it; empty where it leaves that to the media bank.
    pub alt: String,
}

/// Returns the blocks of both texts in the order in which they are read, with what became of each.
pub fn diff(before: &Doc, after: &Doc) -> Vec<BlockDiff> {
    let mut budget = Budget::default();
    let steps = align(&before.blocks, &after.blocks);
    steps.into_iter().map(|step| of_step(&step, &mut budget)).collect()
}

/// Returns what became of a block of which there are two versions; one of them may have taken it out.
pub(crate) fn versions(before: Option<&Block>, after: Option<&Block>) -> Option<BlockDiff> {
    let step = match (before, after) {
        (Some(before), Some(after)) => Step::Both(before, after),
        (Some(before), None) => Step::Removed(before),
        (None, after) => Step::Added(after?),
    };
    Some(of_step(&step, &mut Budget::default()))
}

fn of_step(step: &Step<'_>, budget: &mut Budget) -> BlockDiff {
    match step {
        Step::Removed(block) => alone(block, What::Removed, Op::Removed),
        Step::Added(block) => alone(block, What::Added, Op::Added),
        Step::Both(before, after) if before.node == after.node => alone(after, What::Same, Op::Same),
        Step::Both(before, after) => {
            let (old, new) = (flat::text(&before.node), flat::text(&after.node));
            let what = if old == new { What::Form } else { What::Changed };
            let pictures = pictures(&flat::pictures(&before.node), &flat::pictures(&after.node));
            BlockDiff { what, kind: flat::kind(&after.node), pieces: budget.words(&old, &new), pictures }
        }
    }
}

fn alone(block: &Block, what: What, op: Op) -> BlockDiff {
    let text = flat::text(&block.node);
    let pieces = if text.is_empty() { Vec::new() } else { vec![Piece { op, text }] };
    let pictures = flat::pictures(&block.node).into_iter().filter_map(|picture| step(op, picture)).collect();
    BlockDiff { what, kind: flat::kind(&block.node), pieces, pictures }
}

/// Returns the pictures of both versions of a block: first those that went, then those that are there.
fn pictures(before: &[&Picture], after: &[&Picture]) -> Vec<PictureStep> {
    let has = |list: &[&Picture], id: Option<Id>| list.iter().any(|picture| picture.picture == id);
    let gone = before.iter().filter(|picture| !has(after, picture.picture));
    let there = after.iter().map(|picture| {
        let op = if has(before, picture.picture) { Op::Same } else { Op::Added };
        step(op, picture)
    });
    gone.map(|picture| step(Op::Removed, picture)).chain(there).flatten().collect()
}

fn step(op: Op, picture: &Picture) -> Option<PictureStep> {
    Some(PictureStep { op, picture: picture.picture?, alt: picture.alt.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Chance;

    fn doc(markdown: &str) -> Doc {
        Doc::from_markdown(markdown, &Chance::seeded(1)).doc
    }

    fn told(before: &Doc, after: &Doc) -> Vec<(What, String)> {
        let sign = |op| match op {
            Op::Same => "",
            Op::Added => "+",
            Op::Removed => "-",
        };
        let text = |pieces: &[Piece]| {
            pieces
                .iter()
                .map(|piece| format!("{}{}", sign(piece.op), piece.text))
                .collect::<Vec<_>>()
                .join("|")
        };
        diff(before, after).iter().map(|block| (block.what, text(&block.pieces))).collect()
    }

    fn with(doc: &Doc, n: usize, markdown: &str) -> Doc {
        let mut changed = doc.clone();
        changed.blocks[n].node = Doc::from_markdown(markdown, &Chance::seeded(2)).doc.blocks.remove(0).node;
        changed
    }

    #[test]
    fn a_block_that_keeps_its_id_is_compared_word_by_word() {
        let before = doc("One.\n\nThere are forty ships.\n\nThree.");
        let after = with(&before, 1, "There are thirty ships.");

        let expected = (What::Changed, "There are |-forty|+thirty| ships.".to_owned());
        assert_eq!(told(&before, &after)[1], expected);
        assert_eq!(told(&before, &after)[0], (What::Same, "One.".to_owned()));
    }

    #[test]
    fn blocks_come_and_go_and_a_moved_one_does_both() {
        let before = doc("One.\n\nTwo.\n\nThree.");
        let mut after = before.clone();
        let first = after.blocks.remove(0);
        after.blocks.push(first);

        let expected =
            [(What::Removed, "-One."), (What::Same, "Two."), (What::Same, "Three."), (What::Added, "+One.")];
        assert_eq!(told(&before, &after), expected.map(|(what, text)| (what, text.to_owned())));
    }

    #[test]
    fn a_paragraph_that_lost_its_id_is_still_the_one_that_reads_like_it() {
        let before = doc("The harbour of Port Verrin was closed on Monday.");
        let mut after = with(&before, 0, "The harbour of Port Verrin was closed on Tuesday.");
        after.blocks[0].id = "zzzzzzzz".into();

        assert_eq!(told(&before, &after)[0].0, What::Changed);
    }

    #[test]
    fn what_changes_in_its_form_alone_is_said_to() {
        let before = doc("The harbour is closed.");
        let after = with(&before, 0, "The harbour is **closed**.");

        assert_eq!(told(&before, &after), [(What::Form, "The harbour is closed.".to_owned())]);
    }

    #[test]
    fn twenty_thousand_words_that_all_differ_are_compared_within_the_budget() {
        let one: String = (0..20_000).map(|n| format!("a{n} ")).collect();
        let other: String = (0..20_000).map(|n| format!("b{n} ")).collect();

        let pieces = words(&one, &other);

        assert_eq!(
            pieces.iter().map(|piece| piece.op).collect::<Vec<_>>(),
            [Op::Removed, Op::Added, Op::Same]
        );
    }
}
