//! The checklist: what still keeps a story from being published, and what a careful editor looks at before.

use crate::fields::Fields;
use crate::stop_list::{Found, Stop};
use crate::story::Story;
use crate::{lacks, pictures, stop_list};
use ::store::Tx;
use base::Result;
use house::Kind;
use sections::Plan;
use serde::Serialize;

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
    let edition = plan.edition(&fields.edition);
    let holds = [
        ("/headline", "no-headline", !fields.headline.trim().is_empty(), true),
        ("/body", "no-text", fields.kind == Kind::Live || !fields.body.is_empty(), true),
        ("/section", "no-section", edition.is_some_and(|e| e.section(&fields.section).is_some()), true),
        ("/standfirst", "no-standfirst", !fields.standfirst.trim().is_empty(), false),
        ("/bylines", "no-byline", !fields.bylines.is_empty(), false),
        ("/topics", "no-topics", !fields.topics.is_empty(), false),
    ];
    for (pointer, what, is_there, blocks) in holds {
        if !is_there {
            add(pointer, what, String::new(), blocks);
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
        let about = [found.stop.words.as_str(), found.stop.note.as_str()].join(" — ");
        let about = about.trim_end_matches(" — ").to_owned();
        let Found { pointer, stop: Stop { words, blocks, .. } } = found;
        items.push(Item { pointer, what, about, words, blocks });
    }
    items.sort_by_key(|item| !item.blocks);
    Ok(items)
}

fn word(lack: &media::Lack) -> &'static str {
    match lack {
        media::Lack::Coming => "picture-coming",
        media::Lack::Unfetched(_) => "picture-unfetched",
        media::Lack::Picture => "no-picture",
        media::Lack::Credit => "no-credit",
        media::Lack::Use => "no-use",
        media::Lack::Alt => "no-alt",
    }
}
