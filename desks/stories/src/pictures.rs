//! The pictures of a story: which it places, at its head and in its text, and what they lack to be published.

use crate::fields::Fields;
use crate::in_text::{self, Placed};
use crate::store;
use crate::story::{Public, Story};
use ::store::Tx;
use base::{Failure, FieldError, Id, Result};
use house::{Event, Kind};
use media::{Placement, Use};
use sections::Plan;
use site::Plant;

/// How the picture desk calls what places these pictures.
pub(crate) const STORY: &str = "story";
/// The slot of the picture above the text.
const LEAD: &str = "lead";

/// Returns every picture of the bank that the fields place, the lead picture first.
fn placed(fields: &Fields) -> Vec<Placed> {
    let lead = fields
        .lead_picture
        .iter()
        .map(|lead| Placed { pointer: "/lead_picture".into(), wanted: lead.wanted() });
    lead.chain(in_text::placed(&fields.body)).collect()
}

/// Returns the ids of all pictures that the fields place.
pub(crate) fn ids(fields: &Fields) -> Vec<Id> {
    placed(fields).into_iter().map(|placed| placed.wanted.id).collect()
}

/// Returns the fields with those pictures in their places that have come from foreign addresses meanwhile.
pub(crate) async fn with_arrived(tx: &mut Tx, mut fields: Fields) -> Result<Fields> {
    fields.body = in_text::with_arrived(tx, fields.body).await?;
    Ok(fields)
}

/// Writes down which pictures the story shows: to readers, or to those who write it; and which it waits for.
pub(crate) async fn place(tx: &mut Tx, story: &Story, fields: &Fields, is_public: bool) -> Result<()> {
    media::wait_for(tx, story.id, &in_text::credited(&fields.body)).await?;
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
    Placement { kind: STORY, subject: story.id, part_of: None, revision, is_public }
}

/// Returns how the story's pictures are used, each with its slot.
async fn uses(tx: &mut Tx, fields: &Fields) -> Result<Vec<(String, Use)>> {
    let body = in_text::with_arrived(tx, fields.body.clone()).await?;
    let lead = fields.lead_picture.iter().map(|lead| (LEAD.to_owned(), lead.wanted()));
    Ok(lead.chain(in_text::placed(&body).into_iter().map(Placed::in_its_slot)).collect())
}

/// Puts the story's pictures before the readers, and with them those of its posts while it is a live one.
pub(crate) async fn show(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<()> {
    place(tx, story, fields, true).await?;
    media::hold(tx, story.id, fields.kind != Kind::Live).await
}

/// Takes the story's pictures from before the readers, those of its posts too.
pub(crate) async fn hide(tx: &mut Tx, story: Id) -> Result<()> {
    media::clear(tx, STORY, story).await?;
    media::hold(tx, story, true).await
}

/// Returns what the placed pictures lack to be published, each with its place.
pub(crate) async fn lacks_at(
    tx: &mut Tx,
    plan: &Plan,
    fields: &Fields,
) -> Result<Vec<(String, media::Lack)>> {
    let Some(edition) = plan.edition(&fields.edition) else { return Ok(Vec::new()) };
    let place = in_text::on_the_page(edition, fields.language.as_deref());
    in_text::lacks_at(tx, &place, &placed(fields)).await
}

/// Returns a fault for each newly named picture that there is none of.
pub(crate) async fn unknown(
    tx: &mut Tx,
    fields: &Fields,
    before: Option<&Fields>,
) -> Result<Vec<FieldError>> {
    let known = before.map(ids).unwrap_or_default();
    let mut errors = Vec::new();
    if let Some(lead) = &fields.lead_picture
        && !known.contains(&lead.id)
        && !media::exists(tx, lead.id).await?
    {
        errors.push(FieldError::at("/lead_picture", "there is no such picture"));
    }
    errors.extend(in_text::unknown(tx, &fields.body, &known).await?);
    Ok(errors)
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
