//! What holds of the words of each edition, everywhere that readers meet them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use gazette::{Paper, Placed, Post, Story, paper};

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}')
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4ff}')
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}')
}

fn of_placed(placed: &Placed) -> impl Iterator<Item = &String> {
    placed.caption.iter().chain(&placed.alt)
}

fn of_post(post: &Post) -> Vec<&String> {
    let mut texts = vec![&post.text];
    texts.extend(post.headline.iter().chain(&post.byline));
    texts.extend(post.edit.iter().map(|edit| &edit.text));
    texts.extend(post.retracted.iter().map(|retracted| &retracted.notice));
    texts.extend(post.picture.iter().flat_map(of_placed));
    texts
}

/// Returns all that readers see of a story, or saw once.
fn of_story(story: &Story) -> Vec<&String> {
    let mut texts = vec![&story.headline, &story.standfirst, &story.body];
    texts.extend(story.bylines.iter().chain(&story.topics));
    if let Some(dateline) = &story.dateline {
        texts.push(&dateline.place);
        texts.extend(&dateline.source);
    }
    if let Some(update) = &story.update {
        texts.push(&update.text);
        texts.extend(&update.headline);
    }
    texts.extend(story.correction.iter().flat_map(|c| [&c.note, &c.find, &c.replace]));
    texts.extend(story.withdrawn.iter().map(|withdrawn| &withdrawn.notice));
    texts.extend(story.picture.iter().flat_map(of_placed));
    texts.extend(story.pictures.iter().flat_map(|placed| placed.caption.iter().chain(&placed.alt)));
    texts.extend(story.posts.iter().flat_map(of_post));
    texts
}

/// Returns all that readers see of an edition: its own name, its sections', its authors' and its stories' words.
fn of_edition<'a>(paper: &'a Paper, slug: &str) -> Vec<&'a String> {
    let edition = paper.edition(slug).unwrap();
    let mut texts = vec![&edition.name];
    texts.extend(edition.sections.iter().map(|section| &section.name));
    let authors = paper.authors.iter().filter(|author| author.edition == slug);
    texts.extend(authors.flat_map(|author| [&author.name, &author.biography]));
    texts.extend(paper.stories.iter().filter(|story| story.edition == slug).flat_map(of_story));
    texts
}

#[test]
fn an_arabic_text_has_no_latin_or_cyrillic_letter() {
    for text in of_edition(&paper().unwrap(), "ar") {
        assert!(text.chars().any(is_arabic), "{text}");
        assert!(!text.chars().any(|letter| is_latin(letter) || is_cyrillic(letter)), "{text}");
    }
}

#[test]
fn a_russian_text_has_no_latin_or_arabic_letter() {
    for text in of_edition(&paper().unwrap(), "ru") {
        // A number alone mends a number.
        assert!(text.chars().any(|letter| is_cyrillic(letter) || letter.is_numeric()), "{text}");
        assert!(!text.chars().any(|letter| is_latin(letter) || is_arabic(letter)), "{text}");
    }
}

#[test]
fn an_english_or_spanish_text_has_latin_letters_only() {
    for slug in ["en", "es"] {
        for text in of_edition(&paper().unwrap(), slug) {
            assert!(text.chars().any(is_latin), "{text}");
            assert!(!text.chars().any(|letter| is_cyrillic(letter) || is_arabic(letter)), "{text}");
        }
    }
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let paper = paper().unwrap();
    for (slug, foreign) in [("en", "'\"«»„"), ("es", "'\"“„"), ("ru", "'\"’“„"), ("ar", "'\"’“„")]
    {
        for text in of_edition(&paper, slug) {
            assert!(!text.contains(|letter| foreign.contains(letter)), "{slug}: {text}");
            assert_eq!(text.matches('«').count(), text.matches('»').count(), "{slug}: {text}");
        }
    }
}

#[test]
fn no_invisible_sign_stands_in_a_text() {
    let paper = paper().unwrap();
    for text in paper.editions.iter().flat_map(|edition| of_edition(&paper, &edition.slug)) {
        assert!(!text.contains(['\u{ad}', '\u{200b}', '\u{feff}', '\t']), "{text}");
    }
}

#[test]
fn a_bank_caption_is_in_the_language_it_is_kept_under() {
    for picture in paper().unwrap().pictures {
        for (language, text) in picture.caption.iter().chain(&picture.alt) {
            let is_of_it = match language.as_str() {
                "en" | "es" => !text.chars().any(|letter| is_cyrillic(letter) || is_arabic(letter)),
                "ru" => !text.chars().any(|letter| is_latin(letter) || is_arabic(letter)),
                "ar" => !text.chars().any(|letter| is_latin(letter) || is_cyrillic(letter)),
                _ => false,
            };
            assert!(is_of_it && !text.trim().is_empty(), "{}: {language}: {text}", picture.name);
        }
    }
}
