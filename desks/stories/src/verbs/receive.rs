//! A story comes from elsewhere: an import, later the wire. Known by where it comes from, it can come again.

use super::create::begin;
use super::publish::{Times, go_public};
use super::{keep_topics, names};
use crate::fields::Fields;
use crate::gate::{gate, lifted};
use crate::merge::merge;
use crate::story::{Origin, Public, Story};
use crate::{pictures, record, store};
use ::store::Tx;
use base::{Context, Failure, Id, Refused, Result, Time};
use house::{Event, RESERVED_SLUGS};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a story is to be after it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wanted {
    Draft,
    /// Public since then; `updated` where the source says that it changed later.
    Published {
        at: Time,
        updated: Option<Time>,
    },
    Scheduled {
        at: Time,
    },
}

/// A story as it comes.
#[derive(Clone, Debug, Serialize)]
pub struct Incoming {
    /// Where it comes from: a site's address.
    pub source: String,
    /// What it is called there.
    pub source_id: String,
    /// Which version of it this is, where the source numbers them; an older one than came before is passed over.
    #[serde(skip)]
    pub version: Option<i64>,
    pub fields: Fields,
    pub wanted: Wanted,
    /// Paths of its former home, which lead here from now on.
    pub addresses: Vec<String>,
    /// The story of this house that it says it is, and at which path.
    #[serde(skip)]
    pub own: Option<(Id, String)>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    Imported,
    Updated,
    /// It says what it said before.
    Skipped,
}

/// The story that it is here.
#[derive(Clone, Debug)]
pub struct Received {
    pub id: Id,
    pub took: Took,
    /// Why it stayed a draft although it was to be public.
    pub stayed_draft: Option<String>,
}

/// A story that came, with the digest of what it says: made where it was read, so that no transaction waits for it.
#[derive(Debug)]
pub struct Came {
    incoming: Incoming,
    digest: Vec<u8>,
}

impl Came {
    /// Returns the story with its digest.
    pub fn new(incoming: Incoming) -> Result<Self> {
        let digest = digest(&incoming)?;
        Ok(Self { incoming, digest })
    }
}

/// Takes a story in.
pub async fn receive(tx: &mut Tx, actor: &str, came: &Came) -> Result<Received> {
    let Came { incoming, digest } = came;
    let known = store::imported(tx, &incoming.source, &incoming.source_id).await?;
    if let Some(known) = &known {
        let skipped = |why| Ok(Received { id: known.story, took: Took::Skipped, stayed_draft: why });
        if known.digest == *digest {
            return skipped(None);
        }
        if let (Some(before), Some(now)) = (known.version, incoming.version)
            && now < before
        {
            return skipped(Some(format!("version {now} is older than version {before}, which is here")));
        }
    }
    // What went out of this house and comes back is never newer than what stands here.
    if known.is_none()
        && let Some(id) = its_own(tx, incoming).await?
    {
        let why = "it is a story of this newsroom, which an import does not change".to_owned();
        return Ok(Received { id, took: Took::Skipped, stayed_draft: Some(why) });
    }
    let plan = sections::plan(tx).await?;
    incoming.fields.check(&plan)?;
    let (story, took) = match known {
        None => {
            let origin = Origin::Imported { source: incoming.source.clone() };
            (begin(tx, actor, &incoming.fields, &origin).await?, Took::Imported)
        }
        Some(store::Imported { story: id, .. }) => match renew(tx, actor, id, &incoming.fields).await? {
            Renewed::Story(story) => (*story, Took::Updated),
            Renewed::Kept => {
                let why = "it was changed here in the same places since; the story here is kept as it is";
                return Ok(Received { id, took: Took::Skipped, stayed_draft: Some(why.into()) });
            }
        },
    };
    let id = story.id;
    store::set_imported(tx, incoming, id, digest).await?;
    for path in incoming.addresses.iter().map(|path| path.trim_end_matches('/')).filter(|path| !is_ours(path))
    {
        store::add_address(tx, path, id).await?;
    }
    let stayed_draft = place(tx, actor, story, incoming).await?;
    Ok(Received { id, took, stayed_draft })
}

/// Returns the story of this house that it is: only if both its id and its address are that story's here, since an id
/// alone anybody may write.
async fn its_own(tx: &mut Tx, incoming: &Incoming) -> Result<Option<Id>> {
    let Some((id, path)) = &incoming.own else { return Ok(None) };
    Ok(store::at_address(tx, path).await?.filter(|story| story == id))
}

/// Whether a path is the house's own, which no former address can take.
fn is_ours(path: &str) -> bool {
    const FILES: [&str; 7] = [
        "robots.txt",
        "favicon.ico",
        "sitemap.xml",
        "news-sitemap.xml",
        "apple-touch-icon.png",
        ".well-known",
        "",
    ];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    RESERVED_SLUGS.contains(&first) || FILES.contains(&first)
}

/// The digest of all that it says; block ids are made anew at each reading and do not count.
fn digest(incoming: &Incoming) -> Result<Vec<u8>> {
    let mut value = serde_json::to_value(incoming).doing("reading what came in")?;
    forget_block_ids(&mut value);
    Ok(Sha256::digest(copy::canonical(&value)).to_vec())
}

