//! The form of the desk's page, read in the order of its fields: what follows a container's field belongs to it, what
//! follows a slot's belongs to that. So the page is arranged by the order in which things stand on it.

use super::wish::{Wish, moment};
use crate::arrangement::{Arrangement, Container, Layout, Newest, Slot, Strip};
use crate::moves::Move;
use crate::parts::Part;
use crate::past::Past;
use ::store::Tx;
use base::{FieldError, Id, Result, Time};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posted {
    /// The revision that was seen, and the one since which others were in the way.
    pub(crate) revision: i64,
    pub(crate) since: i64,
    pub(crate) arrangement: Arrangement,
    /// Where others changed the same and nothing is chosen yet.
    pub(crate) undecided: Vec<Part>,
    /// Where theirs is chosen.
    pub(crate) theirs: Vec<Part>,
    pub(crate) todo: Todo,
    pub(crate) wish: Wish,
    /// Whether the way leads to the preview.
    pub(crate) is_preview: bool,
    /// What could not be read.
    pub(crate) errors: Vec<FieldError>,
}

/// What the pressed button asks for; everything is saved first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Todo {
    #[default]
    Save,
    Publish,
    Make(Move),
    GoBack(i64),
}

impl Posted {
    /// Returns what stands in the form, with what was chosen of others.
    pub(crate) fn chosen(&self, past: &Past) -> Arrangement {
        let mut chosen = self.arrangement.clone();
        if let Some(theirs) = past.draft(self.revision) {
            self.theirs.iter().for_each(|part| chosen.take(part, theirs));
        }
        chosen
    }

    /// Takes in what is chosen of a part that others changed as well: `theirs:name:c1`.
    fn choose(&mut self, choice: &str) {
        let Some((whose, part)) = choice.split_once(':') else { return };
        let Some(part) = Part::read(part) else { return };
        self.undecided.retain(|undecided| *undecided != part);
        if whose == "theirs" {
            self.theirs.push(part);
        }
    }
}

impl Todo {
    /// Returns the place on the page that was worked at, as an address ends with it.
    pub(crate) fn anchor(&self) -> String {
        match self {
            Self::Make(step) => step.place().map_or_else(String::new, |place| format!("#{place}")),
            Self::Save | Self::Publish | Self::GoBack(_) => String::new(),
        }
    }
}

/// A strip as it is written.
#[derive(Default)]
struct WrittenStrip {
    text: String,
    story: Option<Id>,
    until: String,
}

/// Reads the form of a front, by the clock of its edition.
pub(crate) async fn read(
    tx: &mut Tx,
    edition: &str,
    zone: &TimeZone,
    fields: &[(String, String)],
) -> Result<Posted> {
    let mut posted = Posted::default();
    let (mut strip, mut into, mut todo) = (WrittenStrip::default(), HashMap::new(), "");
    let mut is_previewing = false;
    for (name, value) in fields {
        match name.as_str() {
            "revision" => {
                posted.revision = value.parse().unwrap_or(-1);
                posted.since = posted.revision;
            }
            "since" => posted.since = value.parse().unwrap_or(posted.revision),
            "clash" => posted.undecided.extend(Part::read(value)),
            choice if choice.starts_with("choice-") => posted.choose(value),
            "do" => todo = value,
            "previewing" => is_previewing = true,
            "strip-text" => strip.text = value.clone(),
            "strip-story" => strip.story = value.parse().ok(),
            "strip-until" => strip.until = value.clone(),
            "into" => drop(into.insert(latest(&posted.arrangement), value.clone())),
            "find-into" => drop(into.insert(None, value.clone())),
            name => {
                posted.wish.take(name, value);
                take(tx, edition, &mut posted, name, value).await?;
            }
        }
    }
    take_strip(&mut posted, strip, zone);
    // The fields of the preview are always there; it is wished for by its button, until it is closed.
    if todo == "close" || !(is_previewing || todo == "preview") {
        let is_usual = posted.wish.width != Some("desk") && posted.wish.colours != Some("dark");
        if is_usual {
            (posted.wish.width, posted.wish.colours) = (None, None);
        }
        posted.wish.is_closed = !is_usual;
    }
    posted.is_preview = todo == "preview";
    let story = todo.split_once(':').and_then(|(_, story)| story.parse::<Id>().ok());
    // A story that is not on the front yet goes where the search says.
    let into = into.get(&story).or_else(|| into.get(&None)).map(String::as_str);
    posted.todo = match todo.split_once(':') {
        None if todo == "publish" => Todo::Publish,
        Some(("back", number)) => number.parse().map(Todo::GoBack).unwrap_or_default(),
        _ => Move::read(todo, into).map(Todo::Make).unwrap_or_default(),
    };
    Ok(posted)
}

/// Returns the story whose slot was read last.
fn latest(arrangement: &Arrangement) -> Option<Id> {
    arrangement.containers.last()?.slots.last().map(|slot| slot.story)
}

/// Takes in a field of a container or of a slot.
async fn take(tx: &mut Tx, edition: &str, posted: &mut Posted, name: &str, value: &str) -> Result<()> {
    let containers = &mut posted.arrangement.containers;
    if name == "container" {
        containers.push(Container { id: value.into(), ..Container::new(Layout::Row) });
        return Ok(());
    }
    let number = containers.len().saturating_sub(1);
    let Some(container) = containers.last_mut() else { return Ok(()) };
    match name {
        "name" => container.name = value.into(),
        "layout" => container.layout = Layout::from_word(value).unwrap_or(Layout::Row),
        "slot" => container.slots.extend(value.parse().map(|story| Slot { story, headline: None })),
        "headline" => {
            if let Some(slot) = container.slots.last_mut() {
                slot.headline = Some(value.to_owned()).filter(|headline| !headline.trim().is_empty());
            }
        }
        "count" => match value.trim() {
            "" | "0" => container.list = None,
            text => container.list = Some(Newest::of_everything(text.parse().unwrap_or(-1))),
        },
        "of" => {
            let Some(list) = &mut container.list else { return Ok(()) };
            match value.split_once(':') {
                Some(("section", slug)) => list.section = Some(slug.into()),
                Some(("kind", kind)) => list.kind = kind.parse().ok(),
                Some(("topic", _)) => list.topic = Some(String::new()),
                _ => {}
            }
        }
        "topic" => {
            let Some(list) = container.list.as_mut().filter(|list| list.topic.is_some()) else {
                return Ok(());
            };
            let named = sections::topic_by_name(tx, edition, value.trim()).await?;
            if value.trim().is_empty() {
                let why = "name the topic";
                posted.errors.push(FieldError::at(format!("/containers/{number}/list/topic"), why));
            }
            list.topic = Some(named.map_or_else(|| value.trim().to_owned(), |topic| topic.slug));
        }
        _ => {}
    }
    Ok(())
}

/// Takes in the strip, if anything of it is written.
fn take_strip(posted: &mut Posted, strip: WrittenStrip, zone: &TimeZone) {
    if strip.text.trim().is_empty() && strip.story.is_none() {
        return;
    }
    let until = moment(&strip.until, zone).unwrap_or_else(|| {
        posted.errors.push(FieldError::at("/strip/until", "say until when it stands"));
        Time::EPOCH
    });
    posted.arrangement.strip = Some(Strip { text: Some(strip.text), story: strip.story, until });
}
