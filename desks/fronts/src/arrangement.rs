//! What the desk arranges: a strip on top, and containers one under the other, each with stories that were put there
//! by hand and, behind them, the newest of something.

use crate::front::Front;
use base::{FieldError, Id, Time};
use house::Kind;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const LONGEST_NAME: usize = 80;
const LONGEST_LINE: usize = 200;
const LONGEST_HEADLINE: usize = 500;
const MOST_CONTAINERS: usize = 20;
const MOST_SLOTS: usize = 60;
const LONGEST_LIST: i64 = 30;
/// How many stories a front shows at most, lists included: more would be no front.
const MOST_STORIES: i64 = 100;

/// A front as it was arranged. One without containers shows the newest stories.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Arrangement {
    pub strip: Option<Strip>,
    pub containers: Vec<Container>,
}

/// The line above everything, until its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strip {
    /// What it says; of a story without it, the headline.
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub story: Option<Id>,
    pub until: Time,
}

/// Stories that stand together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// By which the desk's page knows it; given to it where it has none.
    #[serde(default)]
    pub id: String,
    /// Shown to readers; empty for none.
    #[serde(default)]
    pub name: String,
    pub layout: Layout,
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// What follows the stories that were put there by hand.
    #[serde(default)]
    pub list: Option<Newest>,
}

/// How a container looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One story that dominates, four beside and below it, the rest in lines.
    Lead,
    /// The day's one story across the page.
    Splash,
    /// Cards with pictures, three in a row.
    Row,
    /// Headlines with their times.
    List,
    /// Opinion pieces, on their tint.
    Opinion,
}

/// A story in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub story: Id,
    /// What this front calls it instead of its own headline.
    #[serde(default)]
    pub headline: Option<String>,
}

/// The newest of everything, of a section, on a topic or of a kind, but for what stands above on the same front.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newest {
    pub count: i64,
    #[serde(default)]
    pub section: Option<String>,
    /// A topic's slug.
    #[serde(default)]
    pub topic: Option<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
}

impl Layout {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Splash, Self::Row, Self::List, Self::Opinion];

    /// Returns the word used outside.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Splash => "splash",
            Self::Row => "row",
            Self::List => "list",
            Self::Opinion => "opinion",
        }
    }

    /// Returns the layout of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.as_str() == word)
    }
}

impl Newest {
    /// Returns the newest so many of everything.
    pub fn of_everything(count: i64) -> Self {
        Self { count, section: None, topic: None, kind: None }
    }
}

impl Container {
    /// Returns an empty container.
    pub fn new(layout: Layout) -> Self {
        Self { id: String::new(), name: String::new(), layout, slots: Vec::new(), list: None }
    }
}

impl Arrangement {
    /// Returns what an unarranged front amounts to, for who begins to arrange it: nothing moves by that alone.
    pub fn of_the_newest() -> Self {
        let list =
            |layout, count| Container { list: Some(Newest::of_everything(count)), ..Container::new(layout) };
        let mut begun = Self { strip: None, containers: vec![list(Layout::Lead, 5), list(Layout::List, 25)] };
        begun.name_containers(&HashSet::new(), 1);
        begun
    }

    /// Returns whether readers get the newest stories.
    pub fn is_unarranged(&self) -> bool {
        self.containers.is_empty()
    }

    /// Returns the stories that were put on the front by hand, the strip's among them.
    pub fn stories(&self) -> Vec<Id> {
        let strip = self.strip.iter().filter_map(|strip| strip.story);
        strip.chain(self.slots().map(|slot| slot.story)).collect()
    }

