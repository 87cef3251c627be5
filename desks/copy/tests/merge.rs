//! Merging and keeping ids: cases and laws.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use base::Chance;
use copy::{Block, Doc, Inline, Node, keep_ids, merge};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A text whose blocks are given as `id=text`.
fn doc(blocks: &str) -> Doc {
    let block = |block: &str| {
        let (id, text) = block.split_once('=').unwrap_or((block, block));
        let text = Inline::Text { text: text.into(), marks: Vec::new() };
        Block { id: id.into(), node: Node::Paragraph(vec![text]) }
    };
    Doc { blocks: blocks.split_whitespace().map(block).collect() }
}

fn merged(base: &str, mine: &str, theirs: &str) -> Result<Doc, Vec<String>> {
    merge(&doc(base), &doc(mine), &doc(theirs))
        .map_err(|conflicts| conflicts.into_iter().map(|c| c.block).collect())
}

#[test]
fn changes_in_different_blocks_are_both_taken() {
    assert_eq!(merged("a b c", "a=1 b c", "a b c=2"), Ok(doc("a=1 b c=2")));
    assert_eq!(merged("a b c", "x a b c", "a b y c z"), Ok(doc("x a b y c z")));
    assert_eq!(merged("a b c", "b c", "a b"), Ok(doc("b")));
    assert_eq!(merged("a b c", "c a b", "a=1 b c d"), Ok(doc("c a=1 b d")));
    assert_eq!(merged("a b", "a b mine", "a b theirs"), Ok(doc("a b theirs mine")));
    assert_eq!(merged("a", "a n", "a n"), Ok(doc("a n")));
}

#[test]
fn different_changes_of_one_block_are_a_conflict() {
    assert_eq!(merged("a b", "a=1 b", "a=2 b"), Err(vec!["a".into()]));
    assert_eq!(merged("a b", "a=1 b", "a=1 b"), Ok(doc("a=1 b")));
    assert_eq!(merged("a b", "b", "a=1 b"), Err(vec!["a".into()]));
    assert_eq!(merged("a b", "a=1 b", "b"), Err(vec!["a".into()]));

    let conflict = &merge(&doc("a"), &doc("a=1"), &doc("")).unwrap_err()[0];
    assert!(conflict.theirs.is_null());
    assert_eq!(conflict.yours["content"][0]["text"], "1");
}

#[test]
fn a_block_moved_by_one_side_and_changed_by_the_other_is_moved_and_changed() {
    assert_eq!(merged("a b c", "b c a", "a=1 b c"), Ok(doc("b c a=1")));
    assert_eq!(merged("a b c d", "b a c d", "a b d c"), Ok(doc("b a d c")));
}

#[test]
fn equal_blocks_keep_their_ids_and_a_changed_one_keeps_its_place() {
    let old = doc("a=x b=y c=z");

    assert_eq!(keep_ids(&old, doc("1=x 2=new 3=z")), doc("a=x b=new c=z"));
    assert_eq!(keep_ids(&old, doc("1=z 2=x")), doc("c=z a=x"));
    assert_eq!(keep_ids(&old, doc("1=x 2=y 3=z 4=more")), doc("a=x b=y c=z 4=more"));
    assert_eq!(keep_ids(&old, doc("b=first a=x")), doc("b=first a=x"));
}

#[test]
fn html_that_was_only_changed_in_one_place_keeps_all_ids() {
    let old = Doc::from_html("<p>a<h2>b</h2><p>c", &Chance::seeded(1)).doc;
    let new = keep_ids(&old, Doc::from_html("<p>a<h2>b</h2><p>c, mended", &Chance::seeded(2)).doc);

    let ids = |doc: &Doc| doc.blocks.iter().map(|block| block.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&new), ids(&old));
}

/// Some of ten blocks, in any order, each in one of three versions.
fn texts() -> impl Strategy<Value = Doc> {
    let ids: Vec<usize> = (0..10).collect();
    (proptest::sample::subsequence(ids, 0..=10).prop_shuffle(), proptest::collection::vec(0..3_u8, 10))
        .prop_map(|(ids, versions)| {
            let words: Vec<String> = ids.iter().map(|&n| format!("b{n}=v{}", versions[n])).collect();
            doc(&words.join(" "))
        })
}

fn by_id(doc: &Doc) -> BTreeMap<&str, &Node> {
    doc.blocks.iter().map(|block| (block.id.as_str(), &block.node)).collect()
}

proptest! {
    #[test]
    fn what_only_one_side_did_is_the_result(base in texts(), side in texts()) {
        prop_assert_eq!(merge(&base, &side, &base), Ok(side.clone()));
        prop_assert_eq!(merge(&base, &base, &side), Ok(side.clone()));
        prop_assert_eq!(merge(&base, &side, &side), Ok(side));
    }

    #[test]
    fn the_sides_may_be_exchanged_but_for_the_order(base in texts(), mine in texts(), theirs in texts()) {
        let (one, two) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        match (&one, &two) {
            (Ok(one), Ok(two)) => prop_assert_eq!(by_id(one), by_id(two)),
            (Err(one), Err(two)) => {
                let ids = |c: &[copy::BlockConflict]| c.iter().map(|c| c.block.clone()).collect::<BTreeSet<_>>();
                prop_assert_eq!(ids(one), ids(two));
            }
            _ => prop_assert!(false, "one way it is a conflict, the other way not"),
        }
    }

    #[test]
    fn nothing_that_a_side_wrote_is_lost(base in texts(), mine in texts(), theirs in texts()) {
        let old = by_id(&base);
        if let Ok(merged) = merge(&base, &mine, &theirs) {
            let new = by_id(&merged);
            prop_assert_eq!(new.len(), merged.blocks.len(), "no block is there twice");
            for side in [&mine, &theirs] {
                for (id, node) in by_id(side) {
                    prop_assert!(old.get(id) == Some(&node) || new.get(id) == Some(&node));
                }
            }
        }
    }

    #[test]
    fn keeping_ids_changes_nothing_but_ids(old in texts(), new in texts()) {
        let kept = keep_ids(&old, new.clone());
        prop_assert_eq!(by_id(&kept).len(), kept.blocks.len());
        let nodes = |doc: &Doc| doc.blocks.iter().map(|block| block.node.clone()).collect::<Vec<_>>();
        prop_assert_eq!(nodes(&kept), nodes(&new));
        prop_assert_eq!(keep_ids(&old, old.clone()), old);
    }
}
