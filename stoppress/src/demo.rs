//! The demonstration newspaper: the Gazette's stories written, published, updated, corrected and withdrawn at the
//! hours at which they happened, by the same verbs that the newsroom uses, with a clock that is moved through them.

mod fronts;
mod history;
mod pictures;

use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::output::Output;
use anyhow::Result;
use base::{Clock, Failure, Time};
use history::Moment;
use house::{Grant, Person, Role};
use sections::NewEdition;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use store::Tx;
use stories::{Asked, Seen};

/// The fact that says that a folder holds the demonstration, whole.
const FILLED: &str = "demonstration";
/// How many moments are written in one transaction.
const BATCH: usize = 100;

/// Returns the Gazette's editions.
pub fn plan() -> Result<Vec<NewEdition>> {
    let paper = gazette::paper().map_err(broken)?;
    let editions = paper.editions.into_iter().map(|edition| NewEdition {
        slug: edition.slug,
        name: edition.name,
        language: edition.language,
        zone: edition.zone,
        sections: edition.sections.into_iter().map(|section| (section.slug, section.name)).collect(),
    });
    Ok(editions.collect())
}

/// Fills the folder with the demonstration, up to `wanted` stories; one that is filled is left as it is.
pub async fn fill(dir: &Path, config: &Config, wanted: Option<usize>, output: &Output) -> Result<()> {
    let start = Clock::Machine.now();
    let clock = Clock::set(start);
    let newsroom = Newsroom::open_with(dir, config, clock.clone(), plan()?).await?;
    let plant = newsroom.plant.clone();
    if plant.store.read(async |tx: &mut Tx| tx.fact::<Time>(FILLED).await).await.map_err(broken)?.is_some() {
        return Ok(());
    }
    let paper = gazette::paper().map_err(broken)?;
    hire(&newsroom, &paper).await.map_err(broken)?;
    let pictures = pictures::take_in(&plant, &paper.pictures).await.map_err(broken)?;
    let mut stories = paper.stories;
    let more = wanted.unwrap_or(0).saturating_sub(stories.len());
    stories.extend(gazette::filler(more, 1));
    let total = stories.len();
    let asked = edda(&plant);
    let mut ids = HashMap::new();
    for batch in history::of(&stories, start, &pictures).chunks(BATCH) {
        ids = write(&plant, &clock, batch.to_vec(), asked.clone(), ids).await.map_err(broken)?;
        output.note(format!("{} of {total} stories", ids.len()));
    }
    introduce(&plant, &paper.authors, &pictures).await.map_err(broken)?;
    clock.move_to(start);
    fronts::arrange(&plant, &edda(&plant), &paper.fronts, &ids).await.map_err(broken)?;
    plant.store.write(async move |tx: &mut Tx| tx.set_fact(FILLED, &start).await).await.map_err(broken)?;
    Ok(())
}

/// Writes moments of the history in one transaction; `ids` are the stories that there are already, by their keys.
async fn write(
    plant: &site::Plant,
    clock: &Clock,
    batch: Vec<Moment>,
    asked: Asked,
    ids: HashMap<String, base::Id>,
) -> base::Result<HashMap<String, base::Id>> {
    let clock = clock.clone();
    plant
        .store
        .write(async move |tx: &mut Tx| {
            let mut ids = ids;
            for moment in &batch {
                clock.move_to(moment.at);
                moment.happen(tx, &asked, &mut ids).await?;
            }
            Ok(ids)
        })
        .await
}

/// The editor in whose name the history happens.
fn edda(plant: &site::Plant) -> Asked {
    let now = plant.clock.now();
    let grants = vec![Grant { role: Role::Admin, edition: None }];
    let person = Arc::new(Person { id: plant.chance.id(now), name: "The Gazette".into(), grants });
    Asked { person, seen: Seen::Unsaid, chance: plant.chance.clone() }
}

/// Tells readers who those are that write.
async fn introduce(
    plant: &site::Plant,
    authors: &[gazette::Author],
    pictures: &HashMap<String, base::Id>,
) -> base::Result<()> {
    let known: Vec<(gazette::Author, Option<base::Id>)> = authors
        .iter()
        .map(|author| (author.clone(), author.portrait.as_ref().and_then(|name| pictures.get(name)).copied()))
        .collect();
    plant
        .store
        .write(async move |tx: &mut Tx| {
            for (author, portrait) in &known {
                let named = sections::author(tx, &author.edition, &author.name).await?;
                newsfeed::describe(tx, "gazette", &author.edition, &named.slug, &author.biography, *portrait)
                    .await?;
            }
            Ok(())
        })
        .await
}

/// Gives everybody of the Gazette an account with the demonstration's password.
async fn hire(newsroom: &Newsroom, paper: &gazette::Paper) -> base::Result<()> {
    for person in &paper.people {
        let chance = newsroom.plant.chance.clone();
        let new = staff::NewPerson {
            email: person.email.clone(),
            name: Some(person.name.clone()),
            role: person.role.clone(),
            edition: None,
        };
        let added = newsroom
            .plant
            .store
            .write(async move |tx: &mut Tx| staff::add_person(tx, &chance, None, &new).await);
        let (_, secret) = added.await?;
        staff::set_password(&newsroom.plant, &secret, &paper.password, &staff::Visitor::default()).await?;
    }
    Ok(())
}

fn broken(failure: Failure) -> anyhow::Error {
    anyhow::Error::new(failure).context("filling the demonstration")
}
