//! What a live coverage is made of: its posts, and what became of each.

use crate::pictures::Placed;
use serde::Deserialize;

/// A post of a live coverage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// When it appeared: that many hours before the start.
    pub hours_ago: f64,
    pub headline: Option<String>,
    /// It is one of the coverage's key events.
    #[serde(default)]
    pub key: bool,
    /// It stands above the newer ones.
    #[serde(default)]
    pub pinned: bool,
    /// Who wrote it, where that is to be said.
    pub byline: Option<String>,
    /// The text as it first appeared, in Markdown.
    pub text: String,
    pub picture: Option<Placed>,
    pub edit: Option<Edit>,
    pub retracted: Option<Retraction>,
}

/// A post's new text, which takes the place of the first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub hours_ago: f64,
    pub text: String,
}

/// Why a post was taken off, and what readers get in its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retraction {
    pub hours_ago: f64,
    /// The class of reason, as for a withdrawn story.
    pub reason: String,
    pub notice: String,
}

impl Post {
    /// Returns the text as readers see it in the end; none where the post was taken off.
    pub fn last_text(&self) -> Option<&str> {
        match (&self.retracted, &self.edit) {
            (Some(_), _) => None,
            (None, Some(edit)) => Some(&edit.text),
            (None, None) => Some(&self.text),
        }
    }
}
