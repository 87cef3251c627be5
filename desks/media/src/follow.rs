//! What open pages of the media bank, and of authors, are told: that there is something to ask for. It bears no id:
//! what happens to a picture that readers never saw is told as well.

use crate::place::subjects;
use ::store::{LogRow, Tx};
use base::Result;
use house::Event;
use site::Plant;
use site::streams::Message;

/// Returns the topic of an edition's media bank.
pub(crate) fn topic(edition: &str) -> String {
    format!("mediabank:{edition}")
}

/// Returns what open pages are told of these rows.
pub async fn tell(plant: Plant, rows: Vec<LogRow>) -> Result<Vec<Message>> {
    let rows: Vec<(LogRow, Event)> = rows.into_iter().filter_map(to_be_told).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let store = plant.store.clone();
    store
        .read(async move |tx: &mut Tx| {
            let plan = sections::plan(tx).await?;
            let mut messages = Vec::new();
            for (row, event) in &rows {
                let is_of_an_author = match event {
                    Event::PlanChanged { .. } => true,
                    event if event.changes_a_picture() => {
                        !subjects(tx, sections::AUTHOR, row.subject).await?.is_empty()
                    }
                    _ => false,
                };
                for edition in &plan.editions {
                    messages.push(message(row, topic(&edition.slug)));
                    if is_of_an_author {
                        messages.push(message(row, format!("front:{}", edition.slug)));
                    }
                }
            }
            Ok(messages)
        })
        .await
}

/// Returns the row with its event, if it changes what readers see of pictures: by themselves, with a story or a post
/// that shows them, or by what is said of an author.
fn to_be_told(row: LogRow) -> Option<(LogRow, Event)> {
    let event = Event::from_row(&row)?;
    let comes = matches!(event, Event::PictureCame | Event::PlanChanged { .. });
    (comes || event.is_public() || event.changes_a_picture()).then_some((row, event))
}

fn message(row: &LogRow, topic: String) -> Message {
    let (event, subject) = ("updated".to_owned(), String::new());
    Message { seq: row.seq, topic, event, subject, ts: row.at.micros(), html: None }
}
