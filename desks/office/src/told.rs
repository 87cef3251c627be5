//! What is told outside of a row of the log: the one rule for webhooks and for the public log.
//!
//! It is told from the present state. What was taken off since is told as taken off, whatever the row says; of what
//! readers have never seen nothing is told to anybody without a right; an address is told only of what is public now.

use base::{Id, Result, Time};
use futures_util::future::BoxFuture;
use house::{Event, Right, Role, Sight, Standing};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{LogRow, Tx};

/// Says how a post of a live coverage stands for readers; its own desk lends it.
pub type Posts = Arc<dyn for<'t> Fn(&'t mut Tx, Id) -> BoxFuture<'t, Result<Standing>> + Send + Sync>;

/// What of an event readers may know: numbers, ids, names of the house, the class of a reason.
const OF_READERS: [&str; 8] =
    ["revision", "group", "section", "kind", "story", "rank", "reason_class", "version"];
/// What is left of it where it was taken off.
const OF_TAKEN_OFF: [&str; 3] = ["group", "story", "reason_class"];

/// How readers' programs are told that a picture is shown otherwise.
pub(crate) const PICTURE_CHANGED: &str = "picture_changed";

/// What is told of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Told {
    pub(crate) seq: i64,
    pub(crate) event: String,
    pub(crate) at: Time,
    pub(crate) edition: Option<String>,
    pub(crate) subject: Value,
    pub(crate) data: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// Whether it says that something was taken off.
    #[serde(skip)]
    pub(crate) takes_away: bool,
}

/// Returns whether readers may ever be told of such an event.
pub(crate) fn is_of_readers(event: &Event) -> bool {
    event.is_public() || event.changes_a_picture() || event.changes_a_front()
}

/// Returns whether a role reads of such things behind the paper's pages; without a role nothing.
pub(crate) fn reads(role: Option<Role>, kind: &str) -> bool {
    let right = if is_of_the_paper(kind) { Right::Read } else { Right::Office };
    role.is_some_and(|role| role.carries(right))
}

/// Returns whether things of this kind are made for readers; all else concerns the office.
pub(crate) fn is_of_the_paper(kind: &str) -> bool {
    matches!(kind, "story" | "post" | "picture" | "front")
}

/// Returns what is told of a row now to whoever has this role, or none; nothing where they may not know of it.
pub(crate) async fn told(
    tx: &mut Tx,
    public_url: &str,
    posts: &Posts,
    row: &LogRow,
    role: Option<Role>,
) -> Result<Option<Told>> {
    let Some(event) = Event::from_row(row) else { return Ok(None) };
    let (is_of_readers, reads) = (is_of_readers(&event), reads(role, &row.kind));
    if !is_of_readers && !reads {
        return Ok(None);
    }
    let Standing { sight, path } = match row.kind.as_str() {
        "story" => stories::standing(tx, row.subject).await?,
        "picture" => media::standing(tx, row.subject).await?,
        "post" => posts(tx, row.subject).await?,
        // A front is always there, as it is arranged now.
        "front" => Standing::seen_at(None),
        _ => Standing::UNSEEN,
    };
    let is_taken_off = is_of_readers && sight == Sight::Notice;
    if !is_taken_off && !reads && sight != Sight::Whole {
        return Ok(None);
    }
    let data = row.data.as_object().into_iter().flatten();
    let mut data: Map<String, Value> = data
        .filter(|(name, _)| match () {
            () if is_taken_off => OF_TAKEN_OFF.contains(&name.as_str()),
            () if reads => *name != "event",
            () => OF_READERS.contains(&name.as_str()),
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if let (Some(reason), true) = (&row.reason, reads) {
        data.insert("reason".into(), json!(reason));
    }
    Ok(Some(Told {
        seq: row.seq,
        event: match () {
            () if is_taken_off => taken_off(&row.kind),
            // How a picture came to be shown otherwise, by a lease or the clock, is the newsroom's own matter.
            () if !reads && event.changes_a_picture() => PICTURE_CHANGED,
            () => &row.event,
        }
        .to_owned(),
        at: row.at,
        edition: row.edition.clone().filter(|edition| !edition.is_empty()),
        subject: json!({ "kind": row.kind, "id": row.subject }),
        data,
        url: path.filter(|_| !takes_off(&event)).map(|path| format!("{public_url}{path}")),
        takes_away: is_taken_off || takes_off(&event),
    }))
}

/// Returns whether the event itself takes off what readers could see.
pub(crate) fn takes_off(event: &Event) -> bool {
    matches!(
        event,
        Event::StoryWithdrawn { .. } | Event::PictureWithdrawn { .. } | Event::PostRetracted { .. }
    )
}

/// Returns how it is called that something of this kind was taken off.
pub(crate) fn taken_off(kind: &str) -> &'static str {
    match kind {
        "post" => "post_retracted",
        "picture" => "picture_withdrawn",
        _ => "story_withdrawn",
    }
}
