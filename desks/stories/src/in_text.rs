//! The pictures that a text places, a story's or a post's: which they are, what they lack to be published, and how
//! they look.

use crate::pages::{Figure, RelatedInText};
use ::store::Tx;
use base::{FieldError, Id, Result};
use copy::{Doc, Node};
use media::{Lack, Place, Shown, Use};
use sections::Edition;
use site::Plant;
use site::frame::Card;
use site::pages::Page;
use site::words::Language;

/// A placed picture: where in the request it stands, and how it is used.
#[derive(Clone, Debug)]
pub struct Placed {
    pub pointer: String,
    pub wanted: Use,
}

impl Placed {
    /// Returns the slot that the picture desk knows the place by, and the use.
    pub fn in_its_slot(self) -> (String, Use) {
        (self.pointer, self.wanted)
    }
}

/// Returns every picture of the bank that a text places, in order.
pub fn placed(body: &Doc) -> Vec<Placed> {
    let mut found = Vec::new();
    for (n, block) in body.blocks.iter().enumerate() {
        collect(&block.node, &format!("/body/content/{n}"), &mut found);
    }
    found
}

fn collect(node: &Node, pointer: &str, found: &mut Vec<Placed>) {
    let placed = |picture: &copy::Picture, pointer: String| {
        use_of(picture).map(|wanted| Placed { pointer: format!("{pointer}/attrs"), wanted })
    };
    match node {
        Node::Picture(picture) => found.extend(placed(picture, pointer.to_owned())),
        Node::Gallery(pictures) => {
            let of_gallery = pictures.iter().enumerate();
            found.extend(
                of_gallery.filter_map(|(n, picture)| placed(picture, format!("{pointer}/content/{n}"))),
            );
        }
        Node::Factbox { content, .. } => {
            for (n, node) in content.iter().enumerate() {
                collect(node, &format!("{pointer}/content/{n}"), found);
            }
        }
        _ => {}
    }
}

/// Returns how a picture in a text is used; none if it is not of the bank.
pub(crate) fn use_of(picture: &copy::Picture) -> Option<Use> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Use { caption: some(&picture.caption), alt: some(&picture.alt), ..Use::of(picture.picture?) })
}

/// Returns the ids of all pictures of the bank that a text places.
pub fn ids(body: &Doc) -> Vec<Id> {
    placed(body).into_iter().map(|placed| placed.wanted.id).collect()
}

/// Returns the foreign addresses whose pictures a text waits for, and the credits that its source gave them.
pub fn credited(body: &Doc) -> Vec<(&str, &str)> {
    let pictures = body.pictures().into_iter();
    pictures.filter_map(|picture| Some((picture.waiting.as_deref()?, picture.credit.as_str()))).collect()
}

/// Returns the foreign addresses whose pictures a text waits for.
pub(crate) fn waiting(body: &Doc) -> Vec<&str> {
    credited(body).into_iter().map(|(address, _)| address).collect()
}

/// Returns the text with those pictures in their places that have come from foreign addresses meanwhile.
pub async fn with_arrived(tx: &mut Tx, body: Doc) -> Result<Doc> {
    let mut body = [body];
    take_arrived(tx, &mut body.iter_mut().collect::<Vec<_>>()).await?;
    let [body] = body;
    Ok(body)
}

/// Puts those pictures into the texts that have come from foreign addresses meanwhile, in one question for all.
pub async fn take_arrived(tx: &mut Tx, bodies: &mut [&mut Doc]) -> Result<()> {
    let addresses: Vec<&str> = bodies.iter().flat_map(|body| waiting(body)).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    let waited = media::waited(tx, &addresses).await?;
    for body in bodies {
        if waiting(body).is_empty() {
            continue;
        }
        **body = body.with_pictures(&|picture| {
            let came = picture.waiting.as_ref().and_then(|address| waited.get(address));
            Some(match came {
                Some(Ok(id)) => copy::Picture { picture: Some(*id), waiting: None, ..picture.clone() },
                _ => picture.clone(),
            })
        });
    }
    Ok(())
}

/// Returns the place of pictures on the open page of an edition, in the language of what they stand in.
pub(crate) fn on_the_page(edition: &Edition, language: Option<&str>) -> Place {
    let language = language.unwrap_or(&edition.language).to_owned();
    Place { edition: edition.slug.clone(), language, purpose: media::Purpose::Web }
}

/// Returns what placed pictures lack to be published, each with its place.
pub(crate) async fn lacks_at(tx: &mut Tx, place: &Place, pictures: &[Placed]) -> Result<Vec<(String, Lack)>> {
    let uses: Vec<(Place, Use)> =
        pictures.iter().map(|placed| (place.clone(), placed.wanted.clone())).collect();
    let lacks = media::lacking(tx, &uses).await?;
    let at = |(placed, lacks): (&Placed, Vec<Lack>)| {
        let pointer = placed.pointer.clone();
        lacks.into_iter().map(move |lack| (pointer.clone(), lack))
    };
    Ok(pictures.iter().zip(lacks).flat_map(at).collect())
}

/// Returns what placed pictures lack to be published, as faults of their places.
pub async fn lacking(tx: &mut Tx, place: &Place, pictures: &[Placed]) -> Result<Vec<FieldError>> {
    let lacks = lacks_at(tx, place, pictures).await?;
    Ok(lacks.into_iter().map(|(pointer, lack)| FieldError::at(pointer, lack.to_string())).collect())
}

/// Returns a fault for each picture of a text that there is none of; those that are known already are not asked for.
pub async fn unknown(tx: &mut Tx, body: &Doc, known: &[Id]) -> Result<Vec<FieldError>> {
    let mut errors = Vec::new();
    for placed in placed(body) {
        let id = placed.wanted.id;
        if !known.contains(&id) && !media::exists(tx, id).await? {
            errors.push(FieldError::at(format!("{}/picture", placed.pointer), "there is no such picture"));
        }
    }
    Ok(errors)
}

/// Returns a picture of a text as it is shown; none where it may not be. What came from elsewhere may lack a
/// description: then it stays off the page, as the gate would have it.
pub fn seen(shown: &Shown, picture: &copy::Picture) -> Option<site::frame::Picture> {
    shown.picture(&use_of(picture)?).filter(|picture| !picture.alt.is_empty())
}

/// Returns the text without the pictures that may not be shown.
pub fn without_hidden(body: &Doc, shown: &Shown) -> Doc {
    body.with_pictures(&|picture| seen(shown, picture).map(|_| picture.clone()))
}

/// Returns the inside of a picture's figure, none where it may not be shown; a post is narrower than a story.
pub fn figure(
    plant: &Plant,
    language: &Language,
    shown: &Shown,
    picture: &copy::Picture,
    is_in_post: bool,
) -> Option<String> {
    rendered(plant, language, &Figure { picture: seen(shown, picture)?, is_in_post })
}

/// Returns the card of a story that the text points to; none unless it is among the cards that may be shown.
pub(crate) fn related(plant: &Plant, language: &Language, cards: &[Card], id: &str) -> Option<String> {
    let card = cards.iter().find(|card| card.id == id)?.clone();
    rendered(plant, language, &RelatedInText { card })
}

/// Returns a piece of a text; none where it cannot be rendered.
pub(crate) fn rendered<P: Page>(plant: &Plant, language: &Language, piece: &P) -> Option<String> {
    match plant.pages.render(piece, language) {
        Ok(html) => Some(html),
        Err(failure) => {
            tracing::error!(%failure, "a piece of a text cannot be rendered");
            None
        }
    }
}
