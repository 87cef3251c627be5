//! A story's page, or what is left of one; and where former addresses lead.

use super::history::{self, History, Part};
use super::json_ld;
use crate::embeds::{self, Hosts};
use crate::fields::Fields;
use crate::follow::{group_tag, story_tag, visible_cards};
use crate::in_text;
use crate::pages::{Correction, StoryPage, StoryView, WithdrawnPage};
use crate::pictures;
use crate::record;
use crate::store::{self, published};
use crate::story::{Public, Story};
use crate::view::{Cards, author_link, topic_link};
use ::store::Tx;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use base::{Id, Refused, Result, Time};
use copy::RenderOptions;
use house::{Kind, Sight, Viewer, may_see};
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use sections::{Edition, PageHead, Plan, encoded};
use site::answer::no_such_page;
use site::collate::collate_by;
use site::frame::{Card, Link};
use site::lends::{Piece, Wanted};
use site::words::Language;
use site::{Html, Plant, Rendered};

/// The piece that the desk of live coverage lends.
const LIVE: &str = "live";
/// How many related stories a page shows.
const MOST_RELATED: usize = 4;
/// How many it shows in its text: an open page listens to each, and to itself.
pub(super) const MOST_IN_TEXT: usize = 15;
/// The longest path that can be an address.
const LONGEST_PATH: usize = 1000;

/// Answers a path that no route has: a story's page, the way to its present address, or that there is nothing.
pub async fn story_or_redirect(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let decoded = percent_decode_str(uri.path()).decode_utf8().map(|path| path.into_owned());
    let path = match decoded {
        Ok(path) if is_address(&path) => path,
        _ => return no_such_page(State(plant), uri, headers).await,
    };
    // The address as it was sent is the key: no two handlers can be asked for the same one.
    let query = uri.query().filter(|query| is_page_of_posts(query)).map(str::to_owned);
    let key = match &query {
        Some(query) => format!("{}?{query}", uri.path()),
        None => uri.path().to_owned(),
    };
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { render(renderer, path, query).await }).await
}

/// Whether a query asks for older posts of a live coverage; any other query changes nothing.
fn is_page_of_posts(query: &str) -> bool {
    query.strip_prefix("before=").is_some_and(|id| id.parse::<Id>().is_ok())
}

/// Whether a path could be an address that somebody gave to a story.
fn is_address(path: &str) -> bool {
    path.len() <= LONGEST_PATH && !path.contains(char::is_control) && !path.starts_with("/api/")
}

/// Returns where a former address such as `/?p=19` leads now, if it was one.
pub async fn former_address(plant: &Plant, path: String) -> Result<Option<String>> {
    plant
        .store
        .read(async move |tx: &mut Tx| {
            let Some(id) = store::at_address(tx, &path).await? else { return Ok(None) };
            let story = store::story(tx, id).await?;
            let is_there = may_see(&Viewer::Anonymous, story.thing(), tx.now()) != Sight::Nothing;
            Ok(story.path.filter(|_| is_there).map(|path| encoded(&path)))
        })
        .await
}

/// What stands at an address.
enum Found {
    /// The story, and what followed its former address.
    Moved(Box<Story>, String),
    Withdrawn(Box<(Plan, Edition, Story)>),
    Shown(Box<Shown>),
    History(Box<History>),
}

/// A story with all that its page shows.
pub(crate) struct Shown {
    plan: Plan,
    edition: Edition,
    story: Story,
    fields: Fields,
    authors: Vec<(String, String)>,
    topics: Vec<(String, String)>,
    corrections: Vec<(Time, String)>,
    translations: Vec<published::Translation>,
    related: Cards,
    /// The stories that stand in the text.
    in_text: Cards,
    pictures: media::Shown,
    /// The hosts from which the text may show something; none where it embeds nothing.
    embeds: Option<Hosts>,
    /// The posts of a live coverage, lent by the desk that has them.
    live: Option<Piece>,
    seq: i64,
    /// Whether it is shown before the readers see it.
    is_preview: bool,
}

