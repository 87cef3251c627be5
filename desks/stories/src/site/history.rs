//! `…/history`: the public record of a story for readers, and each version that stood there; `…/history/N` is one of
//! them, whole. What was withdrawn is not shown again, nor compared with what came after it.

use crate::changes::{Changes, Eyes};
use crate::fields::Fields;
use crate::follow::{story_tag, visible_cards};
use crate::pages::{EntryView, HistoryPage, Tombstone, VersionPage, VersionView};
use crate::record::history::{Entry, entries};
use crate::story::{Public, Story};
use crate::view::Cards;
use crate::{in_text, pictures, store};
use ::store::Tx;
use base::{Id, Refused, Result, Time, hex};
use copy::RenderOptions;
use sections::{Edition, PageHead, Plan, encoded};
use site::words::Language;
use site::{Html, Plant, Rendered};
use std::collections::HashMap;

/// What ends the address of a story's history.
const HISTORY: &str = "/history";
/// How many versions are compared on one page, the newest; of the others their own pages tell.
const MOST_COMPARED: usize = 20;

/// Which part of a history is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// The version of one entry, by its number.
    One(usize),
}

impl Part {
    /// Returns the end of the address.
    pub(super) fn tail(self) -> String {
        match self {
            Self::All => HISTORY.to_owned(),
            Self::One(number) => format!("{HISTORY}/{number}"),
        }
    }
}

/// Parts the address of a history into the story's and what is asked for.
pub(super) fn parted(path: &str) -> Option<(&str, Part)> {
    if let Some(story) = path.strip_suffix(HISTORY) {
        return Some((story, Part::All));
    }
    let (rest, number) = path.rsplit_once('/')?;
    let part = number.parse().ok().map(Part::One)?;
    // One number has one address.
    Some((rest.strip_suffix(HISTORY)?, part)).filter(|_| path.ends_with(&part.tail()))
}

/// A story's history as it was read.
pub(super) struct History {
    plan: Plan,
    edition: Edition,
    story: Story,
    part: Part,
    entries: Vec<Entry>,
    /// What readers may see of the versions that are shown, by their revisions.
    versions: HashMap<i64, Fields>,
    pictures: media::Shown,
    picture_ids: Vec<Id>,
    in_text: Cards,
    key: String,
    seq: i64,
}

impl History {
    /// Whether nothing of the story is shown: its address says no word of it either, and is not told anew.
    fn is_withdrawn(&self) -> bool {
        self.story.public == Public::Withdrawn
    }
}

/// Reads a story's history; the caller has asked whether readers may see the story.
pub(super) async fn read(
    tx: &mut Tx,
    plant: &Plant,
    (plan, edition): (Plan, Edition),
    story: Story,
    part: Part,
) -> Result<History> {
    let entries = entries(store::record::of(tx, story.id).await?);
    let mut versions = HashMap::new();
    for revision in wanted(&entries, part)? {
        let fields = store::said(tx, story.id, revision).await?;
        versions.insert(revision, pictures::with_arrived(tx, fields).await?);
    }
    let mut picture_ids: Vec<Id> = versions.values().flat_map(pictures::ids).collect();
    picture_ids.sort_unstable();
    picture_ids.dedup();
    let shown = media::shown(tx, &in_text::on_the_page(&edition, None), &picture_ids).await?;
    versions.values_mut().for_each(|fields| hide(fields, &shown));
    let mut named: Vec<Id> = match part {
        Part::All => Vec::new(),
        Part::One(_) => versions.values().flat_map(|fields| fields.body.related()).collect(),
    };
    named.retain(|other| *other != story.id);
    named.truncate(super::story::MOST_IN_TEXT);
    let key = store::record::keys(tx).await?.pop().map(|key| hex(key.public)).unwrap_or_default();
    Ok(History {
        in_text: visible_cards(tx, plant, &edition, &named).await?,
        seq: tx.last_logged().await?,
        pictures: shown,
        plan,
        edition,
        story,
        part,
        entries,
        versions,
        picture_ids,
        key,
    })
}

