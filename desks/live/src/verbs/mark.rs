//! A post is marked: pinned above the others, or as one of the coverage's key events. What is marked already stays so.

use super::{Done, begin, finish};
use crate::workflow::Verb;
use ::store::Tx;
use base::{Id, Result};
use house::Event;
use stories::Asked;

/// Puts a post above all others.
pub async fn pin(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Pin).await?;
    let events = if post.is_pinned { Vec::new() } else { vec![Event::PostPinned { story: story.id }] };
    post.is_pinned = true;
    finish(tx, asked, (post, story), events, None).await
}

/// Puts a pinned post back into its place.
pub async fn unpin(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Unpin).await?;
    let events = if post.is_pinned { vec![Event::PostUnpinned { story: story.id }] } else { Vec::new() };
    post.is_pinned = false;
    finish(tx, asked, (post, story), events, None).await
}

/// Makes a post one of the coverage's key events.
pub async fn key(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Key).await?;
    let events = if post.is_key { Vec::new() } else { vec![Event::PostKeyed { story: story.id }] };
    post.is_key = true;
    finish(tx, asked, (post, story), events, None).await
}
