//! Two changed the same place: what whoever saved second is told, so that they can choose. Both versions, whose the
//! other one is and since when, and in which words the two differ.

use crate::fields::Fields;
use crate::merge::map;
use crate::store;
use crate::story::Story;
use ::store::Tx;
use base::{Broken, Id, Refused, Result, Time};
use copy::{BlockConflict, Piece, diff_words};
use house::Person;
use serde::Serialize;
use serde_json::Value;

/// A field or a block that both changed, each in their own way.
#[derive(Debug, Serialize)]
pub(crate) struct Conflict {
    /// The field's name, or the block's id.
    block: String,
    /// The word for a block, as the schema has it; none for a field.
    kind: Option<&'static str>,
    yours: Value,
    theirs: Value,
    /// What differs from theirs to yours, word by word; nothing where a value is chosen and not written.
    pieces: Vec<Piece>,
    /// Who wrote theirs, and when they saved it.
    by: Option<String>,
    at: Option<Time>,
    /// Whether that was the asker, in another window.
    own: bool,
}

/// The fields that are written in words.
const WRITTEN: [&str; 8] =
    ["headline", "standfirst", "slugline", "slug", "dateline", "bylines", "topics", "sources"];

impl Conflict {
    pub(crate) fn of_field(name: &str, yours: Value, theirs: Value) -> Self {
        let is_written = WRITTEN.contains(&name);
        let pieces = if is_written { diff_words(&words(&theirs), &words(&yours)) } else { Vec::new() };
        Self { block: name.to_owned(), kind: None, yours, theirs, pieces, by: None, at: None, own: false }
    }

    pub(crate) fn of_block(conflict: BlockConflict) -> Self {
        let BlockConflict { block, yours, theirs, kind, pieces } = conflict;
        Self { block, kind: Some(kind), yours, theirs, pieces, by: None, at: None, own: false }
    }

    /// Returns what stands in this place of a revision.
    fn place(&self, fields: &Fields) -> Result<Option<Value>> {
        if self.kind.is_none() {
            return Ok(map(fields)?.remove(&self.block));
        }
        let block = fields.body.blocks.iter().find(|block| block.id == self.block);
        Ok(block.map(copy::Block::to_json))
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(names) => names.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(dateline) => {
            let parts = ["place", "source"].into_iter().filter_map(|part| dateline.get(part));
            parts.map(words).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// Returns why a save of what was made from the revision `seen` is refused.
pub(crate) async fn refused(
    tx: &mut Tx,
    asker: &Person,
    story: &Story,
    seen: i64,
    mut conflicts: Vec<Conflict>,
) -> Result<Refused> {
    sign(tx, asker, story, seen, &mut conflicts).await?;
    let conflicts = conflicts.iter().map(serde_json::to_value).collect::<Result<_, _>>();
    let why =
        format!("The story was changed in the same places meanwhile; it is at revision {}.", story.revision);
    Ok(Refused::Stale { why, conflicts: conflicts.map_err(Broken::new)? })
}

/// Finds who changed each of the places last, from the newest revision back to the one that was seen.
async fn sign(
    tx: &mut Tx,
    asker: &Person,
    story: &Story,
    seen: i64,
    conflicts: &mut [Conflict],
) -> Result<()> {
    let rows = store::revisions(tx, story.id).await?;
    let names = staff::names_of(tx, rows.iter().map(|row| row.actor.as_str())).await?;
    let mut after = store::fields(tx, story.id, story.revision).await?;
    for row in rows.iter().rev().take_while(|row| row.number > seen) {
        if conflicts.iter().all(|conflict| conflict.at.is_some()) {
            break;
        }
        let before = store::said(tx, story.id, row.number - 1).await?;
        for conflict in conflicts.iter_mut().filter(|conflict| conflict.at.is_none()) {
            if conflict.place(&before)? != conflict.place(&after)? {
                conflict.at = Some(row.at);
                conflict.own = row.actor == asker.actor();
                // A word of the log, such as `import`, is called by itself; an id without a name is somebody who is gone.
                let word = row.actor.parse::<Id>().is_err().then(|| row.actor.clone());
                conflict.by = names.get(&row.actor).cloned().or(word);
            }
        }
        after = before;
    }
    Ok(())
}
