//! Slugs: what stands in an address for a name or a headline. Letters of every script stay, since a slug of
//! question marks helps nobody; accents on Latin letters go.

use unicode_normalization::UnicodeNormalization;

/// How long a slug may get, in characters; it is cut at a hyphen.
const LONGEST: usize = 80;

/// Returns the slug of a text: lower case, letters and digits joined by hyphens; empty if it has neither.
pub fn of(text: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in text.nfkd().filter(|letter| !is_accent(*letter)).nfc().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || is_joined_mark(letter) {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(letter);
        } else if !matches!(letter, '\'' | '’' | '\u{640}') {
            gap = true;
        }
    }
    cut(slug)
}

/// Returns whether the text could be a slug that `of` makes.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && of(text) == text
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}')
}

/// Marks that are part of a word in scripts that write vowels as marks.
fn is_joined_mark(letter: char) -> bool {
    !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter)
}

fn cut(slug: String) -> String {
    let Some((end, _)) = slug.char_indices().nth(LONGEST) else { return slug };
    let head = slug.get(..end).unwrap_or(&slug);
    head.rsplit_once('-').map_or(head, |(words, _)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_becomes_an_address() {
        assert_eq!(
            of("Port Verrin’s harbour: “closed” until 6 p.m."),
            "port-verrins-harbour-closed-until-6-p-m"
        );
        assert_eq!(of("Élysée — ÜBER"), "elysee-uber");
        assert_eq!(of("إغلاق الميناء بعد العاصفة"), "إغلاق-الميناء-بعد-العاصفة");
        assert_eq!(of("!?"), "");
    }

    #[test]
    fn a_long_headline_is_cut_at_a_word() {
        let slug = of(&"harbour ".repeat(40));

        assert!(slug.chars().count() <= LONGEST && slug.ends_with("harbour"));
        assert!(is_slug(&slug));
    }
}
