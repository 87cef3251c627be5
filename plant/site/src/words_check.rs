//! The checks of the words: every language has the same keys with the same placeholders, none has another's
//! letters, and every key is asked for by a template or by the plant.

use crate::words::Language;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};

/// Names that every language writes as they are.
const BRANDS: [&str; 2] = ["RSS", "Stoppress"];

/// A word as the check sees it: its placeholders, and its text without them.
#[derive(Default)]
struct Entries(BTreeMap<String, (BTreeSet<String>, String)>);

/// Returns the faults of the languages against English.
pub(crate) fn compare(texts: &BTreeMap<Language, String>) -> Vec<String> {
    let mut faults = Vec::new();
    let all: BTreeMap<&Language, Entries> =
        texts.iter().map(|(language, text)| (language, read(text))).collect();
    let Some(english) = all.get(&Language::english()) else { return vec!["en: there are no words".into()] };
    for (language, own) in &all {
        for (key, (places, text)) in &own.0 {
            match english.0.get(key) {
                None => faults.push(format!("{language}: surplus word “{key}”")),
                Some((expected, _)) if expected != places => {
                    faults.push(format!(
                        "{language}: “{key}” has the placeholders {places:?}, English {expected:?}"
                    ));
                }
                Some(_) => {}
            }
            faults.extend(
                foreign(language, text)
                    .map(|word| format!("{language}: “{key}” has the foreign word “{word}”")),
            );
        }
        let missing = english.0.keys().filter(|key| !own.0.contains_key(*key));
        faults.extend(missing.map(|key| format!("{language}: missing word “{key}”")));
    }
    faults
}

/// Returns the first word in letters that the language is not written in.
fn foreign(language: &Language, text: &str) -> Option<String> {
    let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !BRANDS.contains(word));
    let mut others = words.filter(|word| match language.as_str().split('-').next() {
        Some("ar" | "fa" | "ur") => word.contains(is_latin) || word.contains(is_cyrillic),
        Some("ru" | "uk" | "bg") => word.contains(is_latin) || word.contains(is_arabic),
        _ => word.contains(is_arabic) || word.contains(is_cyrillic),
    });
    others.next().filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Returns the faults between the words that there are and those that the templates ask for.
pub(crate) fn check_use(texts: &BTreeMap<Language, String>, templates: &[String]) -> Vec<String> {
    let Some(english) = texts.get(&Language::english()).map(|text| read(text)) else { return Vec::new() };
    let (mut asked, mut prefixes) = (BTreeSet::new(), BTreeSet::new());
    for call in templates.iter().flat_map(|text| text.split("word(").skip(1)) {
        let Some((key, rest)) = call.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
            continue;
        };
        if rest.trim_start().starts_with('~') {
            prefixes.insert(key)
        } else {
            asked.insert(key)
        };
    }
    let unknown = asked.iter().filter(|key| !english.0.contains_key(**key));
    let mut faults: Vec<String> =
        unknown.map(|key| format!("a template asks for the unknown word “{key}”")).collect();
    let is_asked = |key: &str| asked.contains(key) || prefixes.iter().any(|prefix| key.starts_with(prefix));
    // Words under `plant-` are asked for by code: titles of feeds and of the window.
    let idle = english.0.keys().filter(|key| !is_asked(key) && !key.starts_with("plant-"));
    faults.extend(idle.map(|key| format!("nobody asks for the word “{key}”")));
    faults
}

fn read(text: &str) -> Entries {
    let resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let mut entries = Entries::default();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let (mut places, mut words) = (BTreeSet::new(), String::new());
            if let Some(pattern) = &message.value {
                walk(pattern, &mut places, &mut words);
            }
            entries.0.insert(message.id.name.to_owned(), (places, words));
        }
    }
    entries
}

fn walk(pattern: &Pattern<&str>, places: &mut BTreeSet<String>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                words.push_str(value);
                words.push(' ');
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => place(inline, places),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                place(selector, places);
                for variant in variants {
                    walk(&variant.value, places, words);
                }
            }
        }
    }
}

fn place(inline: &InlineExpression<&str>, places: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            places.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| place(argument, places));
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inner) => place(inner, places),
            Expression::Select { selector, .. } => place(selector, places),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(english: &str, arabic: &str) -> Vec<String> {
        let texts = [("en", english), ("ar", arabic)];
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

        let found = check_use(&texts, &templates);

        assert_eq!(found, ["a template asks for the unknown word “gone”", "nobody asks for the word “c”"]);
    }
}
