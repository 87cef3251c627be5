//! The checks of the words: every language has the same keys with the same placeholders and all its plurals, none has
//! another's letters or English left standing, and every key is asked for by a template or by the plant.

use crate::plurals::{Plurals, is_plural};
use crate::words::Language;
use crate::words_read::{Choice, Word, read};
use std::collections::{BTreeMap, BTreeSet};

/// Names that every language writes as they are.
const NAMES: [&str; 8] = ["API", "Atom", "Feed", "HTML", "JSON", "OPML", "RSS", "Stoppress"];
/// The keys of words that code asks for: titles of feeds and windows, refusals, and what the log's names mean.
const ASKED_BY_CODE: [&str; 3] = ["plant-", "refused-", "log-"];

/// The book that a template asks: `word("…")` the paper's, `desk_word("…")` the desk's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Site,
    Desk,
}

/// Returns the faults of the languages against English.
pub(crate) fn compare(texts: &BTreeMap<Language, String>) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(english) = texts.get(&Language::english()).map(|text| read(text).0) else {
        return vec!["en: there are no words".into()];
    };
    for (language, text) in texts {
        let (own, strange) = read(text);
        faults.extend(strange.iter().map(|what| format!("{language}: there is {what}")));
        for (key, word) in &own {
            let found = match english.get(key) {
                None => vec![format!("surplus word “{key}”")],
                Some(master) => faults_of(language, key, word, master),
            };
            faults.extend(found.into_iter().map(|fault| format!("{language}: {fault}")));
        }
        let missing = english.keys().filter(|key| !own.contains_key(*key));
        faults.extend(missing.map(|key| format!("{language}: missing word “{key}”")));
    }
    faults
}

/// Returns the faults of one word against the English one.
fn faults_of(language: &Language, key: &str, word: &Word, english: &Word) -> Vec<String> {
    let mut faults = Vec::new();
    let (places, expected) = (&word.places, &english.places);
    if places != expected {
        faults.push(format!("“{key}” has the placeholders {places:?}, English {expected:?}"));
    }
    if is_untranslated(language, word, english) {
        faults.push(format!("“{key}” still speaks English"));
    }
    faults.extend(foreign(language, &word.text).map(|word| format!("“{key}” has the foreign word “{word}”")));
    faults.extend(word.unknown.iter().map(|what| format!("“{key}” has {what}")));
    let plurals = word.choices.iter().flat_map(|choice| plural_faults(language, choice));
    faults.extend(plurals.map(|fault| format!("“{key}” {fault}")));
    faults
}

/// Whether a text of several words reads as in English, unless the comment above says that this is right.
fn is_untranslated(language: &Language, word: &Word, english: &Word) -> bool {
    let words = english.text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let others = words.filter(|word| !NAMES.contains(word));
    language.root() != "en" && !word.is_same && word.text == english.text && others.count() > 1
}

/// Returns what is missing or idle among the plurals of a choice; a choice by something else has no faults.
fn plural_faults(language: &Language, choice: &Choice) -> Vec<String> {
    if !is_plural(choice.keys.iter().map(String::as_str)) {
        return Vec::new();
    }
    let named = |key: &&String| key.parse::<f64>().is_err();
    let own: BTreeSet<String> = choice.keys.iter().filter(named).cloned().collect();
    let needed = categories(language, choice.is_ordinal);
    let missing = needed.difference(&own).map(|key| format!("has no plural “{key}”"));
    let idle = own.difference(&needed).map(|key| format!("has the plural “{key}”, which the language lacks"));
    let mut faults: Vec<String> = missing.chain(idle).collect();
    if choice.otherwise != "other" {
        faults.push(format!("falls back on “{}”, not on “other”", choice.otherwise));
    }
    faults
}

/// Returns the plurals that the language tells apart (CLDR).
fn categories(language: &Language, is_ordinal: bool) -> BTreeSet<String> {
    let names = Plurals::new(language).map(|plurals| plurals.names(is_ordinal)).unwrap_or_default();
    names.into_iter().map(str::to_owned).collect()
}

/// Returns the first word in letters that the language is not written in.
fn foreign(language: &Language, text: &str) -> Option<String> {
    let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !NAMES.contains(word));
    let mut others = words.filter(|word| match language.script().as_str() {
        "Arab" => word.contains(is_latin) || word.contains(is_cyrillic),
        "Cyrl" => word.contains(is_latin) || word.contains(is_arabic),
        _ => word.contains(is_arabic) || word.contains(is_cyrillic),
    });
    others.next().map(str::to_owned)
}

/// Returns the faults between the words that there are and those that the templates ask for.
pub(crate) fn check_use(
    asked: Asked,
    texts: &BTreeMap<Language, String>,
    templates: &[String],
) -> Vec<String> {
    let Some(english) = texts.get(&Language::english()).map(|text| read(text).0) else { return Vec::new() };
    let (mut keys, mut prefixes) = (BTreeSet::new(), BTreeSet::new());
    for call in templates.iter().flat_map(|text| calls(asked, text)) {
        let Some((key, rest)) = call.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
            continue;
        };
        if rest.trim_start().starts_with('~') {
            prefixes.insert(key)
        } else {
            keys.insert(key)
        };
    }
    let unknown = keys.iter().filter(|key| !english.contains_key(**key));
    let mut faults: Vec<String> =
        unknown.map(|key| format!("a template asks for the unknown word “{key}”")).collect();
    let is_asked = |key: &str| keys.contains(key) || prefixes.iter().any(|prefix| key.starts_with(prefix));
    let by_code = |key: &str| ASKED_BY_CODE.iter().any(|prefix| key.starts_with(prefix));
    let idle = english.keys().filter(|key| !is_asked(key) && !by_code(key));
    faults.extend(idle.map(|key| format!("nobody asks for the word “{key}”")));
    faults
}

