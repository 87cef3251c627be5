//! What a front shows: each place filled from what is published at the moment of reading, in a handful of
//! statements however many stories there are. Whatever was arranged, what readers may not see does not stand there.

use crate::arrangement::{Arrangement, Layout, Newest};
use crate::front::Place;
use ::store::Tx;
use base::{Id, Result, Time};
use std::collections::HashSet;
use stories::{List, Listed, Upcoming};

/// A front with its places filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub(crate) strip: Option<FilledStrip>,
    /// Those that hold something.
    pub(crate) containers: Vec<FilledContainer>,
}

/// The strip while it stands.
#[derive(Clone, Debug)]
pub(crate) struct FilledStrip {
    pub(crate) text: String,
    pub(crate) story: Option<Listed>,
    pub(crate) until: Time,
}

/// A container with what it holds.
#[derive(Clone, Debug)]
pub(crate) struct FilledContainer {
    pub(crate) name: String,
    pub(crate) layout: Layout,
    pub(crate) stories: Vec<Listed>,
}

/// When a front is looked at, and what the clock will have published by then: nothing for readers.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) at: Time,
    pub(crate) upcoming: Vec<Upcoming>,
}

/// Fills the places of an arrangement.
pub(crate) async fn fill(
    tx: &mut Tx,
    place: &Place,
    arrangement: &Arrangement,
    moment: &Moment,
) -> Result<Filled> {
    let mut there = stories::among(tx, &arrangement.stories()).await?;
    there.extend(moment.upcoming.iter().map(|upcoming| upcoming.listed.clone()));
    there.retain(|listed| listed.edition == place.edition);
    let found = |id: Id| there.iter().find(|listed| listed.story == id).cloned();
    // A list leaves out what was put by hand above it and what lists above it show.
    let mut shown: Vec<Listed> = Vec::new();
    let mut containers = Vec::with_capacity(arrangement.containers.len());
    for container in &arrangement.containers {
        let by_hand = container.slots.iter().filter_map(|slot| {
            let mut listed = found(slot.story)?;
            // What this front calls a story goes with the story.
            listed.headline = slot.headline.clone().unwrap_or(listed.headline);
            Some(listed)
        });
        let mut stories: Vec<Listed> = by_hand.collect();
        shown.extend(stories.iter().cloned());
        if let Some(list) = &container.list {
            let newest = newest(tx, place, list, moment, &shown).await?;
            shown.extend(newest.iter().cloned());
            stories.extend(newest);
        }
        if !stories.is_empty() {
            let (name, layout) = (container.name.clone(), container.layout);
            containers.push(FilledContainer { name, layout, stories });
        }
    }
    let strip = arrangement.strip.as_ref().filter(|strip| strip.until > moment.at).and_then(|strip| {
        let story = match strip.story {
            Some(id) => Some(found(id)?),
            None => None,
        };
        let headline = || story.as_ref().map(|story| story.headline.clone());
        let text = strip.text.clone().or_else(headline)?;
        Some(FilledStrip { text, story, until: strip.until })
    });
    Ok(Filled { strip, containers })
}

/// Returns what a list shows: the newest of what it wants, but for what is shown above it.
async fn newest(
    tx: &mut Tx,
    place: &Place,
    wanted: &Newest,
    moment: &Moment,
    shown: &[Listed],
) -> Result<Vec<Listed>> {
    let section = wanted.section.as_ref().or(match (&wanted.topic, wanted.kind) {
        (None, None) => place.section.as_ref(),
        _ => None,
    });
    let is_wanted = |listed: &Listed| {
        section.is_none_or(|section| listed.section == *section)
            && wanted.kind.is_none_or(|kind| listed.kind == kind.as_str())
    };
    // A topic may stand elsewhere since the front was arranged.
    let topic = match &wanted.topic {
        Some(slug) => {
            let known = sections::topic_by_slug(tx, &place.edition, slug).await?;
            Some(known.map_or_else(|| slug.clone(), |topic| topic.slug))
        }
        None => None,
    };
    // As many more as may have to be left out.
    let above = shown.iter().filter(|listed| is_wanted(listed)).count();
    let list = List {
        edition: Some(place.edition.clone()),
        section: section.cloned(),
        topic: topic.clone(),
        kind: wanted.kind,
        ..List::default()
    };
    let coming = moment.upcoming.iter().filter(|upcoming| {
        is_wanted(&upcoming.listed) && topic.as_ref().is_none_or(|topic| upcoming.topics.contains(topic))
    });
    let mut newest: Vec<Listed> = coming.map(|upcoming| upcoming.listed.clone()).collect();
    newest.extend(stories::listed(tx, &list, wanted.count + above as i64).await?);
    let above: HashSet<Id> = shown.iter().map(|listed| listed.story).collect();
    newest.retain(|listed| !above.contains(&listed.story));
    newest.truncate(usize::try_from(wanted.count).unwrap_or(0));
    Ok(newest)
}
