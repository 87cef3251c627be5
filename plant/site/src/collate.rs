//! Names in the order in which a language looks them up (ICU4X).

use crate::language::Language;
use icu::collator::options::CollatorOptions;
use icu::collator::{CollatorBorrowed, CollatorPreferences};
use icu::locale::Locale;
use std::cmp::Ordering;

/// Sorts things by their names as the language's dictionaries do.
pub fn collate_by<T>(language: &Language, things: &mut [T], name: impl Fn(&T) -> &str) {
    let order = order(language);
    // Names that the language takes for the same are told apart by their letters, so that the order is one.
    things.sort_by(|a, b| order(name(a), name(b)).then_with(|| name(a).cmp(name(b))));
}

/// Returns how two texts stand to one another in this language; by code points if there is no order for it.
fn order(language: &Language) -> impl Fn(&str, &str) -> Ordering + use<> {
    let locale: Option<Locale> = language.as_str().parse().ok();
    let preferences = locale.as_ref().map_or_else(CollatorPreferences::default, CollatorPreferences::from);
    let collator = CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok();
    move |a, b| collator.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        collate_by(&Language::parse(language).unwrap(), &mut names, String::as_str);
        names
    }

    #[test]
    fn spanish_has_enye_after_n() {
        assert_eq!(
            sorted("es", &["nube", "ñu", "Oca", "nz", "álamo", "ala"]),
            ["ala", "álamo", "nube", "nz", "ñu", "Oca"]
        );
        assert_eq!(sorted("en", &["nz", "ñu", "nube"]), ["ñu", "nube", "nz"], "elsewhere it is an n");
    }

    #[test]
    fn german_has_umlauts_beside_their_letters_and_swedish_behind_z() {
        assert_eq!(
            sorted("de", &["Zoll", "Ärzte", "Arbeit", "Asien", "Straße", "Strasse"]),
            ["Arbeit", "Ärzte", "Asien", "Strasse", "Straße", "Zoll"]
        );
        assert_eq!(sorted("sv", &["Ärzte", "Zoll"]), ["Zoll", "Ärzte"]);
    }

    #[test]
    fn russian_has_yo_beside_ye() {
        assert_eq!(
            sorted("ru", &["Жуков", "Ёлкин", "Ежов", "Егоров", "Елкина"]),
            ["Егоров", "Ежов", "Ёлкин", "Елкина", "Жуков"]
        );
    }

    #[test]
    fn arabic_looks_past_the_hamza_and_the_marks() {
        assert_eq!(
            sorted("ar", &["بيروت", "أحمد", "تونس", "إيمان", "اقتصاد"]),
            ["أحمد", "اقتصاد", "إيمان", "بيروت", "تونس"]
        );
    }

    #[test]
    fn small_and_large_letters_stand_together() {
        assert_eq!(
            sorted("en", &["Zebra", "apple", "Apple", "zebra", "École"]),
            ["apple", "Apple", "École", "zebra", "Zebra"]
        );
    }
}
