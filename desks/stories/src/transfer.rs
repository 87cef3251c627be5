//! What the desk gives to an archive, and to other houses: stories with all revisions, their addresses, where they
//! came from, and the public record as it is chained. What is shown is made anew from them.

use crate::fields::Fields;
use crate::store;
use crate::story::Story;
use crate::{derived, view};
use ::store::Tx;
use ::store::documents::{Documents, whole};
use base::{Broken, Failure, Id, Refused, Result};
use house::Viewer;

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "stories",
    tables: &[whole("stories"), whole("revisions"), whole("addresses"), whole("record"), whole("imported")],
    not_given: &["story_topics", "published", "published_topics", "published_authors", "answered"],
    may_replace: Some(|tx| Box::pin(holds_none(tx))),
    finish: Some(|tx| Box::pin(derive(tx))),
};

/// How many stories are looked at between two questions to the database.
const PAGE: i64 = 100;

async fn holds_none(tx: &mut Tx) -> Result<()> {
    if store::ids_after(tx, None, 1).await?.is_empty() {
        return Ok(());
    }
    Err(Refused::NotNow("this newsroom holds stories already; import an archive into a new one".into())
        .into())
}

/// Makes what is derived, the hours of scheduled stories on the clock among it.
async fn derive(tx: &mut Tx) -> Result<()> {
    let mut after = None;
    loop {
        let page = derived::look(tx, after, PAGE, derived::Mode::Mend).await?;
        if let Some(fault) = page.unreadable.into_iter().next() {
            return Err(Broken::new(fault).into());
        }
        let Some(next) = page.next else { return Ok(()) };
        after = Some(next);
    }
}

/// A published story, and what readers see of it.
pub struct Outgoing {
    pub story: Story,
    pub fields: Fields,
}

/// Returns published stories behind this one, by their ids: those that anybody may see now.
pub async fn outgoing(tx: &mut Tx, after: Option<Id>, limit: i64) -> Result<(Vec<Outgoing>, Option<Id>)> {
    let ids = store::published::ids_after(tx, after, limit).await?;
    let next = ids.last().copied();
    let mut stories = Vec::with_capacity(ids.len());
    for id in ids {
        let story = match view::find(tx, &Viewer::Anonymous, id).await {
            Ok(story) => story,
            Err(Failure::Refused(_)) => continue,
            Err(broken) => return Err(broken),
        };
        let fields = store::fields(tx, id, story.revision_for(&Viewer::Anonymous)).await?;
        stories.push(Outgoing { story, fields });
    }
    Ok((stories, next))
}
