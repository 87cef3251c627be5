//! What became of a draft since somebody saw it: by whom, when and in which parts it was changed, and how what they
//! send is brought together with that.

use crate::arrangement::Arrangement;
use crate::front::Front;
use crate::merge::{Merged, merge};
use crate::parts::Part;
use crate::store;
use ::store::Tx;
use base::{Refused, Result, Time};
use serde_json::{Value, json};

/// The drafts of a front from the one that was seen to the one that stands.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    drafts: Vec<Draft>,
}

/// A draft, and by whom and when it was saved; nobody saved the one before the first.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) revision: i64,
    pub(crate) saved: Option<(String, Time)>,
    pub(crate) arrangement: Arrangement,
}

/// A part that was changed, by whom and when.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) part: Part,
    pub(crate) by: String,
    pub(crate) at: Time,
}

/// What somebody sent together with what others did.
#[derive(Debug)]
pub(crate) struct Reconciled {
    pub(crate) arrangement: Arrangement,
    /// Where both cannot be had; what was sent stands there.
    pub(crate) clashes: Vec<Change>,
}

impl Past {
    /// Returns what became of a front since this revision of its draft; nothing if that one is not kept any more.
    pub(crate) async fn since(tx: &mut Tx, front: &Front, seen: i64) -> Result<Option<Self>> {
        let stands = Draft {
            revision: front.revision,
            saved: front.changed.clone(),
            arrangement: front.draft.clone(),
        };
        let mut drafts = Vec::new();
        if seen == 0 && front.revision > 0 {
            drafts.push(Draft { revision: 0, saved: None, arrangement: Arrangement::default() });
        }
        if let Some(id) = front.id.filter(|_| seen < front.revision) {
            drafts.extend(store::drafts_since(tx, id, seen).await?);
        }
        drafts.push(stands);
        let is_whole = drafts.first().is_some_and(|first| first.revision == seen);
        Ok(is_whole.then_some(Self { drafts }))
    }

    /// Returns the draft of this revision, if it is one of these.
    pub(crate) fn draft(&self, revision: i64) -> Option<&Arrangement> {
        let found = self.drafts.iter().find(|draft| draft.revision == revision);
        found.map(|draft| &draft.arrangement)
    }

    /// Brings what somebody made of the draft of a revision together with what others did to it. Nobody is in their
    /// own way: of what they saved themselves, perhaps without hearing of it, they send the newest.
    pub(crate) fn reconcile(&self, seen: i64, mine: &Arrangement, me: &str) -> Reconciled {
        let (Some(base), Some(stands)) = (self.draft(seen), self.drafts.last()) else {
            return Reconciled { arrangement: mine.clone(), clashes: Vec::new() };
        };
        if seen == stands.revision {
            return Reconciled { arrangement: mine.clone(), clashes: Vec::new() };
        }
        let Merged { arrangement, clashes } = merge(base, mine, &stands.arrangement);
        let clashes = clashes.into_iter().filter_map(|part| self.last_change(part));
        let clashes = clashes.filter(|change| change.by != me).collect();
        Reconciled { arrangement, clashes }
    }

    /// Returns what others changed, and what therefore stands there that the person has not seen.
    pub(crate) fn news(&self, me: &str) -> Vec<Change> {
        let (Some(first), Some(last)) = (self.drafts.first(), self.drafts.last()) else { return Vec::new() };
        let parts = Part::differing(&first.arrangement, &last.arrangement).into_iter();
        parts.filter_map(|part| self.last_change(part)).filter(|change| change.by != me).collect()
    }

    /// Returns by whom and when a part was changed last.
    pub(crate) fn last_change(&self, part: Part) -> Option<Change> {
        let stands = |draft: &Draft| {
            // That one took a story out clashes with what the other calls it.
            let called = match part {
                Part::Story(story) => Part::Headline(story).of(&draft.arrangement),
                _ => Value::Null,
            };
            (part.of(&draft.arrangement), called)
        };
        let steps = self.drafts.iter().zip(self.drafts.iter().skip(1));
        let changed = steps.rev().find(|(before, after)| stands(before) != stands(after));
        let (by, at) = changed?.1.saved.clone()?;
        Some(Change { part, by, at })
    }
}

/// Returns the refusal of what was made of an earlier draft: of all of it, if that draft is not kept any more.
pub(crate) async fn refused(
    tx: &mut Tx,
    front: &Front,
    seen: i64,
    (mine, clashes): (&Arrangement, &[Change]),
) -> Result<Refused> {
    let who = match &front.changed {
        Some((actor, at)) => {
            let name = staff::name_of(tx, actor).await?.unwrap_or_else(|| actor.clone());
            format!(" {name} saved it at {at}.")
        }
        None => String::new(),
    };
    let why = format!("You saw revision {seen} of this front; it is at {} now.{who}", front.revision);
    let names = staff::names_of(tx, clashes.iter().map(|change| change.by.as_str())).await?;
    let conflict = |Change { part, by, at }: &Change| -> Value {
        let (place, yours, theirs) = (part.to_string(), part.of(mine), part.of(&front.draft));
        json!({ "place": place, "yours": yours, "theirs": theirs, "by": names.get(by), "at": at })
    };
    Ok(Refused::Stale { why, conflicts: clashes.iter().map(conflict).collect() })
}
