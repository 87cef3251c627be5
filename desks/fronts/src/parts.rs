//! The parts of a front that are changed each by itself: by them it is told where two editors meet.

use crate::arrangement::{Arrangement, Container, Newest, Slot};
use base::Id;
use serde_json::{Value, json};
use std::fmt;

/// A part of an arrangement that somebody can change by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Whether there is a strip, and which.
    Strip,
    StripText,
    StripStory,
    StripUntil,
    /// Whether there is this container, and what it holds.
    Container(String),
    Name(String),
    Layout(String),
    /// How many stories follow by themselves in this container.
    Count(String),
    /// What those are the newest of.
    Of(String),
    /// In which container a story stands.
    Story(Id),
    /// What this front calls a story.
    Headline(Id),
}

impl Part {
    /// Reads a part as a field of the desk's form has it: `name:c1`.
    pub(crate) fn read(word: &str) -> Option<Self> {
        let (what, whom) = word.split_once(':').unwrap_or((word, ""));
        let named = whom.to_owned();
        Some(match what {
            "strip" => Self::Strip,
            "strip-text" => Self::StripText,
            "strip-story" => Self::StripStory,
            "strip-until" => Self::StripUntil,
            "container" => Self::Container(named),
            "name" => Self::Name(named),
            "layout" => Self::Layout(named),
            "count" => Self::Count(named),
            "of" => Self::Of(named),
            "story" => Self::Story(whom.parse().ok()?),
            "headline" => Self::Headline(whom.parse().ok()?),
            _ => return None,
        })
    }

    /// Returns what stands in this part of an arrangement.
    pub(crate) fn of(&self, front: &Arrangement) -> Value {
        let (strip, container) = (front.strip.as_ref(), |id: &str| front.container(id));
        match self {
            Self::Strip => json!(strip),
            Self::StripText => json!(strip.map(|strip| &strip.text)),
            Self::StripStory => json!(strip.map(|strip| strip.story)),
            Self::StripUntil => json!(strip.map(|strip| strip.until)),
            Self::Container(id) => json!(container(id)),
            Self::Name(id) => json!(container(id).map(|container| &container.name)),
            Self::Layout(id) => json!(container(id).map(|container| container.layout)),
            Self::Count(id) => json!(container(id).map(Container::count)),
            Self::Of(id) => json!(container(id).map(Container::of)),
            Self::Story(story) => json!(front.home(*story)),
            Self::Headline(story) => json!(front.slot(*story).map(|slot| &slot.headline)),
        }
    }

    /// Returns the parts in which two arrangements differ.
    pub(crate) fn differing(one: &Arrangement, other: &Arrangement) -> Vec<Self> {
        let mut parts = match (&one.strip, &other.strip) {
            (Some(_), Some(_)) => vec![Self::StripText, Self::StripStory, Self::StripUntil],
            _ => vec![Self::Strip],
        };
        for id in other.containers.iter().chain(&one.containers).map(|container| &container.id) {
            if one.container(id).is_some() && other.container(id).is_some() {
                parts.extend([Self::Name, Self::Layout, Self::Count, Self::Of].map(|part| part(id.clone())));
            } else {
                parts.push(Self::Container(id.clone()));
            }
        }
        for story in other.slots().chain(one.slots()).map(|slot| slot.story) {
            parts.push(Self::Story(story));
            if one.slot(story).is_some() && other.slot(story).is_some() {
                parts.push(Self::Headline(story));
            }
        }
        let mut differing: Vec<Self> = Vec::new();
        for part in parts {
            if part.of(one) != part.of(other) && !differing.contains(&part) {
                differing.push(part);
            }
        }
        differing
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strip => f.write_str("strip"),
            Self::StripText => f.write_str("strip-text"),
            Self::StripStory => f.write_str("strip-story"),
            Self::StripUntil => f.write_str("strip-until"),
            Self::Container(id) => write!(f, "container:{id}"),
            Self::Name(id) => write!(f, "name:{id}"),
            Self::Layout(id) => write!(f, "layout:{id}"),
            Self::Count(id) => write!(f, "count:{id}"),
            Self::Of(id) => write!(f, "of:{id}"),
            Self::Story(story) => write!(f, "story:{story}"),
            Self::Headline(story) => write!(f, "headline:{story}"),
        }
    }
}

