//! What open pages of the office are told: that something became of a webhook; they ask what is there now.

use ::store::LogRow;
use site::streams::Message;

/// The topic of the office's pages.
pub const TOPIC: &str = "desk:office";

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
