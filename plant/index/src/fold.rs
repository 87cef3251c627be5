//! Words made alike for comparison: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many words are looked for; more do not narrow what is found.
pub const MOST_WORDS: usize = 4;

/// Returns the words of these texts, folded, with a space before each.
pub fn fold(texts: &[&str]) -> String {
    let mut folded = String::new();
    for text in texts {
        let mut is_in_word = false;
        for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
            if letter.is_alphanumeric() {
                if !is_in_word {
                    folded.push(' ');
                }
                folded.push(letter);
            }
            is_in_word = letter.is_alphanumeric();
        }
    }
    folded
}

/// Returns a pattern of `like` for each word that is looked for, to be held against folded words. Where a script writes no spaces, a word may begin anywhere.
pub fn patterns(query: &str) -> [Option<String>; MOST_WORDS] {
    let folded = fold(&[query]);
    let mut words = folded.split_whitespace().map(|word| match word.chars().any(is_unspaced) {
        true => format!("%{word}%"),
        false => format!("% {word}%"),
    });
    std::array::from_fn(|_| words.next())
}

/// Whether a letter is of a script that puts no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_without_case_accents_and_punctuation() {
        assert_eq!(fold(&["Élysée: “ÜBER”", "Port-Verrin"]), " elysee uber port verrin");
        assert_eq!(fold(&["مِينَاء"]), " ميناء");
    }

    #[test]
    fn what_is_looked_for_holds_no_wildcard_of_its_own() {
        let [first, second, third, _] = patterns("100%_of 東京");

        assert_eq!(first.as_deref(), Some("% 100%"));
        assert_eq!(second.as_deref(), Some("% of%"));
        assert_eq!(third.as_deref(), Some("%東京%"));
    }
}
