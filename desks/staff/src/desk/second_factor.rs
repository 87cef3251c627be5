//! The second factor of one's own account: `/desk/account/second-factor`, and the recovery codes.

use super::account::{again as account_again, done};
use super::door::Oneself;
use super::{Again, page};
use crate::pages::account::{CodesPage, SecondFactorPage};
use crate::{account, second_factor, store, totp};
use ::store::Tx;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{FieldError, Result};
use serde::Deserialize;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};

/// What is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Posted {
    secret: String,
    code: String,
    present: String,
}

/// Shows a fresh secret, as a picture and as text, and asks for a code made of it.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
) -> Response {
    let id = oneself.id();
    let has = plant.store.read(async move |tx: &mut Tx| store::second_factors::of(tx, id).await).await;
    match has {
        Ok(Some(_)) => Redirect::to("/desk/account").into_response(),
        Ok(None) => {
            let secret = totp::words(&plant.chance.bytes::<{ totp::SECRET }>());
            let shown = form(&plant, &language, &oneself, &secret, None).await;
            page(&plant, StatusCode::OK, &language, shown)
        }
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Adds the second factor, and shows the recovery codes this once.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Form(posted): Form<Posted>,
) -> Response {
    match add(&plant, &oneself, &posted).await {
        Ok(codes) => codes_page(&plant, &language, &oneself, codes),
        Err(failure) => match Again::after(&plant, &language, failure) {
            Ok(again) => {
                let error = Some(again.error.clone());
                let shown = form(&plant, &language, &oneself, &posted.secret, error).await;
                again.page(&plant, &language, shown)
            }
            Err(failure) => page_failure(&plant, None, failure),
        },
    }
}

/// Ends the second factor.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Form(posted): Form<Posted>,
) -> Response {
    let (id, address) = (oneself.id(), oneself.visitor.address);
    let ended = async {
        account::must_know_password(&plant, id, &posted.present, address).await?;
        plant.store.write(async move |tx: &mut Tx| second_factor::end(tx, id, id).await).await
    };
    match ended.await {
        Ok(()) => done("second-factor-off"),
        Err(failure) => account_again(&plant, &language, &oneself, "second-factor", failure).await,
    }
}

/// Makes new recovery codes, and shows them this once.
pub(crate) async fn renew(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Form(posted): Form<Posted>,
) -> Response {
    let (id, address, chance) = (oneself.id(), oneself.visitor.address, plant.chance.clone());
    let made = async {
        account::must_know_password(&plant, id, &posted.present, address).await?;
        plant.store.write(async move |tx: &mut Tx| second_factor::renew_codes(tx, &chance, id).await).await
    };
    match made.await {
        Ok(codes) => codes_page(&plant, &language, &oneself, codes),
        Err(failure) => account_again(&plant, &language, &oneself, "second-factor", failure).await,
    }
}

async fn add(plant: &Plant, oneself: &Oneself, posted: &Posted) -> Result<Vec<String>> {
    let (id, address, chance) = (oneself.id(), oneself.visitor.address, plant.chance.clone());
    let why = "The secret was changed on its way. Open the page anew.";
    let secret = totp::secret(&posted.secret)
        .ok_or_else(|| FieldError::at("/secret", why).called("secret-changed", ""))?;
    account::must_know_password(plant, id, &posted.present, address).await?;
    let code = posted.code.clone();
    let added =
        plant.store.write(async move |tx: &mut Tx| second_factor::add(tx, &chance, id, &secret, &code).await);
    added.await
}

async fn form(
    plant: &Plant,
    language: &Language,
    oneself: &Oneself,
    secret: &str,
    error: Option<String>,
) -> Result<SecondFactorPage> {
    let id = oneself.id();
    let person = plant.store.read(async move |tx: &mut Tx| account::person(tx, id).await).await?;
    let newsroom = plant.masthead.load();
    let newsroom = newsroom.editions.first().map_or("Stoppress", |edition| edition.name.as_str());
    let picture = totp::picture(newsroom, &person.email, secret)?;
    Ok(SecondFactorPage {
        desk: oneself.frame(language, plant.words.desk_word(language, "second-factor-add")?),
        size: picture.size,
        path: picture.path,
        secret: secret.to_owned(),
        spaced: totp::spaced(secret),
        has_password: person.password.is_some(),
        error,
    })
}

fn codes_page(plant: &Plant, language: &Language, oneself: &Oneself, codes: Vec<String>) -> Response {
    let title = plant.words.desk_word(language, "recovery-codes");
    let shown = title.map(|title| CodesPage { desk: oneself.frame(language, title), codes });
    page(plant, StatusCode::OK, language, shown)
}
