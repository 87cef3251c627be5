//! What differs between two texts: by blocks first, which are known by their ids, then by words. The work is bounded
//! however long the texts are: beyond a budget what differs is told more coarsely.

mod align;
mod flat;
mod words;

pub use words::words;

use crate::doc::{Block, Doc};
use align::{Step, align};
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
}

/// Returns the blocks of both texts in the order in which they are read, with what became of each.
pub fn diff(before: &Doc, after: &Doc) -> Vec<BlockDiff> {
    let mut budget = Budget::default();
    let steps = align(&before.blocks, &after.blocks);
    let diff = |step| match step {
        Step::Removed(block) => alone(block, What::Removed, Op::Removed),
        Step::Added(block) => alone(block, What::Added, Op::Added),
        Step::Both(before, after) if before.node == after.node => alone(after, What::Same, Op::Same),
        Step::Both(before, after) => {
            let (old, new) = (flat::text(&before.node), flat::text(&after.node));
            let what = if old == new { What::Form } else { What::Changed };
            BlockDiff { what, kind: flat::kind(&after.node), pieces: budget.words(&old, &new) }
        }
    };
    steps.into_iter().map(diff).collect()
}

fn alone(block: &Block, what: What, op: Op) -> BlockDiff {
    let text = flat::text(&block.node);
    let pieces = if text.is_empty() { Vec::new() } else { vec![Piece { op, text }] };
    BlockDiff { what, kind: flat::kind(&block.node), pieces }
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
