//! The pictures of a story: which it places, what they lack to be published, and how they look on its page.

use crate::fields::Fields;
use crate::pages::Figure;
use crate::store;
use crate::story::{Public, Story};
use ::store::Tx;
use base::{Failure, FieldError, Id, Result};
use copy::{Doc, Node};
use house::Event;
use media::{Lack, Place, Placement, Purpose, Shown, Use};
use sections::{Edition, Plan};
use site::Plant;
use site::words::Language;

/// How the picture desk calls what places these pictures.
pub(crate) const STORY: &str = "story";
/// The slot of the picture above the text.
const LEAD: &str = "lead";

/// A picture that a story places: where in the request it stands, and how it is used.
struct Placed {
    pointer: String,
    wanted: Use,
}

/// Returns every picture of the bank that the fields place, the lead picture first.
fn placed(fields: &Fields) -> Vec<Placed> {
    let lead = fields
        .lead_picture
        .iter()
        .map(|lead| Placed { pointer: "/lead_picture".into(), wanted: lead.wanted() });
    lead.chain(in_text(&fields.body)).collect()
}

fn in_text(body: &Doc) -> Vec<Placed> {
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

/// Returns the ids of all pictures that the fields place.
pub(crate) fn ids(fields: &Fields) -> Vec<Id> {
    placed(fields).into_iter().map(|placed| placed.wanted.id).collect()
}

/// Returns the foreign addresses whose pictures the text waits for.
pub(crate) fn waiting(fields: &Fields) -> Vec<&str> {
    fields.body.pictures().into_iter().filter_map(|picture| picture.waiting.as_deref()).collect()
}

/// Returns the fields with those pictures in their places that have come from foreign addresses meanwhile.
pub(crate) async fn with_arrived(tx: &mut Tx, mut fields: Fields) -> Result<Fields> {
    let addresses = waiting(&fields);
    if addresses.is_empty() {
        return Ok(fields);
    }
    let waited = media::waited(tx, &addresses).await?;
    fields.body = fields.body.with_pictures(&|picture| {
        let came = picture.waiting.as_ref().and_then(|address| waited.get(address));
        Some(match came {
            Some(Ok(id)) => copy::Picture { picture: Some(*id), waiting: None, ..picture.clone() },
            _ => picture.clone(),
        })
    });
    Ok(fields)
}

/// Writes down which pictures the story shows: to readers, or to those who write it; and which it waits for.
pub(crate) async fn place(tx: &mut Tx, story: &Story, fields: &Fields, is_public: bool) -> Result<()> {
    media::wait_for(tx, story.id, &waiting(fields)).await?;
    let uses = uses(tx, fields).await?;
    media::place(tx, placement(story, is_public), &uses).await
}

/// Returns whether the story's pictures are written down as `place` would; where there are no fields it shows none.
pub(crate) async fn is_placed(
    tx: &mut Tx,
    story: &Story,
    fields: Option<&Fields>,
    is_public: bool,
) -> Result<bool> {
    let uses = match fields {
        Some(fields) => uses(tx, fields).await?,
        None => Vec::new(),
    };
    media::is_placed(tx, placement(story, is_public), &uses).await
}

fn placement(story: &Story, is_public: bool) -> Placement<'static> {
    let revision = if is_public { story.live_revision.unwrap_or(story.revision) } else { story.revision };
    Placement { kind: STORY, subject: story.id, revision, is_public }
}

/// Returns how the story's pictures are used, each with its slot.
async fn uses(tx: &mut Tx, fields: &Fields) -> Result<Vec<(String, Use)>> {
    let fields = with_arrived(tx, fields.clone()).await?;
    let slot = |placed: Placed| match placed.pointer.as_str() {
        "/lead_picture" => (LEAD.to_owned(), placed.wanted),
        _ => (placed.pointer, placed.wanted),
    };
    Ok(placed(&fields).into_iter().map(slot).collect())
}

/// Returns the place of a story's pictures on the open page of its edition.
pub(crate) fn on_the_page(edition: &Edition, language: Option<&str>) -> Place {
    let language = language.unwrap_or(&edition.language).to_owned();
    Place { edition: edition.slug.clone(), language, purpose: Purpose::Web }
}

/// Returns what the placed pictures lack to be published, each at its place.
pub(crate) async fn lacking(tx: &mut Tx, plan: &Plan, fields: &Fields) -> Result<Vec<FieldError>> {
    let Some(edition) = plan.edition(&fields.edition) else { return Ok(Vec::new()) };
    let place = on_the_page(edition, fields.language.as_deref());
    let placed = placed(fields);
    let uses: Vec<(Place, Use)> =
        placed.iter().map(|placed| (place.clone(), placed.wanted.clone())).collect();
    let lacks = media::lacking(tx, &uses).await?;
    let at = |(placed, lacks): (&Placed, Vec<Lack>)| {
        let pointer = placed.pointer.clone();
        lacks.into_iter().map(move |lack| FieldError::at(pointer.clone(), lack.to_string()))
    };
    Ok(placed.iter().zip(lacks).flat_map(at).collect())
}

/// Returns a fault for each newly named picture that there is none of.
pub(crate) async fn unknown(
    tx: &mut Tx,
    fields: &Fields,
    before: Option<&Fields>,
) -> Result<Vec<FieldError>> {
    let known = before.map(ids).unwrap_or_default();
    let mut errors = Vec::new();
    for placed in placed(fields) {
        if !known.contains(&placed.wanted.id) && !media::exists(tx, placed.wanted.id).await? {
            let pointer = match placed.pointer.as_str() {
                "/lead_picture" => placed.pointer,
                pointer => format!("{pointer}/picture"),
            };
            errors.push(FieldError::at(pointer, "there is no such picture"));
        }
    }
    Ok(errors)
}

/// Returns the inside of a picture's figure, none where it may not be shown.
pub(crate) fn figure(
    plant: &Plant,
    language: &Language,
    shown: &Shown,
    picture: &copy::Picture,
) -> Option<String> {
    // What came from elsewhere may lack a description; then it stays off the page, as the gate would have it.
    let picture = shown.picture(&use_of(picture)?).filter(|picture| !picture.alt.is_empty())?;
    let figure = Figure { picture };
    match plant.pages.render(&figure, language) {
        Ok(html) => Some(html),
        Err(failure) => {
            tracing::error!(%failure, "a picture's figure cannot be rendered");
            None
        }
    }
}

/// Has a story show what it waited for and what has come: a picture from a foreign address.
pub async fn picture_came(plant: Plant, id: Id) -> Result<()> {
    plant
        .store
        .write(async move |tx: &mut Tx| {
            let story = match store::story(tx, id).await {
                Ok(story) => story,
                Err(Failure::Refused(_)) => return Ok(()),
                Err(broken) => return Err(broken),
            };
            let newest = store::fields(tx, id, story.revision).await?;
            place(tx, &story, &newest, false).await?;
            if let (Public::Published, Some(live)) = (story.public, story.live_revision) {
                let shown = store::fields(tx, id, live).await?;
                place(tx, &story, &shown, true).await?;
            }
            Event::PictureCame.announce(tx, "import", &story.edition, id, None).await.map(drop)
        })
        .await
}
