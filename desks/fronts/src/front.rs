//! A front as the desk has it: which page it is, its draft, and which version readers see.

use crate::arrangement::Arrangement;
use base::{Id, Refused, Result, Time};
use house::{Person, Right};
use sections::{Edition, Plan, encoded};

/// Which front: an edition's own, or that of one of its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub edition: String,
    pub section: Option<String>,
}

/// A front.
#[derive(Clone, Debug)]
pub struct Front {
    /// None until somebody begins to arrange it.
    pub id: Option<Id>,
    pub place: Place,
    pub draft: Arrangement,
    /// How often the draft was saved.
    pub revision: i64,
    /// The version that readers see; 0 while they see the newest stories.
    pub version: i64,
    /// By whom and when the draft was saved last.
    pub changed: Option<(String, Time)>,
}

/// A version of a front that readers were shown.
#[derive(Clone, Debug)]
pub struct Version {
    pub number: i64,
    pub at: Time,
    pub actor: String,
}

/// Refuses as if there were no front unless the person reads behind the edition's pages.
pub(crate) fn must_read(person: &Person, edition: &str) -> Result<()> {
    if person.may(Right::Read, edition) { Ok(()) } else { Err(Refused::NotFound.into()) }
}

/// Refuses whoever may not arrange the edition's fronts; who does not read them is told of none.
pub(crate) fn must_arrange(person: &Person, edition: &str) -> Result<()> {
    must_read(person, edition)?;
    person.must(Right::Publish, edition)
}

impl Place {
    /// Returns the front of an edition, or of one of its sections.
    pub fn new(edition: &str, section: Option<&str>) -> Self {
        Self { edition: edition.into(), section: section.map(str::to_owned) }
    }

    /// Returns the edition that it is in, or refuses where the plan has no such place.
    pub fn find<'a>(&self, plan: &'a Plan) -> Result<&'a Edition> {
        let edition = plan.edition(&self.edition).ok_or(Refused::NotFound)?;
        match &self.section {
            Some(section) if edition.section(section).is_none() => Err(Refused::NotFound.into()),
            _ => Ok(edition),
        }
    }

    /// Returns how the store knows the section: empty for the edition's own front.
    pub(crate) fn section(&self) -> &str {
        self.section.as_deref().unwrap_or_default()
    }

    /// Returns the path of the page that readers see.
    pub fn path(&self) -> String {
        match &self.section {
            Some(section) => format!("/{}/section/{}", self.edition, encoded(section)),
            None => format!("/{}/", self.edition),
        }
    }

    /// Returns the path of the desk's page, or of the API's thing, below this one.
    pub(crate) fn below(&self, root: &str) -> String {
        match &self.section {
            Some(section) => format!("{root}/{}/{}", self.edition, encoded(section)),
            None => format!("{root}/{}", self.edition),
        }
    }
}
