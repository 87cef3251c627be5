//! Two editors changed one front: what one of them changed is taken from either, part by part. Where both changed the
//! same part, each in their own way, what the second one sent stands, and the part is named, so that somebody chooses.

use crate::arrangement::{Arrangement, Container, Layout, Newest, Slot, Strip};
use crate::parts::Part;
use base::Id;
use std::collections::HashMap;

/// What two editors made of one arrangement.
#[derive(Debug)]
pub(crate) struct Merged {
    /// Where both cannot be had, as `mine` has it.
    pub(crate) arrangement: Arrangement,
    pub(crate) clashes: Vec<Part>,
}

/// Merges two arrangements that come from the same one. Where both moved a story within its container, the place of
/// `mine` counts: nothing is lost by it.
pub(crate) fn merge(base: &Arrangement, mine: &Arrangement, theirs: &Arrangement) -> Merged {
    let mut both = Both { base, mine, theirs, clashes: Vec::new() };
    let strip = both.strip();
    let mut standing = both.stories();
    let containers = both.containers(&mut standing);
    Merged { arrangement: Arrangement { strip, containers }, clashes: both.clashes }
}

struct Both<'a> {
    base: &'a Arrangement,
    mine: &'a Arrangement,
    theirs: &'a Arrangement,
    clashes: Vec<Part>,
}

/// In which container a story stands, and as what, by the story's id as a text.
type Standing = HashMap<String, (String, Slot)>;

impl<'a> Both<'a> {
    fn choose<T: PartialEq>(&mut self, part: Part, of: impl Fn(&'a Arrangement) -> T) -> T {
        let (base, mine, theirs) = (of(self.base), of(self.mine), of(self.theirs));
        if mine == base {
            return theirs;
        }
        if theirs != base && theirs != mine {
            self.clashes.push(part);
        }
        mine
    }

    fn strip(&mut self) -> Option<Strip> {
        let strip = |front: &'a Arrangement| front.strip.as_ref();
        if [self.base, self.mine, self.theirs].into_iter().any(|front| front.strip.is_none()) {
            return self.choose(Part::Strip, strip).cloned();
        }
        let text = self.choose(Part::StripText, |front| strip(front).and_then(|strip| strip.text.clone()));
        let story = self.choose(Part::StripStory, |front| strip(front).and_then(|strip| strip.story));
        let until = self.choose(Part::StripUntil, |front| strip(front).map(|strip| strip.until))?;
        Some(Strip { text, story, until })
    }

    fn stories(&mut self) -> Standing {
        let slots = [self.theirs, self.mine].into_iter().flat_map(Arrangement::slots);
        let mut stories: Vec<Id> = slots.map(|slot| slot.story).collect();
        stories.sort_unstable();
        stories.dedup();
        let standing = stories.into_iter().filter_map(|story| {
            let home = self.home(story)?;
            let called = |front: &'a Arrangement| front.slot(story).map(|slot| &slot.headline);
            let headline = match (called(self.mine), called(self.theirs)) {
                (Some(_), Some(_)) => self.choose(Part::Headline(story), called),
                (mine, theirs) => mine.or(theirs),
            };
            let headline = headline.cloned().flatten();
            Some((story.to_string(), (home.to_owned(), Slot { story, headline })))
        });
        standing.collect()
    }

    /// Returns in which container a story stands. That one took it out and the other called it something new, both
    /// cannot be had; what left with its container was not taken out by itself.
    fn home(&mut self, story: Id) -> Option<&'a str> {
        let before = self.base.home(story);
        let left_with_it = |front: &Arrangement| before.is_some_and(|id| front.container(id).is_none());
        let (clashes, was) = (self.clashes.len(), self.base.slot(story));
        let home = self.choose(Part::Story(story), |front| match front.home(story) {
            None if left_with_it(front) => before,
            home => home,
        });
        let is_out = |front: &Arrangement| front.slot(story).is_none() && !left_with_it(front);
        let is_rewritten = |front: &Arrangement| {
            front.slot(story).zip(was).is_some_and(|(now, was)| now.headline != was.headline)
        };
        let is_torn = (is_out(self.mine) && is_rewritten(self.theirs))
            || (is_out(self.theirs) && is_rewritten(self.mine));
        if self.clashes.len() == clashes && is_torn {
            self.clashes.push(Part::Story(story));
            return self.mine.home(story);
        }
        home
    }

    fn containers(&mut self, standing: &mut Standing) -> Vec<Container> {
        let ids = |front: &'a Arrangement| -> Vec<&'a str> {
            front.containers.iter().map(|container| container.id.as_str()).collect()
        };
        let order = copy::order(&ids(self.base), &ids(self.mine), &ids(self.theirs));
        let containers = order.into_iter().filter_map(|id| {
            let frame = self.container(id, standing)?;
            let slots = self.slots(id, standing);
            Some(Container { slots, ..frame })
        });
        containers.collect()
    }

