//! Numbers in words as their language writes them: its digits, its separators (ICU4X).

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;
use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu::locale::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

/// How one language writes numbers, with and without marks between the thousands.
struct Numbers {
    grouped: DecimalFormatter,
    plain: DecimalFormatter,
}

/// Returns a number as the language writes it; any other value is left to Fluent.
pub(crate) fn written(value: &FluentValue<'_>, language: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    language.with_try_get::<Numbers, _, _>((), |numbers| numbers.write(number)).ok().flatten()
}

impl Memoizable for Numbers {
    type Args = ();
    type Error = String;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, String> {
        let locale: Locale = language.to_string().parse().map_err(|_| format!("{language} is no locale"))?;
        let formatter = |strategy| {
            let preferences = DecimalFormatterPreferences::from(&locale);
            let options = DecimalFormatterOptions::from(strategy);
            DecimalFormatter::try_new(preferences, options).map_err(|error| error.to_string())
        };
        Ok(Self { grouped: formatter(GroupingStrategy::Auto)?, plain: formatter(GroupingStrategy::Never)? })
    }
}

impl Numbers {
    fn write(&self, number: &FluentNumber) -> Option<String> {
        let options = &number.options;
        let mut decimal = Decimal::try_from_str(&number.value.to_string()).ok()?;
        if let Some(most) = options.maximum_fraction_digits {
            decimal.round(-i16::try_from(most).ok()?);
        }
        if let Some(least) = options.minimum_fraction_digits {
            decimal.pad_end(-i16::try_from(least).ok()?);
        }
        let formatter = if options.use_grouping { &self.grouped } else { &self.plain };
        Some(formatter.format(&decimal).to_string())
    }
}

#[cfg(test)]
mod tests {
    use crate::book::Book;
    use crate::language::Language;
    use minijinja::Value;
    use std::collections::BTreeMap;

    const TEXT: &str = "\
many = { $n ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
 }
none = { $n ->
    [0] none
    [one] one
   *[other] { $n }
 }
figures = { $n ->
    [0] none
   *[1] some
 }
rank = { NUMBER($n, type: \"ordinal\") ->
    [one] { $n }st
   *[other] { $n }th
 }
n = { $n }
year = { NUMBER($n, useGrouping: \"false\") }
share = { NUMBER($n, maximumFractionDigits: 1, minimumFractionDigits: 1) }
";
    const LANGUAGES: [&str; 6] = ["en", "es", "fr", "de", "ru", "ar"];

    fn book() -> Book {
        let texts: BTreeMap<Language, String> =
            LANGUAGES.iter().map(|tag| (Language::parse(tag).unwrap(), TEXT.to_owned())).collect();
        Book::from_texts(texts).unwrap()
    }

    fn word(book: &Book, language: &str, key: &str, n: f64) -> String {
        book.word(&Language::parse(language).unwrap(), key, &[("n", Value::from(n))]).unwrap()
    }

    #[test]
    fn a_number_in_a_word_is_written_as_its_language_writes_it() {
        let book = book();
        let written = |language| word(&book, language, "n", 1_234_567.5);
        assert_eq!(written("en"), "1,234,567.5");
        assert_eq!(written("de"), "1.234.567,5");
        assert_eq!(written("es"), "1.234.567,5");
        assert_eq!(written("fr"), "1\u{202f}234\u{202f}567,5");
        assert_eq!(written("ru"), "1\u{a0}234\u{a0}567,5");
        assert_eq!(word(&book, "es", "n", 1234.0), "1234", "Spanish begins at five digits");
    }

    #[test]
    fn the_arabic_edition_has_one_system_of_digits_in_numbers_and_dates() {
        assert_eq!(word(&book(), "ar", "n", 1234.0), "1,234");
    }

    #[test]
    fn a_word_may_ask_for_another_way_of_writing() {
        let book = book();
        assert_eq!(word(&book, "en", "year", 2026.0), "2026");
        assert_eq!(word(&book, "de", "share", 3.0), "3,0");
        assert_eq!(word(&book, "fr", "share", 12.34), "12,3");
    }

    #[test]
    fn a_word_may_have_a_text_for_a_figure_and_choose_by_rank() {
        let book = book();
        let words = [0.0, 1.0, 2.0].map(|n| word(&book, "en", "none", n));
        assert_eq!(words, ["none", "one", "2"]);
        assert_eq!([21.0, 11.0].map(|n| word(&book, "en", "rank", n)), ["21st", "11th"]);
        assert_eq!([0.0, 1.0, 5.0].map(|n| word(&book, "en", "figures", n)), ["none", "some", "some"]);
    }

    #[test]
    fn plurals_are_those_of_icu() {
        let book = book();
        for tag in LANGUAGES {
            let locale: icu::locale::Locale = tag.parse().unwrap();
            let rules = icu::plurals::PluralRules::try_new_cardinal((&locale).into()).unwrap();
            for n in (0..2_000_u32).chain([1_000_000, 2_000_000, 1_000_021]) {
                let expected = format!("{:?}", rules.category_for(n)).to_lowercase();
                assert_eq!(word(&book, tag, "many", n.into()), expected, "{n} in {tag}");
            }
        }
    }
}
