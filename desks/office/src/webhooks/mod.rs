//! Webhooks: programs elsewhere that are told of what happens, signed, one after the other, until they have taken it.

mod attempt;
mod follow;
pub(crate) mod rules;
pub(crate) mod sign;

pub use follow::run;

use crate::told::PICTURE_CHANGED;
use base::{Id, Time};
use fetch::Guard;
use house::{Event, Role};
use site::Plant;
use store::LogRow;

/// Returns who may be told: the open internet, and what the settings name.
pub(crate) fn guard(plant: &Plant) -> Guard {
    Guard::allowing(&plant.settings.fetch_allow).unwrap_or_default()
}

/// A receiver.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) id: Id,
    pub(crate) address: String,
    pub(crate) secret: String,
    /// The names of events that it asks for; none for all.
    pub(crate) events: Option<Vec<String>>,
    /// The editions that it asks for; none for all.
    pub(crate) editions: Option<Vec<String>>,
    /// Whose eyes it sees with; none for what is public.
    pub(crate) role: Option<Role>,
    /// The row of the log behind which it is told.
    pub(crate) since: i64,
    pub(crate) created_at: Time,
    pub(crate) paused: Option<Paused>,
    pub(crate) failing: Option<Failing>,
}

/// Since when it is not told, and whether its own server asked for that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paused {
    pub(crate) at: Time,
    pub(crate) is_gone: bool,
}

/// How often in a row it has not taken what was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failing {
    pub(crate) times: i64,
    pub(crate) since: Time,
    pub(crate) next_at: Time,
}

/// An event on its way to a receiver, or one that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) id: Id,
    pub(crate) webhook: Id,
    /// None for a test.
    pub(crate) seq: Option<i64>,
    /// How it was called when it was last sent, or in the log.
    pub(crate) event: String,
    pub(crate) takes_away: bool,
    pub(crate) state: String,
    pub(crate) created_at: Time,
    pub(crate) attempts: i64,
    pub(crate) failing_since: Option<Time>,
    pub(crate) tried_at: Option<Time>,
    pub(crate) took_ms: Option<i64>,
    pub(crate) status: Option<i64>,
    pub(crate) failure: Option<String>,
}

impl Webhook {
    /// Returns whether the row is on the receiver's list. Who hears that something came also hears that it was taken
    /// off, asked for or not.
    pub(crate) fn wants(&self, row: &LogRow) -> bool {
        let Some(event) = Event::from_row(row) else { return false };
        let may = crate::told::is_of_readers(&event) || crate::told::reads(self.role, &row.kind);
        row.seq > self.since && may && self.wants_event(row, &event) && self.wants_edition(row)
    }

    fn wants_event(&self, row: &LogRow, event: &Event) -> bool {
        let Some(names) = &self.events else { return true };
        let takes_off = crate::told::takes_off(event)
            || matches!(event, Event::PictureRightsTurned | Event::PictureLeaseEnded { .. });
        let of_its_kind = |name: &String| name.starts_with(&format!("{}_", row.kind));
        let is_called_otherwise =
            event.changes_a_picture() && names.iter().any(|name| name == PICTURE_CHANGED);
        names.contains(&row.event) || is_called_otherwise || (takes_off && names.iter().any(of_its_kind))
    }

    fn wants_edition(&self, row: &LogRow) -> bool {
        let Some(editions) = &self.editions else { return true };
        match row.edition.as_deref() {
            // Pictures belong to no edition.
            None | Some("") => crate::told::is_of_the_paper(&row.kind),
            Some(edition) => editions.iter().any(|own| own == edition),
        }
    }
}
