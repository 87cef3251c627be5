//! A book of words (Fluent): the same keys in every language that it is written in.

use crate::language::Language;
use crate::numbers;
use crate::plurals::{self, Plurals};
use base::{Broken, Result};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use minijinja::Value;
use minijinja::value::ValueKind;
use std::collections::BTreeMap;
use unic_langid::LanguageIdentifier;

/// The words of one book, by language.
pub(crate) struct Book {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
    pub(crate) texts: BTreeMap<Language, String>,
}

impl Book {
    /// Returns the book of these Fluent texts, one for each language; English must be among them.
    pub(crate) fn from_texts(texts: BTreeMap<Language, String>) -> Result<Self> {
        let mut bundles = BTreeMap::new();
        for (language, text) in &texts {
            bundles.insert(language.clone(), bundle(language, text)?);
        }
        if !texts.contains_key(&Language::english()) {
            return Err(Broken::new("there are no English words").into());
        }
        Ok(Self { bundles, texts })
    }

    /// Returns the languages that the book is written in.
    pub(crate) fn languages(&self) -> Vec<Language> {
        self.bundles.keys().cloned().collect()
    }

    /// Returns the language to speak to a reader of `language`: itself, the same without region, or English.
    pub(crate) fn nearest(&self, language: &Language) -> Language {
        self.own(language).unwrap_or_else(Language::english)
    }

    /// Returns the language itself or the same without region, if the book is written in it.
    pub(crate) fn own(&self, language: &Language) -> Option<Language> {
        if self.bundles.contains_key(language) {
            return Some(language.clone());
        }
        self.bundles.keys().find(|own| own.root() == language.root()).cloned()
    }

    /// Returns a word in exactly this language, its placeholders filled.
    pub(crate) fn word(
        &self,
        language: &Language,
        key: &str,
        values: &[(&str, Value)],
    ) -> Result<String, String> {
        let bundle = self.bundles.get(language).ok_or_else(|| format!("no words in {language}"))?;
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let pattern = pattern.ok_or_else(|| format!("no word “{key}” in {language}"))?;
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, fluent(value))).collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        match errors.first() {
            None => Ok(text.into_owned()),
            Some(error) => Err(format!("word “{key}” in {language}: {error}")),
        }
    }
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.kind() {
        ValueKind::Number => f64::try_from(value.clone()).map_or(FluentValue::None, FluentValue::from),
        _ => FluentValue::from(value.to_string()),
    }
}

fn bundle(language: &Language, text: &str) -> Result<FluentBundle<FluentResource>> {
    let broken = |why: String| Broken::new(format!("words in {language}: {why}"));
    let id: LanguageIdentifier = language.as_str().parse().map_err(Broken::new)?;
    let read = |text| FluentResource::try_new(text).map_err(|(_, errors)| broken(format!("{errors:?}")));
    read(text.to_owned())?;
    let resource = read(plurals::rewritten(text))?;
    let rules = Plurals::new(language)?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Names of another script are isolated by the templates (`bdi`), so that the words stay plain text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbers::written));
    bundle.add_builtins().map_err(|error| broken(error.to_string()))?;
    bundle
        .add_function(Plurals::FUNCTION, move |positional, named| rules.answer(positional, named))
        .map_err(|error| broken(error.to_string()))?;
    bundle.add_resource(resource).map_err(|errors| broken(format!("{errors:?}")))?;
    Ok(bundle)
}
