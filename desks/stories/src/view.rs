//! How a story is shown: as JSON for programs, as a card in lists for readers.

use crate::fields::Fields;
use crate::store::published::Listed;
use crate::store::{self, record};
use crate::story::{State, Story};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use copy::Dropped;
use house::{Kind, Sight, Viewer, may_see};
use sections::{Edition, encoded};
use serde_json::{Value, json};
use site::Plant;
use site::frame::{Card, Link};

/// Finds a story for somebody who asks for it: refuses as if it were not there, or as withdrawn with its notice.
pub(crate) async fn find(tx: &mut Tx, viewer: &Viewer, id: Id) -> Result<Story> {
    let story = store::story(tx, id).await?;
    match may_see(viewer, story.thing(), tx.now()) {
        Sight::Whole => Ok(story),
        Sight::Notice => Err(Refused::Gone(story.withdraw_notice.unwrap_or_default()).into()),
        Sight::Nothing => Err(Refused::NotFound.into()),
    }
}

/// Returns the story as the API shows it to this viewer.
pub(crate) async fn story_json(
    tx: &mut Tx,
    plant_url: &str,
    viewer: &Viewer,
    story: &Story,
    dropped: &[Dropped],
) -> Result<Value> {
    let revision = story.revision_for(viewer);
    let fields = store::fields(tx, story.id, revision).await?;
    let behind = viewer.reads_behind(&story.edition);
    let notes = notes(tx, story, behind).await?;
    let related = related(tx, viewer, &fields.related).await?;
    Ok(json!({
        "id": story.id,
        "url": story.path.as_deref().map(|path| format!("{plant_url}{}", encoded(path))),
        "state": if behind { story.state() } else { State::Published },
        "revision": revision,
        "edition": story.edition,
        "kind": fields.kind,
        "section": fields.section,
        "headline": fields.headline,
        "standfirst": fields.standfirst,
        "slugline": fields.slugline,
        "slug": slug(story, &fields),
        "dateline": fields.dateline,
        "bylines": fields.bylines,
        "topics": fields.topics,
        "language": fields.language,
        "body": fields.body.to_json(),
        "lead_picture": null,
        "related": related,
        // Who told us is the newsroom's own business.
        "sources": if behind { fields.sources } else { Vec::new() },
        "embargo_until": fields.embargo_until,
        "translation_of": translation_of(tx, viewer, fields.translation_of).await?,
        "scheduled_at": story.scheduled_at,
        "first_published_at": story.first_published_at,
        "published_at": story.published_at,
        "updated_at": story.updated_at,
        "corrected_at": story.corrected_at,
        "withdrawn_at": story.withdrawn_at,
        "notes": notes,
        "dropped": dropped,
    }))
}

/// The slug that stands in the address, once it is fixed; before, the one that was asked for.
fn slug(story: &Story, fields: &Fields) -> Option<String> {
    let fixed = story.path.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned);
    fixed.or_else(|| fields.slug.clone())
}

async fn notes(tx: &mut Tx, story: &Story, behind: bool) -> Result<Vec<Value>> {
    let note = |kind: &str, (at, text): &(Time, String)| json!({ "kind": kind, "at": at, "note": text });
    let corrections = record::corrections(tx, story.id).await?;
    let mut notes: Vec<Value> = corrections.iter().map(|row| note("correction", row)).collect();
    if behind {
        let returns = store::returns(tx, story.id).await?;
        notes.extend(returns.iter().map(|row| note("return", row)));
    }
    Ok(notes)
}

/// Related stories that this viewer may know of.
async fn related(tx: &mut Tx, viewer: &Viewer, ids: &[Id]) -> Result<Vec<Id>> {
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        if find(tx, viewer, *id).await.is_ok() {
            seen.push(*id);
        }
    }
    Ok(seen)
}

async fn translation_of(tx: &mut Tx, viewer: &Viewer, id: Option<Id>) -> Result<Option<Id>> {
    let Some(id) = id else { return Ok(None) };
    Ok(find(tx, viewer, id).await.ok().map(|story| story.id))
}

/// Returns cards for these stories, in the edition's language and zone.
pub fn cards(plant: &Plant, edition: &Edition, stories: &[Listed]) -> Vec<Card> {
    stories.iter().map(|story| card(plant, edition, story)).collect()
}

pub(crate) fn card(plant: &Plant, edition: &Edition, story: &Listed) -> Card {
    let (language, zone) = (edition.tongue(), edition.time_zone());
    let moment = |time| plant.words.moment(&language, &zone, time);
    let section = edition.section(&story.section);
    let bylines: Vec<(String, String)> = serde_json::from_value(story.bylines.clone()).unwrap_or_default();
    Card {
        id: story.story.to_string(),
        url: encoded(&story.path),
        headline: story.headline.clone(),
        standfirst: story.standfirst.clone(),
        kind: story.kind.clone(),
        section: section
            .map_or_else(|| Link::new(&story.section, edition.home()), |s| edition.section_link(s)),
        bylines: bylines.iter().map(|(slug, name)| author_link(edition, slug, name)).collect(),
        published: moment(story.first_published_at),
        updated: story.updated_at.map(moment),
        corrected: story.corrected_at.map(moment),
        is_live: story.kind == Kind::Live.as_str(),
        is_opinion: story.kind == Kind::Opinion.as_str(),
        picture: None,
    }
}

/// Returns the link to an author's page.
pub(crate) fn author_link(edition: &Edition, slug: &str, name: &str) -> Link {
    Link::new(name, format!("/{}/author/{}", edition.slug, encoded(slug)))
}

/// Returns the link to a topic's page.
pub(crate) fn topic_link(edition: &Edition, slug: &str, name: &str) -> Link {
    Link::new(name, format!("/{}/topic/{}", edition.slug, encoded(slug)))
}

/// Returns what the newest revision of a story says.
pub async fn newest(tx: &mut Tx, id: Id) -> Result<Fields> {
    let story = store::story(tx, id).await?;
    store::fields(tx, id, story.revision).await
}
