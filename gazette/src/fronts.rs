//! The Gazette's fronts, as its editors arranged them.

use base::{Context, Result};
use serde::Deserialize;

/// A front: an edition's own, or that of a section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    pub edition: String,
    pub section: Option<String>,
    pub strip: Option<Strip>,
    pub containers: Vec<Container>,
}

/// The breaking strip.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strip {
    pub text: String,
    /// The key of the story that it leads to.
    pub story: String,
    /// How long it stands after the start.
    pub hours_ahead: f64,
}

/// Stories that stand together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    #[serde(default)]
    pub name: String,
    pub layout: String,
    #[serde(default)]
    pub stories: Vec<OnTheFront>,
    pub list: Option<Newest>,
}

/// A story in its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnTheFront {
    pub key: String,
    /// What the front calls it.
    pub headline: Option<String>,
}

/// What follows by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newest {
    pub count: i64,
    pub section: Option<String>,
    pub kind: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fronts: Vec<Front>,
}

/// Returns all fronts.
pub(crate) fn all() -> Result<Vec<Front>> {
    let file: File = toml::from_str(include_str!("../fronts.toml")).doing("reading gazette/fronts.toml")?;
    Ok(file.fronts)
}