impl Container {
    /// Returns how many stories follow by themselves.
    pub(crate) fn count(&self) -> i64 {
        self.list.as_ref().map_or(0, |list| list.count)
    }

    /// Returns what those are the newest of, whatever their number.
    pub(crate) fn of(&self) -> Newest {
        self.list.clone().map_or(Newest::of_everything(0), |list| Newest { count: 0, ..list })
    }
}

impl Arrangement {
    /// Returns the container of this id.
    pub(crate) fn container(&self, id: &str) -> Option<&Container> {
        self.containers.iter().find(|container| container.id == id)
    }

    /// Returns the id of the container in which a story stands.
    pub(crate) fn home(&self, story: Id) -> Option<&str> {
        let (at, _) = self.place_of(story)?;
        self.containers.get(at).map(|container| container.id.as_str())
    }

    /// Returns the slot of a story.
    pub(crate) fn slot(&self, story: Id) -> Option<&Slot> {
        self.slots().find(|slot| slot.story == story)
    }

    /// Takes a part as it is in another arrangement.
    pub(crate) fn take(&mut self, part: &Part, other: &Self) {
        match part {
            Part::Strip => self.strip.clone_from(&other.strip),
            Part::StripText | Part::StripStory | Part::StripUntil => {
                let (Some(strip), Some(from)) = (&mut self.strip, &other.strip) else { return };
                match part {
                    Part::StripText => strip.text.clone_from(&from.text),
                    Part::StripStory => strip.story = from.story,
                    _ => strip.until = from.until,
                }
            }
            Part::Container(id) => self.take_container(id, other),
            Part::Name(id) | Part::Layout(id) | Part::Count(id) | Part::Of(id) => {
                let here = self.containers.iter_mut().find(|container| container.id == *id);
                let (Some(container), Some(from)) = (here, other.container(id)) else { return };
                match (part, &mut container.list, &from.list) {
                    (Part::Name(_), ..) => container.name.clone_from(&from.name),
                    (Part::Layout(_), ..) => container.layout = from.layout,
                    (Part::Count(_), Some(list), Some(from)) => list.count = from.count,
                    (_, Some(list), Some(from)) => *list = Newest { count: list.count, ..from.clone() },
                    (_, list, from) => list.clone_from(from),
                }
            }
            Part::Story(story) => {
                self.take_out(*story);
                let Some((_, at)) = other.place_of(*story) else { return };
                let Some((home, slot)) = other.home(*story).zip(other.slot(*story)) else { return };
                if let Some(container) = self.containers.iter_mut().find(|container| container.id == home) {
                    container.slots.insert(at.min(container.slots.len()), slot.clone());
                }
            }
            Part::Headline(story) => {
                let slots = self.containers.iter_mut().flat_map(|container| &mut container.slots);
                let here = slots.into_iter().find(|slot| slot.story == *story);
                if let (Some(slot), Some(from)) = (here, other.slot(*story)) {
                    slot.headline.clone_from(&from.headline);
                }
            }
        }
    }

    /// Takes a container as it is in another arrangement, but for what stands elsewhere by now.
    fn take_container(&mut self, id: &str, other: &Self) {
        let found = other.containers.iter().position(|container| container.id == id);
        let at = self.containers.iter().position(|container| container.id == id).or(found);
        self.containers.retain(|container| container.id != id);
        let Some((at, mut container)) = at.zip(other.container(id).cloned()) else { return };
        container.slots.retain(|slot| self.home(slot.story).is_none());
        self.containers.insert(at.min(self.containers.len()), container);
    }
}
