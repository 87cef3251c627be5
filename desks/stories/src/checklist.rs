//! The checklist: what still keeps a story from being published, and what a careful editor looks at before.

use crate::fields::Fields;
use crate::lacks::{self, Lacking};
use crate::pictures;
use crate::stop_list::{self, Found, Stop, Stops};
use crate::story::{State, Story};
use ::store::Tx;
use base::Result;
use house::Kind;
use sections::Plan;
use serde::Serialize;
use site::Plant;
use site::words::Language;

/// What is wrong where no word says it more exactly.
pub(crate) const OTHER: &str = "other";

/// One item, with the place that it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Item {
    /// Where: `/headline`, `/body/content/3`.
    pub(crate) pointer: String,
    /// What, as the end of a word of the desk: `no-headline`.
    pub(crate) what: &'static str,
    /// What it is about: an embargo's end, words of the stop-list with their note; mostly empty.
    pub(crate) about: String,
    /// Of the stop-list: the words, as they stand on it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) words: String,
    /// Whether publishing is refused while it stands.
    pub(crate) blocks: bool,
}

/// Returns the items of a story that says this, what blocks first.
pub(crate) async fn of(tx: &mut Tx, plan: &Plan, story: &Story, fields: &Fields) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let mut add = |pointer: &str, what: &'static str, about: String, blocks: bool| {
        items.push(Item { pointer: pointer.to_owned(), what, about, words: String::new(), blocks });
    };
    let holds = [
        ("/standfirst", "no-standfirst", !fields.standfirst.trim().is_empty()),
        ("/bylines", "no-byline", !fields.bylines.is_empty()),
        ("/topics", "no-topics", !fields.topics.is_empty()),
    ];
    for (pointer, what, is_there) in required(plan, fields) {
        if !is_there {
            add(pointer, what, String::new(), true);
        }
    }
    for (pointer, what, is_there) in holds {
        if !is_there {
            add(pointer, what, String::new(), false);
        }
    }
    if let Some(until) = story.embargo_until.filter(|until| tx.now() < *until) {
        add("/embargo_until", "embargo", until.to_string(), true);
    }
    for (pointer, lack) in pictures::lacks_at(tx, plan, fields).await? {
        add(&pointer, word(&lack), String::new(), true);
    }
    let waiting = lacks::lacks(tx, plan, &[fields]).await?.into_iter().flatten();
    for lacking in waiting.filter(|lacking| lacking.picture.is_none()) {
        add("/body", word(&lacking.lack), lacking.address.unwrap_or_default(), false);
    }
    for found in stop_list::found(tx, fields).await? {
        let what = if found.stop.blocks { "stopped" } else { "careful" };
        let about = found.stop.in_short();
        let Found { pointer, stop: Stop { words, blocks, .. } } = found;
        items.push(Item { pointer, what, about, words, blocks });
    }
    items.sort_by_key(|item| !item.blocks);
    Ok(items)
}

/// Returns what no story can be published without: the place, the word for it, and whether it is there.
fn required(plan: &Plan, fields: &Fields) -> [(&'static str, &'static str, bool); 3] {
    let edition = plan.edition(&fields.edition);
    [
        ("/headline", "no-headline", !fields.headline.trim().is_empty()),
        ("/body", "no-text", fields.kind == Kind::Live || !fields.body.is_empty()),
        ("/section", "no-section", edition.is_some_and(|e| e.section(&fields.section).is_some())),
    ]
}

/// Returns in short what of a text blocks, from what is known already of the pictures of all texts of a list and of
/// the stop-list: the word of each and what it is about.
pub(crate) fn in_short(
    plan: &Plan,
    fields: &Fields,
    lacking: &[Lacking],
    stops: &Stops,
) -> Vec<(&'static str, String)> {
    let missing = required(plan, fields).into_iter().filter(|(.., is_there)| !is_there);
    let mut short: Vec<(&'static str, String)> = missing.map(|(_, what, _)| (what, String::new())).collect();
    let own = lacking.iter().filter(|lacking| lacking.address.is_none());
    short.extend(own.map(|lacking| (word(&lacking.lack), String::new())));
    let found = stop_list::among(stops, fields).into_iter().filter(|found| found.stop.blocks);
    short.extend(found.map(|found| ("stopped", found.stop.in_short())));
    let mut known = std::collections::HashSet::new();
    short.retain(|item| known.insert(item.clone()));
    short
}

/// Returns what will keep a story from going out that is approved, or that the clock is to publish; nothing of others.
/// An embargo that ends by itself until then does not.
pub(crate) async fn in_the_way(
    tx: &mut Tx,
    plan: &Plan,
    story: &Story,
    fields: &Fields,
) -> Result<Vec<Item>> {
    if !matches!(story.state(), State::Approved | State::Scheduled) {
        return Ok(Vec::new());
    }
    let items = of(tx, plan, story, fields).await?.into_iter();
    Ok(items.filter(|item| item.blocks && item.what != "embargo").collect())
}

/// Returns what keeps a story from going out in the desk's words, without what it is about.
pub fn check_in_words(plant: &Plant, language: &Language, what: &str) -> Result<String> {
    let word = plant.words.desk_word(language, &format!("check-{what}"))?;
    Ok(word.replace(": #", "").replace(" #", ""))
}

/// Returns the word of what a picture lacks.
pub(crate) fn word(lack: &media::Lack) -> &'static str {
    match lack {
        media::Lack::Coming => "picture-coming",
        media::Lack::Unfetched(_) => "picture-unfetched",
        media::Lack::Picture => "no-picture",
        media::Lack::Credit => "no-credit",
        media::Lack::Use => "no-use",
        media::Lack::Alt => "no-alt",
    }
}
