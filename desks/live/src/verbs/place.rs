//! A post changes its place.

use super::{Done, begin, finish};
use crate::post::State;
use crate::workflow::Verb;
use crate::{rank, store};
use ::store::Tx;
use base::{Failure, Id, Refused, Result};
use house::Event;
use stories::Asked;

/// Puts a post directly above another of its coverage, or under all of them where none is named.
pub async fn move_before(tx: &mut Tx, asked: &Asked, id: Id, other: Option<Id>) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Move).await?;
    let rank = match other {
        Some(other) if other == id => return Ok(Done { post, story, dropped: Vec::new() }),
        Some(other) => above(tx, story.id, other, id).await?,
        None => match store::lowest(tx, story.id, id).await? {
            Some(lowest) => rank::under(&lowest),
            None => post.rank.clone(),
        },
    };
    if rank == post.rank {
        return Ok(Done { post, story, dropped: Vec::new() });
    }
    post.rank.clone_from(&rank);
    let event = Event::PostMoved { story: story.id, rank };
    finish(tx, asked, (post, story), vec![event]).await
}

/// Returns a rank directly above a post that stands in the same coverage.
async fn above(tx: &mut Tx, story: Id, other: Id, but: Id) -> Result<String> {
    let no_such = || Failure::from(Refused::field("/before", "there is no such post in this coverage"));
    let other = match store::post(tx, other).await {
        Ok(other) if other.story == story && other.state != State::Draft => other,
        Ok(_) | Err(Failure::Refused(_)) => return Err(no_such()),
        Err(broken) => return Err(broken),
    };
    let next = store::above(tx, story, &(other.rank.clone(), other.seq), but).await?;
    Ok(rank::between(&other.rank, next.as_deref()))
}