/// Returns what stands behind the bracket of every call for a word of this book.
fn calls(asked: Asked, text: &str) -> Vec<&str> {
    let parts = text.match_indices("word(").filter_map(|(at, call)| {
        let is_desk = text.get(..at)?.ends_with("desk_");
        (is_desk == (asked == Asked::Desk)).then(|| text.get(at + call.len()..))?
    });
    parts.collect()
}

/// Returns the phrases of a text that are long enough to be known again in a page: runs of several words.
pub(crate) fn phrases(text: &str) -> Vec<String> {
    let (words, _) = read(text);
    let runs = words.into_values().flat_map(|word| word.runs);
    runs.filter(|run| run.split_whitespace().count() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(english: &str, arabic: &str) -> Vec<String> {
        pair("ar", english, arabic)
    }

    fn pair(tag: &str, english: &str, other: &str) -> Vec<String> {
        let texts = [("en", english), (tag, other)];
        compare(
            &texts.into_iter().map(|(tag, text)| (Language::parse(tag).unwrap(), text.to_owned())).collect(),
        )
    }

    #[test]
    fn a_missing_a_surplus_and_a_foreign_word_are_faults() {
        assert!(faults("a = Yes", "a = نعم").is_empty());
        assert_eq!(faults("a = Yes\nb = No", "a = نعم"), ["ar: missing word “b”"]);
        assert_eq!(faults("a = Yes", "a = نعم\nb = لا"), ["ar: surplus word “b”"]);
        assert_eq!(faults("a = Yes", "a = Yes"), ["ar: “a” has the foreign word “Yes”"]);
        assert!(faults("a = RSS", "a = RSS").is_empty());
    }

    #[test]
    fn placeholders_must_be_the_same() {
        let found = faults("a = { $n } new", "a = { $m } جديد");

        assert_eq!(found.len(), 1);
        assert!(faults("a = { $n ->\n    [one] one\n   *[other] { $n }\n }", "a = { $n }").is_empty());
    }

    #[test]
    fn a_template_asks_for_words_that_there_are_and_every_word_is_asked_for() {
        let texts = [(Language::english(), "a = A\nkind-x = X\nc = C".to_owned())].into_iter().collect();
        let templates = ["{{ word(\"a\") }} {{ word(\"kind-\" ~ kind) }} {{ word(\"gone\") }}".to_owned()];

        let found = check_use(Asked::Site, &texts, &templates);

        assert_eq!(found, ["a template asks for the unknown word “gone”", "nobody asks for the word “c”"]);
    }

    #[test]
    fn the_two_books_are_asked_apart() {
        let texts = [(Language::english(), "a = A".to_owned())].into_iter().collect();
        let templates = ["{{ word(\"b\") }} {{ desk_word(\"a\") }}".to_owned()];

        assert!(check_use(Asked::Desk, &texts, &templates).is_empty());
        assert_eq!(check_use(Asked::Site, &texts, &templates).len(), 2);
    }

    #[test]
    fn a_language_must_have_all_its_plurals_and_no_others() {
        let english = "a = { $n ->\n    [one] One\n   *[other] { $n }\n }";
        let arabic = "a = { $n ->\n    [one] واحد\n   *[other] { $n }\n }";
        let whole = "a = { $n ->\n [zero] ص\n [one] و\n [two] ا\n [few] ق\n [many] ك\n *[other] { $n }\n }";

        let missing = ["few", "many", "two", "zero"].map(|key| format!("ar: “a” has no plural “{key}”"));
        assert_eq!(faults(english, arabic), missing);
        assert!(faults(english, whole).is_empty());
        let idle = english.replace("[one]", "[one] One\n    [few]");
        assert_eq!(faults(&idle, whole), ["en: “a” has the plural “few”, which the language lacks"]);
        let back_on_one = "a = { $n ->\n    [other] { $n }\n   *[one] One\n }";
        assert_eq!(faults(back_on_one, whole), ["en: “a” falls back on “one”, not on “other”"]);
    }

    #[test]
    fn what_is_chosen_by_something_else_than_a_number_is_no_plural() {
        let english = "a = { $who ->\n    [she] She\n   *[they] They\n }";
        let german = "a = { $who ->\n    [she] Sie\n   *[they] Alle\n }";

        assert_eq!(pair("de", english, german), Vec::<String>::new());
    }

    #[test]
    fn english_that_was_left_standing_is_a_fault_unless_a_comment_says_that_it_is_right() {
        let english = "a = More stories\nb = Live\nc = JSON Feed";

        assert_eq!(pair("de", english, english), ["de: “a” still speaks English"]);
        assert!(pair("de", english, &format!("# Same as in English.\n{english}")).is_empty());
    }

    #[test]
    fn terms_attributes_and_unknown_functions_are_faults() {
        let text = "-house = Haus\na = { DATETIME($t) }\n    .title = Titel\nb = { -house }";

        let found = pair("de", "a = { $t }\nb = B", text);

        assert_eq!(found.len(), 4, "{found:#?}");
    }
}