    /// Returns all slots from the top down.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.containers.iter().flat_map(|container| &container.slots)
    }

    /// Puts a story into a container, the first one if there is none of this id, from wherever it stood; what it was
    /// called there it is called still.
    pub fn put(&mut self, story: Id, container: Option<&str>, is_last: bool) {
        if self.is_unarranged() {
            let strip = self.strip.take();
            *self = Self { strip, ..Self::of_the_newest() };
        }
        let slot = self.take_out(story).unwrap_or(Slot { story, headline: None });
        let is_meant = |found: &Container| Some(found.id.as_str()) == container;
        let at = self.containers.iter().position(is_meant).unwrap_or(0);
        if let Some(container) = self.containers.get_mut(at) {
            let at = if is_last { container.slots.len() } else { 0 };
            container.slots.insert(at, slot);
        }
    }

    /// Returns in which container a story stands, and where there.
    pub(crate) fn place_of(&self, story: Id) -> Option<(usize, usize)> {
        self.containers.iter().enumerate().find_map(|(at, container)| {
            Some((at, container.slots.iter().position(|slot| slot.story == story)?))
        })
    }

    /// Takes a story off the containers.
    pub fn take_out(&mut self, story: Id) -> Option<Slot> {
        let (at, slot) = self.place_of(story)?;
        self.containers.get_mut(at).map(|container| container.slots.remove(slot))
    }

    /// Trims what was written, leaves out what says nothing, and gives every container an id of its own: that of the one
    /// which stood in its place in `before`, or one that no container of the front had before.
    pub(crate) fn tidy(&mut self, before: &Self, front: &Front) {
        let text = |text: &mut Option<String>| {
            *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        };
        if let Some(strip) = &mut self.strip {
            text(&mut strip.text);
        }
        let given: HashSet<String> = self.containers.iter().map(|container| container.id.clone()).collect();
        for (n, container) in self.containers.iter_mut().enumerate() {
            container.name = container.name.trim().to_owned();
            container.slots.iter_mut().for_each(|slot| text(&mut slot.headline));
            let stood = before.containers.get(n).filter(|stood| !given.contains(&stood.id));
            if let Some(stood) = stood.filter(|_| container.id.is_empty()) {
                container.id.clone_from(&stood.id);
            }
        }
        let taken = before.containers.iter().chain(&front.draft.containers);
        // A revision comes once, so what is numbered from it is not taken for what was deleted.
        self.name_containers(&taken.map(|container| container.id.clone()).collect(), front.revision + 1);
    }

    /// Gives an id to every container that has none or that of another, from this number on.
    fn name_containers(&mut self, taken: &HashSet<String>, from: i64) {
        let given: HashSet<String> = self.containers.iter().map(|container| container.id.clone()).collect();
        let is_free = |id: &String| !given.contains(id) && !taken.contains(id);
        let mut numbers = (from..).map(|number| format!("c{number}")).filter(is_free);
        let mut known = HashSet::new();
        for container in &mut self.containers {
            if container.id.is_empty() || !known.insert(container.id.clone()) {
                container.id = numbers.next().unwrap_or_default();
                known.insert(container.id.clone());
            }
        }
    }

    /// Returns what no front may be, with a pointer to each place.
    pub fn faults(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(strip) = &self.strip {
            line("/strip/text", strip.text.as_deref().unwrap_or_default(), LONGEST_LINE, &mut errors);
            if strip.text.is_none() && strip.story.is_none() {
                errors.push(FieldError::at("/strip/text", "a strip needs a text or a story"));
            }
        }
        if self.containers.len() > MOST_CONTAINERS {
            errors.push(FieldError::at("/containers", format!("at most {MOST_CONTAINERS} containers")));
        }
        let (mut met, mut count) = (HashSet::new(), 0);
        for (n, container) in self.containers.iter().enumerate() {
            let at = format!("/containers/{n}");
            container.faults(&at, &mut met, &mut errors);
            count += container.slots.len() as i64 + container.list.as_ref().map_or(0, |list| list.count);
        }
        if self.slots().count() > MOST_SLOTS {
            errors.push(FieldError::at("/containers", format!("at most {MOST_SLOTS} stories put by hand")));
        }
        if count > MOST_STORIES {
            let why = format!("at most {MOST_STORIES} stories in all, here are {count}");
            errors.push(FieldError::at("/containers", why));
        }
        errors
    }
}

