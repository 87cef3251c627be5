//! What the buttons of the desk's page do to an arrangement: one step at a time, for whoever has no pointer.

use crate::arrangement::Strip;
use crate::arrangement::{Arrangement, Container, Layout, Slot};
use base::{Id, Time};
use std::time::Duration;

/// How long a strip stands if nobody says otherwise.
pub(crate) const STRIP_STANDS: Duration = Duration::from_secs(2 * 60 * 60);

/// What a button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    SlotUp(Id),
    SlotDown(Id),
    SlotOut(Id),
    /// Into the container of this id, behind what stands there.
    SlotInto(Id, String),
    ContainerUp(String),
    ContainerDown(String),
    ContainerOut(String),
    NewContainer(Layout),
    StripOut,
    /// Have the strip lead to this story.
    StripTo(Id),
    /// Begin with what an unarranged front amounts to.
    Begin,
}

impl Move {
    /// Reads what a button says: `slot-up:ID`, `container-out:c3`.
    pub(crate) fn read(word: &str, into: Option<&str>) -> Option<Self> {
        let (what, whom) = word.split_once(':').unwrap_or((word, ""));
        let (story, named) = (whom.parse::<Id>(), whom.to_owned());
        Some(match what {
            "slot-up" => Self::SlotUp(story.ok()?),
            "slot-down" => Self::SlotDown(story.ok()?),
            "slot-out" => Self::SlotOut(story.ok()?),
            "slot-into" => Self::SlotInto(story.ok()?, into?.to_owned()),
            "container-up" => Self::ContainerUp(named),
            "container-down" => Self::ContainerDown(named),
            "container-out" => Self::ContainerOut(named),
            "container-new" => Self::NewContainer(Layout::from_word(whom)?),
            "strip-to" => Self::StripTo(story.ok()?),
            "strip-out" => Self::StripOut,
            "begin" => Self::Begin,
            _ => return None,
        })
    }
}

impl Move {
    /// Returns the id of what was moved on the desk's page; none where it is gone, or has none yet.
    pub(crate) fn place(&self) -> Option<String> {
        match self {
            Self::SlotUp(story) | Self::SlotDown(story) | Self::SlotInto(story, _) => {
                Some(format!("slot-{story}"))
            }
            Self::ContainerUp(id) | Self::ContainerDown(id) => Some(format!("container-{id}")),
            Self::StripTo(_)
            | Self::SlotOut(_)
            | Self::ContainerOut(_)
            | Self::NewContainer(_)
            | Self::StripOut
            | Self::Begin => None,
        }
    }
}

impl Arrangement {
    /// Makes a move; one that leads nowhere changes nothing.
    pub(crate) fn make(&mut self, step: &Move, now: Time) {
        match step {
            Move::SlotUp(story) => self.slot_up(*story),
            Move::SlotDown(story) => self.slot_down(*story),
            Move::SlotOut(story) => drop(self.take_out(*story)),
            Move::SlotInto(story, container) => self.slot_into(*story, container),
            Move::ContainerUp(id) => {
                if let Some(at) = self.place_of_container(id).filter(|at| *at > 0) {
                    self.containers.swap(at, at - 1);
                }
            }
            Move::ContainerDown(id) => {
                if let Some(at) = self.place_of_container(id).filter(|at| at + 1 < self.containers.len()) {
                    self.containers.swap(at, at + 1);
                }
            }
            Move::ContainerOut(id) => self.containers.retain(|container| container.id != *id),
            Move::NewContainer(layout) => self.containers.push(Container::new(*layout)),
            Move::StripOut => self.strip = None,
            Move::StripTo(story) => {
                let until = now.after(STRIP_STANDS);
                let strip = self.strip.get_or_insert(Strip { text: None, story: None, until });
                strip.story = Some(*story);
            }
            Move::Begin if self.is_unarranged() => self.containers = Self::of_the_newest().containers,
            Move::Begin => {}
        }
    }

    fn place_of_container(&self, id: &str) -> Option<usize> {
        self.containers.iter().position(|container| container.id == id)
    }

