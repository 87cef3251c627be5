//! What a post says is changed: at once for readers if it is live. A draft may also go.

use super::{Done, find, finish};
use crate::fields::{Fields, Input};
use crate::post::{Post, State};
use crate::{store, workflow};
use ::store::Tx;
use base::{Id, Refused, Result};
use house::Event;
use stories::Asked;

/// Changes a post.
pub async fn edit(tx: &mut Tx, asked: &Asked, id: Id, input: Input) -> Result<Done> {
    let (mut post, story) = find(tx, asked, id).await?;
    workflow::may_edit(&asked.person, &story.edition, &post)?;
    let before =
        Fields { content: post.content.clone(), is_key: post.is_key, is_pinned: post.is_pinned, at: post.at };
    let (after, dropped) = input.apply(before.clone(), post.state, tx.now(), &asked.chance)?;
    if after == before {
        return Ok(Done { post, story, dropped });
    }
    let mut events = Vec::new();
    post.at = after.at;
    if after.content != before.content || post.state == State::Draft {
        post.content = after.content;
        post.revision += 1;
        store::insert_revision(tx, &post, &asked.person.actor(), "edit").await?;
        events.push(said(tx, &mut post));
    }
    (post.is_key, post.is_pinned) = (after.is_key, after.is_pinned);
    if post.state != State::Draft {
        events.extend(marks(&before, &post));
    }
    let done = finish(tx, asked, (post, story), events, None).await?;
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

fn marks(before: &Fields, post: &Post) -> Vec<Event> {
    let story = post.story;
    let pinned = match (before.is_pinned, post.is_pinned) {
        (false, true) => Some(Event::PostPinned { story }),
        (true, false) => Some(Event::PostUnpinned { story }),
        _ => None,
    };
    let key = match (before.is_key, post.is_key) {
        (false, true) => Some(Event::PostKeyed { story }),
        (true, false) => Some(Event::PostUnkeyed { story }),
        _ => None,
    };
    [pinned, key].into_iter().flatten().collect()
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
    let event = Event::PostDeleted { story: story.id };
    event.announce(tx, &asked.person.actor(), &story.edition, id, None).await?;
    Ok(())
}
