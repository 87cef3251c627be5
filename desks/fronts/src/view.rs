//! How a front is shown: its filled places as cards, and all that the page depends on.

use crate::arrangement::Arrangement;
use crate::front::Place;
use crate::pages::{ContainerView, StripView};
use crate::shown::{FilledContainer, Moment, fill};
use ::site::Plant;
use ::site::frame::{Card, Frame};
use ::store::Tx;
use base::{Id, Result, Time};
use sections::{Edition, PageHead, Plan, encoded};
use stories::{Cards, Listed};

/// A front as cards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arranged {
    pub(crate) strip: Option<StripView>,
    pub(crate) containers: Vec<ContainerView>,
    /// Which stories stand in the containers.
    pub(crate) stories: Vec<Id>,
    /// Cards of what else was wanted, in its order.
    pub(crate) others: Vec<Card>,
    pub(crate) tags: Vec<String>,
    pub(crate) until: Option<Time>,
}

/// Returns the front as cards; `others` are stories that the page shows beside it.
pub(crate) async fn arranged(
    tx: &mut Tx,
    plant: &Plant,
    edition: &Edition,
    (place, arrangement): (&Place, &Arrangement),
    moment: &Moment,
    others: Vec<Listed>,
) -> Result<Arranged> {
    let filled = fill(tx, place, arrangement, moment).await?;
    let in_containers = filled.containers.iter().flat_map(|container| &container.stories);
    let mut all: Vec<Listed> = in_containers.cloned().collect();
    let ids = all.iter().map(|listed| listed.story).collect();
    // Many of the others stand in a container as well, and a card is made once.
    let mut places = Vec::with_capacity(others.len());
    for other in others {
        let is_same = |known: &Listed| known.story == other.story && known.headline == other.headline;
        places.push(all.iter().position(is_same).unwrap_or(all.len()));
        if places.last() == Some(&all.len()) {
            all.push(other);
        }
    }
    let Cards { cards, tags, until } = stories::cards(tx, plant, edition, &all).await?;
    let others = places.iter().filter_map(|at| cards.get(*at).cloned()).collect();
    let mut cards = cards.into_iter();
    let containers = filled.containers.iter().map(|container| shown(container, &mut cards)).collect();
    let strip_ends = filled.strip.as_ref().map(|strip| strip.until);
    let strip = filled.strip.map(|strip| StripView {
        text: strip.text,
        until: site::dates::iso(strip.until),
        id: strip.story.as_ref().map(|story| story.story.to_string()),
        url: strip.story.as_ref().map(|story| encoded(&story.path)),
        at: strip.story.map(|story| {
            let at = story.updated_at.unwrap_or(story.first_published_at);
            plant.words.moment(&edition.tongue(), &edition.time_zone(), at)
        }),
    });
    let until = [until, strip_ends].into_iter().flatten().min();
    Ok(Arranged { strip, containers, stories: ids, others, tags, until })
}

fn shown(container: &FilledContainer, cards: &mut impl Iterator<Item = Card>) -> ContainerView {
    ContainerView {
        name: container.name.clone(),
        layout: container.layout.as_str(),
        cards: cards.by_ref().take(container.stories.len()).collect(),
    }
}

/// Returns the frame of the page. In a preview it has no address, tells machines nothing and shows the date of the
/// moment that is looked at.
pub(crate) fn frame(
    plant: &Plant,
    plan: &Plan,
    edition: &Edition,
    head: PageHead,
    preview: Option<Time>,
) -> Frame {
    let Some(at) = preview else { return sections::frame(plant, plan, edition, head) };
    let (title, section) = (head.title, head.section);
    let robots = Some("noindex".into());
    let head = PageHead { title, section, robots, ..PageHead::default() };
    Frame {
        date: plant.words.moment(&edition.tongue(), &edition.time_zone(), at).day,
        now_iso: ::site::dates::iso(at),
        ..sections::frame(plant, plan, edition, head)
    }
}
