//! The one function that decides who sees what. Every route, list, feed, event and job asks it.

use crate::Viewer;
use base::Time;

/// What a thing tells of itself so that it can be decided who may see it.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    pub edition: &'a str,
    /// Whether it stands published (and was not withdrawn since).
    pub is_published: bool,
    /// Whether it was taken off.
    pub is_withdrawn: bool,
    pub embargo_until: Option<Time>,
}

/// What a viewer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The thing itself.
    Whole,
    /// Only that it was taken off, and the notice.
    Notice,
    /// Nothing, not even that it exists.
    Nothing,
}

/// How something stands for readers now: what anybody may see of it, and at which path the whole of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub sight: Sight,
    /// Encoded; none unless anybody may see the whole.
    pub path: Option<String>,
}

impl Standing {
    /// Of what readers know nothing.
    pub const UNSEEN: Self = Self { sight: Sight::Nothing, path: None };
    /// Of what readers could see once.
    pub const TAKEN_OFF: Self = Self { sight: Sight::Notice, path: None };

    /// Of what anybody may see at this path.
    pub fn seen_at(path: Option<String>) -> Self {
        Self { sight: Sight::Whole, path }
    }
}

/// Returns what `viewer` may see of `thing` at `now`.
///
/// An embargo is stronger than a publication: were a thing ever both, nobody outside would see it.
pub fn may_see(viewer: &Viewer, thing: Thing<'_>, now: Time) -> Sight {
    if viewer.reads_behind(thing.edition) {
        return Sight::Whole;
    }
    if thing.is_withdrawn {
        return Sight::Notice;
    }
    let is_held = thing.embargo_until.is_some_and(|until| now < until);
    if thing.is_published && !is_held { Sight::Whole } else { Sight::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Person, Role};
    use std::sync::Arc;

    const NOW: Time = Time::EPOCH;

    fn editor_of(edition: &str) -> Viewer {
        let grants = vec![Grant { role: Role::Editor, edition: Some(edition.into()) }];
        Viewer::Staff(Arc::new(Person { id: base::Id::from_bytes([0; 16]), name: "Edda".into(), grants }))
    }

    fn thing(is_published: bool, is_withdrawn: bool, embargo_until: Option<Time>) -> Thing<'static> {
        Thing { edition: "en", is_published, is_withdrawn, embargo_until }
    }

    #[test]
    fn a_draft_is_seen_by_its_newsroom_alone() {
        let draft = thing(false, false, None);

        assert_eq!(may_see(&Viewer::Anonymous, draft, NOW), Sight::Nothing);
        assert_eq!(may_see(&editor_of("ar"), draft, NOW), Sight::Nothing);
        assert_eq!(may_see(&editor_of("en"), draft, NOW), Sight::Whole);
    }

    #[test]
    fn a_withdrawn_story_leaves_its_notice() {
        assert_eq!(may_see(&Viewer::Anonymous, thing(false, true, None), NOW), Sight::Notice);
    }

    #[test]
    fn an_embargo_holds_to_the_microsecond_and_is_stronger_than_a_publication() {
        let until = Time::from_micros(1_000_000);
        let held = thing(true, false, Some(until));

        assert_eq!(may_see(&Viewer::Anonymous, held, Time::from_micros(999_999)), Sight::Nothing);
        assert_eq!(may_see(&Viewer::Anonymous, held, until), Sight::Whole);
    }
}
