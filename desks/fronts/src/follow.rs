//! What follows from a change: which cached pages bear it, and what open pages are told.

use ::store::LogRow;
use house::Event;
use site::streams::Message;

/// Returns the tags of the pages that a row of the log makes stale.
pub fn tags(row: &LogRow) -> Vec<String> {
    let changes = Event::from_row(row).is_some_and(|event| event.changes_a_front());
    row.edition.as_deref().filter(|_| changes).map(tag).into_iter().collect()
}

/// The tag of an edition's fronts, those of its sections among them.
pub(crate) fn tag(edition: &str) -> String {
    format!("front:{edition}")
}

/// Returns what open pages are told of these rows: that there is something to ask for.
pub fn tell(rows: &[LogRow]) -> Vec<Message> {
    let told = rows.iter().filter_map(|row| {
        let event = Event::from_row(row).filter(Event::changes_a_front)?;
        Some(Message {
            seq: row.seq,
            topic: tag(row.edition.as_deref()?),
            event: event.name().into(),
            subject: row.subject.to_string(),
            ts: row.at.micros(),
            html: None,
        })
    });
    told.collect()
}
