//! `POST /api/v1/stories/{id}/{action}`: the verbs of the newsroom's work.

use super::answer::Once;
use super::sent::Sent;
use super::stories::answer_story;
use super::{asked, id};
use crate::fields::Input;
use crate::verbs::{self, Asked, Done};
use crate::workflow::Verb;
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Id, Refused, Result, Time};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;

/// What an action says beyond its name.
#[derive(Clone, Debug)]
enum Order {
    Submit,
    Return(Note),
    Approve,
    Schedule(Hour),
    Unschedule,
    Publish,
    Update(Box<Input>),
    Correct(String, Box<Input>),
    Withdraw(Reason),
    Restore(Restoration),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    note: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hour {
    at: Time,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
    notice: String,
}

/// What readers are told of a text that was changed while it was off.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Restoration {
    #[serde(default)]
    note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Does what the address names, and answers with the story as it is then.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((story, action)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let id = id(&story)?;
    let verb = Verb::from_word(&action).ok_or(Refused::NotFound)?;
    let once = Once::read(&headers, &[&action, &story, &sent.text()])?;
    let asked = asked(&plant, person, &headers)?;
    let (sent, url) = (sent.0, plant.settings.public_url.clone());
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            // Who may not do it, or not now, is told so before anything about the words.
            verbs::permitted(tx, asked, id, verb).await?;
            let done = Order::read(verb, sent)?.carry_out(tx, asked, id).await?;
            answer_story(tx, &url, asked, StatusCode::OK, &done).await
        })
        .await
    });
    Ok(answer.await?)
}

impl Order {
    fn read(verb: Verb, value: Value) -> Result<Self> {
        let plain = |order: Self| from_value::<Nothing>(value.clone()).map(|Nothing {}| order);
        match verb {
            Verb::Submit => plain(Self::Submit),
            Verb::Approve => plain(Self::Approve),
            Verb::Unschedule => plain(Self::Unschedule),
            Verb::Publish => plain(Self::Publish),
            Verb::Return => from_value(value).map(Self::Return),
            Verb::Schedule => from_value(value).map(Self::Schedule),
            Verb::Withdraw => from_value(value).map(Self::Withdraw),
            Verb::Restore => from_value(value).map(Self::Restore),
            Verb::Update => from_value(value).map(Self::Update),
            Verb::Correct => Self::read_correction(value),
        }
    }

    /// A correction's note stands beside the fields that it corrects.
    fn read_correction(mut value: Value) -> Result<Self> {
        let note = value.as_object_mut().and_then(|fields| fields.remove("note"));
        match note {
            Some(Value::String(note)) => Ok(Self::Correct(note, from_value(value)?)),
            Some(_) => Err(Refused::field("/note", "must be a text").into()),
            None => Err(Refused::field("/note", "is missing: tell readers what was wrong").into()),
        }
    }

    async fn carry_out(self, tx: &mut Tx, asked: &Asked, id: Id) -> Result<Done> {
        match self {
            Self::Submit => verbs::submit(tx, asked, id).await,
            Self::Return(order) => verbs::return_(tx, asked, id, &order.note).await,
            Self::Approve => verbs::approve(tx, asked, id).await,
            Self::Schedule(order) => verbs::schedule(tx, asked, id, order.at).await,
            Self::Unschedule => verbs::unschedule(tx, asked, id).await,
            Self::Publish => verbs::publish(tx, asked, id).await,
            Self::Update(input) => verbs::update(tx, asked, id, *input).await,
            Self::Correct(note, input) => verbs::correct(tx, asked, id, &note, *input).await,
            Self::Withdraw(order) => verbs::withdraw(tx, asked, id, &order.reason, &order.notice).await,
            Self::Restore(order) => verbs::restore(tx, asked, id, order.note.as_deref()).await,
        }
    }
}
