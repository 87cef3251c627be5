//! What was said of a story: corrections, to everybody; why it was returned and what those who work on it say to each
//! other, in the newsroom alone.

use crate::store::notes::{self as rows, NoteRow};
use crate::verbs::{Asked, must_be_words};
use crate::{record, store, view};
use ::store::Tx;
use base::{Id, Result, Time};
use house::Event;
use serde::Serialize;
use serde_json::Value;

/// Something that was said of a story.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Note {
    /// `correction`, `return` or `desk`.
    pub(crate) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) at: Time,
    /// Who said it, where that is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    pub(crate) note: String,
    /// Of a return by the clock: when the story was to go out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) due: Option<Time>,
    /// Of a return by the clock: what was in the way, as words of the checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) lacks: Vec<String>,
}

impl Note {
    fn unsigned(kind: &'static str, (at, note): (Time, String)) -> Self {
        Self { kind, id: None, at, by: None, note, due: None, lacks: Vec::new() }
    }
}

/// Says something to all who work on the story.
pub(crate) async fn write(tx: &mut Tx, asked: &Asked, story: Id, note: &str) -> Result<Note> {
    let story = view::find_behind(tx, &asked.person, story).await?;
    must_be_words("/note", note, "say something")?;
    let (id, at, actor) = (tx.new_id(), tx.now(), asked.person.actor());
    let row = NoteRow { id, story: story.id, actor: actor.clone(), at, note: note.trim().into() };
    rows::insert(tx, &row).await?;
    Event::NoteWritten { note: id }.announce(tx, &actor, &story.edition, story.id, None).await?;
    Ok(Note { id: Some(id), by: Some(asked.person.name.clone()), ..Note::unsigned("desk", (at, row.note)) })
}

/// Returns the corrections that readers are told, the newest last.
pub(crate) async fn for_readers(tx: &mut Tx, story: Id) -> Result<Vec<Note>> {
    let corrections = record::corrections(tx, story).await?.into_iter();
    Ok(corrections.map(|row| Note::unsigned("correction", row)).collect())
}

/// Returns everything that was said, by whoever and to whomever, the newest last.
pub(crate) async fn for_the_newsroom(tx: &mut Tx, story: Id) -> Result<Vec<Note>> {
    let corrections = record::all_corrections(tx, story).await?.into_iter();
    let mut notes: Vec<Note> = corrections.map(|row| Note::unsigned("correction", row)).collect();
    let returns = store::returns(tx, story).await?;
    let names = staff::names_of(tx, returns.iter().filter_map(|happened| happened.actor.as_deref())).await?;
    notes.extend(returns.into_iter().map(|happened| {
        let (due, lacks) = missed(&happened.data);
        let by = happened.actor.and_then(|actor| names.get(&actor).cloned());
        let note = (happened.at, happened.reason.unwrap_or_default());
        Note { by, due, lacks, ..Note::unsigned("return", note) }
    }));
    let said = rows::of_story(tx, story).await?;
    let names = staff::names_of(tx, said.iter().map(|row| row.actor.as_str())).await?;
    notes.extend(said.into_iter().map(|row| Note {
        id: Some(row.id),
        by: Some(names.get(&row.actor).cloned().unwrap_or_default()),
        ..Note::unsigned("desk", (row.at, row.note))
    }));
    notes.sort_by_key(|note| note.at);
    Ok(notes)
}

/// Returns when a story was to go out that the clock gave back, and what was in the way, from what the event says.
pub(crate) fn missed(data: &Value) -> (Option<Time>, Vec<String>) {
    match serde_json::from_value(data.clone()) {
        Ok(Event::StoryReturned { due, lacks, .. }) => (due, lacks),
        _ => (None, Vec::new()),
    }
}
