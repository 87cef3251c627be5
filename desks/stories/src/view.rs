//! How a story is shown: as JSON for programs, as a card in lists for readers.

use crate::fields::{Fields, LeadPicture};
use crate::in_text;
use crate::lacks::lacks;
use crate::newsroom;
use crate::notes;
use crate::pictures;
use crate::store;
use crate::store::published::{self, Listed};
use crate::story::{State, Story};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use copy::{Doc, Dropped};
use house::{Kind, Person, Right, Sight, Viewer, may_see};
use media::{Shown, Use};
use sections::{Edition, Plan, TopicNames, encoded};
use serde_json::{Map, Value, json};
use site::Plant;
use site::frame::{Card, Link};
use std::collections::HashMap;

/// Finds a story for somebody who asks for it: refuses as if it were not there, or as withdrawn with its notice.
pub(crate) async fn find(tx: &mut Tx, viewer: &Viewer, id: Id) -> Result<Story> {
    let story = store::story(tx, id).await?;
    match may_see(viewer, story.thing(), tx.now()) {
        Sight::Whole => Ok(story),
        Sight::Notice => Err(Refused::Gone(story.withdraw_notice.unwrap_or_default()).into()),
        Sight::Nothing => Err(Refused::NotFound.into()),
    }
}

/// Finds a story for somebody who reads behind its edition's pages; to anybody else it is not there.
pub(crate) async fn find_behind(tx: &mut Tx, person: &Person, id: Id) -> Result<Story> {
    let story = store::story(tx, id).await?;
    if person.may(Right::Read, &story.edition) { Ok(story) } else { Err(Refused::NotFound.into()) }
}

/// Returns the story as the API shows it to this viewer.
pub(crate) async fn story_json(
    tx: &mut Tx,
    plan: &Plan,
    plant_url: &str,
    viewer: &Viewer,
    story: &Story,
    dropped: &[Dropped],
) -> Result<Value> {
    let revision = story.revision_for(viewer);
    let mut fields = store::fields(tx, story.id, revision).await?;
    fields.topics = TopicNames::read(tx, &fields.edition).await?.now(fields.topics);
    let behind = viewer.reads_behind(&story.edition);
    let notes = notes(tx, plan, story, &fields, behind).await?;
    let related = related(tx, viewer, &fields.related).await?;
    if !behind {
        fields = pictures::with_arrived(tx, fields).await?;
        fields.body = without_unseen(tx, viewer, fields.body).await?;
    }
    let shown = shown_of(tx, plan.edition(&story.edition), &fields, behind).await?;
    let for_the_newsroom = match viewer {
        Viewer::Staff(person) if behind => newsroom::facts(tx, plan, person, story, &fields).await?,
        _ => Map::new(),
    };
    let mut told = json!({
        "id": story.id,
        "url": story.path.as_deref().map(|path| format!("{plant_url}{}", encoded(path))),
        "state": if behind { story.state() } else { State::Published },
        "revision": revision,
        "edition": story.edition,
        "kind": fields.kind,
        "section": fields.section,
        "headline": fields.headline,
        "standfirst": fields.standfirst,
        "slugline": if behind { fields.slugline.as_str() } else { "" },
        "slug": slug(story, &fields),
        "dateline": fields.dateline,
        "bylines": fields.bylines,
        "topics": fields.topics,
        "language": fields.language,
        "body": body(&shown, &fields, behind),
        "lead_picture": lead_picture(&shown, fields.lead_picture.as_ref(), behind),
        "related": related,
        // Who told us is the newsroom's own business.
        "sources": if behind { fields.sources } else { Vec::new() },
        "embargo_until": fields.embargo_until,
        "translation_of": translation_of(tx, viewer, fields.translation_of).await?,
        "scheduled_at": story.due(),
        "first_published_at": story.first_published_at,
        "published_at": story.published_at,
        "updated_at": story.updated_at,
        "corrected_at": story.corrected_at,
        "withdrawn_at": story.withdrawn_at,
        "notes": notes,
        "dropped": dropped,
    });
    if let Some(map) = told.as_object_mut() {
        map.extend(for_the_newsroom);
    }
    Ok(told)
}

/// Returns those pictures that the answer speaks of and that may be shown: to the newsroom, which gets the text as it
/// was written, the lead picture alone.
async fn shown_of(tx: &mut Tx, edition: Option<&Edition>, fields: &Fields, behind: bool) -> Result<Shown> {
    let Some(edition) = edition else { return Ok(Shown::default()) };
    let lead = fields.lead_picture.iter().map(|lead| lead.id);
    let ids = if behind { lead.collect() } else { pictures::ids(fields) };
    media::shown(tx, &in_text::on_the_page(edition, fields.language.as_deref()), &ids).await
}

/// Returns the text: outside of the newsroom without the pictures that may not be shown.
fn body(shown: &Shown, fields: &Fields, behind: bool) -> Value {
    if behind { fields.body.to_json() } else { in_text::without_hidden(&fields.body, shown).to_json() }
}

