//! A story of the Gazette, as its TOML tells it: the text, and what became of it.

use crate::pictures::{Placed, PlacedInText};
use crate::posts::Post;
use base::{Broken, Context, Result};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// The stories' files: a folder for each edition, `[[story]]` tables in each file.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/stories"]
#[include = "*.toml"]
struct Files;

/// A story: one with `hours_ago` is published, any other waits for what its fields say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Names the story in tests and other stories; of all editions only one story has it.
    pub key: String,
    /// The slug of the edition, which is the name of the folder.
    #[serde(skip)]
    pub edition: String,
    pub kind: String,
    pub section: String,
    pub headline: String,
    #[serde(default)]
    pub standfirst: String,
    #[serde(default)]
    pub slugline: String,
    pub dateline: Option<Dateline>,
    #[serde(default)]
    pub bylines: Vec<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    /// When it was first published: that many hours before the start.
    pub hours_ago: Option<f64>,
    /// The text as it was first published, in Markdown.
    pub body: String,
    /// The lead picture.
    pub picture: Option<Placed>,
    /// The pictures inside the text.
    #[serde(default)]
    pub pictures: Vec<PlacedInText>,
    /// The posts of a live coverage, the oldest first.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// The keys of the stories that it leads on to, of its own edition.
    #[serde(default)]
    pub related: Vec<String>,
    /// The key of the story that it is a translation of.
    pub translation_of: Option<String>,
    pub update: Option<Update>,
    pub correction: Option<Correction>,
    pub withdrawn: Option<Withdrawal>,
    /// It may not leave before this.
    pub embargo: Option<Later>,
    /// It is to be published at this time.
    pub scheduled: Option<Later>,
    /// It is still being written.
    #[serde(default)]
    pub draft: bool,
    /// It was handed to the editors.
    #[serde(default)]
    pub submitted: bool,
}

/// Where a story was written, and whose report it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    pub place: String,
    pub source: Option<String>,
}

/// New facts that came in after the publication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    pub hours_ago: f64,
    /// The new headline, where the facts ask for one.
    pub headline: Option<String>,
    /// Markdown, put behind the text, or in its place.
    pub text: String,
    #[serde(default)]
    pub replaces: bool,
}

/// An error that was mended, with the note that readers get.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub hours_ago: f64,
    pub note: String,
    /// What was wrong; it stands in the text once.
    pub find: String,
    pub replace: String,
}

/// Why a story was taken off, and what readers get in its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub hours_ago: f64,
    /// The class of reason: `error`, `legal`, `rights`, `privacy`, `duplicate`, `other`.
    pub reason: String,
    pub notice: String,
}

/// A moment after the start.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    pub hours_ahead: f64,
}

impl Story {
    /// Returns whether readers see it: it was published and is not withdrawn.
    pub fn is_public(&self) -> bool {
        self.hours_ago.is_some() && self.withdrawn.is_none()
    }
}

impl Update {
    /// Returns the text with the new facts.
    pub fn apply(&self, body: &str) -> String {
        if self.replaces {
            self.text.clone()
        } else {
            format!("{}\n\n{}", body.trim_end(), self.text.trim_start())
        }
    }
}

impl Correction {
    /// Returns the text with the error mended.
    pub fn apply(&self, body: &str) -> String {
        body.replacen(&self.find, &self.replace, 1)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    story: Vec<Story>,
}

/// Returns all stories: the published ones from the oldest to the newest, then the others by file.
pub(crate) fn all() -> Result<Vec<Story>> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut stories = Vec::new();
    for name in &names {
        stories.extend(read(name)?);
    }
    let age = |story: &Story| story.hours_ago.unwrap_or(f64::MIN);
    stories.sort_by(|a, b| age(b).total_cmp(&age(a)));
    Ok(stories)
}

fn read(name: &str) -> Result<Vec<Story>> {
    let doing = format!("reading gazette/stories/{name}");
    let file = Files::get(name).ok_or_else(|| Broken::new("it is gone").while_doing(&doing))?;
    let text = std::str::from_utf8(&file.data).doing(&doing)?;
    let page: Page = toml::from_str(text).doing(&doing)?;
    let edition = name.split_once('/').map_or("", |(edition, _)| edition);
    let named = |story| Story { edition: edition.to_owned(), ..story };
    Ok(page.story.into_iter().map(named).collect())
}
