//! A story and the three facts about it that are never mixed: how far the work is, what is public, where it is from.

use base::{Id, Time};
use house::{Thing, Viewer};
use serde::{Deserialize, Serialize};

/// How far the work on a story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Draft,
    Submitted,
    Approved,
}

/// What of it is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    Unpublished,
    Scheduled,
    Published,
    Withdrawn,
}

/// The two facts as one word, for people and programs outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Draft,
    Submitted,
    Approved,
    Scheduled,
    Published,
    Withdrawn,
}

/// Where a story comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "lowercase")]
pub enum Origin {
    Own,
    Imported { source: String },
}

/// A story's row: everything but what its revisions say.
#[derive(Clone, Debug)]
pub struct Story {
    pub id: Id,
    pub edition: String,
    pub work: Work,
    pub public: Public,
    pub revision: i64,
    pub live_revision: Option<i64>,
    pub group: Id,
    pub path: Option<String>,
    pub embargo_until: Option<Time>,
    /// When it is to be published; while it is not scheduled, when it was to be and could not.
    pub scheduled_at: Option<Time>,
    pub first_published_at: Option<Time>,
    pub published_at: Option<Time>,
    pub updated_at: Option<Time>,
    pub corrected_at: Option<Time>,
    pub withdrawn_at: Option<Time>,
    pub withdraw_reason: Option<String>,
    pub withdraw_notice: Option<String>,
    pub created_by: String,
    /// When anything of it changed last, seen by readers or not.
    pub changed_at: Time,
}

impl Story {
    /// Returns the state as it is called outside: the first that holds, from withdrawn down to draft.
    pub fn state(&self) -> State {
        State::of(self.public, self.work)
    }

    /// Returns what `house::may_see` asks of a story.
    pub fn thing(&self) -> Thing<'_> {
        Thing {
            edition: &self.edition,
            is_published: self.public == Public::Published,
            is_withdrawn: self.public == Public::Withdrawn,
            embargo_until: self.embargo_until,
        }
    }

    /// Returns when the clock is to publish it.
    pub fn due(&self) -> Option<Time> {
        self.scheduled_at.filter(|_| self.public == Public::Scheduled)
    }

    /// Returns when the clock was to publish it and could not, until something is done about it.
    pub fn missed(&self) -> Option<Time> {
        self.scheduled_at.filter(|_| self.public == Public::Unpublished)
    }

    /// Returns whether the story was ever public.
    pub fn was_public(&self) -> bool {
        self.first_published_at.is_some()
    }

    /// Returns the revision that this viewer is shown: the newest one in the newsroom, the published one outside.
    pub fn revision_for(&self, viewer: &Viewer) -> i64 {
        if viewer.reads_behind(&self.edition) {
            return self.revision;
        }
        self.live_revision.unwrap_or(self.revision)
    }
}

impl State {
    /// Returns the state of a story of which this is public and whose work is so far.
    pub(crate) fn of(public: Public, work: Work) -> Self {
        match (public, work) {
            (Public::Withdrawn, _) => Self::Withdrawn,
            (Public::Published, _) => Self::Published,
            (Public::Scheduled, _) => Self::Scheduled,
            (Public::Unpublished, Work::Approved) => Self::Approved,
            (Public::Unpublished, Work::Submitted) => Self::Submitted,
            (Public::Unpublished, Work::Draft) => Self::Draft,
        }
    }

    /// Returns the word used outside.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Work {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Submitted, Self::Approved].into_iter().find(|work| work.as_str() == word)
    }
}

impl Public {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Unpublished => "unpublished",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Unpublished, Self::Scheduled, Self::Published, Self::Withdrawn]
            .into_iter()
            .find(|public| public.as_str() == word)
    }
}
