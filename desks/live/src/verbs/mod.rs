//! What can be done with a post: each verb finds it, asks whether it may, changes and announces, in one transaction
//! that the caller holds. Whatever readers see moves the time at which the story was updated.

mod edit;
mod mark;
mod place;
mod post;
mod retract;

pub use edit::{delete, edit};
pub use mark::{key, pin, unpin};
pub use place::move_before;
pub use post::{post, publish};
pub use retract::{restore, retract};

use crate::post::Post;
use crate::sight::coverage;
use crate::store;
use crate::workflow::{self, Verb};
use ::store::Tx;
use base::{Id, Refused, Result};
use copy::Dropped;
use house::{Event, Right, Sight, Viewer};
use stories::{Asked, Story};

/// A post after a change, with its story and what its given HTML held that a text cannot.
#[derive(Clone, Debug)]
pub struct Done {
    pub post: Post,
    pub story: Story,
    pub dropped: Vec<Dropped>,
}

/// Finds a post and its story for somebody who reads behind the edition's pages.
async fn find(tx: &mut Tx, asked: &Asked, id: Id) -> Result<(Post, Story)> {
    let post = store::post(tx, id).await?;
    let story = stories::story(tx, post.story).await?;
    if asked.person.may(Right::Read, &story.edition) {
        Ok((post, story))
    } else {
        Err(Refused::NotFound.into())
    }
}

/// Finds the post and asks whether the verb may be done to it.
pub(crate) async fn begin(tx: &mut Tx, asked: &Asked, id: Id, verb: Verb) -> Result<(Post, Story)> {
    let (post, story) = find(tx, asked, id).await?;
    workflow::may(&asked.person, verb, &story.edition, &post)?;
    Ok((post, story))
}

/// Writes down where the post stands and announces what happened to it. A verb that changes what it shows, or whether
/// readers see it, has placed its pictures before.
async fn finish(
    tx: &mut Tx,
    asked: &Asked,
    (post, story): (Post, Story),
    events: Vec<Event>,
) -> Result<Done> {
    store::save_state(tx, &post).await?;
    announce(tx, asked, &post, &story, events).await?;
    Ok(Done { post, story, dropped: Vec::new() })
}

/// Announces what happened to a post; returns the log's number of the first event. What readers see of it moves the
/// time of its story.
async fn announce(
    tx: &mut Tx,
    asked: &Asked,
    post: &Post,
    story: &Story,
    events: Vec<Event>,
) -> Result<Option<i64>> {
    let is_public = events.iter().any(Event::is_public);
    let mut first = None;
    for event in events {
        let seq = event.announce(tx, &asked.person.actor(), &story.edition, post.id, None).await?;
        first = first.or(Some(seq));
    }
    let now = tx.now();
    // Of a story that is no coverage any more readers hear nothing through its posts.
    if is_public && coverage(tx, story.id).await?.sight(&Viewer::Anonymous, now) == Sight::Whole {
        stories::touch(tx, story.id, now).await?;
    }
    Ok(first)
}
