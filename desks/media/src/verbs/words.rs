//! What is said of a picture is changed: its words in a language, its credit, its focal point.

use super::{announce, check_text};
use crate::picture::{Picture, Words};
use crate::{found, store};
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::Event;
use serde::{Deserialize, Serialize};
use site::words::Language;

/// The changes; what is not given stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    /// The language of caption and alternative text; the default edition's where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
}

/// A focal point, in fractions from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    pub x: f64,
    pub y: f64,
}

/// Changes what is said of a picture.
pub(crate) async fn change(tx: &mut Tx, actor: &str, id: Id, change: &Change) -> Result<()> {
    let mut picture = store::picture(tx, id).await?;
    let mut errors = Vec::new();
    apply(&mut picture, change, &mut errors);
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    if change.caption.is_some() || change.alt.is_some() {
        let language = language(tx, change.language.as_deref().unwrap_or_default()).await?;
        let own = store::words(tx, id).await?.into_iter().find(|words| words.language == language);
        let mut words = own.unwrap_or(Words { language, ..Words::default() });
        words.caption = change.caption.clone().unwrap_or(words.caption);
        words.alt = change.alt.clone().unwrap_or(words.alt);
        store::set_words(tx, id, &words).await?;
    }
    store::save(tx, &picture).await?;
    found::put(tx, id).await?;
    let kept = serde_json::to_value(change).unwrap_or_default();
    store::keep_edit(tx, id, actor, &kept).await?;
    announce(tx, Event::PictureChanged, actor, id, None).await
}

fn apply(picture: &mut Picture, change: &Change, errors: &mut Vec<FieldError>) {
    let texts = [
        ("/creator", &change.creator, Some(&mut picture.creator)),
        ("/credit", &change.credit, Some(&mut picture.credit)),
        ("/copyright", &change.copyright, Some(&mut picture.copyright)),
        ("/source", &change.source, Some(&mut picture.source)),
        ("/caption", &change.caption, None),
        ("/alt", &change.alt, None),
    ];
    for (pointer, text, field) in texts {
        let Some(text) = text else { continue };
        check_text(pointer, text, errors);
        if let Some(field) = field {
            text.trim().clone_into(field);
        }
    }
    if change.category.is_some() {
        picture.category = super::receive::category(change.category.as_deref(), errors);
    }
    if let Some(focus) = change.focus {
        let is_inside = |fraction: f64| (0.0..=1.0).contains(&fraction);
        if is_inside(focus.x) && is_inside(focus.y) {
            picture.focus = super::receive::twentieths(focus.x, focus.y);
        } else {
            errors.push(FieldError::at("/focus", "x and y are fractions from 0 to 1"));
        }
    }
}

/// Says a picture's caption and alternative text in one language: for who fills a bank.
pub async fn describe(tx: &mut Tx, actor: &str, id: Id, words: &Words) -> Result<()> {
    let said = Change {
        language: Some(words.language.clone()),
        caption: Some(words.caption.clone()),
        alt: Some(words.alt.clone()),
        ..Change::default()
    };
    change(tx, actor, id, &said).await
}

/// Returns the language that is meant: the named one, else the default edition's.
pub(super) async fn language(tx: &mut Tx, named: &str) -> Result<String> {
    if named.is_empty() {
        let plan = sections::plan(tx).await?;
        return Ok(plan.default_edition().map_or_else(|| "en".into(), |edition| edition.language.clone()));
    }
    match Language::parse(named) {
        Some(language) => Ok(language.to_string()),
        None => Err(Refused::field("/language", format!("“{named}” is no BCP 47 language tag")).into()),
    }
}

/// Returns the named language, or the default edition's.
pub(crate) async fn language_or_default(tx: &mut Tx, named: Option<&str>) -> Result<String> {
    language(tx, named.unwrap_or_default()).await
}

/// Says which point of a picture stays in sight, in fractions from the left and from the top.
pub async fn focus(tx: &mut Tx, actor: &str, id: Id, x: f64, y: f64) -> Result<()> {
    change(tx, actor, id, &Change { focus: Some(Focus { x, y }), ..Change::default() }).await
}
