//! What open pages of the office are told: that something became of a webhook; they ask what is there now.

use ::store::LogRow;
use base::{Refused, Result};
use house::Right;
use http::HeaderMap;
use site::streams::Message;
use site::{Hearer, Plant};

/// The topic of the office's pages.
pub const TOPIC: &str = "desk:office";

/// Refuses whoever may not hear what the office's pages are told. Returns who it is, and until when they may.
pub async fn may_hear(plant: Plant, headers: HeaderMap) -> Result<Hearer> {
    let (person, until) = staff::way_in(&plant, &headers).await?.ok_or(Refused::NotSignedIn)?;
    person.must_everywhere(Right::Office)?;
    Ok(Hearer { person: person.id, until })
}

/// Returns what open pages of the office are told of these rows.
pub fn tell(rows: &[LogRow]) -> Vec<Message> {
    let told = rows.iter().filter(|row| row.kind == "webhook").map(|row| Message {
        seq: row.seq,
        topic: TOPIC.into(),
        event: "changed".into(),
        subject: row.subject.to_string(),
        ts: row.at.micros(),
        html: None,
    });
    told.collect()
}
