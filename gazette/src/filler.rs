//! Generated stories, for a newspaper of any size: the same again for the same seed, no headline twice.

mod ar;
mod dice;
mod en;
mod pattern;

use crate::story::{Dateline, Story};
use dice::Dice;
use pattern::Bindings;

/// What an edition's generated stories are made of.
struct World {
    edition: &'static str,
    source: &'static str,
    bylines: &'static [&'static str],
    heads: &'static [Head],
    /// The second paragraph, which says who is going to be quoted; none where nobody is.
    introductions: &'static [&'static str],
    /// What may stand in a story of any section.
    sentences: &'static [&'static str],
    /// What may begin a paragraph in a story of one section.
    openings: &'static [(&'static str, &'static [&'static str])],
    lists: &'static [(&'static str, &'static [&'static str])],
    /// How a headline is told apart once all its forms have been used: `part 2`.
    part: &'static str,
}

/// A way to begin: the headline, and the first paragraph, which speaks of the same people and places.
struct Head {
    kind: &'static str,
    section: &'static str,
    headline: &'static str,
    standfirst: &'static str,
    lead: &'static str,
    topics: &'static [&'static str],
}

/// One story in so many stands in the second edition.
const ARABIC_IN: usize = 9;
/// The generated stories are older than all that the Gazette's people wrote.
const NEWEST_HOURS: f64 = 28.0 * 24.0;
const SPREAD_HOURS: f64 = 6.0 * 365.25 * 24.0;

/// Returns `n` generated stories, from the oldest to the newest. All are plainly published ones.
pub fn filler(n: usize, seed: u64) -> impl Iterator<Item = Story> {
    (0..n).map(move |number| {
        let story = if number % ARABIC_IN == ARABIC_IN - 1 {
            write(&ar::WORLD, number / ARABIC_IN, number, seed)
        } else {
            write(&en::WORLD, number - number / ARABIC_IN, number, seed)
        };
        Story { hours_ago: Some(age(number, n)), ..story }
    })
}

/// Returns the hours since a story's publication: evenly spread, but never on the hour.
fn age(number: usize, n: usize) -> f64 {
    let place_from_end = (n - number) as f64 - 0.37;
    NEWEST_HOURS + SPREAD_HOURS * place_from_end / n as f64
}

/// Returns the story at this place of the world's own order.
fn write(world: &World, own: usize, number: usize, seed: u64) -> Story {
    let mut dice = Dice::new(seed ^ (number as u64).wrapping_mul(0x9e37_79b9));
    let heads = world.heads.len().max(1);
    let place = (own + seed as usize % heads) % heads;
    let Some(head) = world.heads.get(place) else { return Story::default() };
    // Heads side by side are to speak of different people and places.
    let own_seed = seed.wrapping_add((place as u64).wrapping_mul(7_368_787));
    let (mut bindings, round) = Bindings::nth(head.headline, world, own / heads, own_seed);
    let mut headline = bindings.fill(head.headline, world, &mut dice);
    if round > 0 {
        headline = format!("{headline} ({} {})", world.part, round + 1);
    }
    let standfirst = bindings.fill(head.standfirst, world, &mut dice);
    let body = body(head, world, &mut bindings, &mut dice);
    Story {
        key: format!("filler-{number}"),
        edition: world.edition.into(),
        kind: head.kind.into(),
        section: head.section.into(),
        headline,
        standfirst,
        slugline: format!("{}-{number}", head.section),
        dateline: Some(Dateline {
            place: bindings.fill("{place}", world, &mut dice),
            source: Some(world.source.into()),
        }),
        bylines: vec![dice.pick(world.bylines).into()],
        topics: head.topics.iter().map(|topic| (*topic).to_owned()).collect(),
        body,
        ..Story::default()
    }
}

/// Returns four to eight paragraphs, in which no sentence pattern comes twice.
fn body(head: &Head, world: &World, bindings: &mut Bindings, dice: &mut Dice) -> String {
    let openings = world.openings.iter().find(|(section, _)| *section == head.section);
    let mut openings = openings.map_or_else(Vec::new, |(_, sentences)| sentences.to_vec());
    dice.shuffle(&mut openings);
    let mut sentences = world.sentences.to_vec();
    dice.shuffle(&mut sentences);
    let mut sentences = sentences.into_iter();
    let mut body = bindings.fill(head.lead, world, dice);
    if !world.introductions.is_empty() {
        body.push_str("\n\n");
        body.push_str(&bindings.fill(dice.pick(world.introductions), world, dice));
    }
    for opening in openings.into_iter().take(3 + dice.below(4)) {
        body.push_str("\n\n");
        body.push_str(&bindings.fill(opening, world, dice));
        for pattern in sentences.by_ref().take(2 + dice.below(2)) {
            body.push(' ');
            body.push_str(&bindings.fill(pattern, world, dice));
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_of_every_pattern_has_its_list() {
        for world in [&en::WORLD, &ar::WORLD] {
            let heads = world.heads.iter().flat_map(|head| [head.headline, head.standfirst, head.lead]);
            let openings = world.openings.iter().flat_map(|(_, sentences)| sentences.iter().copied());
            let others = world.sentences.iter().chain(world.introductions).copied();
            for text in heads.chain(openings).chain(others) {
                assert!(pattern::unknown(text, world).is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn every_section_has_openings_and_every_head_a_section() {
        for world in [&en::WORLD, &ar::WORLD] {
            for head in world.heads {
                assert!(
                    world.openings.iter().any(|(section, _)| *section == head.section),
                    "{}",
                    head.headline
                );
            }
        }
    }
}
