//! The office's tokens: `/desk/office/tokens`.

use super::asker::StaffPage;
use super::door::frame;
use super::people::{Posted, editions, grant, grant_line, roles};
use super::{Again, page};
use crate::pages::account::Problem;
use crate::pages::office::{TokenLine, TokensPage};
use crate::store::office::{self, TokenRow};
use crate::{add_token, end_token};
use ::store::Tx;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Refused, Result, Time};
use house::{Grant, Person, Right};
use jiff::tz::TimeZone;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};
use std::sync::Arc;

/// Lists all tokens.
pub(crate) async fn index(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let has_ended = query.iter().any(|(name, done)| name == "done" && done == "token-ended");
    let shown = made(&plant, &language, &by, &Posted::default(), None).await;
    let done = has_ended.then(|| "token-ended".to_owned());
    page(&plant, StatusCode::OK, &language, shown.map(|shown| TokensPage { done, ..shown }))
}

/// Makes a token, and shows it this once.
pub(crate) async fn create(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    StaffPage(by): StaffPage,
    Form(posted): Form<Posted>,
) -> Response {
    match add(&plant, &by, &posted).await {
        Ok(token) => {
            let shown = made(&plant, &language, &by, &Posted::default(), None).await;
            let shown = shown.map(|shown| TokensPage { token: Some(token), ..shown });
            page(&plant, StatusCode::OK, &language, shown)
        }
        Err(failure) => match Again::after(&plant, &language, failure) {
            Ok(again) => {
                let problem = Problem { place: "add".into(), text: again.error.clone() };
                let shown = made(&plant, &language, &by, &posted, Some(problem)).await;
                again.page(&plant, &language, shown)
            }
            Err(failure) => page_failure(&plant, None, failure),
        },
    }
}

/// Ends a token.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    StaffPage(by): StaffPage,
    Path(id): Path<String>,
) -> Response {
    let ended = async {
        let id = id.parse().map_err(|_| Refused::NotFound)?;
        plant.store.write(async move |tx: &mut Tx| end_token(tx, Some(&by), id).await).await
    };
    match ended.await {
        Ok(()) => Redirect::to("/desk/office/tokens?done=token-ended").into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

async fn add(plant: &Plant, by: &Arc<Person>, posted: &Posted) -> Result<String> {
    let Grant { role, edition } = grant(plant, posted)?;
    let (chance, by, name) = (plant.chance.clone(), Arc::clone(by), posted.name.clone());
    let added = plant.store.write(async move |tx: &mut Tx| {
        add_token(tx, &chance, Some(&by), &name, role.as_str(), edition.as_deref()).await
    });
    Ok(added.await?.1)
}

async fn made(
    plant: &Plant,
    language: &Language,
    by: &Person,
    posted: &Posted,
    problem: Option<Problem>,
) -> Result<TokensPage> {
    by.must_everywhere(Right::Office)?;
    let rows = plant.store.read(async |tx: &mut Tx| office::tokens(tx).await).await?;
    Ok(TokensPage {
        desk: frame(by, language, plant.words.desk_word(language, "tokens")?),
        tokens: rows.into_iter().map(|row| line(plant, language, row)).collect(),
        done: None,
        problem,
        token: None,
        name: posted.name.clone(),
        roles: roles(&posted.role),
        editions: editions(plant, &posted.edition),
    })
}

fn line(plant: &Plant, language: &Language, row: TokenRow) -> TokenLine {
    let moment = |time: Time| plant.words.moment(language, &TimeZone::UTC, time);
    TokenLine {
        id: row.id.to_string(),
        name: row.name,
        grant: grant_line(&row.grant),
        made: moment(row.created_at),
        made_by: row.made_by.unwrap_or_default(),
        used: row.used_at.map(moment),
    }
}
