//! What is derived from stories and their revisions: the rows that lists read, the topics by which the newsroom finds
//! a story, what its own row repeats of the newest revision, and its present address. Each can be made anew; what is
//! original (revisions, the record, the log) is never touched here.

use crate::fields::Fields;
use crate::pictures;
use crate::store;
use crate::store::published::{self, Listed};
use crate::story::{Public, Story};
use crate::verbs::{keep_topics, names};
use ::store::Tx;
use base::{Failure, Id, Result};
use std::collections::BTreeSet;

/// What is done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is told.
    Tell,
    /// It is told and mended.
    Mend,
}

/// What came of some stories, and where to go on; nowhere if there are no more.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    pub faults: Vec<String>,
    pub next: Option<Id>,
}

/// Looks at the stories behind this one, as many as `limit`.
pub async fn look(tx: &mut Tx, after: Option<Id>, limit: i64, mode: Mode) -> Result<Looked> {
    let ids = store::ids_after(tx, after, limit).await?;
    let mut looked = Looked { faults: Vec::new(), next: ids.last().copied() };
    for id in ids {
        let faults = one(tx, id, mode).await?;
        looked.faults.extend(faults.into_iter().map(|fault| format!("{fault} (story {id})")));
    }
    Ok(looked)
}

async fn one(tx: &mut Tx, id: Id, mode: Mode) -> Result<Vec<String>> {
    let story = store::story(tx, id).await?;
    let newest = match store::fields(tx, id, story.revision).await {
        Ok(fields) => fields,
        Err(Failure::Refused(_)) => {
            return Ok(vec![format!("revisions: revision {} is not there", story.revision)]);
        }
        Err(broken) => return Err(broken),
    };
    let mut faults = Vec::new();
    if store::repeated(tx, id).await? != Some(repeated(&newest)) {
        faults.push("stories: the row is other than the newest revision says".into());
        if mode == Mode::Mend {
            store::repeat(tx, &story, &newest).await?;
        }
    }
    if store::topics_of(tx, id).await? != slugs(tx, &newest).await? {
        faults.push("story_topics: its topics are others than the newest revision names".into());
        if mode == Mode::Mend {
            let names = names(tx, &newest).await?;
            keep_topics(tx, &story, &names).await?;
        }
    }
    address(tx, &story, mode, &mut faults).await?;
    shown(tx, &story, mode, &mut faults).await?;
    Ok(faults)
}

/// What the row of a story repeats of its newest revision.
fn repeated(fields: &Fields) -> store::Repeated {
    store::Repeated {
        edition: fields.edition.clone(),
        section: fields.section.clone(),
        kind: fields.kind.to_string(),
        headline: fields.headline.clone(),
        slug: fields.slug.clone(),
        embargo_until: fields.embargo_until,
    }
}

/// The slugs of the topics that a revision names; a topic that the plan does not know has none.
async fn slugs(tx: &mut Tx, fields: &Fields) -> Result<Vec<String>> {
    let mut slugs = BTreeSet::new();
    for name in &fields.topics {
        slugs.insert(sections::topic_slug(tx, &fields.edition, name).await?.unwrap_or_default());
    }
    Ok(slugs.into_iter().collect())
}

async fn address(tx: &mut Tx, story: &Story, mode: Mode, faults: &mut Vec<String>) -> Result<()> {
    let Some(path) = &story.path else { return Ok(()) };
    match store::at_address(tx, path).await? {
        Some(owner) if owner == story.id => return Ok(()),
        Some(_) => faults.push(format!("addresses: {path} leads to another story")),
        None => faults.push(format!("addresses: {path} leads nowhere")),
    }
    if mode == Mode::Mend {
        store::set_address(tx, path, story.id).await?;
    }
    Ok(())
}

/// Compares what readers see with the published revision.
async fn shown(tx: &mut Tx, story: &Story, mode: Mode, faults: &mut Vec<String>) -> Result<()> {
    let before = faults.len();
    let (row, topics, authors) = (
        published::one(tx, story.id).await?,
        published::topics_of(tx, story.id).await?,
        published::authors_of(tx, story.id).await?,
    );
    let live = match (story.public, story.live_revision) {
        (Public::Published, Some(live)) => Some(store::fields(tx, story.id, live).await?),
        _ => None,
    };
    let Some(fields) = live else {
        if row.is_some() {
            faults.push("published: it is shown although it is not published".into());
        }
        if !topics.is_empty() {
            faults.push("published_topics: it is listed although it is not published".into());
        }
        if !authors.is_empty() {
            faults.push("published_authors: it is listed although it is not published".into());
        }
        if faults.len() > before && mode == Mode::Mend {
            published::hide(tx, story.id).await?;
            pictures::hide(tx, story.id).await?;
        }
        return Ok(());
    };
    match &row {
        None => faults.push("published: it is published but not shown".into()),
        Some(row) if !is_as_published(row, story, &fields) => {
            faults.push("published: it is shown otherwise than its published revision says".into());
        }
        Some(_) => {}
    }
    let at = story.first_published_at;
    let wanted = slugs(tx, &fields).await?;
    if !is_list_of(&topics, &wanted, &story.edition, at) {
        faults.push(
            "published_topics: it is listed under other topics than its published revision names".into(),
        );
    }
    let mut wanted = BTreeSet::new();
    for name in &fields.bylines {
        wanted.insert(sections::author_slug(tx, &fields.edition, name).await?.unwrap_or_default());
    }
    if !is_list_of(&authors, &wanted.into_iter().collect::<Vec<_>>(), &story.edition, at) {
        faults.push(
            "published_authors: it is listed under other authors than its published revision names".into(),
        );
    }
    if faults.len() > before && mode == Mode::Mend {
        // The story's own row stays as it is: that it was mended is no change of the story.
        let names = names(tx, &fields).await?;
        pictures::show(tx, story, &fields).await?;
        published::show(tx, story, &fields, &names.topics, &names.authors).await?;
    }
    Ok(())
}

fn is_as_published(row: &Listed, story: &Story, fields: &Fields) -> bool {
    let names: Vec<(String, String)> = serde_json::from_value(row.bylines.clone()).unwrap_or_default();
    let times = (Some(row.first_published_at), row.updated_at, row.corrected_at)
        == (story.first_published_at, story.updated_at, story.corrected_at);
    let places = row.edition == story.edition
        && row.section == fields.section
        && row.kind == fields.kind.as_str()
        && Some(&row.path) == story.path.as_ref()
        && Some(row.revision) == story.live_revision;
    let lead = fields.lead_picture.as_ref().and_then(|lead| serde_json::to_value(lead.wanted()).ok());
    let words = row.picture == lead
        && row.headline == fields.headline
        && row.standfirst == fields.standfirst
        && names.iter().map(|(_, name)| name).eq(fields.bylines.iter());
    times && places && words
}

fn is_list_of(
    rows: &[published::ListedUnder],
    wanted: &[String],
    edition: &str,
    at: Option<base::Time>,
) -> bool {
    let mut slugs: Vec<&String> = rows.iter().map(|row| &row.slug).collect();
    slugs.sort();
    slugs.into_iter().eq(wanted.iter())
        && rows.iter().all(|row| row.edition == edition && Some(row.first_published_at) == at)
}