async fn render(plant: Plant, path: String, query: Option<String>) -> Result<Rendered> {
    let reader = plant.clone();
    let found =
        plant.store.read(async move |tx: &mut Tx| find(tx, &reader, &path, query.clone()).await).await?;
    match found {
        Found::Moved(story, tail) => {
            let location = encoded(&format!("{}{tail}", story.path.as_deref().unwrap_or("/")));
            Ok(Rendered::redirect(301, location).tag(story_tag(story.id)))
        }
        Found::Withdrawn(found) => {
            let (plan, edition, story) = *found;
            withdrawn(&plant, &plan, &edition, &story)
        }
        Found::Shown(shown) => page(&plant, *shown),
        Found::History(history) => history::page(&plant, &history),
    }
}

async fn find(tx: &mut Tx, plant: &Plant, path: &str, query: Option<String>) -> Result<Found> {
    let path_alone = path.strip_suffix('/').unwrap_or(path);
    let (id, part) = at(tx, path_alone).await?.ok_or(Refused::NotFound)?;
    let story = store::story(tx, id).await?;
    let sight = may_see(&Viewer::Anonymous, story.thing(), tx.now());
    if sight == Sight::Nothing {
        return Err(Refused::NotFound.into());
    }
    let tail = part.map(Part::tail).unwrap_or_default();
    if story.path.as_deref().map(|own| format!("{own}{tail}")).as_deref() != Some(path) {
        return Ok(Found::Moved(Box::new(story), tail));
    }
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&story.edition).cloned().ok_or(Refused::NotFound)?;
    // Of what is withdrawn the record can be checked still, without a word of it.
    if sight == Sight::Notice && part != Some(Part::All) {
        return Ok(Found::Withdrawn(Box::new((plan, edition, story))));
    }
    if let Some(part) = part {
        let history = history::read(tx, plant, (plan, edition), story, part).await?;
        return Ok(Found::History(Box::new(history)));
    }
    let listed = published::one(tx, id).await?.ok_or(Refused::NotFound)?;
    let fields = store::said(tx, id, listed.revision).await?;
    let names = Names {
        authors: serde_json::from_value(listed.bylines).unwrap_or_default(),
        topics: topics(tx, &edition, id).await?,
    };
    let shown = whole(tx, plant, (plan, edition), (story, fields), names, query).await?;
    Ok(Found::Shown(Box::new(shown)))
}

/// The names that a page shows, each with its slug.
pub(super) struct Names {
    pub(super) authors: Vec<(String, String)>,
    pub(super) topics: Vec<(String, String)>,
}

/// Reads all that a story's page shows beside what a revision says.
pub(super) async fn whole(
    tx: &mut Tx,
    plant: &Plant,
    (plan, edition): (Plan, Edition),
    (story, fields): (Story, Fields),
    names: Names,
    query: Option<String>,
) -> Result<Shown> {
    let id = story.id;
    let fields = pictures::with_arrived(tx, fields).await?;
    let related = related(tx, plant, &edition, id, &fields).await?;
    let mut named = fields.body.related();
    named.retain(|other| *other != id);
    named.truncate(MOST_IN_TEXT);
    let path = story.path.clone().unwrap_or_default();
    let wanted_posts = Wanted { subject: id, edition: edition.slug.clone(), path, query };
    let live = match fields.kind {
        Kind::Live if story.public == Public::Published => {
            plant.lends.piece(LIVE, plant, tx, wanted_posts).await?
        }
        _ => None,
    };
    let place = in_text::on_the_page(&edition, fields.language.as_deref());
    // A coverage may have posts that embed something, now or while it is open.
    let embeds = match fields.body.embeds() || fields.kind == Kind::Live {
        true => Some(embeds::hosts(tx).await?),
        false => None,
    };
    Ok(Shown {
        embeds,
        live,
        pictures: media::shown(tx, &place, &pictures::ids(&fields)).await?,
        related,
        in_text: visible_cards(tx, plant, &edition, &named).await?,
        authors: names.authors,
        topics: names.topics,
        corrections: record::corrections(tx, id).await?,
        translations: published::group(tx, story.group).await?,
        seq: tx.last_logged().await?,
        plan,
        edition,
        story,
        fields,
        is_preview: false,
    })
}

