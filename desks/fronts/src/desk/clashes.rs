//! What two editors changed, part by part, as the desk's page says it: of what, whose it is, and both versions.

use super::shown::Maker;
use crate::arrangement::{Arrangement, Newest};
use crate::pages::{DeskChange, Said};
use crate::parts::Part;
use crate::past::Change;
use ::store::Tx;
use base::{Id, Result, Time};
use std::collections::HashMap;

/// An arrangement and the one that others made of it.
pub(super) struct Versions<'a> {
    pub(super) yours: &'a Arrangement,
    pub(super) theirs: &'a Arrangement,
}

impl Maker<'_> {
    /// Returns the changes as the page says them.
    pub(super) async fn changes(
        &self,
        tx: &mut Tx,
        changes: &[Change],
        versions: &Versions<'_>,
    ) -> Result<Vec<DeskChange>> {
        let names = staff::names_of(tx, changes.iter().map(|change| change.by.as_str())).await?;
        let changes = changes.iter().enumerate();
        Ok(changes.map(|(n, change)| self.change(n + 1, change, versions, &names)).collect())
    }

    fn change(
        &self,
        number: usize,
        change: &Change,
        versions: &Versions<'_>,
        names: &HashMap<String, String>,
    ) -> DeskChange {
        let Versions { yours, theirs } = versions;
        let (field, place, about) = self.about(&change.part, yours, theirs);
        DeskChange {
            number,
            part: change.part.to_string(),
            field,
            place,
            about,
            yours: self.said(&change.part, yours),
            theirs: self.said(&change.part, theirs),
            by: names.get(&change.by).cloned(),
            at: Some(change.at).filter(|at| *at != Time::EPOCH).map(|at| self.moment(at)),
        }
    }

    /// Returns what a part is called, the place of the page that it stands in (empty for none), and whose it is.
    fn about(
        &self,
        part: &Part,
        yours: &Arrangement,
        theirs: &Arrangement,
    ) -> (&'static str, String, Option<Said>) {
        let container = |field, id: &str| {
            let place = yours.container(id).map(|_| format!("container-{id}")).unwrap_or_default();
            let about = self.container_said(yours, id).or_else(|| self.container_said(theirs, id));
            (field, place, about)
        };
        let story = |field, story: Id| {
            let place = yours.slot(story).map(|_| format!("slot-{story}")).unwrap_or_default();
            (field, place, self.story_said(story))
        };
        let strip = |field| (field, "strip".to_owned(), None);
        match part {
            Part::Strip => strip("strip"),
            Part::StripText => strip("strip-text"),
            Part::StripStory => strip("strip-story"),
            Part::StripUntil => strip("strip-until"),
            Part::Container(id) => container("container", id),
            Part::Name(id) => container("name", id),
            Part::Layout(id) => container("layout", id),
            Part::Count(id) => container("count", id),
            Part::Of(id) => container("of", id),
            Part::Story(id) => story("story", *id),
            Part::Headline(id) => story("headline", *id),
        }
    }

    /// Returns what stands in a part of an arrangement.
    fn said(&self, part: &Part, front: &Arrangement) -> Said {
        let (strip, container) = (front.strip.as_ref(), |id: &str| front.container(id));
        let text = |text: Option<&str>, none| {
            text.filter(|text| !text.is_empty()).map_or(Said::new(none, ""), |text| Said::new("text", text))
        };
        match part {
            Part::Strip | Part::StripText => {
                let line = strip.and_then(|strip| strip.text.as_deref());
                let headline = strip.and_then(|strip| self.headline(strip.story?));
                text(line.or(headline), if strip.is_some() { "no-text" } else { "no-strip" })
            }
            Part::StripStory => text(strip.and_then(|strip| self.headline(strip.story?)), "no-story"),
            Part::StripUntil => match strip.map(|strip| strip.until) {
                None => Said::new("no-strip", ""),
                Some(Time::EPOCH) => Said::new("no-time", ""),
                Some(until) => Said::new("time", self.moment(until).full),
            },
            Part::Container(id) => match container(id) {
                None => Said::new("out", ""),
                Some(found) => {
                    let headlines = found
                        .slots
                        .iter()
                        .filter_map(|slot| slot.headline.as_deref().or_else(|| self.headline(slot.story)));
                    let name = Some(found.name.as_str()).filter(|name| !name.is_empty());
                    let line: Vec<&str> = name.into_iter().chain(headlines).collect();
                    text(Some(&line.join(" · ")), "empty")
                }
            },
            Part::Name(id) => text(container(id).map(|container| container.name.as_str()), "no-name"),
            Part::Layout(id) => {
                container(id).map_or(Said::new("out", ""), |found| Said::new("layout", found.layout.as_str()))
            }
            Part::Count(id) => container(id)
                .map_or(Said::new("out", ""), |found| Said::new("count", found.count().to_string())),
            Part::Of(id) => container(id).map_or(Said::new("out", ""), |found| self.of_said(&found.of())),
            Part::Story(story) => {
                let home = front.home(*story).and_then(|id| self.container_said(front, id));
                home.unwrap_or(Said::new("off", ""))
            }
            Part::Headline(story) => {
                text(front.slot(*story).and_then(|slot| slot.headline.as_deref()), "own")
            }
        }
    }

    fn of_said(&self, list: &Newest) -> Said {
        match (&list.section, &list.topic, list.kind) {
            (Some(slug), _, _) => {
                let section = self.edition.section(slug);
                Said::new("text", section.map_or(slug.as_str(), |section| section.name.as_str()))
            }
            (_, Some(slug), _) => Said::new("text", self.topics.get(slug).unwrap_or(slug)),
            (_, _, Some(kind)) => Said::new("kind", kind.as_str()),
            _ => Said::new("everything", ""),
        }
    }

    fn container_said(&self, front: &Arrangement, id: &str) -> Option<Said> {
        let at = front.containers.iter().position(|container| container.id == id)?;
        front.containers.get(at).map(|container| Said::container(&container.name, at + 1))
    }

    fn story_said(&self, story: Id) -> Option<Said> {
        self.headline(story).map(|headline| Said::new("text", headline))
    }

    fn headline(&self, story: Id) -> Option<&str> {
        self.briefs.get(&story).map(|brief| brief.headline.as_str())
    }
}
