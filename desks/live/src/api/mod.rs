//! What programs reach: the posts of a story, a post, and what can be done with it.

pub(crate) mod actions;
pub(crate) mod coverage;
pub(crate) mod posts;

use crate::verbs::Done;
use crate::view;
use house::Person;
use http::StatusCode;
use site::Plant;
use site::answer::{Answer, id};
use std::sync::Arc;
use stories::{Asked, Seen};

/// Returns who asks for a change. A post's edits follow one another too fast for `If-Match`.
fn asked(plant: &Plant, person: Arc<Person>) -> Asked {
    Asked { person, seen: Seen::Unsaid, chance: plant.chance.clone() }
}

/// Returns the answer that shows a post to the one who changed it.
fn shown(url: &str, status: StatusCode, done: &Done) -> Answer {
    let body = view::post_json(url, true, &done.story, &done.post, &done.dropped);
    match status {
        StatusCode::CREATED => Answer::created(&body, format!("/api/v1/posts/{}", done.post.id)),
        status => Answer::json(status, &body),
    }
}
