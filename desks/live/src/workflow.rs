//! The table of what can be done with a post, and from which state. All of it takes an editor.

use crate::post::{Post, State};
use base::{Refused, Result};
use house::{Person, Right};

/// What can be done with a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Publish,
    Pin,
    Unpin,
    Key,
    Move,
    Retract,
    Restore,
}

/// Each verb: its word, and the state it starts from.
const TABLE: [(Verb, &str, State); 7] = [
    (Verb::Publish, "publish", State::Draft),
    (Verb::Pin, "pin", State::Live),
    (Verb::Unpin, "unpin", State::Live),
    (Verb::Key, "key", State::Live),
    (Verb::Move, "move", State::Live),
    (Verb::Retract, "retract", State::Live),
    (Verb::Restore, "restore", State::Retracted),
];

impl Verb {
    /// Returns the verb that a word in an address names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|(_, name, _)| *name == word).map(|(verb, ..)| *verb)
    }
}

/// Returns the verbs that the state allows.
pub(crate) fn allowed(state: State) -> Vec<String> {
    TABLE.iter().filter(|(.., from)| *from == state).map(|(_, word, _)| (*word).to_owned()).collect()
}

/// Refuses unless the person may do this and the post's state allows it; the right is asked first.
pub(crate) fn may(person: &Person, verb: Verb, edition: &str, post: &Post) -> Result<()> {
    person.must(Right::Publish, edition)?;
    if TABLE.iter().any(|(own, _, from)| *own == verb && *from == post.state) {
        return Ok(());
    }
    let word = TABLE.iter().find(|(own, ..)| *own == verb).map_or("", |(_, word, _)| word);
    let state = post.state.as_str();
    let why = format!("A post that is {state} cannot be asked to {word}.");
    Err(Refused::Conflict { why, allowed: allowed(post.state) }.into())
}

/// Refuses unless the person may change the text: editors any, reporters their own drafts.
pub(crate) fn may_edit(person: &Person, edition: &str, post: &Post) -> Result<()> {
    person.must(Right::Write, edition)?;
    let is_own_draft = post.created_by == person.actor() && post.state == State::Draft;
    if is_own_draft || person.may(Right::Publish, edition) {
        return Ok(());
    }
    Err(Refused::NotAllowed("Reporters change their own drafts; this takes an editor's role.".into()).into())
}
