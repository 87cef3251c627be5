//! What open pages of a coverage are told. It is told from the present state: a post that was taken off since is told
//! as taken off, whatever the row says.

use crate::pages::PostPiece;
use crate::pictures::{self, POST};
use crate::post::{Post, State};
use crate::sight::{coverage, may_see};
use crate::store;
use crate::view::view;
use ::store::{LogRow, Tx};
use base::{Failure, Id, Result};
use house::{Event, Sight, Viewer};
use sections::Plan;
use site::Plant;
use site::streams::Message;

/// The largest piece that is sent along; of a larger one the page asks itself.
const SMALL: usize = 16 * 1024;

/// What there is to tell of a row, and in whose language.
struct Told {
    seq: i64,
    ts: i64,
    event: &'static str,
    story: Id,
    post: Id,
    /// The post as it stands now; none if nothing stands in its place.
    piece: Option<PostPiece>,
    language: site::words::Language,
}

/// Returns what open pages are told of these rows.
pub async fn tell(plant: Plant, rows: Vec<LogRow>) -> Result<Vec<Message>> {
    let rows: Vec<(LogRow, Event)> = rows.into_iter().filter_map(to_be_told).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (store, reader) = (plant.store.clone(), plant.clone());
    let told = store
        .read(async move |tx: &mut Tx| {
            let plan = sections::plan(tx).await?;
            let mut told = Vec::new();
            for (row, event) in &rows {
                for post in posts(tx, row, event).await? {
                    told.extend(told_of(tx, &reader, &plan, (row, event), post).await?);
                }
            }
            Ok(told)
        })
        .await?;
    told.into_iter().map(|told| told.message(&plant)).collect()
}

/// Returns the row with its event, if it is about what readers see of posts.
fn to_be_told(row: LogRow) -> Option<(LogRow, Event)> {
    let event = Event::from_row(&row)?;
    let is_of_a_post = matches!(event.coverage(), Some((_, true)));
    (is_of_a_post || event.changes_a_picture()).then_some((row, event))
}

/// Returns the posts that a row changes: its own, or those that show the picture that it is about.
async fn posts(tx: &mut Tx, row: &LogRow, event: &Event) -> Result<Vec<Id>> {
    if !event.changes_a_picture() {
        return Ok(vec![row.subject]);
    }
    media::subjects(tx, POST, row.subject).await
}

async fn told_of(
    tx: &mut Tx,
    plant: &Plant,
    plan: &Plan,
    (row, event): (&LogRow, &Event),
    post: Id,
) -> Result<Option<Told>> {
    let mut post = match store::post(tx, post).await {
        Ok(post) => post,
        Err(Failure::Refused(_)) => return Ok(None),
        Err(broken) => return Err(broken),
    };
    let coverage = coverage(tx, post.story).await?;
    let sight = may_see(&Viewer::Anonymous, &coverage, &post, tx.now());
    // Of a story that readers do not see its own desk tells, and nothing of its posts is said.
    if coverage.sight(&Viewer::Anonymous, tx.now()) != Sight::Whole || sight == Sight::Nothing {
        return Ok(None);
    }
    let Some(edition) = plan.edition(&coverage.story.edition) else { return Ok(None) };
    let stands = sight == Sight::Whole || post.notice().is_some();
    pictures::take_arrived(tx, [&mut post]).await?;
    let shown = pictures::shown(tx, edition, &coverage, [&post]).await?;
    Ok(Some(Told {
        seq: row.seq,
        ts: row.at.micros(),
        event: name(event, &post),
        story: post.story,
        post: post.id,
        piece: stands.then(|| PostPiece { post: view(plant, edition, &coverage, &post, &shown) }),
        language: edition.tongue(),
    }))
}

/// Returns how the event is called, given how the post stands now.
fn name(event: &Event, post: &Post) -> &'static str {
    match (post.state, event) {
        (State::Retracted, _) => "post_retracted",
        (_, Event::PostRetracted { .. }) => "post_restored",
        (_, event) if event.changes_a_picture() => "post_edited",
        _ => event.name(),
    }
}

impl Told {
    fn message(self, plant: &Plant) -> Result<Message> {
        let html = self.piece.as_ref().map(|piece| plant.pages.render(piece, &self.language)).transpose()?;
        Ok(Message {
            seq: self.seq,
            topic: format!("story:{}", self.story),
            event: self.event.into(),
            subject: self.post.to_string(),
            ts: self.ts,
            html: html.filter(|html| html.len() <= SMALL),
        })
    }
}