    /// Returns a container without its stories; nothing if one took it out and the other left it alone.
    fn container(&mut self, id: &str, standing: &mut Standing) -> Option<Container> {
        let (was, mine, theirs) =
            (self.base.container(id), self.mine.container(id), self.theirs.container(id));
        match (was, mine, theirs) {
            (Some(was), Some(mine), None) if is_changed(was, mine) => {
                self.clash_whole(id, self.mine);
                // What left with it on the one side stands in it on the other.
                for slot in &mine.slots {
                    let place = (id.to_owned(), slot.clone());
                    standing.entry(slot.story.to_string()).or_insert(place);
                }
                return Some(mine.clone());
            }
            (Some(was), None, Some(theirs)) if is_changed(was, theirs) => {
                self.clash_whole(id, self.theirs);
                return None;
            }
            (_, None, None) | (Some(_), None, _) | (Some(_), _, None) => return None,
            _ => {}
        }
        let name = |container: &'a Container| container.name.clone();
        let name = self.choose(Part::Name(id.into()), |front| front.container(id).map(name));
        let layout = self
            .choose(Part::Layout(id.into()), |front| front.container(id).map(|container| container.layout));
        let count = self.choose(Part::Count(id.into()), |front| front.container(id).map(Container::count));
        let of = self.choose(Part::Of(id.into()), |front| front.container(id).map(Container::of));
        let list = of.zip(count.filter(|count| *count != 0)).map(|(of, count)| Newest { count, ..of });
        let frame = Container::new(layout.unwrap_or(Layout::Row));
        Some(Container { id: id.into(), name: name.unwrap_or_default(), list, ..frame })
    }

    /// Says that both cannot be had of a whole container; what clashes within it is said by that.
    fn clash_whole(&mut self, id: &str, kept: &Arrangement) {
        let is_within = |part: &Part| matches!(part, Part::Story(story) if kept.home(*story) == Some(id));
        self.clashes.retain(|part| !is_within(part));
        self.clashes.push(Part::Container(id.into()));
    }

