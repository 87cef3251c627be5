//! The desk's page of a front, filled: what stands where and how far each story is, what was found, who saved and
//! published it when.

use super::clashes::Versions;
use super::front::field;
use super::standing::{Before, Standing, standing};
use super::wish::{Wish, escaped, local};
use crate::arrangement::{Arrangement, Container, Layout};
use crate::front::{Front, Place, Version};
use crate::moves::STRIP_STANDS;
use crate::pages::{
    DeskContainer, DeskFront, DeskList, DeskPreview, DeskSlot, DeskStrip, DeskVersion, Found, FrontLink,
};
use crate::store;
use ::store::Tx;
use base::{FieldError, Id, Result, Time};
use house::{Kind, Person};
use sections::{Edition, Plan};
use site::Plant;
use site::frame::{Link, Moment};
use site::words::Language;
use std::collections::HashMap;
use stories::Brief;

/// How many stories a search offers.
const FOUND: i64 = 20;
/// How many versions are offered to go back to.
const VERSIONS: i64 = 20;

/// How the page is asked for, and what happened before.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) wish: Wish,
    pub(super) before: Before,
}

/// Everything that the page's parts are made with.
pub(super) struct Maker<'a> {
    plant: &'a Plant,
    language: &'a Language,
    pub(super) edition: &'a Edition,
    pub(super) briefs: HashMap<Id, Brief>,
    pub(super) topics: HashMap<String, String>,
    faults: Vec<FieldError>,
}

/// Returns the page of a front; what was sent and refused stands on it as it was sent.
pub(super) async fn shown(
    tx: &mut Tx,
    plant: &Plant,
    language: &Language,
    (plan, person): (&Plan, &Person),
    front: Front,
    Request { wish, before }: Request,
) -> Result<DeskFront> {
    let edition = front.place.find(plan)?;
    let Standing { arrangement, revision, since, clashes, news, is_unpublished, is_stale, faults } =
        standing(tx, &front, &person.actor(), before).await?;
    let mut maker = Maker::new(tx, plant, language, edition, [&arrangement, &front.draft]).await?;
    maker.faults = faults;
    let versions = Versions { yours: &arrangement, theirs: &front.draft };
    let clashes = maker.changes(tx, &clashes, &versions).await?;
    let news = maker.changes(tx, &news, &versions).await?;
    let saved = match &front.changed {
        Some((actor, at)) => Some((staff::name_of(tx, actor).await?, *at)),
        None => None,
    };
    let versions = maker.versions(tx, &front).await?;
    let live = store::shown(tx, &front.place).await?.unwrap_or_default();
    let found = maker.found(tx, &arrangement, wish.find.as_deref().unwrap_or_default()).await?;
    let name = match &front.place.section {
        Some(slug) => edition.section(slug).map(|section| section.name.clone()).unwrap_or_default(),
        None => edition.name.clone(),
    };
    let title = format!("{} — {name}", plant.words.desk_word(language, "fronts")?);
    let desk = staff::frame(person, language, title);
    let tongue = edition.tongue();
    Ok(DeskFront {
        desk,
        name,
        language: tongue.clone(),
        direction: tongue.direction(),
        fronts: links(&front, edition, &wish),
        action: front.place.below("/desk/fronts"),
        url: front.place.path(),
        revision,
        since,
        saved: saved.as_ref().map(|(_, at)| maker.moment(*at)),
        saved_by: saved.and_then(|(name, _)| name),
        is_published: front.version > 0,
        is_changed: live != front.draft,
        is_stale,
        clashes,
        news,
        is_unpublished,
        is_refused: !maker.faults.is_empty(),
        faults: maker.words_for(|container, name| container.is_none() && !name.starts_with("strip"))?,
        strip: maker.strip(&arrangement, tx.now())?,
        containers: maker.containers(&arrangement)?,
        layouts: Layout::ALL.iter().map(|layout| layout.as_str()).collect(),
        sections: edition
            .sections
            .iter()
            .map(|s| Link::new(&s.name, format!("section:{}", s.slug)))
            .collect(),
        kinds: Kind::ALL.iter().map(|kind| kind.as_str()).collect(),
        find: wish.find.clone().unwrap_or_default(),
        found,
        preview: preview(&front, &wish),
        width: wish.width.unwrap_or("phone"),
        colours: wish.colours.unwrap_or("light"),
        at: wish.at.clone().unwrap_or_default(),
        versions,
    })
}

