//! The stop-list: words that the house does not print, or only with care; each with a note that says why and what to
//! write instead. Per edition or for all; a word stops publishing, or warns.

use crate::fields::Fields;
use crate::store::stop_list as rows;
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::{Event, Person, Right};

/// The most words that an entry may have, in characters, and its note.
const LONGEST: usize = 200;
const LONGEST_NOTE: usize = 1000;

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub id: Id,
    /// None where it holds for every edition.
    pub edition: Option<String>,
    pub words: String,
    pub note: String,
    /// Whether it stops publishing; else it only warns.
    pub blocks: bool,
}

impl Stop {
    /// Returns the words, with their note behind them if there is one.
    pub(crate) fn in_short(&self) -> String {
        [self.words.as_str(), self.note.as_str()].join(" — ").trim_end_matches(" — ").to_owned()
    }

    /// Returns what is said of a text that holds the words.
    pub fn why(&self) -> String {
        match self.note.as_str() {
            "" => format!("“{}” is on the stop-list", self.words),
            note => format!("“{}” is on the stop-list: {note}", self.words),
        }
    }
}

/// Where words of the list stand in a story.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) pointer: String,
    pub(crate) stop: Stop,
}

/// Returns the words of the list that a story has, in the order of its text.
pub(crate) async fn found(tx: &mut Tx, fields: &Fields) -> Result<Vec<Found>> {
    Ok(among(&of_edition(tx, &fields.edition).await?, fields))
}

/// What holds in an edition, ready to be looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops(Vec<(String, Stop)>);

/// Returns what holds in an edition.
pub(crate) async fn of_edition(tx: &mut Tx, edition: &str) -> Result<Stops> {
    let list = rows::of_edition(tx, edition).await?;
    Ok(Stops(list.into_iter().map(|stop| (folded(&stop.words), stop)).collect()))
}

/// Returns those of the words that a story has, in the order of its text.
pub(crate) fn among(Stops(list): &Stops, fields: &Fields) -> Vec<Found> {
    if list.is_empty() {
        return Vec::new();
    }
    let blocks = fields.body.blocks.iter().enumerate();
    let texts = [
        ("/headline".to_owned(), fields.headline.clone()),
        ("/standfirst".to_owned(), fields.standfirst.clone()),
    ];
    let texts = texts.into_iter().chain(blocks.map(|(n, block)| {
        let alone = copy::Doc { blocks: vec![block.clone()] };
        (format!("/body/content/{n}"), alone.plain_text())
    }));
    let mut found = Vec::new();
    for (pointer, text) in texts {
        let text = folded(&text);
        let here = list.iter().filter(|(words, _)| text.contains(words.as_str()));
        found.extend(here.map(|(_, stop)| Found { pointer: pointer.clone(), stop: stop.clone() }));
    }
    found
}

/// Whole words, without case and accents, a space around each.
fn folded(text: &str) -> String {
    format!("{} ", index::fold(&[text]))
}

/// Returns the list, that of all editions first.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Stop>> {
    rows::all(tx).await
}

/// Puts words on the list.
pub(crate) async fn add(tx: &mut Tx, person: &Person, stop: &Stop) -> Result<()> {
    must(person, stop.edition.as_deref())?;
    let mut errors = Vec::new();
    if index::fold(&[&stop.words]).is_empty() {
        errors.push(FieldError::at("/words", "say which words").called("stop-words", ""));
    }
    for (pointer, text, most) in [("/words", &stop.words, LONGEST), ("/note", &stop.note, LONGEST_NOTE)] {
        if text.chars().count() > most || text.chars().any(char::is_control) {
            let why = format!("a line of at most {most} characters");
            errors.push(FieldError::at(pointer, why).called("stop-line", most.to_string()));
        }
    }
    if let Some(edition) = &stop.edition
        && sections::plan(tx).await?.edition(edition).is_none()
    {
        errors.push(FieldError::at("/edition", "there is no such edition").called("edition", ""));
    }
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    rows::insert(tx, stop).await?;
    announce(tx, person, stop).await
}

/// Takes words off the list.
pub(crate) async fn remove(tx: &mut Tx, person: &Person, id: Id) -> Result<()> {
    let stop = rows::one(tx, id).await?.ok_or(Refused::NotFound)?;
    must(person, stop.edition.as_deref())?;
    rows::delete(tx, id).await?;
    announce(tx, person, &stop).await
}

/// Editors keep the list of their edition; that of all editions takes the right in all.
fn must(person: &Person, edition: Option<&str>) -> Result<()> {
    match edition {
        Some(edition) => person.must(Right::Publish, edition),
        None => person.must_everywhere(Right::Publish),
    }
}

async fn announce(tx: &mut Tx, person: &Person, stop: &Stop) -> Result<()> {
    let edition = stop.edition.as_deref().unwrap_or_default();
    Event::StopListChanged.announce(tx, &person.actor(), edition, stop.id, None).await.map(drop)
}
