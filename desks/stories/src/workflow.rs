//! The table of the newsroom's work: which verb is allowed in which state, and what right it takes.

use crate::story::{State, Story};
use base::{Refused, Result};
use house::{Person, Right};

/// What can be done with a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Submit,
    Return,
    Approve,
    Schedule,
    Unschedule,
    Publish,
    Update,
    Correct,
    Withdraw,
    Restore,
}

/// Each verb: its word, the states it starts from, the right it takes.
pub const TABLE: [(Verb, &str, &[State], Right); 10] = {
    use State::{Approved, Draft, Published, Scheduled, Submitted, Withdrawn};
    [
        (Verb::Submit, "submit", &[Draft], Right::Write),
        (Verb::Return, "return", &[Submitted, Approved], Right::Publish),
        (Verb::Approve, "approve", &[Submitted], Right::Publish),
        (Verb::Schedule, "schedule", &[Draft, Submitted, Approved, Scheduled], Right::Publish),
        (Verb::Unschedule, "unschedule", &[Scheduled], Right::Publish),
        (Verb::Publish, "publish", &[Draft, Submitted, Approved, Scheduled], Right::Publish),
        (Verb::Update, "update", &[Published], Right::Publish),
        (Verb::Correct, "correct", &[Published], Right::Publish),
        (Verb::Withdraw, "withdraw", &[Published], Right::Publish),
        (Verb::Restore, "restore", &[Withdrawn], Right::Publish),
    ]
};

impl Verb {
    /// Returns the verb that a word in an address names.
    pub fn from_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|(_, name, _, _)| *name == word).map(|(verb, ..)| *verb)
    }

    fn row(self) -> (&'static str, &'static [State], Right) {
        TABLE
            .iter()
            .find(|(verb, ..)| *verb == self)
            .map_or(("", &[], Right::Office), |(_, word, states, right)| (word, states, *right))
    }
}

/// Returns the verbs that the state allows, for the answer to one that it does not.
pub fn allowed(state: State) -> Vec<String> {
    TABLE
        .iter()
        .filter(|(_, _, states, _)| states.contains(&state))
        .map(|(_, word, _, _)| (*word).to_owned())
        .collect()
}

/// Returns the verbs that a state allows while an embargo stands.
pub fn allowed_under_embargo(state: State) -> Vec<String> {
    let mut allowed = allowed(state);
    allowed.retain(|verb| verb != "publish" && verb != "restore");
    allowed
}

/// Refuses unless the person may do this and the story's state allows it.
///
/// The right is asked first: who may not do it at all learns nothing about the state.
pub fn may(person: &Person, verb: Verb, story: &Story) -> Result<()> {
    let (word, states, right) = verb.row();
    person.must(right, &story.edition)?;
    if right == Right::Write && !owns_or_edits(person, story) {
        return Err(
            Refused::NotAllowed("This is somebody else's story; it takes an editor's role.".into()).into()
        );
    }
    let state = story.state();
    if states.contains(&state) {
        return Ok(());
    }
    let why = format!("A story that is {} cannot be asked to {word}.", state.as_str());
    Err(Refused::Conflict { why, allowed: allowed(state) }.into())
}

/// Refuses unless the person may change the text: editors any, reporters their own drafts.
pub fn may_edit(person: &Person, story: &Story) -> Result<()> {
    person.must(Right::Write, &story.edition)?;
    let is_editor = person.may(Right::Publish, &story.edition);
    if is_editor || (story.created_by == person.actor() && story.state() == State::Draft) {
        return Ok(());
    }
    Err(Refused::NotAllowed("Reporters change their own drafts; this takes an editor's role.".into()).into())
}

/// Whether the story is the person's own, or they edit those of everybody.
pub(crate) fn owns_or_edits(person: &Person, story: &Story) -> bool {
    story.created_by == person.actor() || person.may(Right::Publish, &story.edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_allows_what_the_interface_says() {
        let words = |state| allowed(state).join(" ");

        assert_eq!(words(State::Draft), "submit schedule publish");
        assert_eq!(words(State::Submitted), "return approve schedule publish");
        assert_eq!(words(State::Approved), "return schedule publish");
        assert_eq!(words(State::Scheduled), "schedule unschedule publish");
        assert_eq!(words(State::Published), "update correct withdraw");
        assert_eq!(words(State::Withdrawn), "restore");
    }
}
