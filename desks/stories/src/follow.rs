//! What follows from a change: which cached pages bear it, and what open pages are told.

use crate::embeds;
use crate::pages::NewsfeedLine;
use crate::pictures;
use crate::story::Public;
use crate::view::{Cards, card};
use crate::{desk, store, view};
use ::store::{LogRow, Tx};
use base::{Failure, Id, Result};
use house::{Event, Kind, Sight, Viewer, may_see};
use sections::Plan;
use site::Plant;
use site::streams::Message;

/// Returns the tags of the pages that a row of the log makes stale. Sync and quick: it runs before the write that
/// made the row is answered.
pub fn tags(row: &LogRow) -> Vec<String> {
    let Some(event) = Event::from_row(row) else { return Vec::new() };
    if event.changes_the_plan() {
        return vec!["plan".into()];
    }
    if event == Event::EmbedHostsChanged {
        return vec![embeds::TAG.into()];
    }
    if event == Event::PictureCame {
        return vec![story_tag(row.subject), media::BANK.into()];
    }
    if !event.is_public() {
        return Vec::new();
    }
    // What happens to a post happens to its coverage; the media bank shows what something public shows.
    let story = event.coverage().map_or(row.subject, |(story, _)| story);
    let mut tags = vec![story_tag(story), media::BANK.into()];
    tags.extend(row.edition.as_deref().map(lists_tag));
    tags.extend(event.group().map(group_tag));
    tags
}

/// The tag of every page that shows the story.
pub fn story_tag(id: Id) -> String {
    format!("story:{id}")
}

/// The tag of every list of an edition.
pub fn lists_tag(edition: &str) -> String {
    format!("lists:{edition}")
}

/// The tag of every page that names a story's translations.
pub(crate) fn group_tag(group: Id) -> String {
    format!("group:{group}")
}

/// Returns what open pages are told of these rows. It is told from the present state: what was taken off since is
/// told as taken off, whatever the row says.
pub async fn tell(plant: Plant, rows: Vec<LogRow>) -> Result<Vec<Message>> {
    let mut to_the_desk: Vec<Message> = rows.iter().filter_map(told_to_the_desk).collect();
    let rows: Vec<(LogRow, Event)> = rows.into_iter().filter_map(to_be_told).collect();
    if rows.is_empty() {
        return Ok(to_the_desk);
    }
    let (store, reader) = (plant.store.clone(), plant.clone());
    let told = store
        .read(async move |tx: &mut Tx| {
            let plan = sections::plan(tx).await?;
            let mut told = Vec::new();
            for (row, event) in &rows {
                told.extend(told_of(tx, &reader, &plan, row, event).await?);
            }
            Ok(told)
        })
        .await?;
    let messages = told.into_iter().map(|told| told.messages(&plant));
    to_the_desk.extend(messages.collect::<Result<Vec<_>>>()?.concat());
    Ok(to_the_desk)
}

/// Says to the newsroom's lists that something happened to a story; they ask what is there now.
fn told_to_the_desk(row: &LogRow) -> Option<Message> {
    let edition = row.edition.as_deref().filter(|_| row.kind == "story")?;
    Some(Message {
        seq: row.seq,
        topic: desk::stories::topic(edition),
        event: "changed".into(),
        subject: row.subject.to_string(),
        ts: row.at.micros(),
        html: None,
    })
}

/// What there is to tell of a row.
struct Told {
    seq: i64,
    ts: i64,
    event: String,
    subject: Id,
    /// Whether a post of the coverage changed; its own desk tells the story's open pages.
    is_of_a_post: bool,
    /// Whether readers see it as a live coverage.
    is_live: bool,
    edition: String,
    /// The story's line in the newsfeed; none if it is not public any more.
    line: Option<NewsfeedLine>,
}

/// Returns the row with its event, if readers may see what it changes.
fn to_be_told(row: LogRow) -> Option<(LogRow, Event)> {
    let event = Event::from_row(&row)?;
    let is_told = event.is_public() || event.changes_a_picture() || event == Event::PictureCame;
    is_told.then_some((row, event))
}