/// Returns the ways to the fronts of the edition.
fn links(front: &Front, edition: &Edition, wish: &Wish) -> Vec<FrontLink> {
    // How the preview looks stays chosen from front to front.
    let wish = Wish { find: None, ..wish.clone() };
    let link = |name: &str, section: Option<&str>| {
        let place = Place::new(&edition.slug, section);
        let url = wish.below(&place.below("/desk/fronts"));
        FrontLink { name: name.into(), url, current: place == front.place }
    };
    let sections = edition.sections.iter().map(|section| link(&section.name, Some(&section.slug)));
    std::iter::once(link(&edition.name, None)).chain(sections).collect()
}

/// Returns the preview that is wished for.
fn preview(front: &Front, wish: &Wish) -> Option<DeskPreview> {
    let (width, colours) = (wish.width.filter(|_| !wish.is_closed)?, wish.colours.unwrap_or("light"));
    let at = wish.at.as_deref().map(|at| format!("&at={}", escaped(at))).unwrap_or_default();
    let src = format!("{}/preview?colours={colours}{at}", front.place.below("/desk/fronts"));
    Some(DeskPreview { src, width, colours })
}

impl<'a> Maker<'a> {
    async fn new(
        tx: &mut Tx,
        plant: &'a Plant,
        language: &'a Language,
        edition: &'a Edition,
        arrangements: [&Arrangement; 2],
    ) -> Result<Self> {
        let mut stories: Vec<Id> = arrangements.iter().flat_map(|front| front.stories()).collect();
        stories.sort_unstable();
        stories.dedup();
        let briefs = stories::briefly(tx, &stories).await?;
        let mut topics = HashMap::new();
        let containers = arrangements.iter().flat_map(|front| &front.containers);
        for slug in containers.filter_map(|container| container.list.as_ref()?.topic.clone()) {
            if let Some(topic) = sections::topic_by_slug(tx, &edition.slug, &slug).await? {
                topics.insert(slug, topic.name);
            }
        }
        let briefs = briefs.into_iter().map(|brief| (brief.id, brief)).collect();
        Ok(Self { plant, language, edition, briefs, topics, faults: Vec::new() })
    }

    pub(super) fn moment(&self, time: Time) -> Moment {
        self.plant.words.moment(self.language, &self.edition.time_zone(), time)
    }

    /// Returns what is wrong at some fields, in the desk's words.
    fn words_for(&self, is_there: impl Fn(Option<usize>, &str) -> bool) -> Result<Vec<String>> {
        let mut words = Vec::new();
        for fault in &self.faults {
            let (container, last) = field(fault);
            let name =
                if fault.pointer.starts_with("/strip") { format!("strip-{last}") } else { last.to_owned() };
            if is_there(container, &name) {
                words.push(self.words(&name, fault)?);
            }
        }
        Ok(words)
    }

    fn words(&self, name: &str, fault: &FieldError) -> Result<String> {
        let key = match name {
            "strip-until" => "refused-front-strip-until",
            "strip-text" => "refused-front-strip-text",
            "strip-story" | "story" => "refused-front-story",
            "name" => "refused-front-name",
            "headline" => "refused-front-headline",
            "count" => "refused-front-count",
            "topic" => "refused-front-topic",
            "section" => "refused-front-section",
            _ => "refused-front-much",
        };
        let word = self.plant.words.desk_word(self.language, key)?;
        Ok(if self.language.root() == "en" { format!("{word} ({})", fault.detail) } else { word })
    }

