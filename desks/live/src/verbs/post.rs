//! A post is written, and comes before the readers: at once if an editor wrote it.

use super::mark::changed;
use super::{Done, announce, begin, finish};
use crate::fields::{Fields, Input};
use crate::post::{Marks, Post, State};
use crate::workflow::Verb;
use crate::{pictures, rank, store};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use copy::Doc;
use house::{Event, Kind, Right};
use stories::{Asked, Public, Story};

/// Writes a post: an editor's is live at once, a reporter's is a draft.
pub async fn post(tx: &mut Tx, asked: &Asked, story: Id, input: Input) -> Result<Done> {
    let story = coverage(tx, asked, story).await?;
    let (fields, dropped) = input.apply(Fields::default(), State::Draft, tx.now(), &asked.chance)?;
    pictures::must_be_there(tx, &fields.content.body, &Doc::default()).await?;
    let mut post = blank(tx, asked, &story, fields);
    let events = if asked.person.may(Right::Publish, &story.edition) {
        go_live(tx, &story, &mut post).await?
    } else {
        post.rank = free_rank(tx, &post, post.at.unwrap_or(post.created_at)).await?;
        vec![Event::PostSaved { story: story.id, revision: 1 }]
    };
    post.seq = announce(tx, asked, &post, &story, events).await?.unwrap_or_default();
    store::insert(tx, &post).await?;
    pictures::place(tx, &post).await?;
    Ok(Done { post, story, dropped })
}

/// Puts a draft before the readers.
pub async fn publish(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Publish).await?;
    let events = go_live(tx, &story, &mut post).await?;
    pictures::place(tx, &post).await?;
    finish(tx, asked, (post, story), events).await
}

/// Makes a post live, at the top of those of its time; returns what is to be said of it.
async fn go_live(tx: &mut Tx, story: &Story, post: &mut Post) -> Result<Vec<Event>> {
    pictures::gate(tx, story, &post.content.body).await?;
    let at = post.at.unwrap_or(tx.now());
    post.state = State::Live;
    post.at = Some(at);
    post.rank = free_rank(tx, post, at).await?;
    let (revision, rank) = (post.revision, post.rank.clone());
    let mut events = vec![Event::PostPublished { story: story.id, revision, rank }];
    events.extend(changed(Marks::default(), post));
    Ok(events)
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
        marks: fields.marks,
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
