//! A newsroom's own look: a folder that is laid over the embedded one, file by file. It is read whole when it is put
//! on: nothing of it is read while a page is rendered, and nothing outside of it ever is.

mod files;
mod safe;
pub mod tokens;
mod words;

use crate::assets::Assets;
use crate::pages::{Source, theme};
use crate::words::Language;
use files::{Held, Kind};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The version of what templates are given. A theme says for which it was made; another one is refused.
pub const CONTRACT: u32 = 1;
/// The stylesheet that is loaded after the default one.
pub const STYLE: &str = "theme.css";

/// What is wrong with a theme, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, and its line where one is meant.
    pub place: String,
    pub why: String,
}

impl Fault {
    fn at(place: impl fmt::Display, why: impl Into<String>) -> Self {
        Self { place: place.to_string(), why: why.into() }
    }

    fn on_line(path: &Path, line: usize, why: impl Into<String>) -> Self {
        Self::at(format!("{}:{line}", path.display()), why)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// A theme that was read, its parents' files under its own.
pub struct OwnTheme {
    pub name: String,
    /// By the name of the template, such as `stories/story.html`.
    templates: BTreeMap<String, (PathBuf, String)>,
    /// By language.
    words: BTreeMap<Language, (PathBuf, String)>,
    /// The theme's own stylesheet and where it came from.
    style: Option<(PathBuf, String)>,
    assets: Option<Assets>,
}

impl OwnTheme {
    /// Reads the theme in this folder, or says everything that is wrong with it.
    pub fn read(dir: &Path) -> Result<Self, Vec<Fault>> {
        let folder = files::read(dir)?;
        let mut own = Self {
            name: folder.name,
            templates: BTreeMap::new(),
            words: BTreeMap::new(),
            style: None,
            assets: None,
        };
        let mut raw = BTreeMap::new();
        for (name, held) in folder.files {
            own.take(name, held, &mut raw);
        }
        if let Some((_, text)) = &own.style {
            raw.insert(STYLE.to_owned(), text.clone().into_bytes());
        }
        if !raw.is_empty() {
            own.assets = Some(Assets::with(vec![theme()], raw));
        }
        let templates = own.templates.values().flat_map(|(path, text)| safe::faults(path, text));
        let faults: Vec<Fault> = templates.collect();
        if faults.is_empty() { Ok(own) } else { Err(faults) }
    }

    fn take(&mut self, name: String, held: Held, raw: &mut BTreeMap<String, Vec<u8>>) {
        let Held { kind, path, bytes } = held;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match kind {
            Kind::Template => drop(self.templates.insert(name, (path, text()))),
            Kind::Style => self.style = Some((path, text())),
            Kind::Words(language) => drop(self.words.insert(language, (path, text()))),
            Kind::Asset => drop(raw.insert(name, bytes)),
        }
    }

    /// Returns what readers would suffer from though every page renders: above all what cannot be read on its ground.
    pub fn warnings(&self) -> Vec<Fault> {
        self.style.iter().flat_map(|(path, text)| tokens::faults(path, text)).collect()
    }

    /// Returns a line for each template that is never rendered: it has no default one's name, and no other template of
    /// the theme names it.
    pub fn strays(&self, defaults: &[Source]) -> Vec<Fault> {
        let is_default = |name: &str| {
            let parts = name.split_once('/');
            parts.is_some_and(|(prefix, path)| {
                defaults.iter().any(|source| source.prefix == prefix && (source.get)(path).is_some())
            })
        };
        let is_named = |name: &str| {
            let others = self.templates().filter(|(other, _)| *other != name);
            others.map(|(_, text)| text).any(|text| text.contains(name))
        };
        let strays = self.templates.iter().filter(|(name, _)| !is_default(name) && !is_named(name));
        let why = "stands in no default template's place, and no other one includes it";
        strays.map(|(_, (path, _))| Fault::at(path.display(), why)).collect()
    }

    /// Returns the default's words with the theme's own in their place.
    pub fn words_over(
        &self,
        mut texts: BTreeMap<Language, String>,
    ) -> Result<BTreeMap<Language, String>, Vec<Fault>> {
        let mut faults = Vec::new();
        for (language, (path, own)) in &self.words {
            match words::merge(texts.get(language).map_or("", String::as_str), own) {
                Ok(merged) => drop(texts.insert(language.clone(), merged)),
                Err((line, why)) => faults.push(Fault::on_line(path, line, why)),
            }
        }
        if faults.is_empty() { Ok(texts) } else { Err(faults) }
    }

    /// Returns the template of this name, if the theme has one.
    pub(crate) fn template(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(|(_, text)| text.as_str())
    }

    /// Returns all templates of the theme.
    pub(crate) fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(name, (_, text))| (name.as_str(), text.as_str()))
    }

    /// Returns the file that the template of this name came from.
    pub fn path_of(&self, name: &str) -> Option<&Path> {
        self.templates.get(name).map(|(path, _)| path.as_path())
    }

    pub(crate) fn assets(&self) -> Option<&Assets> {
        self.assets.as_ref()
    }

    /// Returns the theme's stylesheet, empty without one.
    pub(crate) fn style(&self) -> &str {
        self.style.as_ref().map_or("", |(_, text)| text.as_str())
    }
}
