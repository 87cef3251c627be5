//! What holds of the generated stories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gazette::{Story, filler, paper};
use std::collections::HashSet;

fn words(story: &Story) -> usize {
    story.body.split_whitespace().count()
}

#[test]
fn no_headline_comes_twice_in_ten_thousand() {
    let stories: Vec<Story> = filler(10_000, 7).collect();
    let headlines: HashSet<_> = stories.iter().map(|story| &story.headline).collect();
    let keys: HashSet<_> = stories.iter().map(|story| &story.key).collect();
    assert_eq!((stories.len(), headlines.len(), keys.len()), (10_000, 10_000, 10_000));
    assert!(stories.iter().all(|story| !story.headline.ends_with(')')));
}

#[test]
fn no_headline_comes_twice_even_in_a_hundred_thousand() {
    let headlines: HashSet<String> = filler(100_000, 1).map(|story| story.headline).collect();
    assert_eq!(headlines.len(), 100_000);
}

#[test]
fn the_same_seed_gives_the_same_stories_and_another_seed_others() {
    let of = |seed| filler(50, seed).map(|story| (story.headline, story.body)).collect::<Vec<_>>();
    assert_eq!(of(3), of(3));
    assert_ne!(of(3), of(4));
}

#[test]
fn every_slot_is_filled() {
    for story in filler(3_000, 2) {
        for text in [&story.headline, &story.standfirst, &story.body] {
            assert!(!text.contains(['{', '}', '|']) && !text.contains("  "), "{text}");
        }
        assert!(story.headline.chars().count() <= 110, "{}", story.headline);
    }
}

#[test]
fn they_are_as_long_as_stories_are() {
    for story in filler(3_000, 5) {
        let paragraphs = story.body.split("\n\n").count();
        assert!((4..=8).contains(&paragraphs), "{paragraphs} paragraphs");
        let least = if story.edition == "en" { 150 } else { 80 };
        assert!((least..=650).contains(&words(&story)), "{}: {} words", story.edition, words(&story));
    }
}

#[test]
fn they_fit_the_editions_and_sections_of_the_paper() {
    let paper = paper().unwrap();
    for story in filler(500, 9) {
        let edition = paper.edition(&story.edition).unwrap();
        assert!(edition.sections.iter().any(|section| section.slug == story.section));
        assert!(story.is_public() && !story.topics.is_empty() && !story.bylines.is_empty());
    }
    assert!(filler(500, 9).filter(|story| story.edition == "en").count() > 400);
}

#[test]
fn they_are_older_than_the_written_ones_and_come_from_the_oldest_on() {
    let oldest = paper().unwrap().stories.iter().filter_map(|story| story.hours_ago).fold(0.0, f64::max);
    let ages: Vec<f64> = filler(1_000, 9).map(|story| story.hours_ago.unwrap()).collect();
    assert!(ages.is_sorted_by(|older, newer| older > newer));
    assert!(*ages.last().unwrap() > oldest);
    assert!(ages[0] > 4.0 * 365.0 * 24.0);
}

#[test]
fn none_are_given_where_none_are_asked_for() {
    assert_eq!(filler(0, 1).count(), 0);
    assert_eq!(filler(1, 1).count(), 1);
}
