//! What a post says is changed: at once for readers if it is live. A draft may also go.

use super::mark::changed;
use super::{Done, find, finish};
use crate::fields::{Fields, Input};
use crate::post::{Post, State};
use crate::{pictures, store, workflow};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Event;
use stories::Asked;

/// Changes a post.
pub async fn edit(tx: &mut Tx, asked: &Asked, id: Id, input: Input) -> Result<Done> {
    let (mut post, story) = find(tx, asked, id).await?;
    workflow::may_edit(&asked.person, &story.edition, &post)?;
    let before = Fields { content: post.content.clone(), marks: post.marks, at: post.at };
    let (after, dropped) = input.apply(before.clone(), post.state, tx.now(), &asked.chance)?;
    if after == before {
        return Ok(Done { post, story, dropped });
    }
    let mut events = Vec::new();
    post.at = after.at;
    if after.content != before.content || post.state == State::Draft {
        pictures::must_be_there(tx, &after.content.body, &before.content.body).await?;
        if post.state == State::Live {
            pictures::gate(tx, &story, &after.content.body).await?;
        }
        post.content = after.content;
        post.revision += 1;
        store::insert_revision(tx, &post, &asked.person.actor(), "edit").await?;
        pictures::place(tx, &post).await?;
        events.push(said(tx, &mut post));
    }
    post.marks = after.marks;
    if post.state != State::Draft {
        events.extend(changed(before.marks, &post));
    }
    let done = finish(tx, asked, (post, story), events).await?;
    Ok(Done { dropped, ..done })
}

/// What is to be said of a changed text: to readers only if they see it.
fn said(tx: &Tx, post: &mut Post) -> Event {
    let (story, revision) = (post.story, post.revision);
    if post.state != State::Live {
        return Event::PostSaved { story, revision };
    }
    post.updated_at = Some(tx.now());
    Event::PostEdited { story, revision }
}

/// Deletes a draft.
pub async fn delete(tx: &mut Tx, asked: &Asked, id: Id) -> Result<()> {
    let (post, story) = find(tx, asked, id).await?;
    workflow::may_edit(&asked.person, &story.edition, &post)?;
    if post.state != State::Draft {
        let why = format!("Only a draft can be deleted; this post is {}.", post.state.as_str());
        return Err(Refused::Conflict { why, allowed: workflow::allowed(post.state) }.into());
    }
    store::delete(tx, id).await?;
    media::forget(tx, pictures::POST, id).await?;
    let event = Event::PostDeleted { story: story.id };
    event.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(())
}
