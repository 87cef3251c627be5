//! `POST /api/v1/posts/{id}/{action}`: what can be done with a post.

use super::{asked, id, shown};
use crate::verbs::{self, Done};
use crate::workflow::Verb;
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Id, Refused, Result};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;
use stories::{Asked, Once, Sent};

/// What an action says beyond its name.
#[derive(Clone, Debug)]
enum Order {
    Plain(Verb),
    Move(Option<Id>),
    Retract(Reason),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    /// None for under all others; it has to be said.
    #[serde(deserialize_with = "Option::deserialize")]
    before: Option<Id>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
    #[serde(default)]
    notice: Option<String>,
}

/// Does what the address names, and answers with the post as it is then.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((post, action)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let post_id = id(&post)?;
    let verb = Verb::from_word(&action).ok_or(Refused::NotFound)?;
    let once = Once::read(&headers, &["act", &action, &post, &sent.text()])?;
    let asked = asked(&plant, person);
    let url = plant.settings.public_url.clone();
    let words = sent.0;
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            // Who may not do it, or not now, is told so before anything about the words.
            verbs::begin(tx, asked, post_id, verb).await?;
            let done = Order::read(verb, words)?.carry_out(tx, asked, post_id).await?;
            Ok(shown(&url, StatusCode::OK, &done))
        })
        .await
    });
    Ok(answer.await?)
}

impl Order {
    fn read(verb: Verb, words: Value) -> Result<Self> {
        match verb {
            Verb::Move => from_value::<Place>(words).map(|place| Self::Move(place.before)),
            Verb::Retract => from_value(words).map(Self::Retract),
            _ => from_value::<Nothing>(words).map(|Nothing {}| Self::Plain(verb)),
        }
    }

    async fn carry_out(self, tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
        match self {
            Self::Move(before) => verbs::move_before(tx, asked, id, before).await,
            Self::Retract(why) => verbs::retract(tx, asked, id, &why.reason, why.notice.as_deref()).await,
            Self::Plain(Verb::Publish) => verbs::publish(tx, asked, id).await,
            Self::Plain(Verb::Pin) => verbs::pin(tx, asked, id).await,
            Self::Plain(Verb::Unpin) => verbs::unpin(tx, asked, id).await,
            Self::Plain(Verb::Key) => verbs::key(tx, asked, id).await,
            Self::Plain(Verb::Restore) => verbs::restore(tx, asked, id).await,
            Self::Plain(Verb::Move | Verb::Retract) => Err(Refused::NotFound.into()),
        }
    }
}