    fn strip(&self, arrangement: &Arrangement, now: Time) -> Result<DeskStrip> {
        let zone = self.edition.time_zone();
        let faults = self.words_for(|_, name| name.starts_with("strip"))?;
        let Some(strip) = &arrangement.strip else {
            let until = local(now.after(STRIP_STANDS), &zone);
            return Ok(DeskStrip { until, faults, ..DeskStrip::default() });
        };
        Ok(DeskStrip {
            is_there: true,
            text: strip.text.clone().unwrap_or_default(),
            story: strip.story.map(|story| story.to_string()),
            headline: strip
                .story
                .and_then(|story| self.briefs.get(&story))
                .map(|brief| brief.headline.clone()),
            until: if strip.until == Time::EPOCH { String::new() } else { local(strip.until, &zone) },
            is_over: strip.until <= now,
            faults,
        })
    }

    fn containers(&self, arrangement: &Arrangement) -> Result<Vec<DeskContainer>> {
        let containers = arrangement.containers.iter().enumerate();
        containers.map(|(number, container)| self.container(number, container)).collect()
    }

    fn container(&self, number: usize, container: &Container) -> Result<DeskContainer> {
        let list = container.list.as_ref().map(|list| {
            let of = match (&list.section, &list.topic, list.kind) {
                (Some(section), _, _) => format!("section:{section}"),
                (_, Some(_), _) => "topic:".into(),
                (_, _, Some(kind)) => format!("kind:{kind}"),
                _ => "everything".into(),
            };
            let topic = list.topic.as_ref().map(|slug| self.topics.get(slug).unwrap_or(slug).clone());
            // A section that was deleted since is named still, so that nobody wonders why nothing comes.
            let gone = list.section.clone().filter(|slug| self.edition.section(slug).is_none());
            DeskList { count: list.count, of, topic: topic.unwrap_or_default(), gone }
        });
        Ok(DeskContainer {
            id: container.id.clone(),
            number: number + 1,
            name: container.name.clone(),
            layout: container.layout.as_str(),
            slots: container
                .slots
                .iter()
                .map(|slot| self.slot(slot.story, slot.headline.as_deref()))
                .collect(),
            list,
            faults: self.words_for(|at, _| at == Some(number))?,
        })
    }

    fn slot(&self, story: Id, called: Option<&str>) -> DeskSlot {
        let brief = self.briefs.get(&story);
        let held =
            brief.and_then(|brief| brief.embargo_until).filter(|until| *until > self.plant.clock.now());
        DeskSlot {
            story: story.to_string(),
            title: brief.map(|brief| brief.headline.clone()),
            state: brief.map(|brief| brief.state.as_str()),
            called: called.unwrap_or_default().to_owned(),
            scheduled: brief.and_then(|brief| brief.scheduled_at).map(|at| self.moment(at)),
            embargo: held.map(|until| self.moment(until)),
        }
    }

    async fn found(&self, tx: &mut Tx, front: &Arrangement, words: &str) -> Result<Vec<Found>> {
        let found = stories::found(tx, &self.edition.slug, words, FOUND).await?;
        let section = |slug: &str| self.edition.section(slug).map(|section| section.name.clone());
        Ok(found
            .into_iter()
            .map(|brief| Found {
                story: brief.id.to_string(),
                is_on_the_front: front.home(brief.id).is_some(),
                section: section(&brief.section).unwrap_or(brief.section),
                title: brief.headline,
                state: brief.state.as_str(),
                published: brief.first_published_at.map(|at| self.moment(at)),
            })
            .collect())
    }

    async fn versions(&self, tx: &mut Tx, front: &Front) -> Result<Vec<DeskVersion>> {
        let Some(id) = front.id else { return Ok(Vec::new()) };
        let versions = store::versions(tx, id, VERSIONS).await?;
        let names = staff::names_of(tx, versions.iter().map(|version| version.actor.as_str())).await?;
        let version = |version: Version| DeskVersion {
            number: version.number,
            at: self.moment(version.at),
            by: names.get(&version.actor).cloned(),
            current: version.number == front.version,
        };
        Ok(versions.into_iter().map(version).collect())
    }
}
