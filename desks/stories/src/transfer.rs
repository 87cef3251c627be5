//! What the desk gives to an archive, and to other houses: stories with all revisions, their addresses, where they
//! came from, and the public record as it is chained. What is shown is made anew from them.

use crate::fields::Fields;
use crate::store;
use crate::story::Story;
use crate::{derived, in_text, pictures, view};
use ::store::Tx;
use ::store::documents::{Documents, Given, whole};
use base::{Broken, Failure, Id, Refused, Result, Time};
use house::Viewer;
use media::Purpose;
use sections::{Edition, Plan, TopicNames};
use std::collections::HashSet;

/// The desk's documents.
pub const DOCUMENTS: Documents = Documents {
    desk: "stories",
    tables: &[
        whole("stories"),
        whole("revisions"),
        whole("story_notes"),
        whole("addresses"),
        whole("record"),
        public_keys(),
        whole("imported"),
        whole("stop_words"),
    ],
    not_given: &[
        "previews",
        "story_topics",
        "published",
        "published_topics",
        "published_authors",
        "answered",
        "copies",
        "found",
    ],
    may_replace: Some(|tx| Box::pin(holds_none(tx))),
    finish: Some(|tx| Box::pin(derive(tx))),
};

/// The secret halves of the record's keys stay where they are: a newsroom made of the archive signs with its own.
const fn public_keys() -> Given {
    Given { table: "record_keys", without: &["secret"] }
}

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
    /// Those pictures that readers see and that others may have, the lead picture first.
    pub pictures: Vec<OutgoingPicture>,
    /// When it was corrected, and what was wrong, the newest first.
    pub corrections: Vec<(Time, String)>,
}

/// A picture of a story: as its page shows it, and what the bank knows of it.
pub struct OutgoingPicture {
    pub seen: site::frame::Picture,
    pub facts: media::Picture,
    pub forms: Vec<media::Form>,
}

/// Returns published stories behind this one, by their ids: those that anybody may see now.
pub async fn outgoing(
    tx: &mut Tx,
    plan: &Plan,
    after: Option<Id>,
    limit: i64,
) -> Result<(Vec<Outgoing>, Option<Id>)> {
    let ids = store::published::ids_after(tx, after, limit).await?;
    let next = ids.last().copied();
    let mut stories = Vec::with_capacity(ids.len());
    for id in ids {
        let story = match view::find(tx, &Viewer::Anonymous, id).await {
            Ok(story) => story,
            Err(Failure::Refused(_)) => continue,
            Err(broken) => return Err(broken),
        };
        let fields = store::said(tx, id, story.revision_for(&Viewer::Anonymous)).await?;
        let mut fields = pictures::with_arrived(tx, fields).await?;
        fields.topics = TopicNames::read(tx, &story.edition).await?.now(fields.topics);
        let pictures = match plan.edition(&story.edition) {
            Some(edition) => outgoing_pictures(tx, edition, &fields).await?,
            None => Vec::new(),
        };
        let corrections = crate::record::corrections(tx, id).await?;
        stories.push(Outgoing { story, fields, pictures, corrections });
    }
    Ok((stories, next))
}

/// Returns the pictures of a text, each once, that the open page shows and that may be given to others as well.
async fn outgoing_pictures(tx: &mut Tx, edition: &Edition, fields: &Fields) -> Result<Vec<OutgoingPicture>> {
    let on_the_page = in_text::on_the_page(edition, fields.language.as_deref());
    let for_others = media::Place { purpose: Purpose::Syndication, ..on_the_page.clone() };
    let ids = pictures::ids(fields);
    let shown = media::shown(tx, &on_the_page, &ids).await?;
    let given = media::shown(tx, &for_others, &ids).await?;
    let mut met = HashSet::new();
    let lead = fields.lead_picture.iter().filter_map(|lead| shown.picture(&lead.wanted()));
    let text = fields.body.pictures().into_iter().filter_map(|picture| in_text::seen(&shown, picture));
    let outgoing = lead.chain(text).filter_map(|seen| {
        let id: Id = seen.id.parse().ok()?;
        let facts = given.facts(id).filter(|_| met.insert(id))?.clone();
        Some(OutgoingPicture { seen, facts, forms: given.jpegs(id) })
    });
    Ok(outgoing.collect())
}
