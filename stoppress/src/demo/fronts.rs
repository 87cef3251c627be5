//! The Gazette's fronts, arranged and published.

use base::{Broken, Id, Result, Time};
use fronts::{Arrangement, Container, Layout, Newest, Place, Slot, Strip};
use site::Plant;
use std::collections::HashMap;
use std::time::Duration;
use store::Tx;
use stories::Asked;

/// Arranges the fronts of these stories, by their keys.
pub(super) async fn arrange(
    plant: &Plant,
    asked: &Asked,
    given: &[gazette::Front],
    ids: &HashMap<String, Id>,
) -> Result<()> {
    let start = plant.clock.now();
    let mut arranged = Vec::with_capacity(given.len());
    for front in given {
        let place = Place::new(&front.edition, front.section.as_deref());
        arranged.push((place, arrangement(front, ids, start)?));
    }
    let asked = asked.clone();
    plant
        .store
        .write(async move |tx: &mut Tx| {
            for (place, arrangement) in &arranged {
                fronts::save(tx, &asked, place, arrangement.clone()).await?;
                fronts::publish(tx, &asked, place).await?;
            }
            Ok(())
        })
        .await
}

fn arrangement(front: &gazette::Front, ids: &HashMap<String, Id>, start: Time) -> Result<Arrangement> {
    let story = |key: &str| {
        ids.get(key).copied().ok_or_else(|| Broken::new(format!("no story {key}")).while_doing("arranging"))
    };
    let strip = match &front.strip {
        Some(strip) => {
            let hours = Duration::try_from_secs_f64(strip.hours_ahead * 3600.0).unwrap_or_default();
            let (text, story) = (Some(strip.text.clone()), Some(story(&strip.story)?));
            Some(Strip { text, story, until: start.after(hours) })
        }
        None => None,
    };
    let mut containers = Vec::with_capacity(front.containers.len());
    for given in &front.containers {
        let layout = Layout::from_word(&given.layout)
            .ok_or_else(|| Broken::new(format!("no layout {}", given.layout)))?;
        let mut container = Container::new(layout);
        container.name.clone_from(&given.name);
        for placed in &given.stories {
            container.slots.push(Slot { story: story(&placed.key)?, headline: placed.headline.clone() });
        }
        container.list = given.list.as_ref().map(|list| Newest {
            count: list.count,
            section: list.section.clone(),
            topic: None,
            kind: list.kind.as_deref().and_then(|kind| kind.parse().ok()),
        });
        containers.push(container);
    }
    Ok(Arrangement { strip, containers })
}
