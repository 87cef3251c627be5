//! What holds of the Gazette's pictures, authors and live posts, and of the stories that name them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gazette::{Paper, Story, paper};
use std::collections::{BTreeMap, BTreeSet, HashSet};

const REASONS: [&str; 6] = ["error", "legal", "rights", "privacy", "duplicate", "other"];
const FILE: usize = 400 * 1024;
const TOGETHER: usize = 8 * 1024 * 1024;

fn the_paper() -> Paper {
    paper().unwrap()
}

/// Returns the names of all pictures that a story places: at its head, in its text, in its posts.
fn placed(story: &Story) -> Vec<&str> {
    let mut names: Vec<_> = story.picture.iter().map(|placed| placed.name.as_str()).collect();
    names.extend(story.pictures.iter().map(|placed| placed.name.as_str()));
    names.extend(
        story.posts.iter().filter_map(|post| post.picture.as_ref()).map(|placed| placed.name.as_str()),
    );
    names
}

#[test]
fn every_picture_that_is_named_is_in_the_bank() {
    let paper = the_paper();
    if paper.pictures.is_empty() {
        println!("skipped: gazette/pictures.toml is not there");
        return;
    }
    let portraits = paper.authors.iter().filter_map(|author| author.portrait.as_deref());
    let named: BTreeSet<_> = paper.stories.iter().flat_map(placed).chain(portraits).collect();
    let missing: Vec<_> = named.iter().filter(|name| paper.picture(name).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_picture_is_a_jpeg_of_a_size_that_can_be_embedded() {
    let paper = the_paper();
    let mut together = 0;
    for picture in &paper.pictures {
        let bytes = picture.bytes().unwrap();
        assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.len() <= FILE, "{}", picture.name);
        let focus = picture.focus.unwrap_or([0.5, 0.5]);
        assert!(focus.iter().all(|part| (0.0..=1.0).contains(part)), "{}", picture.name);
        together += bytes.len();
    }
    assert!(together <= TOGETHER, "{together}");
    let names: HashSet<_> = paper.pictures.iter().map(|picture| &picture.name).collect();
    assert_eq!(names.len(), paper.pictures.len());
}

#[test]
fn two_stories_in_three_have_a_lead_picture_and_some_have_pictures_in_the_text() {
    let stories = the_paper().stories;
    let leading = stories.iter().filter(|story| story.picture.is_some()).count();
    assert!(leading * 10 > stories.len() * 6 && leading * 10 < stories.len() * 8, "{leading}");
    assert!(stories.iter().filter(|story| !story.pictures.is_empty()).count() >= 10);
    let own = |story: &&Story| story.picture.as_ref().is_some_and(|placed| placed.caption.is_some());
    assert!(stories.iter().filter(own).count() >= 4);
}

#[test]
fn a_picture_in_the_text_stands_behind_a_block_that_is_there() {
    for story in the_paper().stories {
        let blocks = story.body.trim().split("\n\n").count();
        let mut last = 0;
        for placed in &story.pictures {
            assert!(placed.after > last && placed.after <= blocks, "{}: {}", story.key, placed.name);
            last = placed.after;
        }
    }
}

#[test]
fn every_author_writes_and_whoever_has_more_than_one_story_has_a_biography() {
    let paper = the_paper();
    let mut counts = BTreeMap::new();
    for story in &paper.stories {
        story.bylines.iter().for_each(|name| *counts.entry((&story.edition, name)).or_insert(0) += 1);
    }
    for ((edition, name), count) in &counts {
        assert!(*count == 1 || paper.author(edition, name).is_some(), "{edition}: {name}: {count}");
    }
    for author in &paper.authors {
        assert!(counts.contains_key(&(&author.edition, &author.name)), "{}", author.name);
        assert!(author.biography.split_whitespace().count() >= 12, "{}", author.name);
    }
    let names: HashSet<_> = paper.authors.iter().map(|author| (&author.edition, &author.name)).collect();
    assert_eq!(names.len(), paper.authors.len());
    assert_eq!(paper.authors.iter().filter(|author| author.portrait.is_some()).count(), 8);
}

#[test]
fn every_edition_has_a_coverage_that_runs() {
    let paper = the_paper();
    for (key, least, keys) in
        [("storm-live", 14, 4), ("storm-live-es", 5, 2), ("storm-live-ru", 5, 2), ("storm-live-ar", 5, 2)]
    {
        let posts = &paper.story(key).unwrap().posts;
        assert!(posts.len() >= least, "{key}");
        assert!(posts.iter().filter(|post| post.key).count() >= keys, "{key}");
        assert_eq!(posts.iter().filter(|post| post.pinned).count(), 1, "{key}");
        assert!(posts.last().unwrap().hours_ago < 1.0, "{key}");
    }
    let storm = &paper.story("storm-live").unwrap().posts;
    assert_eq!(storm.iter().filter(|post| post.edit.is_some()).count(), 1);
    assert_eq!(storm.iter().filter(|post| post.retracted.is_some()).count(), 1);
    assert!(!paper.story("regatta-live").unwrap().posts.is_empty());
}

#[test]
fn posts_stand_in_live_coverage_alone_and_in_the_order_in_which_they_came() {
    for story in the_paper().stories {
        assert_eq!(story.kind == "live", !story.posts.is_empty(), "{}", story.key);
        if story.posts.is_empty() {
            continue;
        }
        let ages: Vec<f64> = story.posts.iter().map(|post| post.hours_ago).collect();
        assert!(ages.is_sorted_by(|older, newer| older > newer), "{}", story.key);
        let first = ages.first().copied().unwrap_or_default();
        assert!(story.hours_ago.is_some_and(|published| published > first), "{}", story.key);
    }
}

#[test]
fn what_became_of_a_post_came_after_it() {
    for story in the_paper().stories {
        for post in &story.posts {
            let edit = post.edit.as_ref().map(|edit| edit.hours_ago);
            let retracted = post.retracted.as_ref().map(|retracted| retracted.hours_ago);
            for change in edit.into_iter().chain(retracted) {
                assert!(change > 0.0 && change < post.hours_ago, "{}", story.key);
            }
            if let Some(edit) = &post.edit {
                assert_ne!(edit.text, post.text, "{}", story.key);
            }
            assert_eq!(post.last_text().is_none(), post.retracted.is_some(), "{}", story.key);
        }
    }
}

#[test]
fn a_retracted_post_has_a_class_of_reason_and_a_notice_without_its_text() {
    for story in the_paper().stories {
        for post in &story.posts {
            let Some(retracted) = &post.retracted else { continue };
            assert!(REASONS.contains(&retracted.reason.as_str()), "{}", story.key);
            assert!(retracted.notice.split_whitespace().count() >= 8, "{}", story.key);
            let first = post.text.trim().split('.').next().unwrap();
            assert!(!retracted.notice.contains(first), "{}", story.key);
        }
    }
}
