//! Languages by their tags, and what follows from one: direction, script, fonts.

use icu::locale::LocaleExpander;
use serde::{Deserialize, Serialize};
use std::fmt;
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

    /// Returns the fonts that the first lines of a page in this language need, as names of assets; none for scripts
    /// that are left to the reader's system.
    pub fn fonts(&self) -> &'static [&'static str] {
        match self.script().as_str() {
            "Latn" => &["fonts/serif-head.woff2", "fonts/serif-text.woff2", "fonts/sans.woff2"],
            // Spaces, digits and most signs come from the Latin files.
            "Cyrl" => &[
                "fonts/serif-head-cyrillic.woff2",
                "fonts/serif-head.woff2",
                "fonts/serif-text-cyrillic.woff2",
                "fonts/serif-text.woff2",
                "fonts/sans-cyrillic.woff2",
                "fonts/sans.woff2",
            ],
            "Arab" => &[
                "fonts/naskh.woff2",
                "fonts/serif-head.woff2",
                "fonts/sans-arabic-400.woff2",
                "fonts/sans.woff2",
            ],
            _ => &[],
        }
    }

    /// Returns the script that the language is written in, such as `Latn`: the tag's own, else the usual one.
    pub fn script(&self) -> String {
        let Ok(mut tag) = self.0.parse::<icu::locale::LanguageIdentifier>() else { return "Latn".into() };
        LocaleExpander::new_extended().maximize(&mut tag);
        tag.script.map_or_else(|| "Latn".into(), |script| script.to_string())
    }

    /// Returns the language without script and region.
    pub fn root(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts(tag: &str) -> &'static [&'static str] {
        Language::parse(tag).unwrap().fonts()
    }

    #[test]
    fn a_page_asks_first_for_the_fonts_of_its_own_script() {
        for tag in ["en", "es-MX", "de", "tr", "sr-Latn"] {
            assert_eq!(
                fonts(tag),
                ["fonts/serif-head.woff2", "fonts/serif-text.woff2", "fonts/sans.woff2"],
                "{tag}"
            );
        }
        for tag in ["ru", "uk", "sr", "uz-Cyrl"] {
            let own = fonts(tag).iter().filter(|name| name.contains("-cyrillic"));
            assert_eq!(
                (own.count(), fonts(tag).first()),
                (3, Some(&"fonts/serif-head-cyrillic.woff2")),
                "{tag}"
            );
        }
        assert!(["fonts/naskh.woff2", "fonts/sans.woff2"].iter().all(|font| fonts("ar").contains(font)));
        assert!(fonts("zh").is_empty());
    }

    #[test]
    fn every_font_that_a_page_asks_for_is_there() {
        for tag in ["en", "ru", "ar"] {
            for name in fonts(tag) {
                assert!(crate::pages::Theme::get(&format!("assets/{name}")).is_some(), "{name}");
            }
        }
    }
}
