//! A post is taken off, or put back.

use super::{Done, begin, finish};
use crate::pictures;
use crate::post::{Retraction, State};
use crate::workflow::Verb;
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::{Event, ReasonClass};
use stories::Asked;

/// Takes a live post off. With a notice, that and the class of the reason stand in its place; without, nothing does.
pub async fn retract(tx: &mut Tx, asked: &Asked, id: Id, reason: &str, notice: Option<&str>) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Retract).await?;
    let notice = notice.map(str::trim).filter(|notice| !notice.is_empty());
    let reason_class = check(reason, notice)?;
    post.state = State::Retracted;
    post.retraction = Some(Retraction {
        at: tx.now(),
        reason: reason_class.to_string(),
        notice: notice.map(str::to_owned),
    });
    pictures::place(tx, &post).await?;
    let event = Event::PostRetracted { story: story.id, reason_class };
    finish(tx, asked, (post, story), vec![event]).await
}

fn check(reason: &str, notice: Option<&str>) -> Result<ReasonClass> {
    let mut errors = Vec::new();
    let class: Option<ReasonClass> =
        reason.parse().map_err(|why: String| errors.push(FieldError::at("/reason", why))).ok();
    let notice = notice.unwrap_or_default();
    if notice.chars().count() > 2000 {
        errors.push(FieldError::at("/notice", "at most 2000 characters"));
    }
    if notice.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        errors.push(FieldError::at("/notice", "holds a control character"));
    }
    match class {
        Some(class) if errors.is_empty() => Ok(class),
        _ => Err(Refused::NotValid(errors).into()),
    }
}

/// Puts a retracted post back, as the newsroom sees it now.
pub async fn restore(tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
    let (mut post, story) = begin(tx, asked, id, Verb::Restore).await?;
    pictures::gate(tx, &story, &post.content.body).await?;
    post.state = State::Live;
    post.retraction = None;
    pictures::place(tx, &post).await?;
    let event = Event::PostRestored { story: story.id, revision: post.revision };
    finish(tx, asked, (post, story), vec![event]).await
}
