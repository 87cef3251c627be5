//! The masthead: what the plant must know of the editions to speak to a reader when something fails.

use crate::frame::{EditionHead, Link};

/// The editions, the default one first, as every page of theirs shows them. They are kept in memory: a page that says
/// that the store has failed must not ask it.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    pub editions: Vec<EditionHead>,
}

impl Masthead {
    /// Returns the edition that the path lies in, such as `en` for `/en/world`.
    pub fn of_path(&self, path: &str) -> Option<&EditionHead> {
        let slug = path.trim_start_matches('/').split(['/', '?']).next()?;
        self.editions.iter().find(|edition| edition.slug == slug)
    }

    /// Returns the first edition in this language, else the default one.
    pub fn in_language(&self, language: Option<&str>) -> Option<&EditionHead> {
        let same = self.editions.iter().find(|edition| Some(edition.language.as_str()) == language);
        same.or_else(|| self.editions.first())
    }

    pub(crate) fn fronts(&self) -> Vec<Link> {
        self.editions.iter().map(|edition| Link::new(&*edition.name, &*edition.url)).collect()
    }
}