/// Returns the revisions whose words the page needs; refuses where the one that is asked for is none, or was taken off.
fn wanted(entries: &[Entry], part: Part) -> Result<Vec<i64>> {
    let shown: Vec<&Entry> = match part {
        Part::All => {
            let versions = entries.iter().rev().filter(|entry| is_shown(entry));
            versions.take(MOST_COMPARED + 1).collect()
        }
        Part::One(number) => {
            let entry = entries.iter().find(|entry| entry.number == number);
            let entry = entry.filter(|entry| is_shown(entry)).ok_or(Refused::NotFound)?;
            std::iter::once(entry).chain(before(entries, entry).filter(|before| is_shown(before))).collect()
        }
    };
    Ok(shown.into_iter().map(|entry| entry.row.revision).collect())
}

fn is_shown(entry: &Entry) -> bool {
    entry.is_version() && entry.withheld.is_none()
}

/// Returns the version that stood before this one.
fn before<'a>(entries: &'a [Entry], entry: &Entry) -> Option<&'a Entry> {
    entries.iter().take(entry.number - 1).rfind(|entry| entry.is_version())
}

/// Takes the pictures out that may not be shown now, with all that is said of them.
fn hide(fields: &mut Fields, shown: &media::Shown) {
    fields.body = in_text::without_hidden(&fields.body, shown);
    fields.lead_picture = fields.lead_picture.take().filter(|lead| shown.picture(&lead.wanted()).is_some());
}

/// Renders what was read.
pub(super) fn page(plant: &Plant, history: &History) -> Result<Rendered> {
    let tongue = history.edition.tongue();
    let html = match history.part {
        Part::All => plant.pages.render(&all(plant, history)?, &tongue)?,
        Part::One(number) => plant.pages.render(&one(plant, history, number)?, &tongue)?,
    };
    Ok(Rendered::html(html)
        .status(if history.is_withdrawn() { 410 } else { 200 })
        .tag("plan")
        .tag(story_tag(history.story.id))
        .tags(history.picture_ids.iter().map(|id| media::tag(*id)))
        .tags(history.in_text.cards.iter().map(|card| format!("story:{}", card.id)))
        .tags(history.in_text.tags.clone())
        .until(history.in_text.until)
        .until(history.pictures.until)
        .until(history.edition.day_ends(plant.clock.now())))
}

fn head(plant: &Plant, history: &History, title: String) -> Result<PageHead> {
    let section = history.versions.values().next().map(|fields| fields.section.clone());
    Ok(PageHead {
        title: format!("{}: {title}", plant.words.word(&history.edition.tongue(), "history")?),
        section,
        topics: story_tag(history.story.id),
        seq: history.seq,
        ..PageHead::default()
    })
}

fn all(plant: &Plant, history: &History) -> Result<HistoryPage> {
    let record_url = format!("/api/v1/stories/{}/history", history.story.id);
    let path = history.story.path.as_deref().unwrap_or_default();
    let (headline, head, to_check) = if history.is_withdrawn() {
        let title = plant.words.word(&history.edition.tongue(), "withdrawn-title")?;
        let head = PageHead { robots: Some("noindex".into()), ..head(plant, history, title)? };
        (String::new(), head, record_url.clone())
    } else {
        let standing = history.entries.iter().rfind(|entry| is_shown(entry)).ok_or(Refused::NotFound)?;
        let headline = history.versions.get(&standing.row.revision).map(|fields| fields.headline.clone());
        let headline = headline.unwrap_or_default();
        let head =
            PageHead { path: Some(format!("{path}{HISTORY}")), ..head(plant, history, headline.clone())? };
        (headline, head, encoded(path))
    };
    let mut compared = 0;
    let newest_first = history.entries.iter().rev().map(|entry| {
        compared += usize::from(is_shown(entry));
        view(plant, history, entry, compared <= MOST_COMPARED)
    });
    Ok(HistoryPage {
        id: history.story.id.to_string(),
        headline,
        entries: newest_first.collect(),
        story_url: if history.is_withdrawn() { String::new() } else { encoded(path) },
        absolute_url: plant.url(&to_check),
        record_url,
        key: history.key.clone(),
        frame: sections::frame(plant, &history.plan, &history.edition, head),
    })
}