/// Returns the lead picture: to the newsroom as it was chosen, to anybody else with its words if it may be shown.
fn lead_picture(shown: &Shown, lead: Option<&LeadPicture>, behind: bool) -> Value {
    let Some(lead) = lead else { return Value::Null };
    let mut value = match shown.picture(&lead.wanted()) {
        Some(shown) => json!({ "id": lead.id, "caption": shown.caption, "alt": shown.alt,
            "credit": shown.credit, "src": shown.src, "srcset": shown.jpeg, "width": shown.width,
            "height": shown.height, "page": shown.url }),
        None if behind => json!({ "id": lead.id, "caption": lead.caption, "alt": lead.alt }),
        None => return Value::Null,
    };
    if let Some(map) = value.as_object_mut() {
        map.extend(lead.framing.map(|framing| ("framing".to_owned(), json!(framing))));
        // What was chosen for this story, apart from what the bank says of the picture.
        map.extend(behind.then(|| ("chosen".to_owned(), json!(lead))));
    }
    value
}

/// The slug that stands in the address, once it is fixed; before, the one that was asked for.
fn slug(story: &Story, fields: &Fields) -> Option<String> {
    let fixed = story.path.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned);
    fixed.or_else(|| fields.slug.clone())
}

async fn notes(tx: &mut Tx, plan: &Plan, story: &Story, fields: &Fields, behind: bool) -> Result<Vec<Value>> {
    let said = match behind {
        true => notes::for_the_newsroom(tx, story.id).await?,
        false => notes::for_readers(tx, story.id).await?,
    };
    let mut notes: Vec<Value> = said.iter().map(|note| json!(note)).collect();
    if behind {
        let lacking = lacks(tx, plan, &[fields]).await?;
        notes.extend(lacking.into_iter().flatten().map(|lacking| {
            json!({ "kind": "picture", "picture": lacking.picture, "address": lacking.address,
                "note": lacking.lack.to_string() })
        }));
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

/// Returns a text without its pointers to stories that this viewer may not know of.
pub async fn without_unseen(tx: &mut Tx, viewer: &Viewer, body: Doc) -> Result<Doc> {
    let ids = body.related();
    if ids.is_empty() {
        return Ok(body);
    }
    let seen = related(tx, viewer, &ids).await?;
    Ok(body.without_related(&|id| seen.contains(&id)))
}

async fn translation_of(tx: &mut Tx, viewer: &Viewer, id: Option<Id>) -> Result<Option<Id>> {
    let Some(id) = id else { return Ok(None) };
    Ok(find(tx, viewer, id).await.ok().map(|story| story.id))
}

/// Cards of stories, and what the page that shows them depends on beside the stories themselves.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    pub cards: Vec<Card>,
    /// The tags of the pictures that the cards show, or would if it were allowed.
    pub tags: Vec<String>,
    /// When it changes by itself which pictures may be shown.
    pub until: Option<Time>,
}

/// Returns cards for these stories, in the edition's language and zone, with the pictures that may be shown.
pub async fn cards(tx: &mut Tx, plant: &Plant, edition: &Edition, stories: &[Listed]) -> Result<Cards> {
    let uses: Vec<Option<Use>> = stories.iter().map(lead).collect();
    let ids: Vec<Id> = uses.iter().flatten().map(|wanted| wanted.id).collect();
    let shown = media::shown(tx, &in_text::on_the_page(edition, None), &ids).await?;
    let cards = stories.iter().zip(&uses).map(|(story, wanted)| Card {
        picture: wanted.as_ref().and_then(|wanted| shown.picture(wanted)),
        ..card(plant, edition, story)
    });
    Ok(Cards {
        cards: cards.collect(),
        tags: ids.iter().map(|id| media::tag(*id)).collect(),
        until: shown.until,
    })
}

/// Returns the lead picture's use in a listed story.
pub(crate) fn lead(story: &Listed) -> Option<Use> {
    story.picture.clone().and_then(|wanted| serde_json::from_value(wanted).ok())
}

/// Returns the card without its picture.
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

/// A published story's text as feeds give it.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// HTML without pictures.
    pub html: String,
    /// The names of the topics.
    pub topics: Vec<String>,
}

/// Returns the texts of listed stories, in their order.
pub async fn texts(tx: &mut Tx, stories: &[Listed]) -> Result<Vec<Text>> {
    let ids: Vec<Id> = stories.iter().map(|story| story.story).collect();
    let mut contents = published::contents(tx, &ids).await?;
    let mut names: HashMap<String, TopicNames> = HashMap::new();
    for fields in contents.values() {
        if !names.contains_key(&fields.edition) {
            names.insert(fields.edition.clone(), TopicNames::read(tx, &fields.edition).await?);
        }
    }
    let text = |fields: Fields| Text {
        html: fields.body.to_html(&copy::RenderOptions::default()),
        topics: names.get(&fields.edition).map(|names| names.now(fields.topics)).unwrap_or_default(),
    };
    Ok(ids.iter().map(|id| contents.remove(id).map(text).unwrap_or_default()).collect())
}
