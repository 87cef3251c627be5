//! The pictures of the Gazette, made for it and embedded, and where stories place them. Who made a picture, where
//! and when stands in the file itself; here stand only its captions in each language and what it is kept under.

use base::{Broken, Context, Result};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The pictures and their list.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR"]
#[include = "pictures.toml"]
#[include = "pictures/*.jpg"]
struct Files;

const LIST: &str = "pictures.toml";

/// A picture of the Gazette's media bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The file's name without its ending.
    pub name: String,
    /// The category of rights: `owned`, for example.
    pub category: String,
    /// The point that no crop may lose, in fractions from the left and from the top; the centre where none is named.
    pub focus: Option<[f64; 2]>,
    /// The captions, by language.
    #[serde(default)]
    pub caption: BTreeMap<String, String>,
    /// The alternative texts, by language.
    #[serde(default)]
    pub alt: BTreeMap<String, String>,
}

/// A picture that a story or a post places; caption and alternative text are the bank's where none is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    pub name: String,
    pub caption: Option<String>,
    pub alt: Option<String>,
}

/// A picture inside a story's text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedInText {
    pub name: String,
    /// It stands behind that many blocks of the text.
    pub after: usize,
    pub caption: Option<String>,
    pub alt: Option<String>,
}

impl Picture {
    /// Returns the file, a JPEG.
    pub fn bytes(&self) -> Result<Cow<'static, [u8]>> {
        let path = format!("pictures/{}.jpg", self.name);
        let doing = format!("reading gazette/{path}");
        let file = Files::get(&path).ok_or_else(|| Broken::new("it is not there").while_doing(&doing))?;
        Ok(file.data)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    picture: Vec<Picture>,
}

/// Returns all pictures in the order of their list.
pub(crate) fn all() -> Result<Vec<Picture>> {
    let Some(file) = Files::get(LIST) else { return Ok(Vec::new()) };
    let doing = "reading gazette/pictures.toml";
    let list: List = toml::from_str(std::str::from_utf8(&file.data).doing(doing)?).doing(doing)?;
    Ok(list.picture)
}
