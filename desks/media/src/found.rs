//! By which words the newsroom finds a picture, and how it is shown where one is chosen.

use crate::bank::may_describe;
use crate::shown::{form, in_language};
use crate::store;
use ::store::Tx;
use base::{Id, Result};
use house::Person;
use index::Entry;

/// What a picture is called among the things that are found.
pub const PICTURE: &str = "picture";

/// A picture at a glance.
#[derive(Clone, Debug)]
pub struct Glance {
    pub id: Id,
    /// What it shows: its headline, caption or alternative text; empty where nothing is said.
    pub title: String,
    pub alt: String,
    pub caption: String,
    /// The credit as readers get it, and the two parts that it is made of.
    pub credit: String,
    pub own_credit: String,
    pub creator: String,
    created_by: String,
    /// The address of a small form, for the newsroom.
    pub src: String,
}

impl Glance {
    /// Returns whether the person may change what is said of the picture.
    pub fn may_be_described_by(&self, person: &Person) -> bool {
        may_describe(person, &self.created_by)
    }
}

/// Puts a picture among the things that are found, by all that is said of it.
pub(crate) async fn put(tx: &mut Tx, id: Id) -> Result<()> {
    let picture = store::picture(tx, id).await?;
    let words = store::words(tx, id).await?;
    let mut texts: Vec<&str> = words.iter().flat_map(|own| [own.caption.as_str(), &own.alt]).collect();
    let own = [&picture.headline, &picture.creator, &picture.credit, &picture.source, &picture.place];
    texts.extend(own.map(String::as_str));
    index::put(tx, Entry { kind: PICTURE, id, edition: None, texts: &texts, at: picture.created_at }).await
}

/// Returns these pictures at a glance, in this order, with the bank's words in this language where it has them;
/// withdrawn ones are left out.
pub async fn glances(tx: &mut Tx, ids: &[Id], language: &str) -> Result<Vec<Glance>> {
    let words = store::words_among(tx, ids).await?;
    let pictures = store::among(tx, ids).await?;
    let pictures = ids.iter().filter_map(|id| pictures.iter().find(|picture| picture.id == *id));
    let glance = |picture: &crate::Picture| {
        let own = words.get(&picture.id).map_or(&[][..], Vec::as_slice);
        let own = in_language(own, language).or(own.first()).cloned().unwrap_or_default();
        let texts = [&picture.headline, &own.caption, &own.alt];
        let title = texts.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        let width = picture.widths().first().copied().unwrap_or(picture.width);
        let src = form(picture.id, width, "jpg");
        Glance {
            id: picture.id,
            title,
            alt: own.alt,
            caption: own.caption,
            credit: picture.credit_line(),
            own_credit: picture.credit.clone(),
            creator: picture.creator.clone(),
            created_by: picture.created_by.clone(),
            src,
        }
    };
    Ok(pictures.filter(|picture| picture.withdrawn_at.is_none()).map(glance).collect())
}

/// Puts some of those pictures in that were there before they could be found, the last of those before `before` first;
/// returns where to go on, nothing if none is missing. The first picture is put in last: where it is in, so are all.
pub async fn put_missing(tx: &mut Tx, before: Option<Id>, limit: i64) -> Result<Option<Id>> {
    if before.is_none() && store::is_first_found(tx).await? {
        return Ok(None);
    }
    let ids = store::not_found(tx, before.unwrap_or(index::LAST), limit).await?;
    for id in &ids {
        put(tx, *id).await?;
    }
    Ok(ids.last().copied())
}

/// Puts all pictures in that came with an archive, in whatever order.
pub(crate) async fn put_all_missing(tx: &mut Tx) -> Result<()> {
    let mut before = Some(index::LAST);
    while before.is_some() {
        before = put_missing(tx, before, 100).await?;
    }
    Ok(())
}
