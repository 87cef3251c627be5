//! What is derived from stories and their revisions: the rows that lists read, the topics by which the newsroom finds
//! a story, what its own row repeats of the newest revision, where its pictures stand, its present address, and the job
//! that waits for its hour. Each can be made anew; what is original (revisions, the record, the log) is never touched here.

use crate::fields::Fields;
use crate::found;
use crate::pictures;
use crate::readers;
use crate::store;
use crate::store::published::{self, Listed};
use crate::story::{Public, Story};
use crate::verbs::{has_job, keep_topics, names, set_job};
use ::store::Tx;
use base::{Broken, Context, Failure, Id, Result};
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
    /// What is derived is other than it must be.
    pub faults: Vec<String>,
    /// What is original cannot be read, and cannot be mended.
    pub unreadable: Vec<String>,
    pub next: Option<Id>,
}

/// Looks at the stories behind this one, as many as `limit`.
pub async fn look(tx: &mut Tx, after: Option<Id>, limit: i64, mode: Mode) -> Result<Looked> {
    let ids = store::ids_after(tx, after, limit).await?;
    let mut looked = Looked { next: ids.last().copied(), ..Looked::default() };
    if after.is_none() {
        looked.faults = strays(tx, mode).await?;
    }
    for id in ids {
        match tx.attempt(async |tx| one(tx, id, mode).await).await {
            Ok(faults) => {
                looked.faults.extend(faults.into_iter().map(|fault| format!("{fault} (story {id})")));
            }
            // It must not hide the others.
            Err(why) => looked.unreadable.push(format!("stories: it cannot be read: {why} (story {id})")),
        }
    }
    Ok(looked)
}

/// Looks for pictures that stories place which are not there.
async fn strays(tx: &mut Tx, mode: Mode) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for id in media::placing(tx, pictures::STORY).await? {
        if store::exists(tx, id).await? {
            continue;
        }
        faults.push(format!("placements: it shows pictures and is not there (story {id})"));
        if mode == Mode::Mend {
            media::forget(tx, pictures::STORY, id).await?;
        }
    }
    Ok(faults)
}

async fn one(tx: &mut Tx, id: Id, mode: Mode) -> Result<Vec<String>> {
    let story = store::story(tx, id).await?;
    let newest = revision(tx, &story, story.revision).await?;
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
    if !found::is_put(tx, &story, &newest).await? {
        faults.push("found: it is found by other words than the newest revision says".into());
        if mode == Mode::Mend {
            found::put(tx, &story, &newest).await?;
        }
    }
    if !pictures::is_placed(tx, &story, Some(&newest), false).await? {
        faults.push("placements: other pictures than those of the newest revision are written down".into());
        if mode == Mode::Mend {
            pictures::place(tx, &story, &newest, false).await?;
        }
    }
    address(tx, &story, mode, &mut faults).await?;
    hour(tx, &story, mode, &mut faults).await?;
    shown(tx, &story, mode, &mut faults).await?;
    Ok(faults)
}

async fn revision(tx: &mut Tx, story: &Story, number: i64) -> Result<Fields> {
    let doing = format!("revision {number}");
    match store::said(tx, story.id, number).await {
        Err(Failure::Refused(_)) => Err(Broken::new("it is not there").while_doing(doing).into()),
        fields => fields.doing(&doing),
    }
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
        let known = sections::topic_by_name(tx, &fields.edition, name).await?;
        slugs.insert(known.map(|topic| topic.slug).unwrap_or_default());
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

/// Looks for the job that publishes a scheduled story.
async fn hour(tx: &mut Tx, story: &Story, mode: Mode, faults: &mut Vec<String>) -> Result<()> {
    let (Public::Scheduled, Some(at)) = (story.public, story.scheduled_at) else { return Ok(()) };
    if has_job(tx, story.id).await? {
        return Ok(());
    }
    faults.push(format!("jobs: it is scheduled for {at}, and nothing will publish it"));
    if mode == Mode::Mend {
        set_job(tx, story.id, at).await?;
    }
    Ok(())
}

/// Compares what readers see with the published revision.
async fn shown(tx: &mut Tx, story: &Story, mode: Mode, faults: &mut Vec<String>) -> Result<()> {
    let live = match (story.public, story.live_revision) {
        (Public::Published, Some(live)) => Some(revision(tx, story, live).await?),
        _ => None,
    };
    let found = match &live {
        Some(fields) => otherwise(tx, story, fields).await?,
        None => still_there(tx, story).await?,
    };
    if !found.is_empty() && mode == Mode::Mend {
        // The story's own row stays as it is: that it was mended is no change of the story.
        match &live {
            Some(fields) => readers::show(tx, story, fields).await?,
            None => readers::hide(tx, story).await?,
        }
    }
    faults.extend(found.into_iter().map(str::to_owned));
    Ok(())
}

/// Returns where readers are still shown something of a story that is not published.
async fn still_there(tx: &mut Tx, story: &Story) -> Result<Vec<&'static str>> {
    let mut faults = Vec::new();
    if row(tx, story.id).await?.is_none_or(|row| row.is_some()) {
        faults.push("published: it is shown although it is not published");
    }
    if !published::topics_of(tx, story.id).await?.is_empty() {
        faults.push("published_topics: it is listed although it is not published");
    }
    if !published::authors_of(tx, story.id).await?.is_empty() {
        faults.push("published_authors: it is listed although it is not published");
    }
    if !pictures::is_placed(tx, story, None, true).await? {
        faults.push("placements: it shows readers pictures although it is not published");
    }
    Ok(faults)
}

/// Returns where a published story is shown otherwise than its published revision says.
async fn otherwise(tx: &mut Tx, story: &Story, fields: &Fields) -> Result<Vec<&'static str>> {
    let mut faults = Vec::new();
    match row(tx, story.id).await? {
        None => faults.push("published: its row cannot be read"),
        Some(None) => faults.push("published: it is published but not shown"),
        Some(Some(row)) if !is_as_published(&row, story, fields) => {
            faults.push("published: it is shown otherwise than its published revision says");
        }
        Some(Some(_)) => {}
    }
    let at = story.first_published_at;
    let (topics, wanted) = (published::topics_of(tx, story.id).await?, slugs(tx, fields).await?);
    if !is_list_of(&topics, &wanted, &story.edition, at) {
        faults.push("published_topics: it is listed under other topics than its published revision names");
    }
    let mut wanted = BTreeSet::new();
    for name in &fields.bylines {
        wanted.insert(sections::author_slug(tx, &fields.edition, name).await?.unwrap_or_default());
    }
    let (authors, wanted) = (published::authors_of(tx, story.id).await?, Vec::from_iter(wanted));
    if !is_list_of(&authors, &wanted, &story.edition, at) {
        faults.push("published_authors: it is listed under other authors than its published revision names");
    }
    if !pictures::is_placed(tx, story, Some(fields), true).await? {
        faults.push("placements: it shows readers other pictures than its published revision places");
    }
    Ok(faults)
}

/// Returns the story's row in the lists, if it has one; nothing where that cannot be read.
async fn row(tx: &mut Tx, story: Id) -> Result<Option<Option<Listed>>> {
    match tx.attempt(async |tx| published::one(tx, story).await).await {
        Ok(row) => Ok(Some(row)),
        Err(Failure::Broken(_)) => Ok(None),
        Err(refused) => Err(refused),
    }
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