impl Shown {
    /// Returns the page as it is before its readers see it: it leads nowhere that is not there yet, tells no machine of
    /// itself and listens to nothing. Its pictures stand below this path.
    pub(super) fn before_its_readers(mut self, prefix: &str) -> Self {
        self.pictures = self.pictures.below(prefix.to_owned());
        self.is_preview = true;
        self
    }
}

/// Returns the story at an address, or the one whose history it is.
async fn at(tx: &mut Tx, path: &str) -> Result<Option<(Id, Option<Part>)>> {
    if let Some(id) = store::at_address(tx, path).await? {
        return Ok(Some((id, None)));
    }
    let Some((story, part)) = history::parted(path) else { return Ok(None) };
    Ok(store::at_address(tx, story).await?.map(|id| (id, Some(part))))
}

/// Returns the topics as a reader of the edition looks for them: by the order of its language.
async fn topics(tx: &mut Tx, edition: &Edition, id: Id) -> Result<Vec<(String, String)>> {
    let mut topics = published::topics(tx, id).await?;
    collate_by(&edition.tongue(), &mut topics, |(_, name)| name);
    Ok(topics)
}

/// Returns the stories that this one leads on to: those of the editor's choice that are there, else those that share
/// its topics.
async fn related(tx: &mut Tx, plant: &Plant, edition: &Edition, id: Id, fields: &Fields) -> Result<Cards> {
    let chosen: Vec<Id> =
        fields.related.iter().copied().filter(|other| *other != id).take(MOST_RELATED).collect();
    let chosen = visible_cards(tx, plant, edition, &chosen).await?;
    if !chosen.cards.is_empty() {
        return Ok(chosen);
    }
    let sharing = published::sharing_topics(tx, id, &edition.slug, MOST_RELATED).await?;
    visible_cards(tx, plant, edition, &sharing).await
}

