//! A picture comes into the bank: by an upload, a command, or an import.

use super::{announce, check_text};
use crate::found;
use crate::picture::{Category, Picture, Words, limits};
use crate::shelf;
use crate::store::{self, NewRow};
use ::store::Tx;
use base::{Broken, FieldError, Id, Refused, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use house::Event;
use pixels::{Facts, Metadata};
use serde::Serialize;
use site::Plant;

/// How many bits the likenesses of two pictures may differ in that somebody should look at side by side.
const ALIKE: u32 = 6;

/// A file, and what the sender says of it; what the sender leaves out the file itself says.
#[derive(Clone, Debug, Default)]
pub struct New {
    pub bytes: Bytes,
    /// The language of caption and alternative text; the default edition's where it is empty.
    pub language: String,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub source: Option<String>,
    pub category: Option<String>,
}

/// The picture that it is here.
#[derive(Clone, Debug)]
pub struct Received {
    pub id: Id,
    /// Whether the same bytes were in the bank already.
    pub is_known: bool,
    pub seen_before: Vec<Before>,
}

/// A picture of the bank that is the same or looks alike.
#[derive(Clone, Debug, Serialize)]
pub struct Before {
    pub id: Id,
    /// `same` or `alike`.
    pub how: &'static str,
    pub is_withdrawn: bool,
    pub has_leases: bool,
}

/// Takes a file into the bank. It is durable before anything is said of it.
pub async fn receive(plant: &Plant, actor: &str, new: New) -> Result<Received> {
    let category = check(&new)?;
    let hash = *blake3::hash(&new.bytes).as_bytes();
    let known = plant.store.read(async move |tx: &mut Tx| seen(tx, &hash, None).await).await?;
    if let Some(received) = known {
        return Ok(received);
    }
    let facts = read(new.bytes.clone()).await?;
    shelf::keep(plant, &hash, new.bytes.clone()).await?;
    let (actor, chance) = (actor.to_owned(), plant.chance.clone());
    plant
        .store
        .write(async move |tx: &mut Tx| {
            if let Some(received) = seen(tx, &hash, None).await? {
                return Ok(received);
            }
            let id = chance.id(tx.now());
            let alike = seen(tx, &hash, Some(facts.likeness)).await?;
            let picture = Picture {
                created_by: actor.clone(),
                created_at: tx.now(),
                category,
                ..picture(id, &hash, &new, &facts)
            };
            store::insert(
                tx,
                NewRow { picture: &picture, hash: &hash, bytes: new.bytes.len(), facts: &facts },
            )
            .await?;
            let words = words(tx, &new, &facts.metadata).await?;
            if let Some(words) = words {
                store::set_words(tx, id, &words).await?;
            }
            found::put(tx, id).await?;
            announce(tx, Event::PictureReceived, &actor, id, None).await?;
            let seen_before = alike.map(|received| received.seen_before).unwrap_or_default();
            Ok(Received { id, is_known: false, seen_before })
        })
        .await
}

fn check(new: &New) -> Result<Category> {
    let mut errors = Vec::new();
    let texts = [
        ("/caption", &new.caption),
        ("/alt", &new.alt),
        ("/creator", &new.creator),
        ("/credit", &new.credit),
        ("/copyright", &new.copyright),
        ("/source", &new.source),
    ];
    for (pointer, text) in texts {
        check_text(pointer, text.as_deref().unwrap_or_default(), &mut errors);
    }
    let category = category(new.category.as_deref(), &mut errors);
    let most = limits().bytes;
    if new.bytes.len() > most {
        let why = format!("The file holds {} bytes; at most {most} are taken.", new.bytes.len());
        return Err(Refused::TooLarge(why).into());
    }
    if errors.is_empty() { Ok(category) } else { Err(Refused::NotValid(errors).into()) }
}

/// Returns the category of this word; `owned` where nothing is said.
pub(super) fn category(word: Option<&str>, errors: &mut Vec<FieldError>) -> Category {
    let Some(word) = word.filter(|word| !word.is_empty()) else { return Category::Owned };
    Category::from_word(word).unwrap_or_else(|| {
        let known: Vec<&str> = crate::picture::CATEGORIES.iter().map(|(_, word, _)| *word).collect();
        errors.push(FieldError::at("/category", format!("must be one of {}", known.join(", "))));
        Category::Owned
    })
}

/// Reads a file on a thread that may take its time; one at once, since a large one takes much memory.
pub(crate) async fn read(bytes: Bytes) -> Result<Facts> {
    let _turn = shelf::turn(None).await?;
    let read = tokio::task::spawn_blocking(move || pixels::read(&bytes, &limits()));
    match read.await.map_err(Broken::new)? {
        Ok(facts) => Ok(facts),
        Err(why @ pixels::Unreadable::TooLarge { .. }) => Err(Refused::TooLarge(why.to_string()).into()),
        Err(why) => Err(Refused::field("/file", why.to_string()).into()),
    }
}

/// Returns what the bank knows of these bytes: the same picture, or with a likeness those that look alike.
async fn seen(tx: &mut Tx, hash: &[u8], likeness: Option<u64>) -> Result<Option<Received>> {
    let Some(likeness) = likeness else {
        let Some(id) = store::with_hash(tx, hash).await? else { return Ok(None) };
        let seen_before = before(tx, &[id], "same").await?;
        return Ok(Some(Received { id, is_known: true, seen_before }));
    };
    let near = |(_, own): &(Id, i64)| {
        pixels::likeness_distance(likeness, u64::from_ne_bytes(own.to_ne_bytes())) <= ALIKE
    };
    let ids: Vec<Id> = store::likenesses(tx).await?.into_iter().filter(near).map(|(id, _)| id).collect();
    let seen_before = before(tx, &ids, "alike").await?;
    let first = seen_before.first().map(|before| before.id);
    Ok(first.map(|id| Received { id, is_known: false, seen_before }))
}

async fn before(tx: &mut Tx, ids: &[Id], how: &'static str) -> Result<Vec<Before>> {
    let pictures = store::among(tx, ids.get(..20).unwrap_or(ids)).await?;
    let before = pictures.into_iter().map(|picture| Before {
        id: picture.id,
        how,
        is_withdrawn: picture.withdrawn_at.is_some(),
        has_leases: picture.has_leases,
    });
    Ok(before.collect())
}

/// Returns the picture as the file and its sender tell of it; who sent it when is not known here.
fn picture(id: Id, hash: &[u8; 32], new: &New, facts: &Facts) -> Picture {
    let own = &facts.metadata;
    let said = |said: &Option<String>, own: &Option<String>| {
        said.clone().filter(|text| !text.trim().is_empty()).or_else(|| own.clone()).unwrap_or_default()
    };
    let text = |own: &Option<String>| own.clone().unwrap_or_default();
    let place: Vec<String> = [&own.place, &own.country].into_iter().flatten().cloned().collect();
    Picture {
        id,
        hash: blake3::Hash::from_bytes(*hash).to_hex().to_string(),
        format: facts.format.media_type().into(),
        width: facts.width,
        height: facts.height,
        placeholder: format!("data:image/webp;base64,{}", STANDARD.encode(&facts.placeholder)),
        focus: twentieths(facts.suggested_focus.x, facts.suggested_focus.y),
        category: Category::Owned,
        creator: said(&new.creator, &own.creator),
        credit: said(&new.credit, &own.credit),
        copyright: said(&new.copyright, &own.copyright),
        source: said(&new.source, &own.source),
        place: place.join(", "),
        taken_at: own.taken_at.map(taken).unwrap_or_default(),
        headline: text(&own.headline),
        licence_url: text(&own.licence_url),
        usage_terms: text(&own.usage_terms),
        digital_source_type: text(&own.digital_source_type),
        avif: None,
        has_leases: false,
        created_by: String::new(),
        created_at: base::Time::EPOCH,
        first_shown_at: None,
        withdrawn_at: None,
    }
}

/// Returns a focal point, given in fractions, in twentieths.
pub fn twentieths(x: f64, y: f64) -> (u8, u8) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=20 before")]
    let part = |fraction: f64| (fraction.clamp(0.0, 1.0) * 20.0).round() as u8;
    (part(x), part(y))
}

/// Returns when a picture was taken: as a moment where the zone is known, else as the camera's clock showed it.
fn taken(taken: pixels::Taken) -> String {
    taken.moment().map_or_else(|| taken.local.to_string(), |moment| moment.to_string())
}

/// Returns the words of a new picture in the language that they are said to be in.
async fn words(tx: &mut Tx, new: &New, own: &Metadata) -> Result<Option<Words>> {
    let said = |said: &Option<String>, own: &Option<String>| {
        said.clone().filter(|text| !text.trim().is_empty()).or_else(|| own.clone()).unwrap_or_default()
    };
    let (caption, alt) = (said(&new.caption, &own.caption), said(&new.alt, &own.alt));
    if caption.is_empty() && alt.is_empty() {
        return Ok(None);
    }
    let language = super::words::language(tx, &new.language).await?;
    Ok(Some(Words { language, caption, alt }))
}