    /// Above the first place of a container is the last one of the container before.
    fn slot_up(&mut self, story: Id) {
        let Some((at, slot)) = self.place_of(story) else { return };
        if slot > 0 {
            self.slots_of(at, |slots| slots.swap(slot, slot - 1));
        } else if at > 0
            && let Some(moved) = self.take_out(story)
        {
            self.slots_of(at - 1, |slots| slots.push(moved));
        }
    }

    fn slot_down(&mut self, story: Id) {
        let Some((at, slot)) = self.place_of(story) else { return };
        let count = self.containers.get(at).map_or(0, |container| container.slots.len());
        if slot + 1 < count {
            self.slots_of(at, |slots| slots.swap(slot, slot + 1));
        } else if at + 1 < self.containers.len()
            && let Some(moved) = self.take_out(story)
        {
            self.slots_of(at + 1, |slots| slots.insert(0, moved));
        }
    }

    fn slot_into(&mut self, story: Id, container: &str) {
        let Some(at) = self.place_of_container(container) else { return };
        let moved = self.take_out(story).unwrap_or(Slot { story, headline: None });
        self.slots_of(at, |slots| slots.push(moved));
    }

    fn slots_of(&mut self, at: usize, change: impl FnOnce(&mut Vec<Slot>)) {
        if let Some(container) = self.containers.get_mut(at) {
            change(&mut container.slots);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    /// A front of two containers with two stories in each.
    fn front() -> Arrangement {
        let slot = |number| Slot { story: story(number), headline: None };
        let with = |id: &str, slots| Container { id: id.into(), slots, ..Container::new(Layout::Row) };
        Arrangement {
            strip: None,
            containers: vec![with("a", vec![slot(1), slot(2)]), with("b", vec![slot(3), slot(4)])],
        }
    }

    fn after(step: Move) -> Vec<Vec<u8>> {
        let mut front = front();
        front.make(&step, Time::EPOCH);
        let numbers =
            |container: &Container| container.slots.iter().map(|slot| slot.story.as_bytes()[0]).collect();
        front.containers.iter().map(numbers).collect()
    }

    #[test]
    fn a_story_goes_up_and_down_across_the_edges_of_containers() {
        assert_eq!(after(Move::SlotUp(story(2))), [[2, 1], [3, 4]]);
        assert_eq!(after(Move::SlotUp(story(3))), [vec![1, 2, 3], vec![4]]);
        assert_eq!(after(Move::SlotDown(story(2))), [vec![1], vec![2, 3, 4]]);
        assert_eq!(after(Move::SlotUp(story(1))), [[1, 2], [3, 4]]);
        assert_eq!(after(Move::SlotDown(story(4))), [[1, 2], [3, 4]]);
    }

    #[test]
    fn a_story_goes_into_another_container_or_out() {
        assert_eq!(after(Move::SlotInto(story(1), "b".into())), [vec![2], vec![3, 4, 1]]);
        assert_eq!(after(Move::SlotInto(story(9), "a".into())), [vec![1, 2, 9], vec![3, 4]]);
        assert_eq!(after(Move::SlotOut(story(1))), [vec![2], vec![3, 4]]);
    }

    #[test]
    fn a_container_moves_with_its_stories() {
        assert_eq!(after(Move::ContainerDown("a".into())), [[3, 4], [1, 2]]);
        assert_eq!(after(Move::ContainerUp("a".into())), [[1, 2], [3, 4]]);
        assert_eq!(after(Move::ContainerOut("a".into())), [[3, 4]]);
    }

    #[test]
    fn a_button_says_what_it_does() {
        let id = story(1);

        assert_eq!(Move::read(&format!("slot-up:{id}"), None), Some(Move::SlotUp(id)));
        assert_eq!(Move::read(&format!("slot-into:{id}"), Some("b")), Some(Move::SlotInto(id, "b".into())));
        assert_eq!(Move::read("container-new:row", None), Some(Move::NewContainer(Layout::Row)));
        assert_eq!(Move::read("slot-up:nobody", None), None);
    }
}
