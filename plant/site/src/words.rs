//! The interface's own words by language, in two books: the paper's (`site.ftl`) and the desk's (`desk.ftl`); and how
//! each language writes times.

use crate::book::Book;
use crate::dates::Dates;
use crate::pages::Theme;
use crate::words_check::{self, Asked};
use arc_swap::ArcSwap;
use base::{Broken, Result, Time};
use jiff::tz::TimeZone;
use minijinja::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::language::Language;

/// The words of every language that there are any in, and how it writes times.
#[derive(Clone)]
pub struct Words(Arc<ArcSwap<Inner>>);

struct Inner {
    site: Book,
    desk: Book,
    dates: BTreeMap<Language, Dates>,
}

impl Words {
    /// Returns the theme's words.
    pub fn embedded() -> Result<Self> {
        Self::from_books(embedded("site.ftl"), embedded("desk.ftl"))
    }

    /// Returns the texts of the paper's words in the default look, by language.
    pub fn of_the_paper() -> BTreeMap<Language, String> {
        embedded("site.ftl")
    }

    /// Returns the words of a paper that has other texts than the default ones; the desk keeps its own.
    pub fn with_paper(site: BTreeMap<Language, String>) -> Result<Self> {
        Self::from_books(site, embedded("desk.ftl"))
    }

    /// Has all who hold these words speak the others from now on.
    pub fn take_over(&self, other: &Self) {
        self.0.store(other.0.load_full());
    }

    /// Returns the words of these Fluent texts, one for each language; English must be among them. The desk has none.
    pub fn from_texts(site: BTreeMap<Language, String>) -> Result<Self> {
        Self::from_books(site, BTreeMap::from([(Language::english(), String::new())]))
    }

    /// Returns the words of both books, each with a text for each of its languages; English must be among them.
    pub fn from_books(site: BTreeMap<Language, String>, desk: BTreeMap<Language, String>) -> Result<Self> {
        let languages = site.keys().chain(desk.keys());
        let dates = languages.map(|language| Ok((language.clone(), Dates::new(language)?)));
        let dates = dates.collect::<Result<_>>()?;
        Ok(Self(Arc::new(ArcSwap::from_pointee(Inner {
            site: Book::from_texts(site)?,
            desk: Book::from_texts(desk)?,
            dates,
        }))))
    }

    /// Returns the languages that a paper can be in.
    pub fn languages(&self) -> Vec<Language> {
        self.0.load().site.languages()
    }

    /// Returns the languages that the desk speaks.
    pub fn desk_languages(&self) -> Vec<Language> {
        self.0.load().desk.languages()
    }

    /// Returns the language to speak to a reader of `language`: itself, the same without region, or English.
    pub fn nearest(&self, language: &Language) -> Language {
        self.0.load().site.nearest(language)
    }

    /// Returns the language in which the desk speaks to somebody of `language`: that one, or English whole.
    pub fn nearest_desk(&self, language: &Language) -> Language {
        self.0.load().desk.nearest(language)
    }

    /// Returns the desk's language for who wants these, the most wanted first.
    pub fn desk_language(&self, wanted: &[String]) -> Language {
        let mut own = wanted
            .iter()
            .filter_map(|tag| Language::parse(tag))
            .filter_map(|tag| self.0.load().desk.own(&tag));
        own.next().unwrap_or_else(Language::english)
    }

    /// Returns a word without placeholders, for use outside of templates (feeds, titles).
    pub fn word(&self, language: &Language, key: &str) -> Result<String> {
        self.word_with(language, key, &[])
    }

    /// Returns a word with its placeholders filled by texts.
    pub fn word_with(&self, language: &Language, key: &str, args: &[(&str, &str)]) -> Result<String> {
        filled(&self.0.load().site, language, key, args)
    }

    /// Returns a word of the desk, for use outside of templates.
    pub fn desk_word(&self, language: &Language, key: &str) -> Result<String> {
        self.desk_word_with(language, key, &[])
    }

