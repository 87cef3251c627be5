//! What a revision says: the fields that people write, how they come in, and what is refused.

mod input;
mod limits;

pub(crate) use input::Changed;
pub use input::{Change, Input, TextInput};

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_picture: Option<LeadPicture>,
    pub related: Vec<Id>,
    pub sources: Vec<String>,
    pub embargo_until: Option<Time>,
    pub translation_of: Option<Id>,
}

/// The picture above the text, with the words of this use; what is left out the media bank says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadPicture {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framing: Option<Framing>,
}

/// How a picture is cut where it does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framing {
    /// The point that stays in sight.
    pub focus: Focus,
}

/// A point of a picture, in fractions from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    pub x: f64,
    pub y: f64,
}

impl LeadPicture {
    /// Returns the use as the picture desk knows it.
    pub(crate) fn wanted(&self) -> media::Use {
        let focus = self.framing.map(|framing| media::twentieths(framing.focus.x, framing.focus.y));
        media::Use { id: self.id, caption: self.caption.clone(), alt: self.alt.clone(), focus }
    }
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
            lead_picture: None,
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
