//! Passkeys: signing in with one, `/desk/login/passkey`, and those of one's own account, `/desk/account/passkeys`.
//! A browser's script asks for challenges and sends what its passkeys make of them; the rest is forms.

use super::account::{again, done};
use super::cookie;
use super::door::{AtTheDoor, Oneself};
use crate::passkey::{self, Challenge};
use crate::rules;
use ::store::Tx;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use base::{Failure, Refused, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words, page_failure};

/// What a script sends; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    ceremony: String,
    credential: Value,
    name: String,
    present: String,
    next: String,
}

type Sent = Result<Json<Posted>, JsonRejection>;

/// Begins to sign in.
pub(crate) async fn ask(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
) -> Response {
    answer(&plant, &language, passkey::begin_to_sign_in(&plant, &visitor).await.map(told))
}

/// Signs in.
pub(crate) async fn enter(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
    sent: Sent,
) -> Response {
    let posted = sent.map(|Json(posted)| posted).unwrap_or_default();
    let entered = async {
        let session = passkey::sign_in(&plant, posted.ceremony, posted.credential, &visitor).await?;
        cookie::give(&plant, &session)
    };
    match entered.await {
        Ok(cookie) => {
            let headers = HeaderMap::from_iter([(header::SET_COOKIE, cookie)]);
            let next = rules::way_on(Some(&posted.next)).to_owned();
            (headers, Json(json!({ "next": next }))).into_response()
        }
        Err(failure) => answer(&plant, &language, Err(failure)),
    }
}

/// Begins to add a passkey.
pub(crate) async fn ask_for_new(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    sent: Sent,
) -> Response {
    let posted = sent.map(|Json(posted)| posted).unwrap_or_default();
    let begun = passkey::begin_to_add(&plant, oneself.id(), &posted.present, &oneself.visitor).await;
    answer(&plant, &language, begun.map(told))
}

/// Adds a passkey.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    sent: Sent,
) -> Response {
    let posted = sent.map(|Json(posted)| posted).unwrap_or_default();
    let id = oneself.id();
    let added = passkey::add(&plant, id, posted.ceremony, &posted.name, posted.credential).await;
    let next = json!({ "next": "/desk/account?done=passkey-added" });
    answer(&plant, &language, added.map(|()| next))
}

/// A form that names a passkey.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Naming {
    name: String,
}

/// Gives a passkey another name.
pub(crate) async fn update(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Path(passkey): Path<String>,
    Form(posted): Form<Naming>,
) -> Response {
    let id = oneself.id();
    let renamed = async {
        let passkey = passkey.parse().map_err(|_| Refused::NotFound)?;
        let rename = async move |tx: &mut Tx| passkey::rename(tx, id, passkey, &posted.name).await;
        plant.store.write(rename).await
    };
    match renamed.await {
        Ok(()) => done("passkey-renamed"),
        Err(failure) => again(&plant, &language, &oneself, "passkeys", failure).await,
    }
}

/// Removes a passkey.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    oneself: Oneself,
    Path(passkey): Path<String>,
) -> Response {
    let id = oneself.id();
    let removed = async {
        let passkey = passkey.parse().map_err(|_| Refused::NotFound)?;
        plant.store.write(async move |tx: &mut Tx| passkey::remove(tx, id, passkey).await).await
    };
    match removed.await {
        Ok(()) => done("passkey-removed"),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

fn told(challenge: Challenge) -> Value {
    json!({ "ceremony": challenge.ceremony, "options": challenge.options })
}

/// Answers a script: with what it asked for, or in the person's language with what is wrong.
fn answer(plant: &Plant, language: &Language, outcome: Result<Value>) -> Response {
    let failure: Failure = match outcome {
        Ok(value) => return Json(value).into_response(),
        Err(failure) => failure,
    };
    let status = site::answer::status(&failure);
    let Failure::Refused(refused) = failure else { return site::answer::Problem(failure).into_response() };
    match in_words(plant, language, &refused) {
        Ok(words) => (status, Json(json!({ "words": words }))).into_response(),
        Err(failure) => site::answer::Problem(failure).into_response(),
    }
}