    fn slots(&self, id: &str, standing: &Standing) -> Vec<Slot> {
        let stories = |front: &Arrangement| -> Vec<String> {
            let slots = front.container(id).into_iter().flat_map(|container| &container.slots);
            slots.map(|slot| slot.story.to_string()).collect()
        };
        let [base, mine, theirs] = [self.base, self.mine, self.theirs].map(stories);
        let order = copy::order(&borrowed(&base), &borrowed(&mine), &borrowed(&theirs));
        let here = order.into_iter().filter_map(|story| standing.get(story));
        here.filter(|(home, _)| home == id).map(|(_, slot)| slot.clone()).collect()
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Returns whether somebody did something to a container but take stories out of it.
fn is_changed(was: &Container, now: &Container) -> bool {
    let frame = |container: &Container| Container { slots: Vec::new(), ..container.clone() };
    frame(was) != frame(now) || now.slots.iter().any(|slot| !was.slots.contains(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrangement::tests::{slot, story};

    /// The front that Edda and Vera both see: two stories in each of two containers.
    fn front() -> Arrangement {
        let container = |id: &str, numbers: [u8; 2]| Container {
            id: id.into(),
            slots: numbers.map(slot).to_vec(),
            list: Some(Newest::of_everything(5)),
            ..Container::new(Layout::Row)
        };
        Arrangement { strip: None, containers: vec![container("a", [1, 2]), container("b", [3, 4])] }
    }

    fn changed(change: impl FnOnce(&mut Arrangement)) -> Arrangement {
        let mut front = front();
        change(&mut front);
        front
    }

    fn stands(merged: &Merged) -> Vec<(&str, Vec<u8>)> {
        let containers = merged.arrangement.containers.iter();
        let numbers =
            |container: &Container| container.slots.iter().map(|slot| slot.story.as_bytes()[0]).collect();
        containers.map(|container| (container.id.as_str(), numbers(container))).collect()
    }

    fn call(front: &mut Arrangement, container: usize, slot: usize, headline: &str) {
        front.containers[container].slots[slot].headline = Some(headline.into());
    }

    #[test]
    fn what_only_one_of_two_editors_changed_is_taken_from_that_one() {
        let edda = changed(|front| {
            front.containers[0].name = "Today".into();
            front.containers[0].slots.insert(0, slot(5));
            call(front, 1, 0, "As Edda calls it");
        });
        let vera = changed(|front| {
            front.containers[0].layout = Layout::Lead;
            front.containers[0].slots.push(slot(6));
            front.containers[1].list = Some(Newest::of_everything(9));
            call(front, 1, 1, "As Vera calls it");
        });

        let merged = merge(&front(), &edda, &vera);

        assert_eq!(merged.clashes, []);
        assert_eq!(stands(&merged), [("a", vec![5, 1, 2, 6]), ("b", vec![3, 4])]);
        let [a, b] = &merged.arrangement.containers[..] else { panic!("two containers") };
        assert_eq!((a.name.as_str(), a.layout, b.count()), ("Today", Layout::Lead, 9));
        let called: Vec<_> = b.slots.iter().map(|slot| slot.headline.as_deref().unwrap()).collect();
        assert_eq!(called, ["As Edda calls it", "As Vera calls it"]);
    }

    #[test]
    fn a_story_that_one_moved_and_one_that_the_other_took_out_are_where_each_wanted_them() {
        let edda = changed(|front| {
            let moved = front.take_out(story(1)).unwrap();
            front.containers[1].slots.insert(0, moved);
        });
        let vera = changed(|front| drop(front.take_out(story(4))));

        let merged = merge(&front(), &edda, &vera);

        assert_eq!(merged.clashes, []);
        assert_eq!(stands(&merged), [("a", vec![2]), ("b", vec![1, 3])]);
    }

    #[test]
    fn what_both_changed_each_in_their_own_way_is_named_and_stands_as_the_second_wrote_it() {
        let edda = changed(|front| {
            front.containers[0].name = "Edda’s".into();
            call(front, 0, 0, "As Edda calls it");
            front.take_out(story(3));
        });
        let vera = changed(|front| {
            front.containers[0].name = "Vera’s".into();
            call(front, 0, 0, "As Vera calls it");
            call(front, 1, 0, "And this one");
        });

        let merged = merge(&front(), &edda, &vera);

        let expected = [Part::Headline(story(1)), Part::Story(story(3)), Part::Name("a".into())];
        assert_eq!(merged.clashes, expected);
        assert_eq!(stands(&merged), [("a", vec![1, 2]), ("b", vec![4])]);
        assert_eq!(merged.arrangement.containers[0].name, "Edda’s");
    }

    #[test]
    fn a_container_that_one_took_out_and_the_other_filled_is_named_as_a_whole() {
        let without = changed(|front| drop(front.containers.remove(1)));
        let filled = changed(|front| front.containers[1].slots.push(slot(7)));

        let out = merge(&front(), &without, &filled);
        let mut kept = merge(&front(), &filled, &without);

        assert_eq!(out.clashes, [Part::Container("b".into())]);
        assert_eq!(stands(&out), [("a", vec![1, 2])]);
        assert_eq!(kept.clashes, [Part::Container("b".into())]);
        assert_eq!(stands(&kept), [("a", vec![1, 2]), ("b", vec![3, 4, 7])]);
        kept.arrangement.take(&Part::Container("b".into()), &without);
        assert_eq!(kept.arrangement, without);
        let mut back = out.arrangement;
        back.take(&Part::Container("b".into()), &filled);
        assert_eq!(back, filled);
    }

    #[test]
    fn a_container_that_one_took_out_goes_where_the_other_only_moved_stories_out_of_it() {
        let without = changed(|front| drop(front.containers.remove(1)));
        let moved = changed(|front| {
            let moved = front.take_out(story(3)).unwrap();
            front.containers[0].slots.push(moved);
        });

        let merged = merge(&front(), &without, &moved);

        assert_eq!(merged.clashes, []);
        assert_eq!(stands(&merged), [("a", vec![1, 2, 3])]);
    }

    #[test]
    fn of_a_strip_one_writes_the_line_and_the_other_makes_it_longer() {
        let strip = |text: &str, hour: i64| {
            let until = base::Time::EPOCH.after(std::time::Duration::from_secs(hour.unsigned_abs() * 3600));
            Arrangement { strip: Some(Strip { text: Some(text.into()), story: None, until }), ..front() }
        };

        let merged = merge(&strip("Fire", 1), &strip("Fire in the harbour", 1), &strip("Fire", 2));
        let both_begin = merge(&front(), &strip("Fire", 1), &strip("Flood", 1));
        let taken_off = merge(&strip("Fire", 1), &front(), &strip("Fire", 2));

        assert_eq!(merged.arrangement, strip("Fire in the harbour", 2));
        assert_eq!(both_begin.clashes, [Part::Strip]);
        assert_eq!(taken_off.clashes, [Part::Strip]);
        assert_eq!(taken_off.arrangement.strip, None);
    }

    #[test]
    fn a_choice_for_the_other_takes_that_part_and_no_more() {
        let theirs = changed(|front| {
            front.containers[0].name = "Theirs".into();
            front.containers[0].list = None;
            call(front, 1, 1, "Theirs");
            let moved = front.take_out(story(1)).unwrap();
            front.containers[1].slots.insert(1, moved);
        });
        let mut mine = changed(|front| {
            front.containers[0].name = "Mine".into();
            front.take_out(story(2));
        });

        for word in ["name:a", "of:a"] {
            mine.take(&Part::read(word).unwrap(), &theirs);
        }
        for part in [Part::Story(story(1)), Part::Headline(story(4))] {
            assert_eq!(Part::read(&part.to_string()).unwrap(), part);
            mine.take(&part, &theirs);
        }

        let merged = Merged { arrangement: mine, clashes: Vec::new() };
        assert_eq!(stands(&merged), [("a", vec![]), ("b", vec![3, 1, 4])]);
        let front = merged.arrangement;
        assert_eq!((front.containers[0].name.as_str(), &front.containers[0].list), ("Theirs", &None));
        assert_eq!(front.slot(story(4)).unwrap().headline.as_deref(), Some("Theirs"));
    }
}