/// Returns an entry as readers see it; what changed is told where there is room for it.
fn view(plant: &Plant, history: &History, entry: &Entry, is_compared: bool) -> EntryView {
    let moment =
        |time: Time| plant.words.moment(&history.edition.tongue(), &history.edition.time_zone(), time);
    let path = history.story.path.as_deref().unwrap_or_default();
    let own = is_shown(entry).then(|| format!("{}{}", encoded(path), Part::One(entry.number).tail()));
    let (changes, was_withdrawn) = if is_compared { changes(plant, history, entry) } else { (None, false) };
    let withdrawal = entry.withdrawal();
    let note = match withdrawal {
        Some((_, notice)) => notice.to_owned(),
        None => entry.row.note.clone().filter(|_| entry.withheld.is_none()).unwrap_or_default(),
    };
    // Of a text that was changed while it was off readers see no comparison, and must hear of it.
    let is_changed = entry.row.action == "restore"
        && before(&history.entries, entry).is_some_and(|before| before.row.revision != entry.row.revision);
    EntryView {
        number: entry.number,
        action: if is_changed { "restore-changed".into() } else { entry.row.action.clone() },
        at: moment(entry.row.at),
        note,
        reason: withdrawal.map(|(reason, _)| reason.to_owned()),
        hash: hex(&entry.row.hash),
        url: own,
        tombstone: entry
            .withheld
            .as_ref()
            .map(|withheld| Tombstone { reason: withheld.reason.clone(), at: moment(withheld.at) }),
        is_unchanged: changes.as_ref().is_some_and(Changes::is_none),
        changes: changes.filter(|changes| !changes.is_none()).map(Changes::only_changed),
        was_withdrawn,
    }
}

/// Returns what changed from the version before, and whether there is one that is not shown any more.
fn changes(plant: &Plant, history: &History, entry: &Entry) -> (Option<Changes>, bool) {
    if !is_shown(entry) {
        return (None, false);
    }
    let Some(before) = before(&history.entries, entry) else { return (None, false) };
    if !is_shown(before) {
        return (None, true);
    }
    let versions = &history.versions;
    let (Some(old), Some(new)) = (versions.get(&before.row.revision), versions.get(&entry.row.revision))
    else {
        return (None, false);
    };
    let edition = &history.edition;
    let called = |field: &'static str, value: &str| match field {
        "kind" => plant.words.word(&edition.tongue(), &format!("kind-{value}")).unwrap_or_default(),
        _ => edition.section(value).map_or_else(|| value.to_owned(), |section| section.name.clone()),
    };
    (Some(Changes::between(old, new, Eyes::Readers, &called)), false)
}

fn one(plant: &Plant, history: &History, number: usize) -> Result<VersionPage> {
    let entry = history.entries.iter().find(|entry| entry.number == number).ok_or(Refused::NotFound)?;
    let fields = history.versions.get(&entry.row.revision).ok_or(Refused::NotFound)?;
    let tongue = history.edition.tongue();
    let language = fields.language.as_deref().and_then(Language::parse).unwrap_or_else(|| tongue.clone());
    let path = history.story.path.as_deref().unwrap_or_default();
    let head = PageHead { robots: Some("noindex".into()), ..head(plant, history, fields.headline.clone())? };
    let figure = |picture: &copy::Picture| in_text::figure(plant, &tongue, &history.pictures, picture, false);
    let card = |id: &str| in_text::related(plant, &tongue, &history.in_text.cards, id);
    let standing = history.entries.iter().rfind(|entry| is_shown(entry));
    Ok(VersionPage {
        id: history.story.id.to_string(),
        entry: view(plant, history, entry, true),
        is_standing: standing.is_some_and(|standing| standing.number == number),
        version: VersionView {
            headline: fields.headline.clone(),
            standfirst: fields.standfirst.clone(),
            bylines: fields.bylines.clone(),
            direction: language.direction(),
            language,
            picture: fields.lead_picture.as_ref().and_then(|lead| history.pictures.picture(&lead.wanted())),
            body_html: Html::made(fields.body.to_html(&RenderOptions {
                picture: &figure,
                related: &card,
                ..RenderOptions::default()
            })),
        },
        story_url: encoded(path),
        history_url: format!("{}{HISTORY}", encoded(path)),
        frame: sections::frame(plant, &history.plan, &history.edition, head),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_has_its_storys_address_and_a_number_has_one_address() {
        assert_eq!(parted("/en/2026/11/24/a/history"), Some(("/en/2026/11/24/a", Part::All)));
        assert_eq!(parted("/en/2026/11/24/a/history/3"), Some(("/en/2026/11/24/a", Part::One(3))));
        for other in ["/en/2026/11/24/a", "/a/history/03", "/a/history/+3", "/a/history/x", "/a/3"] {
            assert_eq!(parted(other), None, "{other}");
        }
    }
}
