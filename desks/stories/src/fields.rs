//! What a revision says: the fields that people write, how they come in, and what is refused.

mod input;
mod limits;

pub use input::Input;

use base::{Id, Time};
use copy::Doc;
use house::Kind;
use serde::{Deserialize, Serialize};

/// Everything that people write of a story; a revision is one of these, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fields {
    pub edition: String,
    pub kind: Kind,
    pub section: String,
    pub headline: String,
    pub standfirst: String,
    pub slugline: String,
    pub slug: Option<String>,
    pub dateline: Option<Dateline>,
    pub bylines: Vec<String>,
    pub topics: Vec<String>,
    pub language: Option<String>,
    pub body: Doc,
    pub related: Vec<Id>,
    pub sources: Vec<String>,
    pub embargo_until: Option<Time>,
    pub translation_of: Option<Id>,
}

/// Where a story was written, by whose account, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    pub place: String,
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
}

impl Fields {
    /// Returns the fields of an empty news story.
    pub fn new(edition: &str, section: &str) -> Self {
        Self {
            edition: edition.into(),
            kind: Kind::News,
            section: section.into(),
            headline: String::new(),
            standfirst: String::new(),
            slugline: String::new(),
            slug: None,
            dateline: None,
            bylines: Vec::new(),
            topics: Vec::new(),
            language: None,
            body: Doc::default(),
            related: Vec::new(),
            sources: Vec::new(),
            embargo_until: None,
            translation_of: None,
        }
    }

    /// Refuses what no draft may hold, with a pointer to each place; the plan decides on edition and section.
    pub(crate) fn check(&self, plan: &sections::Plan) -> base::Result<()> {
        limits::check(self, plan)
    }
}
