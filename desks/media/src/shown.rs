//! Pictures as pages show them: the one way by which a picture comes onto a page, a feed or a card.

use crate::bank::{Kept, with_rights};
use crate::picture::{Picture, Words};
use crate::rights::{Purpose, may_use, next_change};
use crate::store;
use ::store::Tx;
use base::{Id, Result, Time};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A picture where it is used. What the place does not say of it, the bank says in the language of the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Use {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The focal point of this place, in twentieths; else the picture's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<(u8, u8)>,
}

impl Use {
    /// Returns the use of a picture with the bank's words.
    pub fn of(id: Id) -> Self {
        Self { id, caption: None, alt: None, focus: None }
    }
}

/// Where and for what pictures are shown.
#[derive(Clone, Debug)]
pub struct Place {
    /// The edition's slug, whose media bank is linked.
    pub edition: String,
    pub language: String,
    pub purpose: Purpose,
}

/// A picture with the bank's words in the language of the place.
#[derive(Clone, Debug)]
struct Held {
    picture: Picture,
    words: Option<Words>,
    /// Whether other sites may show it beside a link to the page.
    may_be_shared: bool,
}

/// Those of the asked pictures that may be shown now.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    edition: String,
    /// What stands before the addresses of the pictures; nothing but in previews.
    prefix: String,
    pictures: HashMap<Id, Held>,
    /// When the answer may change by itself.
    pub until: Option<Time>,
}

/// A form of a picture, as readers ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub path: String,
    pub width: u32,
    pub height: u32,
}

/// Returns the tag of every page that shows the picture, or would if it were allowed.
pub fn tag(picture: Id) -> String {
    format!("picture:{picture}")
}

/// Returns the tags of the pages that a row of the log makes stale.
pub fn tags(row: &::store::LogRow) -> Vec<String> {
    let changes = row.kind == "picture" && row.event != "picture_received";
    if changes { vec![tag(row.subject), BANK.into()] } else { Vec::new() }
}

/// The tag of the media bank's public lists.
pub const BANK: &str = "mediabank";

/// Reads those of the pictures that may be shown in the place. The caller shows them on something that its viewer
/// may see.
pub async fn shown(tx: &mut Tx, place: &Place, ids: &[Id]) -> Result<Shown> {
    let mut shown = Shown { edition: place.edition.clone(), ..Shown::default() };
    if ids.is_empty() {
        return Ok(shown);
    }
    let now = tx.now();
    let words = store::words_among(tx, ids).await?;
    for Kept { picture, rights, .. } in with_rights(tx, ids).await? {
        shown.until = [shown.until, next_change(&rights, now)].into_iter().flatten().min();
        if picture.is_credited() && may_use(&rights, place.purpose, None, now).is_allow() {
            let words = words.get(&picture.id).and_then(|words| in_language(words, &place.language)).cloned();
            let may_be_shared = may_use(&rights, Purpose::Social, None, now).is_allow();
            shown.pictures.insert(picture.id, Held { picture, words, may_be_shared });
        }
    }
    Ok(shown)
}

/// Returns those of the bank's words that are in a language: exactly it, or the same without region.
pub(crate) fn in_language<'a>(words: &'a [Words], language: &str) -> Option<&'a Words> {
    let root = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let exact = words.iter().find(|own| own.language.eq_ignore_ascii_case(language));
    exact.or_else(|| words.iter().find(|own| root(&own.language) == root(language)))
}

impl Shown {
    /// Returns the same pictures at addresses below this path: a preview's are seen by its link alone.
    #[must_use]
    pub fn below(self, prefix: String) -> Self {
        Self { prefix, ..self }
    }

    /// Returns the picture for its place, none if it may not be shown there.
    pub fn picture(&self, wanted: &Use) -> Option<site::frame::Picture> {
        let Held { picture, words, may_be_shared } = self.pictures.get(&wanted.id)?;
        let words = words.as_ref();
        let text = |own: &Option<String>, bank: fn(&Words) -> &String| {
            own.clone().filter(|text| !text.is_empty()).or_else(|| words.map(|words| bank(words).clone()))
        };
        let (x, y) = wanted.focus.unwrap_or(picture.focus);
        let widths = picture.widths();
        let middle = widths.iter().copied().filter(|width| *width <= 960).max().or(widths.first().copied());
        let src_width = middle.unwrap_or(picture.width);
        let label = picture.label_name();
        let has_avif = picture.avif.as_deref() == Some(label.as_str());
        Some(site::frame::Picture {
            id: picture.id.to_string(),
            url: format!("/{}/mediabank/{}", self.edition, picture.id),
            src: self.form(picture.id, src_width, "jpg"),
            src_width,
            src_height: pixels::height_for(src_width, (picture.width, picture.height)),
            jpeg: self.set(picture.id, &widths, "jpg"),
            webp: self.set(picture.id, &widths, "webp"),
            avif: if has_avif { self.set(picture.id, &widths, "avif") } else { String::new() },
            width: picture.width,
            height: picture.height,
            alt: text(&wanted.alt, |words| &words.alt).unwrap_or_default(),
            caption: text(&wanted.caption, |words| &words.caption).unwrap_or_default(),
            credit: picture.credit_line(),
            focus: format!("fx-{} fy-{}", x.min(20), y.min(20)),
            placeholder: picture.placeholder.clone(),
            card: may_be_shared.then(|| format!("{}/media/{}/card.jpg", self.prefix, picture.id)),
        })
    }

    fn form(&self, picture: Id, width: u32, ending: &str) -> String {
        format!("{}{}", self.prefix, form(picture, width, ending))
    }

    fn set(&self, picture: Id, widths: &[u32], ending: &str) -> String {
        let form = |width: &u32| format!("{} {width}w", self.form(picture, *width, ending));
        widths.iter().map(form).collect::<Vec<_>>().join(", ")
    }

    /// Returns a picture's forms in JPEG, the narrowest first; none if it may not be shown.
    pub fn jpegs(&self, id: Id) -> Vec<Form> {
        let Some(picture) = self.facts(id) else { return Vec::new() };
        let form = |width| Form {
            path: form(id, width, "jpg"),
            width,
            height: pixels::height_for(width, (picture.width, picture.height)),
        };
        picture.widths().into_iter().map(form).collect()
    }

    /// Returns what the bank knows of a picture that may be shown.
    pub fn facts(&self, id: Id) -> Option<&Picture> {
        self.pictures.get(&id).map(|held| &held.picture)
    }
}

/// Returns the address of one form of a picture.
pub(crate) fn form(picture: Id, width: u32, ending: &str) -> String {
    format!("/media/{picture}/{width}.{ending}")
}