async fn told_of(tx: &mut Tx, plant: &Plant, plan: &Plan, row: &LogRow, event: &Event) -> Result<Vec<Told>> {
    let post_of = event.coverage().filter(|(_, is_public)| *is_public).map(|(story, _)| story);
    if post_of.is_some() || *event == Event::PictureCame {
        // Of a story that readers do not see, what happens to its posts and pictures says nothing.
        let told = told_of_story(tx, plant, plan, (row, "updated"), post_of.unwrap_or(row.subject)).await?;
        let told = told.filter(|told| if post_of.is_some() { told.is_live } else { told.line.is_some() });
        return Ok(told.map(|told| Told { is_of_a_post: post_of.is_some(), ..told }).into_iter().collect());
    }
    if event.is_public() {
        let word = event.name().trim_start_matches("story_");
        return Ok(told_of_story(tx, plant, plan, (row, word), row.subject).await?.into_iter().collect());
    }
    let mut told = Vec::new();
    for story in media::subjects(tx, pictures::STORY, row.subject).await? {
        told.extend(told_of_story(tx, plant, plan, (row, "updated"), story).await?);
    }
    Ok(told)
}

/// What there is to tell of a story; `word` is what happened to it, if it is public still.
async fn told_of_story(
    tx: &mut Tx,
    plant: &Plant,
    plan: &Plan,
    (row, word): (&LogRow, &str),
    story: Id,
) -> Result<Option<Told>> {
    let story = match store::story(tx, story).await {
        Ok(story) => story,
        Err(Failure::Refused(_)) => return Ok(None),
        Err(broken) => return Err(broken),
    };
    let Some(edition) = plan.edition(&story.edition) else { return Ok(None) };
    let sight = may_see(&Viewer::Anonymous, story.thing(), tx.now());
    let listed = match sight {
        Sight::Whole => store::published::one(tx, story.id).await?,
        Sight::Notice | Sight::Nothing => None,
    };
    let told = match (story.public, &listed) {
        (Public::Published, Some(_)) => word,
        _ => "withdrawn",
    };
    Ok(Some(Told {
        seq: row.seq,
        ts: row.at.micros(),
        event: told.to_owned(),
        is_of_a_post: false,
        is_live: listed.as_ref().is_some_and(|listed| listed.kind == Kind::Live.as_str()),
        subject: story.id,
        edition: story.edition.clone(),
        line: listed.map(|listed| NewsfeedLine {
            item: card(plant, edition, &listed),
            today: plant.words.moment(&edition.tongue(), &edition.time_zone(), tx.now()).day,
            language: edition.tongue(),
        }),
    }))
}

impl Told {
    fn messages(self, plant: &Plant) -> Result<Vec<Message>> {
        let line = self.line.as_ref().map(|line| plant.pages.render(line, &line.language)).transpose()?;
        let message = |topic: String, html: Option<String>| Message {
            seq: self.seq,
            topic,
            event: self.event.clone(),
            subject: self.subject.to_string(),
            ts: self.ts,
            html,
        };
        let mut messages = vec![
            message(format!("newsfeed:{}", self.edition), line),
            message(format!("front:{}", self.edition), None),
        ];
        if !self.is_of_a_post {
            messages.insert(0, message(format!("story:{}", self.subject), None));
        }
        Ok(messages)
    }
}

/// Returns cards of related stories that anybody may see, in the order given.
pub(crate) async fn visible_cards(
    tx: &mut Tx,
    plant: &Plant,
    edition: &sections::Edition,
    ids: &[Id],
) -> Result<Cards> {
    let listed = store::published::among(tx, ids).await?;
    let mut seen = Vec::new();
    for id in ids {
        let listed = listed.iter().find(|listed| listed.story == *id && listed.edition == edition.slug);
        if let Some(listed) = listed
            && view::find(tx, &Viewer::Anonymous, *id).await.is_ok()
        {
            seen.push(listed.clone());
        }
    }
    view::cards(tx, plant, edition, &seen).await
}
