//! What stands in the form of the desk's page, and how it came to stand there: the draft, or what somebody sent, with
//! what others did meanwhile.

use super::form::Posted;
use crate::arrangement::Arrangement;
use crate::front::Front;
use crate::past::{Change, Past};
use ::store::Tx;
use base::{FieldError, Result, Time};

/// What happened before the page is shown.
#[derive(Clone, Debug, Default)]
pub(super) enum Before {
    #[default]
    Nothing,
    /// It was saved with what others did since this revision.
    Merged { since: i64, is_unpublished: bool },
    /// It was not saved.
    Refused(Box<Posted>, Trouble),
}

/// Why what was sent was not saved.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Others changed the same, or it is not known any more what they changed.
    Stale,
    Faults(Vec<FieldError>),
}

/// What stands in the form.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub(super) arrangement: Arrangement,
    /// The revision of the draft that it goes on from.
    pub(super) revision: i64,
    /// The revision since which others were in the way.
    pub(super) since: i64,
    /// Where both cannot be had.
    pub(super) clashes: Vec<Change>,
    /// What others changed beside it.
    pub(super) news: Vec<Change>,
    /// Whether it was to be published and was not, since others changed something.
    pub(super) is_unpublished: bool,
    /// Whether it is not known any more what others changed.
    pub(super) is_stale: bool,
    pub(super) faults: Vec<FieldError>,
}

/// Returns what stands in the form that this person gets.
pub(super) async fn standing(tx: &mut Tx, front: &Front, me: &str, before: Before) -> Result<Standing> {
    let stands = |arrangement: Arrangement| Standing {
        arrangement,
        revision: front.revision,
        since: front.revision,
        ..Standing::default()
    };
    match before {
        Before::Nothing => Ok(stands(front.draft.clone())),
        Before::Merged { since, is_unpublished } => {
            let past = Past::since(tx, front, since).await?;
            let news = past.map(|past| past.news(me)).unwrap_or_default();
            Ok(Standing { news, is_unpublished, ..stands(front.draft.clone()) })
        }
        Before::Refused(posted, trouble) => {
            let mut past = Past::since(tx, front, posted.since).await?;
            if past.is_none() {
                past = Past::since(tx, front, posted.revision).await?;
            }
            let Some(past) = past else {
                return Ok(Standing { is_stale: true, ..stands(posted.arrangement) });
            };
            Ok(sent(front, me, &past, *posted, trouble))
        }
    }
}

/// Returns what was sent, with what others did where it can be had beside it.
fn sent(front: &Front, me: &str, past: &Past, posted: Posted, trouble: Trouble) -> Standing {
    let mine = posted.chosen(past);
    // What could not be read is said by where it stood in the form.
    let (arrangement, mut clashes, revision) = if posted.errors.is_empty() {
        let reconciled = past.reconcile(posted.revision, &mine, me);
        (reconciled.arrangement, reconciled.clashes, front.revision)
    } else {
        (mine, Vec::new(), posted.revision)
    };
    for part in posted.undecided {
        if part.of(&arrangement) != part.of(&front.draft) && clashes.iter().all(|clash| clash.part != part) {
            let nobody = |part| Change { part, by: String::new(), at: Time::EPOCH };
            clashes.push(past.last_change(part.clone()).unwrap_or_else(|| nobody(part)));
        }
    }
    let since = if clashes.is_empty() { revision } else { posted.since };
    let faults = match trouble {
        Trouble::Faults(faults) => faults,
        Trouble::Stale => Vec::new(),
    };
    Standing { arrangement, revision, since, clashes, faults, ..Standing::default() }
}