fn forget_block_ids(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            if let Some(serde_json::Value::Object(attrs)) = map.get_mut("attrs") {
                attrs.remove("id");
            }
            map.values_mut().for_each(forget_block_ids);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(forget_block_ids),
        _ => {}
    }
}

/// What came of a story that came again.
enum Renewed {
    Story(Box<Story>),
    /// It was changed here in the places where the source changed it too.
    Kept,
}

/// Writes what it says now as a new revision; what is public of it follows. What people changed here since it came
/// in stays, and so does an embargo that they put on it: only they lift it.
async fn renew(tx: &mut Tx, actor: &str, id: Id, fields: &Fields) -> Result<Renewed> {
    let mut story = store::story(tx, id).await?;
    if story.edition != fields.edition {
        let why = format!("the story is in the edition “{}” already and stays there", story.edition);
        return Err(Refused::field("/edition", why).into());
    }
    let now_here = store::fields(tx, id, story.revision).await?;
    let came = store::last_received(tx, id).await?;
    let base = store::fields(tx, id, came).await?;
    let mut fields = fields.clone();
    fields.body = copy::keep_ids(&base.body, fields.body);
    fields.embargo_until = embargo(&story, base.embargo_until, fields.embargo_until);
    let Ok(merged) = merge(&base, &fields, &now_here)? else { return Ok(Renewed::Kept) };
    story.embargo_until = merged.embargo_until;
    // What the source says is a revision of its own, so that the next time it is known what changed there.
    story.revision += 1;
    store::save_revision(tx, &story, actor, "import", &fields).await?;
    if merged != fields {
        story.revision += 1;
        store::save_revision(tx, &story, actor, "merge", &merged).await?;
    }
    store::save_state(tx, &story).await?;
    pictures::place(tx, &story, &merged, false).await?;
    let names = names(tx, &merged).await?;
    keep_topics(tx, &story, &names).await?;
    Event::StorySaved { revision: story.revision }.announce(tx, actor, &story.edition, id, None).await?;
    Ok(Renewed::Story(Box::new(story)))
}

/// The embargo after a story came again: the source may put one on or make it longer, never lift or shorten it. What
/// is public already cannot be held back any more; that takes a withdrawal.
fn embargo(story: &Story, before: Option<Time>, now: Option<Time>) -> Option<Time> {
    if story.public == Public::Published { before } else { before.max(now) }
}

/// Brings the story to where it is wanted; where the gate refuses it stays a draft, with the reason.
async fn place(tx: &mut Tx, actor: &str, story: Story, incoming: &Incoming) -> Result<Option<String>> {
    let placed = tx.attempt(async |tx| match (incoming.wanted, story.public) {
        (Wanted::Published { updated, .. }, Public::Published) => {
            go_on(tx, actor, story.clone(), &incoming.fields, updated).await
        }
        // What its source dates ahead of now waits for its hour, whatever the source says.
        (Wanted::Published { at, .. }, Public::Unpublished | Public::Scheduled) if at > tx.now() => {
            lifted(&story, tx.now())?;
            wait(tx, actor, story.clone(), &incoming.fields, at).await
        }
        (Wanted::Published { at, updated }, Public::Unpublished | Public::Scheduled) => {
            let proof = lifted(&story, tx.now())?;
            go_public(tx, proof, story.clone(), Times { published: at, updated }, actor).await.map(|_| ())
        }
        (Wanted::Scheduled { at }, Public::Unpublished | Public::Scheduled) => {
            wait(tx, actor, story.clone(), &incoming.fields, at).await
        }
        // What was withdrawn here stays withdrawn, and a draft at the source takes nothing off here.
        _ => Ok(()),
    });
    match placed.await {
        Ok(()) => Ok(None),
        Err(Failure::Refused(why)) => Ok(Some(why.to_string())),
        Err(broken) => Err(broken),
    }
}

async fn go_on(
    tx: &mut Tx,
    actor: &str,
    mut story: Story,
    fields: &Fields,
    updated: Option<Time>,
) -> Result<()> {
    lifted(&story, tx.now())?;
    let plan = sections::plan(tx).await?;
    gate(tx, &plan, fields).await?;
    let fields = store::fields(tx, story.id, story.revision).await?;
    story.live_revision = Some(story.revision);
    story.updated_at = Some(updated.unwrap_or(tx.now()));
    super::publish::show(tx, &story, &fields).await?;
    record::enter(tx, &story, "update", None, Some(&fields)).await?;
    let event = Event::StoryUpdated {
        revision: story.revision,
        group: story.group,
        section: fields.section.clone(),
        kind: fields.kind,
    };
    event.announce(tx, actor, &story.edition, story.id, None).await?;
    Ok(())
}

async fn wait(tx: &mut Tx, actor: &str, mut story: Story, fields: &Fields, at: Time) -> Result<()> {
    let plan = sections::plan(tx).await?;
    gate(tx, &plan, fields).await?;
    if at <= tx.now() {
        let proof = lifted(&story, tx.now())?;
        return go_public(tx, proof, story, Times { published: at, updated: None }, actor).await.map(|_| ());
    }
    story.public = Public::Scheduled;
    story.scheduled_at = Some(at);
    super::schedule::set_job(tx, story.id, at).await?;
    store::save_state(tx, &story).await?;
    Event::StoryScheduled { revision: story.revision, at }
        .announce(tx, actor, &story.edition, story.id, None)
        .await?;
    Ok(())
}
