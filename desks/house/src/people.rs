//! Who asks: nobody in particular, or a person of the newsroom with rights in some or all editions.

use crate::kind::words;
use base::{Failure, Id, Refused};
use std::sync::Arc;

words! {
    /// What somebody is in the newsroom.
    Role {
        Reporter = "reporter",
        Editor = "editor",
        PictureEditor = "picture-editor",
        Moderator = "moderator",
        Admin = "admin",
    }
}

/// What one may do, asked by every write and every read of what is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See the newsroom's own pages and what is not public yet.
    Read,
    /// Write stories, submit them, edit one's own drafts.
    Write,
    /// Edit anybody's stories and every verb of a story.
    Publish,
    /// Send pictures into the media bank, and say what is on one's own.
    Upload,
    /// Say of any picture whose it is and who may use it; take one off.
    Pictures,
    /// Run the office: people, tokens, settings, imports.
    Office,
}

impl Right {
    /// Returns what a refusal says that it takes.
    fn words(self) -> &'static str {
        match self {
            Self::Read => "This takes a role in the newsroom.",
            Self::Write => "This takes a reporter's or an editor's role in this edition.",
            Self::Publish => "This takes an editor's role in this edition.",
            Self::Upload => "This takes a reporter's, an editor's or a picture editor's role.",
            Self::Pictures => "This takes a picture editor's role.",
            Self::Office => "This takes an admin's role.",
        }
    }
}

/// A role, in one edition or (none named) in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub edition: Option<String>,
}

impl Grant {
    fn holds_in(&self, edition: &str) -> bool {
        self.edition.as_deref().is_none_or(|own| own == edition)
    }
}

impl Role {
    /// Returns whether the role carries the right.
    pub fn carries(self, right: Right) -> bool {
        match self {
            Self::Admin => true,
            Self::Editor => !matches!(right, Right::Office | Right::Pictures),
            Self::Reporter => matches!(right, Right::Read | Right::Write | Right::Upload),
            Self::PictureEditor => matches!(right, Right::Read | Right::Upload | Right::Pictures),
            // What readers say is a trade of its own; drafts and what is under embargo are no part of it.
            Self::Moderator => false,
        }
    }
}

/// Somebody of the newsroom: a person who signed in, or a program with a token.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: Id,
    pub name: String,
    pub grants: Vec<Grant>,
}

impl Person {
    /// Returns whether the person has the right in this edition.
    pub fn may(&self, right: Right, edition: &str) -> bool {
        self.grants.iter().any(|grant| grant.role.carries(right) && grant.holds_in(edition))
    }

    /// Refuses unless the person has the right in this edition.
    pub fn must(&self, right: Right, edition: &str) -> Result<(), Failure> {
        if self.may(right, edition) { Ok(()) } else { Err(Refused::NotAllowed(right.words().into()).into()) }
    }

    /// Returns whether the person has the right in some edition: for what belongs to none, such as pictures.
    pub fn may_anywhere(&self, right: Right) -> bool {
        self.grants.iter().any(|grant| grant.role.carries(right))
    }

    /// Refuses unless the person has the right in some edition.
    pub fn must_anywhere(&self, right: Right) -> Result<(), Failure> {
        if self.may_anywhere(right) { Ok(()) } else { Err(Refused::NotAllowed(right.words().into()).into()) }
    }

    /// Refuses unless the person has the right in every edition: for what belongs to the whole house.
    pub fn must_everywhere(&self, right: Right) -> Result<(), Failure> {
        let has = self.grants.iter().any(|grant| grant.role.carries(right) && grant.edition.is_none());
        if has { Ok(()) } else { Err(Refused::NotAllowed(right.words().into()).into()) }
    }

    /// Returns the editions behind whose pages the person reads, each between commas: `,en,ar,`; none where it is all.
    pub fn editions_read(&self) -> Option<String> {
        let readable = self.grants.iter().filter(|grant| grant.role.carries(Right::Read));
        let editions: Option<Vec<&str>> = readable.map(|grant| grant.edition.as_deref()).collect();
        editions.map(|editions| format!(",{},", editions.join(",")))
    }

    /// Returns how the log names the person: the id, never a name or an address.
    pub fn actor(&self) -> String {
        self.id.to_string()
    }
}

/// Who looks at something.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// Anybody.
    Anonymous,
    /// Somebody of the newsroom.
    Staff(Arc<Person>),
}

impl Viewer {
    /// Returns the person of the newsroom, or refuses for want of a sign-in.
    pub fn staff(&self) -> Result<&Arc<Person>, Failure> {
        match self {
            Self::Staff(person) => Ok(person),
            Self::Anonymous => Err(Refused::NotSignedIn.into()),
        }
    }

    /// Returns whether the viewer may read what is not public in this edition.
    pub fn reads_behind(&self, edition: &str) -> bool {
        matches!(self, Self::Staff(person) if person.may(Right::Read, edition))
    }
}
