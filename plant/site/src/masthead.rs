//! The masthead: what the plant must know of the editions to speak to a reader when something fails.

use crate::frame::Link;
use crate::words::Language;

/// An edition's address, name and language.
#[derive(Clone, Debug)]
pub struct EditionName {
    pub slug: String,
    pub name: String,
    pub language: Language,
}

/// The editions, the default one first.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    pub editions: Vec<EditionName>,
}

impl Masthead {
    /// Returns the edition that the path lies in, such as `en` for `/en/world`.
    pub fn of_path(&self, path: &str) -> Option<&EditionName> {
        let slug = path.trim_start_matches('/').split(['/', '?']).next()?;
        self.editions.iter().find(|edition| edition.slug == slug)
    }

    /// Returns the first edition in this language, else the default one.
    pub fn in_language(&self, language: Option<&str>) -> Option<&EditionName> {
        let same = self.editions.iter().find(|edition| Some(edition.language.as_str()) == language);
        same.or_else(|| self.editions.first())
    }

    pub(crate) fn fronts(&self) -> Vec<Link> {
        self.editions.iter().map(|edition| Link::new(&*edition.name, format!("/{}/", edition.slug))).collect()
    }
}