impl Container {
    fn faults(&self, at: &str, met: &mut HashSet<Id>, errors: &mut Vec<FieldError>) {
        line(&format!("{at}/name"), &self.name, LONGEST_NAME, errors);
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if self.id.len() > 40 || !self.id.chars().all(is_plain) {
            let why = "must be at most 40 letters, digits and hyphens";
            errors.push(FieldError::at(format!("{at}/id"), why));
        }
        for (n, slot) in self.slots.iter().enumerate() {
            let at = format!("{at}/slots/{n}");
            let headline = slot.headline.as_deref().unwrap_or_default();
            line(&format!("{at}/headline"), headline, LONGEST_HEADLINE, errors);
            if !met.insert(slot.story) {
                errors.push(FieldError::at(format!("{at}/story"), "stands on this front already"));
            }
        }
        let Some(list) = &self.list else { return };
        if !(1..=LONGEST_LIST).contains(&list.count) {
            let why = format!("must be a number from 1 to {LONGEST_LIST}");
            errors.push(FieldError::at(format!("{at}/list/count"), why));
        }
        if usize::from(list.section.is_some())
            + usize::from(list.topic.is_some())
            + usize::from(list.kind.is_some())
            > 1
        {
            let why = "the newest of a section, on a topic or of a kind: one of them";
            errors.push(FieldError::at(format!("{at}/list"), why));
        }
    }
}

fn line(pointer: &str, text: &str, longest: usize, errors: &mut Vec<FieldError>) {
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::at(pointer, format!("at most {longest} characters, here are {length}")));
    }
    if text.contains(char::is_control) {
        errors.push(FieldError::at(pointer, "holds a control character"));
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn story(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    pub(crate) fn slot(number: u8) -> Slot {
        Slot { story: story(number), headline: None }
    }

    #[test]
    fn a_story_that_is_put_first_moves_there_and_keeps_what_it_is_called() {
        let mut front = Arrangement::of_the_newest();
        front.containers[1].slots = vec![slot(1), Slot { headline: Some("Ours".into()), ..slot(2) }];

        front.put(story(2), None, false);

        assert_eq!(front.containers[0].slots[0].headline.as_deref(), Some("Ours"));
        assert_eq!(front.containers[1].slots, vec![slot(1)]);
    }

    #[test]
    fn a_front_that_nobody_arranged_shows_the_newest_below_the_story_that_is_put_on_it() {
        let mut front = Arrangement::default();

        front.put(story(1), None, false);

        assert_eq!(front.stories(), vec![story(1)]);
        assert!(front.containers.iter().all(|container| container.list.is_some()));
    }

    #[test]
    fn a_story_stands_on_a_front_once() {
        let mut front = Arrangement::of_the_newest();
        front.containers[0].slots = vec![slot(1)];
        front.containers[1].slots = vec![slot(2), slot(1)];

        let faults = front.faults();

        assert_eq!(
            faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(),
            ["/containers/1/slots/1/story"]
        );
    }

    #[test]
    fn every_container_gets_an_id_of_its_own() {
        let named = |id: &str| Container { id: id.into(), ..Container::new(Layout::Row) };
        let mut front = Arrangement { strip: None, containers: vec![named(""), named("c1"), named("c1")] };

        front.name_containers(&HashSet::new(), 1);

        let ids: Vec<&str> = front.containers.iter().map(|container| container.id.as_str()).collect();
        assert_eq!(ids, ["c2", "c1", "c3"]);
    }

    #[test]
    fn a_container_that_is_added_is_never_taken_for_one_that_was_deleted() {
        let place = crate::front::Place::new("en", None);
        let named = |id: &str| Container { id: id.into(), ..Container::new(Layout::Row) };
        let of =
            |ids: &[&str]| Arrangement { strip: None, containers: ids.iter().copied().map(named).collect() };
        let draft = of(&["c1"]);
        let front = Front { id: None, place, draft: draft.clone(), revision: 7, version: 0, changed: None };
        let (mut added, mut unnamed) = (of(&["c1", ""]), of(&[""]));

        added.tidy(&draft, &front);
        unnamed.tidy(&draft, &front);

        assert_eq!(added, of(&["c1", "c8"]), "c2 was here once");
        assert_eq!(unnamed, draft, "a program that names none means the one in that place");
    }
}
