//! The interface's own words, by language (Fluent), and the languages themselves.

use crate::dates::Dates;
use crate::pages::Theme;
use base::{Broken, Result, Time};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::tz::TimeZone;
use minijinja::Value;
use minijinja::value::ValueKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// A language tag (BCP 47) in its usual form, such as `en` or `sr-Latn`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

/// Languages whose usual script runs from right to left.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur"];
/// Scripts that run from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 7] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"];

impl Language {
    /// Returns the language of this tag, none if it is not well formed.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag: LanguageIdentifier = tag.parse().ok()?;
        if tag.language.is_empty() { None } else { Some(Self(tag.to_string())) }
    }

    /// Returns English, which every newsroom has words in.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns `rtl` or `ltr`, as HTML's `dir` has it.
    pub fn direction(&self) -> &'static str {
        let Ok(tag) = self.0.parse::<LanguageIdentifier>() else { return "ltr" };
        let is_rtl = match tag.script {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
            None => RIGHT_TO_LEFT.contains(&tag.language.as_str()),
        };
        if is_rtl { "rtl" } else { "ltr" }
    }

    /// Returns the language without script and region.
    fn root(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of every language that there are any in, and how it writes times.
#[derive(Clone)]
pub struct Words(Arc<Inner>);

struct Inner {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
    texts: BTreeMap<Language, String>,
    dates: BTreeMap<Language, Dates>,
}

impl Words {
    /// Returns the theme's words.
    pub fn embedded() -> Result<Self> {
        let mut texts = BTreeMap::new();
        for path in Theme::iter() {
            let Some(tag) = path.strip_prefix("words/").and_then(|rest| rest.strip_suffix("/site.ftl"))
            else {
                continue;
            };
            let Some(language) = Language::parse(tag) else { continue };
            let file = Theme::get(&path).map(|file| file.data.into_owned()).unwrap_or_default();
            texts.insert(language, String::from_utf8_lossy(&file).into_owned());
        }
        Self::from_texts(texts)
    }

    /// Returns the words of these Fluent texts, one for each language; English must be among them.
    pub fn from_texts(texts: BTreeMap<Language, String>) -> Result<Self> {
        let mut bundles = BTreeMap::new();
        let mut dates = BTreeMap::new();
        for (language, text) in &texts {
            bundles.insert(language.clone(), bundle(language, text)?);
            dates.insert(language.clone(), Dates::new(language)?);
        }
        if !texts.contains_key(&Language::english()) {
            return Err(Broken::new("there are no English words").into());
        }
        Ok(Self(Arc::new(Inner { bundles, texts, dates })))
    }

    /// Returns the languages that there are words in.
    pub fn languages(&self) -> Vec<Language> {
        self.0.bundles.keys().cloned().collect()
    }

    /// Returns the language to speak to a reader of `language`: itself, the same without region, or English.
    pub fn nearest(&self, language: &Language) -> Language {
        if self.0.bundles.contains_key(language) {
            return language.clone();
        }
        let same_root = self.0.bundles.keys().find(|own| own.root() == language.root());
        same_root.cloned().unwrap_or_else(Language::english)
    }

    /// Returns a word without placeholders, for use outside of templates (feeds, titles).
    pub fn word(&self, language: &Language, key: &str) -> Result<String> {
        self.with_values(&self.nearest(language), key, &[]).map_err(|why| Broken::new(why).into())
    }

    /// Returns a word with its placeholders filled by texts.
    pub fn word_with(&self, language: &Language, key: &str, args: &[(&str, &str)]) -> Result<String> {
        let values: Vec<_> = args.iter().map(|(name, text)| (*name, Value::from(*text))).collect();
        self.with_values(&self.nearest(language), key, &values).map_err(|why| Broken::new(why).into())
    }

    /// Returns how a moment is written in this language and zone.
    pub fn moment(&self, language: &Language, zone: &TimeZone, time: Time) -> crate::frame::Moment {
        match self.0.dates.get(&self.nearest(language)) {
            Some(dates) => dates.moment(zone, time),
            None => crate::frame::Moment::plain(time),
        }
    }

    pub(crate) fn with_values(
        &self,
        language: &Language,
        key: &str,
        values: &[(&str, Value)],
    ) -> Result<String, String> {
        let bundle = self.0.bundles.get(language).ok_or_else(|| format!("no words in {language}"))?;
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

    /// Returns one line for each fault of the words: missing, surplus, with other placeholders, or foreign.
    pub fn check(&self) -> Vec<String> {
        crate::words_check::compare(&self.0.texts)
    }

    /// Returns one line for each word that the templates ask for in vain, and for each that nobody asks for.
    pub fn check_use(&self, templates: &[String]) -> Vec<String> {
        crate::words_check::check_use(&self.0.texts, templates)
    }
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.kind() {
        ValueKind::Number => f64::try_from(value.clone()).map_or(FluentValue::None, FluentValue::from),
        _ => FluentValue::from(value.to_string()),
    }
}

fn bundle(language: &Language, text: &str) -> Result<FluentBundle<FluentResource>> {
    let id: LanguageIdentifier = language.as_str().parse().map_err(Broken::new)?;
    let resource = FluentResource::try_new(text.to_owned())
        .map_err(|(_, errors)| Broken::new(format!("words in {language}: {errors:?}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Names of another script are isolated by the templates (`bdi`), so that the words stay plain text.
    bundle.set_use_isolating(false);
    bundle
        .add_resource(resource)
        .map_err(|errors| Broken::new(format!("words in {language}: {errors:?}")))?;
    Ok(bundle)
}
