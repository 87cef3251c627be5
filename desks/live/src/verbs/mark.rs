//! A post is marked: pinned above the others, or as one of the coverage's key events. What is marked already stays so.

use super::{Done, begin, finish};
use crate::post::{Marks, Post};
use crate::workflow::Verb;
use ::store::Tx;
use base::{Id, Result};
use house::Event;
use stories::Asked;

/// Puts a post above all others.
pub async fn pin(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    mark(tx, asked, id, Verb::Pin, |marks| marks.is_pinned = true).await
}

/// Puts a pinned post back into its place.
pub async fn unpin(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    mark(tx, asked, id, Verb::Unpin, |marks| marks.is_pinned = false).await
}

/// Makes a post one of the coverage's key events.
pub async fn key(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    mark(tx, asked, id, Verb::Key, |marks| marks.is_key = true).await
}

async fn mark(
    tx: &mut Tx,
    asked: &Asked,
    id: Id,
    verb: Verb,
    change: impl FnOnce(&mut Marks),
) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, verb).await?;
    let before = post.marks;
    change(&mut post.marks);
    let events = changed(before, &post);
    finish(tx, asked, (post, story), events).await
}

/// Returns what is to be said of a post's marks where they are others than before.
pub(super) fn changed(before: Marks, post: &Post) -> Vec<Event> {
    let story = post.story;
    let pinned = match (before.is_pinned, post.marks.is_pinned) {
        (false, true) => Some(Event::PostPinned { story }),
        (true, false) => Some(Event::PostUnpinned { story }),
        _ => None,
    };
    let key = match (before.is_key, post.marks.is_key) {
        (false, true) => Some(Event::PostKeyed { story }),
        (true, false) => Some(Event::PostUnkeyed { story }),
        _ => None,
    };
    [pinned, key].into_iter().flatten().collect()
}