/// Returns what an open page listens to: the story, and each whose card it shows.
fn listens_to(shown: &Shown) -> Vec<String> {
    let mut topics = vec![story_tag(shown.story.id)];
    for card in shown.in_text.cards.iter().chain(&shown.related.cards) {
        let topic = format!("story:{}", card.id);
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    topics
}

pub(crate) fn page(plant: &Plant, shown: Shown) -> Result<Rendered> {
    let Shown { plan, edition, story, fields, related, .. } = &shown;
    let live = shown.live.clone().unwrap_or_default();
    let (tongue, zone) = (edition.tongue(), edition.time_zone());
    let moment = |time: Time| plant.words.moment(&tongue, &zone, time);
    let language = fields.language.as_deref().and_then(Language::parse).unwrap_or_else(|| tongue.clone());
    let section = edition.section(&fields.section);
    let named = |other: &published::Translation| (other.edition.clone(), other.path.clone());
    let lead = fields.lead_picture.as_ref().and_then(|lead| shown.pictures.picture(&lead.wanted()));
    let figure = |picture: &copy::Picture| in_text::figure(plant, &tongue, &shown.pictures, picture, false);
    let card = |id: &str| in_text::related(plant, &tongue, &shown.in_text.cards, id);
    let hosts = shown.embeds.as_ref();
    let embed = |url: &str| embeds::before_the_link(plant, &tongue, hosts?, url);
    let around = json_ld::Around { authors: &shown.authors, lead: lead.as_ref(), more: live.head };
    let head = PageHead {
        title: fields.headline.clone(),
        description: fields.standfirst.clone(),
        path: story.path.clone(),
        page: None,
        section: Some(fields.section.clone()),
        alternates: shown.translations.iter().map(named).collect(),
        json_ld: Some(json_ld::story(plant, edition, story, fields, around)),
        feed: Some((edition.name.clone(), format!("/{}/feed.rss", edition.slug))),
        card: lead.as_ref().and_then(|picture| Some((picture.card.clone()?, picture.alt.clone()))),
        is_article: true,
        topics: listens_to(&shown).join(","),
        seq: shown.seq,
        robots: None,
    };
    let head = if shown.is_preview { unannounced(head) } else { head };
    let own = story.path.as_deref().filter(|_| !shown.is_preview).map(encoded);
    let dateline = fields.dateline.clone();
    let view = StoryView {
        id: story.id.to_string(),
        kind: fields.kind.to_string(),
        section: section
            .map_or_else(|| Link::new(&fields.section, edition.home()), |s| edition.section_link(s)),
        headline: fields.headline.clone(),
        standfirst: fields.standfirst.clone(),
        bylines: shown.authors.iter().map(|(slug, name)| author_link(edition, slug, name)).collect(),
        place: dateline.as_ref().map(|dateline| dateline.place.clone()).unwrap_or_default(),
        source: dateline.and_then(|dateline| dateline.source).unwrap_or_default(),
        direction: language.direction(),
        language,
        published: moment(story.first_published_at.unwrap_or_else(|| plant.clock.now())),
        updated: story.updated_at.map(moment),
        corrections: shown
            .corrections
            .iter()
            .map(|(at, note)| Correction { at: moment(*at), note: note.clone() })
            .collect(),
        body_html: Html::made(fields.body.to_html(&RenderOptions {
            picture: &figure,
            related: &card,
            embed: &embed,
        })),
        live_html: live.html,
        has_embeds: shown.embeds.is_some(),
        picture: lead.clone(),
        topics: shown.topics.iter().map(|(slug, name)| topic_link(edition, slug, name)).collect(),
        history: own.map(|own| format!("{own}{}", Part::All.tail())).unwrap_or_default(),
    };
    let others = shown.translations.iter().map(|other| other.story);
    let shown_ids = related.cards.iter().filter_map(|card| card.id.parse().ok());
    let tags: Vec<String> = fields
        .related
        .iter()
        .copied()
        .chain(fields.body.related())
        .chain(shown_ids)
        .chain(others)
        .map(story_tag)
        .collect();
    // What shares its topics may be any story that is published next.
    let is_chosen = |card: &Card| fields.related.iter().any(|id| id.to_string() == card.id);
    let lists = (!related.cards.iter().any(is_chosen)).then(|| crate::follow::lists_tag(&edition.slug));
    let page = StoryPage {
        frame: sections::frame(plant, plan, edition, head),
        story: view,
        related: related.cards.clone(),
    };
    Ok(Rendered::html(plant.pages.render(&page, &tongue)?)
        .tag("plan")
        .tag(story_tag(story.id))
        .tag(group_tag(story.group))
        .tags(tags)
        .tags(lists)
        .tags(live.tags)
        .tags(hosts.map(|_| embeds::TAG))
        .frames(hosts.map(embeds::frames).unwrap_or_default())
        .tags(related.tags.clone())
        .tags(shown.in_text.tags.clone())
        .tags(pictures::ids(fields).into_iter().map(media::tag))
        .until(live.until)
        .until(related.until)
        .until(shown.in_text.until)
        .until(shown.pictures.until)
        .until(edition.day_ends(plant.clock.now())))
}

/// Returns the head of a page that nobody but its viewer is to know of.
fn unannounced(head: PageHead) -> PageHead {
    PageHead {
        path: None,
        alternates: Vec::new(),
        json_ld: None,
        topics: String::new(),
        robots: Some("noindex, nofollow".into()),
        ..head
    }
}

/// What is left of a withdrawn story: its notice, the class of its reason, and the times.
fn withdrawn(plant: &Plant, plan: &Plan, edition: &Edition, story: &Story) -> Result<Rendered> {
    let (tongue, zone) = (edition.tongue(), edition.time_zone());
    let moment = |time: Option<Time>| plant.words.moment(&tongue, &zone, time.unwrap_or(Time::EPOCH));
    let head = PageHead {
        title: plant.words.word(&tongue, "withdrawn-title")?,
        topics: story_tag(story.id),
        robots: Some("noindex".into()),
        ..PageHead::default()
    };
    let page = WithdrawnPage {
        frame: sections::frame(plant, plan, edition, head),
        id: story.id.to_string(),
        reason: story.withdraw_reason.clone().unwrap_or_default(),
        notice: story.withdraw_notice.clone().unwrap_or_default(),
        published: moment(story.first_published_at),
        withdrawn: moment(story.withdrawn_at),
    };
    Ok(Rendered::html(plant.pages.render(&page, &tongue)?)
        .status(410)
        .tag("plan")
        .tag(story_tag(story.id))
        .until(edition.day_ends(plant.clock.now())))
}
