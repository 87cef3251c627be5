//! Unsaved words, and who is in a story. Each open window of the editor keeps a copy of what is not saved yet, so that
//! neither a browser that dies nor a server that is killed takes more than the last second; the same row says who is
//! here, and in which block. It is no change of the story, and so not in the log (docs/decisions/0012).

use crate::store::copies as rows;
use crate::{view, workflow};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Person;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::time::Duration;

/// A window that has not been heard of for so long is not open any more.
const GONE: Duration = Duration::from_secs(15);
/// A window without unsaved words is forgotten after so long; until then it may come back with what it saved last.
const FORGOTTEN: Duration = Duration::from_secs(30 * 24 * 3600);

/// What a window says of itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    /// The revision that the words are based on.
    revision: i64,
    /// The block in which its person is.
    #[serde(default)]
    block: Option<String>,
    /// The fields that are not saved, as a change of the story takes them.
    #[serde(default)]
    changes: Option<Map<String, Value>>,
    #[serde(default)]
    leaving: bool,
}

impl Said {
    /// Whether the words hold a character that no database keeps.
    pub(crate) fn holds_nul(&self) -> bool {
        let changes = serde_json::to_string(&self.changes).unwrap_or_default();
        changes.contains("\\u0000") || self.block.as_deref().is_some_and(|block| block.contains('\0'))
    }
}

/// What a window hears.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Heard {
    revision: i64,
    state: &'static str,
    others: Vec<Other>,
}

/// Somebody else in the story.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Other {
    name: String,
    block: Option<String>,
}

/// Unsaved words that a window left behind.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Left {
    pub(crate) tab: String,
    pub(crate) revision: i64,
    pub(crate) changes: Value,
}

/// Keeps what a window says, and tells who else is in the story.
pub(crate) async fn keep(tx: &mut Tx, person: &Person, story: Id, tab: &str, said: Said) -> Result<Heard> {
    let story = view::find_behind(tx, person, story).await?;
    own_window(tx, person, story.id, tab).await?;
    check(&said)?;
    if said.changes.is_some() {
        workflow::may_edit(person, &story)?;
    }
    let now = tx.now();
    if said.leaving && said.changes.is_none() {
        rows::delete(tx, story.id, tab).await?;
    } else {
        // Who has left is seen no more, and what is not saved can be gone on with at once.
        let seen_at = if said.leaving { now.before(GONE) } else { now };
        let row = rows::CopyRow {
            story: story.id,
            tab: tab.to_owned(),
            person: person.id,
            revision: said.revision,
            block: said.block,
            changes: said.changes.map(Value::Object),
            seen_at,
        };
        rows::put(tx, &row).await?;
    }
    rows::forget(tx, now.before(FORGOTTEN)).await?;
    let mut others = Vec::new();
    for other in rows::present(tx, story.id, now.before(GONE)).await? {
        if other.tab == tab {
            continue;
        }
        let name = staff::named(tx, other.person).await?.map(|named| named.name);
        others.push(Other { name: name.unwrap_or_default(), block: other.block });
    }
    Ok(Heard { revision: story.revision, state: story.state().as_str(), others })
}

/// Returns who else is in these stories now, by name.
pub(crate) async fn here(tx: &mut Tx, person: &Person, stories: &[Id]) -> Result<HashMap<Id, Vec<String>>> {
    let since = tx.now().before(GONE);
    let here = rows::here(tx, stories, since).await?;
    let actors: Vec<String> = here.iter().map(|(_, person)| person.to_string()).collect();
    let names = staff::names_of(tx, actors.iter().map(String::as_str)).await?;
    let mut others: HashMap<Id, Vec<String>> = HashMap::new();
    for ((story, who), actor) in here.iter().zip(&actors) {
        if *who != person.id {
            others.entry(*story).or_default().extend(names.get(actor).cloned());
        }
    }
    Ok(others)
}

/// Returns the newest unsaved words of a person in a story whose window is not open any more.
pub(crate) async fn left(tx: &mut Tx, person: &Person, story: Id) -> Result<Option<Left>> {
    let before = tx.now().before(GONE);
    let found = rows::left(tx, person.id, story, before).await?;
    Ok(found.and_then(|row| Some(Left { tab: row.tab, revision: row.revision, changes: row.changes? })))
}

/// Returns the revision that this window of the person's has saved last. Refuses who did not open it: in the browser where
/// they signed in it may still hold the words of whoever did, which are not to be saved under their name.
pub(crate) async fn own_window(tx: &mut Tx, person: &Person, story: Id, tab: &str) -> Result<Option<i64>> {
    if !is_name(tab) {
        return Err(Refused::field("/tab", "a window's name is 1 to 64 letters and digits").into());
    }
    match rows::window(tx, story, tab).await? {
        Some((owner, _)) if owner != person.id => {
            Err(Refused::NotAllowed("This window is somebody else's.".into()).into())
        }
        window => Ok(window.and_then(|(_, saved)| saved)),
    }
}

/// Forgets the words of a window that were just saved, and notes as which revision.
pub(crate) async fn saved(tx: &mut Tx, person: &Person, story: Id, tab: &str, revision: i64) -> Result<()> {
    rows::set_saved(tx, story, tab, person.id, revision).await
}

fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn check(said: &Said) -> Result<()> {
    if said.block.as_deref().is_some_and(|block| !is_name(block)) {
        return Err(Refused::field("/block", "a block's id is eight small letters and digits").into());
    }
    Ok(())
}
