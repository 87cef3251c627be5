//! What holds of every story of the Gazette.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gazette::{Paper, Person, Story, paper};
use std::collections::{BTreeMap, HashSet};

const KINDS: [&str; 8] =
    ["news", "live", "feature", "analysis", "interview", "opinion", "offbeat", "factcheck"];
const REASONS: [&str; 6] = ["error", "legal", "rights", "privacy", "duplicate", "other"];

fn the_paper() -> Paper {
    paper().unwrap()
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Returns the text as it stands in the end, its changes made in their order.
fn final_text(story: &Story) -> String {
    let mut text = story.body.clone();
    let corrected_first = match (&story.update, &story.correction) {
        (Some(update), Some(correction)) => correction.hours_ago > update.hours_ago,
        _ => false,
    };
    if let (true, Some(correction)) = (corrected_first, &story.correction) {
        text = correction.apply(&text);
    }
    if let Some(update) = &story.update {
        text = update.apply(&text);
    }
    if let (false, Some(correction)) = (corrected_first, &story.correction) {
        text = correction.apply(&text);
    }
    text
}

#[test]
fn the_paper_has_four_editions_with_the_same_sections() {
    let paper = the_paper();
    let slugs: Vec<_> = paper.editions.iter().map(|edition| edition.slug.as_str()).collect();
    assert_eq!(slugs, ["en", "es", "ru", "ar"]);
    let names: HashSet<_> = paper.editions.iter().map(|edition| &edition.name).collect();
    assert_eq!(names.len(), 4);
    for edition in &paper.editions {
        assert_eq!(edition.slug, edition.language);
        let sections: Vec<_> = edition.sections.iter().map(|section| section.slug.as_str()).collect();
        assert_eq!(sections, ["world", "politics", "business", "culture", "science", "sport"]);
    }
}

#[test]
fn there_is_someone_for_each_role_and_no_address_twice() {
    let paper = the_paper();
    for role in ["reporter", "editor", "picture-editor", "moderator", "admin"] {
        assert!(paper.people.iter().any(|person| person.role == role && person.edition.is_none()), "{role}");
    }
    let addresses: HashSet<_> = paper.people.iter().map(|person| &person.email).collect();
    assert_eq!(addresses.len(), paper.people.len());
    assert!(addresses.iter().all(|address| address.ends_with("@gazette.example")));
    assert!(paper.person("Edda Lindqvist").is_some());
    for edition in paper.editions.iter().filter(|edition| edition.slug != "en") {
        for role in ["reporter", "editor"] {
            let has_own = |person: &Person| person.edition.as_ref() == Some(&edition.slug);
            assert!(paper.people.iter().any(|person| person.role == role && has_own(person)), "{role}");
        }
    }
}

#[test]
fn every_key_and_slugline_and_headline_is_unique() {
    let paper = the_paper();
    let keys: HashSet<_> = paper.stories.iter().map(|story| &story.key).collect();
    let slugs: HashSet<_> = paper.stories.iter().map(|story| (&story.edition, &story.slugline)).collect();
    let headlines: HashSet<_> = paper.stories.iter().map(|story| &story.headline).collect();
    for set_size in [keys.len(), slugs.len(), headlines.len()] {
        assert_eq!(set_size, paper.stories.len());
    }
    for story in &paper.stories {
        for key in [&story.key, &story.slugline] {
            let is_plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(is_plain && !key.is_empty(), "{key}");
        }
    }
}

#[test]
fn some_hundred_and_twenty_stories_stand_in_it() {
    let paper = the_paper();
    let of = |slug: &str| paper.stories.iter().filter(|story| story.edition == slug).count();
    for (slug, least) in [("en", 42), ("es", 28), ("ru", 28), ("ar", 22)] {
        assert!(of(slug) >= least, "{slug}: {}", of(slug));
    }
}

#[test]
fn each_kind_and_each_section_has_a_public_story_in_each_edition() {
    let paper = the_paper();
    for edition in &paper.editions {
        let public =
            || paper.stories.iter().filter(|story| story.edition == edition.slug && story.is_public());
        for kind in KINDS {
            assert!(public().any(|story| story.kind == kind), "{}: no {kind}", edition.slug);
        }
        for section in &edition.sections {
            let has_story = public().any(|story| story.section == section.slug);
            assert!(has_story, "{}: nothing in {}", edition.slug, section.slug);
        }
    }
}

#[test]
fn every_story_stands_in_a_section_and_is_of_a_kind() {
    let paper = the_paper();
    for story in &paper.stories {
        let edition = paper.edition(&story.edition).unwrap_or_else(|| panic!("{}", story.key));
        assert!(edition.sections.iter().any(|section| section.slug == story.section), "{}", story.key);
        assert!(KINDS.contains(&story.kind.as_str()), "{}", story.key);
        assert!(!story.standfirst.is_empty() && !story.topics.is_empty(), "{}", story.key);
        assert!(!story.bylines.is_empty() && story.dateline.is_some(), "{}", story.key);
    }
}

#[test]
fn every_related_story_exists_in_the_same_edition() {
    let paper = the_paper();
    for story in &paper.stories {
        for key in &story.related {
            let other = paper.story(key).unwrap_or_else(|| panic!("{}: no story {key}", story.key));
            assert_eq!(other.edition, story.edition, "{} → {key}", story.key);
            assert!(other.is_public() && other.key != story.key, "{} → {key}", story.key);
        }
    }
}

#[test]
fn every_translation_has_an_original_in_english_and_none_has_two_in_one_edition() {
    let paper = the_paper();
    let mut pairs = HashSet::new();
    for story in &paper.stories {
        let Some(key) = story.translation_of.as_deref() else { continue };
        let original = paper.story(key).unwrap_or_else(|| panic!("{}: no story {key}", story.key));
        assert_eq!(original.edition, "en", "{}", story.key);
        assert_eq!((&original.kind, &original.section), (&story.kind, &story.section), "{}", story.key);
        assert!(original.hours_ago >= story.hours_ago, "{} is older than its original", story.key);
        assert!(pairs.insert((story.edition.as_str(), key)), "{key} is translated twice");
    }
    for key in ["flood", "storm-live", "harbour-vote"] {
        assert!(["es", "ru", "ar"].iter().all(|edition| pairs.contains(&(edition, key))), "{key}");
    }
}

#[test]
fn every_edition_has_stories_that_no_other_has() {
    let paper = the_paper();
    let is_translated = |key: &str| paper.stories.iter().any(|s| s.translation_of.as_deref() == Some(key));
    for edition in &paper.editions {
        let own = paper.stories.iter().filter(|story| {
            story.edition == edition.slug && story.translation_of.is_none() && !is_translated(&story.key)
        });
        assert!(own.count() >= 6, "{}", edition.slug);
    }
}

#[test]
fn in_every_edition_some_topics_are_shared() {
    let paper = the_paper();
    for edition in &paper.editions {
        let mut counts = BTreeMap::new();
        for story in paper.stories.iter().filter(|story| story.edition == edition.slug && story.is_public()) {
            story.topics.iter().for_each(|topic| *counts.entry(topic).or_insert(0) += 1);
        }
        assert!(counts.values().filter(|count| **count >= 3).count() >= 4, "{}: {counts:?}", edition.slug);
    }
}

#[test]
fn a_story_waits_for_one_thing_or_is_published() {
    for story in the_paper().stories {
        let waits = [story.embargo.is_some(), story.scheduled.is_some(), story.draft, story.submitted];
        let states = waits.iter().filter(|waits| **waits).count() + usize::from(story.hours_ago.is_some());
        assert_eq!(states, 1, "{}", story.key);
        let is_changed = story.update.is_some() || story.correction.is_some() || story.withdrawn.is_some();
        assert!(story.hours_ago.is_some() || !is_changed, "{}", story.key);
        let ahead = [story.embargo, story.scheduled].into_iter().flatten();
        assert!(ahead.into_iter().all(|later| later.hours_ahead > 0.0), "{}", story.key);
    }
}

#[test]
fn every_state_is_there() {
    let paper = the_paper();
    for edition in &paper.editions {
        let of = || paper.stories.iter().filter(|story| story.edition == edition.slug);
        assert_eq!(of().filter(|story| story.withdrawn.is_some()).count(), 1, "{}", edition.slug);
        assert_eq!(of().filter(|story| story.embargo.is_some()).count(), 1, "{}", edition.slug);
        assert!(of().any(|story| story.correction.is_some()), "{}", edition.slug);
        assert!(of().any(|story| story.update.is_some()), "{}", edition.slug);
        assert!(of().any(|story| story.draft), "{}", edition.slug);
    }
    assert!(paper.stories.iter().any(|story| story.scheduled.is_some()));
    assert!(paper.stories.iter().any(|story| story.submitted));
    assert!(paper.stories.iter().filter(|story| story.draft).count() >= 2);
}

#[test]
fn what_became_of_a_story_came_after_it() {
    for story in the_paper().stories {
        let Some(published) = story.hours_ago else { continue };
        let changes = [
            story.update.as_ref().map(|update| update.hours_ago),
            story.correction.as_ref().map(|correction| correction.hours_ago),
            story.withdrawn.as_ref().map(|withdrawn| withdrawn.hours_ago),
        ];
        for change in changes.into_iter().flatten() {
            assert!(change > 0.0 && change < published, "{}", story.key);
        }
    }
}

#[test]
fn a_correction_finds_what_it_mends() {
    for story in the_paper().stories {
        let Some(correction) = &story.correction else { continue };
        assert_eq!(story.body.matches(&correction.find).count(), 1, "{}", story.key);
        assert_ne!(correction.find, correction.replace, "{}", story.key);
        let text = final_text(&story);
        assert!(text.contains(&correction.replace), "{}", story.key);
        assert!(!correction.note.is_empty(), "{}", story.key);
    }
}

#[test]
fn a_withdrawn_story_has_a_class_of_reason_and_a_notice_without_its_text() {
    for story in the_paper().stories {
        let Some(withdrawn) = &story.withdrawn else { continue };
        assert!(REASONS.contains(&withdrawn.reason.as_str()), "{}", story.key);
        assert!(words(&withdrawn.notice) >= 8, "{}", story.key);
        assert!(!withdrawn.notice.contains(&story.headline), "{}", story.key);
    }
}

#[test]
fn every_text_is_long_enough_to_judge_a_page_by() {
    for story in the_paper().stories {
        let least = if story.draft || story.submitted { 60 } else { 120 };
        let count = words(&story.body);
        assert!((least..=800).contains(&count), "{}: {count} words", story.key);
        assert!(story.body.matches("\n\n").count() >= 2, "{}", story.key);
        assert!(story.headline.chars().count() <= 110, "{}: {}", story.key, story.headline);
    }
}

#[test]
fn the_stories_come_in_the_order_of_their_publication() {
    let stories = the_paper().stories;
    let ages: Vec<f64> = stories.iter().filter_map(|story| story.hours_ago).collect();
    assert!(ages.is_sorted_by(|older, newer| older >= newer));
    assert!(*ages.last().unwrap() < 3.0 && *ages.first().unwrap() > 21.0 * 24.0);
}

#[test]
fn every_edition_has_a_front_of_its_own_stories() {
    let paper = the_paper();
    for edition in &paper.editions {
        let own = |front: &&gazette::Front| front.edition == edition.slug && front.section.is_none();
        assert!(paper.fronts.iter().any(|front| own(&front)), "{}", edition.slug);
    }
    for front in &paper.fronts {
        let strip = front.strip.iter().map(|strip| &strip.story);
        let placed =
            front.containers.iter().flat_map(|container| &container.stories).map(|placed| &placed.key);
        for key in strip.chain(placed) {
            let story = paper.story(key).unwrap_or_else(|| panic!("no story {key}"));
            assert_eq!(story.edition, front.edition, "{key}");
        }
    }
}
