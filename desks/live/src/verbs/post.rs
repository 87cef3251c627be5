//! A post is written, and comes before the readers: at once if an editor wrote it.

use super::{Done, begin, finish};
use crate::fields::{Fields, Input};
use crate::post::{Content, Post, State};
use crate::workflow::Verb;
use crate::{rank, store};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use house::{Event, Kind, Right};
use stories::{Asked, Public, Story};

/// Writes a post: an editor's is live at once, a reporter's is a draft.
pub async fn post(tx: &mut Tx, asked: &Asked, story: Id, input: Input) -> Result<Done> {
    let story = coverage(tx, asked, story).await?;
    let empty = Fields { content: Content::default(), is_key: false, is_pinned: false, at: None };
    let (fields, dropped) = input.apply(empty, State::Draft, tx.now(), &asked.chance)?;
    let is_live = asked.person.may(Right::Publish, &story.edition);
    let mut post = blank(tx, asked, &story, fields);
    post.rank = free_rank(tx, &post, post.at.unwrap_or(post.created_at)).await?;
    let event = if is_live {
        post.state = State::Live;
        post.at = Some(post.at.unwrap_or(post.created_at));
        Event::PostPublished { story: story.id, revision: 1, rank: post.rank.clone() }
    } else {
        Event::PostSaved { story: story.id, revision: 1 }
    };
    post.seq = event.announce(tx, &post.created_by, &story.edition, post.id, None).await?;
    store::insert(tx, &post).await?;
    if is_live {
        let now = tx.now();
        stories::touch(tx, story.id, now).await?;
    }
    let marks = if is_live { marks(&post) } else { Vec::new() };
    let done = finish(tx, asked, (post, story), marks, None).await?;
    Ok(Done { dropped, ..done })
}

/// Puts a draft before the readers.
pub async fn publish(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Publish).await?;
    let at = post.at.unwrap_or(tx.now());
    post.state = State::Live;
    post.at = Some(at);
    post.rank = free_rank(tx, &post, at).await?;
    let mut events =
        vec![Event::PostPublished { story: story.id, revision: post.revision, rank: post.rank.clone() }];
    events.extend(marks(&post));
    finish(tx, asked, (post, story), events, None).await
}

/// Finds the story that a post is to be written for.
async fn coverage(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Story> {
    let story = stories::story(tx, id).await?;
    if !asked.person.may(Right::Read, &story.edition) {
        return Err(Refused::NotFound.into());
    }
    asked.person.must(Right::Write, &story.edition)?;
    let conflict = |why: &str, allowed: &[&str]| -> Result<Story> {
        let allowed = allowed.iter().map(|verb| (*verb).to_owned()).collect();
        Err(Refused::Conflict { why: why.into(), allowed }.into())
    };
    if story.public == Public::Withdrawn {
        return conflict("The story is withdrawn; nothing is posted in it.", &["restore"]);
    }
    if stories::newest(tx, id).await?.kind != Kind::Live {
        return conflict("Only a story of kind live has posts.", &[]);
    }
    Ok(story)
}

fn blank(tx: &Tx, asked: &Asked, story: &Story, fields: Fields) -> Post {
    Post {
        id: tx.new_id(),
        story: story.id,
        rank: String::new(),
        seq: 0,
        state: State::Draft,
        is_key: fields.is_key,
        is_pinned: fields.is_pinned,
        revision: 1,
        at: fields.at,
        updated_at: None,
        retraction: None,
        created_by: asked.person.actor(),
        created_at: tx.now(),
        content: fields.content,
    }
}

/// Returns the rank of a post of this time; where others have it already, the next above them.
async fn free_rank(tx: &mut Tx, post: &Post, at: Time) -> Result<String> {
    let rank = rank::of(at);
    let highest = store::highest(tx, post.story, &rank, post.id).await?;
    Ok(highest.map_or(rank, |highest| rank::next(&highest)))
}

/// The events of the marks that a post comes with.
fn marks(post: &Post) -> Vec<Event> {
    let pinned = post.is_pinned.then_some(Event::PostPinned { story: post.story });
    let key = post.is_key.then_some(Event::PostKeyed { story: post.story });
    [pinned, key].into_iter().flatten().collect()
}