    /// Returns a word of the desk with its placeholders filled by texts.
    pub fn desk_word_with(&self, language: &Language, key: &str, args: &[(&str, &str)]) -> Result<String> {
        filled(&self.0.load().desk, language, key, args)
    }

    /// Returns what the desk calls a name of the log: of an `event`, of a `kind` of things, of an `actor` and so on. One
    /// that the book does not have stands as the log has it.
    pub fn of_the_log(&self, language: &Language, what: &str, name: &str) -> String {
        let word = self.desk_word(language, &format!("log-{what}-{name}"));
        word.unwrap_or_else(|_| name.replace('_', " "))
    }

    /// Returns how a moment is written in this language and zone.
    pub fn moment(&self, language: &Language, zone: &TimeZone, time: Time) -> crate::frame::Moment {
        let inner = self.0.load();
        let dates = inner.dates.get(language).or_else(|| inner.dates.get(&self.nearest(language)));
        dates.map_or_else(|| crate::frame::Moment::plain(time), |dates| dates.moment(zone, time))
    }

    /// Returns how the weekday of this day is called in this language.
    pub fn weekday(&self, language: &Language, day: jiff::civil::Date) -> String {
        let inner = self.0.load();
        let dates = inner.dates.get(language).or_else(|| inner.dates.get(&self.nearest(language)));
        dates.map(|dates| dates.weekday(day)).unwrap_or_default()
    }

    pub(crate) fn for_template(
        &self,
        asked: Asked,
        language: &Language,
        key: &str,
        values: &[(&str, Value)],
    ) -> Result<String, String> {
        let book = match asked {
            Asked::Site => &self.0.load().site,
            Asked::Desk => &self.0.load().desk,
        };
        book.word(&book.nearest(language), key, values)
    }

    /// Returns one line for each fault of the words: missing, surplus, with other placeholders, or foreign.
    pub fn check(&self) -> Vec<String> {
        let books = [("site.ftl", &self.0.load().site), ("desk.ftl", &self.0.load().desk)];
        let faults = books.iter().flat_map(|(name, book)| {
            words_check::compare(&book.texts).into_iter().map(move |fault| format!("{name}: {fault}"))
        });
        faults.collect()
    }

    /// Returns one line for each word that the templates ask for in vain, and for each that nobody asks for.
    pub fn check_use(&self, templates: &[String]) -> Vec<String> {
        let mut faults = words_check::check_use(Asked::Site, &self.0.load().site.texts, templates);
        faults.extend(words_check::check_use(Asked::Desk, &self.0.load().desk.texts, templates));
        faults
    }

    /// Returns the phrases of the paper in each language: what stands in a page of its own edition and in no other.
    pub fn phrases(&self) -> BTreeMap<Language, Vec<String>> {
        phrases_of(&self.0.load().site)
    }

    /// Returns the phrases of the desk in each of its languages.
    pub fn desk_phrases(&self) -> BTreeMap<Language, Vec<String>> {
        phrases_of(&self.0.load().desk)
    }
}

fn phrases_of(book: &Book) -> BTreeMap<Language, Vec<String>> {
    let texts = book.texts.iter();
    texts.map(|(language, text)| (language.clone(), words_check::phrases(text))).collect()
}

fn filled(book: &Book, language: &Language, key: &str, args: &[(&str, &str)]) -> Result<String> {
    let values: Vec<_> = args.iter().map(|(name, text)| (*name, Value::from(*text))).collect();
    book.word(&book.nearest(language), key, &values).map_err(|why| Broken::new(why).into())
}

/// Returns the theme's texts of this name, by language.
fn embedded(name: &str) -> BTreeMap<Language, String> {
    let texts = Theme::iter().filter_map(|path| {
        let tag = path.strip_prefix("words/")?.strip_suffix(name)?.strip_suffix('/')?;
        let text = Theme::get(&path)?.data;
        Some((Language::parse(tag)?, String::from_utf8_lossy(&text).into_owned()))
    });
    texts.collect()
}
