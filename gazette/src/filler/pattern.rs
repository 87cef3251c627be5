//! Patterns: sentences with slots. `{place}` is a word of the list `place` and stays the same all through a
//! story; `{person.1}` is the second form of the person that `{person}` named; `{12-90}` is a number, and `{n}`
//! the first one that the headline named.

use super::World;
use super::dice::Dice;

/// A step through all forms of a headline that shares no factor with their number.
const STEP: u64 = 1_000_003;

/// What the slots of a story have been filled with.
pub(super) struct Bindings {
    words: Vec<(&'static str, &'static str)>,
    /// The numbers of the headline, in their order, until they are used.
    numbers: std::vec::IntoIter<u64>,
    first: u64,
}

impl Bindings {
    /// Returns the `nth` way of filling the headline's slots, and how often all ways have been used before.
    pub(super) fn nth(headline: &'static str, world: &World, nth: usize, seed: u64) -> (Self, u64) {
        let slots: Vec<&'static str> = slots(headline).map(name).collect();
        let sizes = slots.iter().map(|slot| size(slot, world).max(1));
        let forms: u64 = sizes.product();
        let round = nth as u64 / forms;
        let mut place = ((nth as u64 % forms) * STEP + seed % forms) % forms;
        let (mut words, mut numbers) = (Vec::new(), Vec::new());
        for slot in slots {
            let size = size(slot, world).max(1);
            let digit = place % size;
            place /= size;
            match range(slot) {
                Some((least, _)) => numbers.push(least + digit),
                None => {
                    let list = list(slot, world);
                    words.push((slot, list.get(digit as usize).copied().unwrap_or("")));
                }
            }
        }
        let first = numbers.first().copied().unwrap_or(0);
        (Self { words, numbers: numbers.into_iter(), first }, round)
    }

    /// Returns the pattern with its slots filled.
    pub(super) fn fill(&mut self, pattern: &'static str, world: &World, dice: &mut Dice) -> String {
        let mut text = String::with_capacity(pattern.len() + 64);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, behind) = after.split_once('}').unwrap_or((after, ""));
            match range(slot) {
                Some((least, most)) => text.push_str(&self.number(least, most, dice).to_string()),
                None if slot == "n" => text.push_str(&self.first.to_string()),
                None => text.push_str(self.word(slot, world, dice)),
            }
            rest = behind;
        }
        text.push_str(rest);
        capital(text)
    }

    fn number(&mut self, least: u64, most: u64, dice: &mut Dice) -> u64 {
        let any = || least + dice.below((most - least + 1) as usize) as u64;
        self.numbers.next().unwrap_or_else(any)
    }

    fn word(&mut self, slot: &'static str, world: &World, dice: &mut Dice) -> &'static str {
        let (name, form) = slot.split_once('.').unwrap_or((slot, "0"));
        let known = self.words.iter().find(|(known, _)| *known == name).map(|(_, word)| *word);
        let word = known.unwrap_or_else(|| {
            let word = dice.pick(list(name, world));
            self.words.push((name, word));
            word
        });
        word.split('|').nth(form.parse().unwrap_or(0)).unwrap_or(word)
    }
}

/// Returns the text with its first letter large, where its script has large letters.
fn capital(text: String) -> String {
    match text.chars().next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(text.chars().skip(1)).collect(),
        _ => text,
    }
}

fn slots(pattern: &'static str) -> impl Iterator<Item = &'static str> {
    pattern.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(slot, _)| slot))
}

/// Returns the slot's list, without the form that is asked for.
fn name(slot: &'static str) -> &'static str {
    slot.split('.').next().unwrap_or(slot)
}

fn range(slot: &str) -> Option<(u64, u64)> {
    let (least, most) = slot.split_once('-')?;
    Some((least.parse().ok()?, most.parse().ok()?))
}

fn size(slot: &str, world: &World) -> u64 {
    range(slot).map_or(list(slot, world).len() as u64, |(least, most)| most - least + 1)
}

fn list(name: &str, world: &World) -> &'static [&'static str] {
    world.lists.iter().find(|(known, _)| *known == name).map_or(&[], |(_, words)| words)
}

/// Returns the slots that nothing of the world fills.
#[cfg(test)]
pub(super) fn unknown(pattern: &'static str, world: &World) -> Vec<&'static str> {
    let is_known =
        |slot: &&'static str| range(slot).is_some() || *slot == "n" || !list(slot, world).is_empty();
    slots(pattern).map(name).filter(|slot| !is_known(slot)).collect()
}
