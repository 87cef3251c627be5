//! «My account», `/desk/account`: the password, the second factor, the passkeys, and where one is signed in.

use super::door::Oneself;
use super::{Again, cookie, page};
use crate::pages::account::{AccountPage, PasskeyLine, Problem, SecondFactorLine, SessionLine};
use crate::pages::office::Choice;
use crate::store::passkeys::PasskeyRow;
use crate::store::{PersonRow, SessionRow, passkeys, second_factors};
use crate::visitor::SESSION;
use crate::{account, browser, passkey, store};
use ::store::Tx;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Refused, Result, Time, hex, unhex};
use jiff::tz::TimeZone;
use serde::Deserialize;
use site::words::Language;
use site::{DeskLanguage, Plant, page_failure};

/// What has been done, as the page tells it: each is a word of the desk.
const DONE: [&str; 9] = [
    "password-changed",
    "email-changed",
    "session-ended",
    "sessions-ended",
    "second-factor-off",
    "passkey-added",
    "passkey-renamed",
    "passkey-removed",
    "language-chosen",
];

/// A form that changes the password; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewPassword {
    present: String,
    password: String,
}

/// A form that changes the address; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewEmail {
    present: String,
    email: String,
}

/// A form that ends a session, or without one all others.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct End {
    session: String,
}

/// Shows the page.
pub(crate) async fn show(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let done = query.iter().find(|(name, _)| name == "done").map(|(_, done)| done.as_str());
    let done = DONE.into_iter().find(|known| done == Some(known));
    let shown = made(&plant, &language, &oneself, None).await;
    let shown = shown.map(|shown| AccountPage { done: done.map(str::to_owned), ..shown });
    page(&plant, StatusCode::OK, &language, shown)
}

/// Changes the password.
pub(crate) async fn password(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Form(posted): Form<NewPassword>,
) -> Response {
    let words = (posted.present.as_str(), posted.password.as_str());
    let (id, session, address) = (oneself.id(), oneself.session, oneself.visitor.address);
    match account::change_password(&plant, id, session, words, address).await {
        Ok(()) => done("password-changed"),
        Err(failure) => again(&plant, &language, &oneself, "password", failure).await,
    }
}

/// Changes the address by which one signs in.
pub(crate) async fn email(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    oneself: Oneself,
    Form(posted): Form<NewEmail>,
) -> Response {
    let words = (posted.present.as_str(), posted.email.as_str());
    match account::change_email(&plant, oneself.id(), words, oneself.visitor.address).await {
        Ok(()) => done("email-changed"),
        Err(failure) => match Again::after(&plant, &language, failure) {
            Ok(again) => {
                let problem = Problem { place: "email".into(), text: again.error.clone() };
                let shown = made(&plant, &language, &oneself, Some(problem)).await;
                let shown = shown.map(|shown| AccountPage { new_email: posted.email, ..shown });
                again.page(&plant, &language, shown)
            }
            Err(failure) => page_failure(&plant, None, failure),
        },
    }
}

/// Ends one session, or all but the present one.
pub(crate) async fn end(State(plant): State<Plant>, oneself: Oneself, Form(posted): Form<End>) -> Response {
    let (id, own) = (oneself.id(), oneself.session);
    let one = unhex(&posted.session).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let ended = plant.store.write(async move |tx: &mut Tx| match one {
        Some(session) => account::end_session(tx, id, session).await,
        None => account::end_other_sessions(tx, id, own).await,
    });
    match ended.await {
        Ok(()) => done(if one.is_some() { "session-ended" } else { "sessions-ended" }),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// A form that chooses the desk's language; an empty one leaves it to the browser.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choosing {
    language: String,
}

/// Has the desk speak this language in this browser.
pub(crate) async fn language(
    State(plant): State<Plant>,
    _: Oneself,
    Form(posted): Form<Choosing>,
) -> Response {
    let known = plant.words.desk_languages();
    let chosen = known.iter().map(Language::as_str).find(|tag| *tag == posted.language);
    match cookie::choose_language(&plant, chosen.unwrap_or_default()) {
        Ok(cookie) => {
            (HeaderMap::from_iter([(header::SET_COOKIE, cookie)]), done("language-chosen")).into_response()
        }
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Returns the languages that the desk speaks, each by its own name, and which is chosen.
fn languages(plant: &Plant, chosen: &Option<String>) -> Result<Vec<Choice>> {
    let choice = |language: Language| {
        Ok(Choice {
            value: language.to_string(),
            name: plant.words.desk_word(&language, "plant-language")?,
            is_chosen: chosen.as_deref() == Some(language.as_str()),
        })
    };
    plant.words.desk_languages().into_iter().map(choice).collect()
}

/// Leads back to the page, which says what was done.
pub(crate) fn done(word: &str) -> Response {
    Redirect::to(&format!("/desk/account?done={word}")).into_response()
}

/// Shows the page again, with what is wrong at its place.
pub(crate) async fn again(
    plant: &Plant,
    language: &Language,
    oneself: &Oneself,
    place: &'static str,
    failure: Failure,
) -> Response {
    match Again::after(plant, language, failure) {
        Ok(again) => {
            let problem = Problem { place: place.into(), text: again.error.clone() };
            let shown = made(plant, language, oneself, Some(problem)).await;
            again.page(plant, language, shown)
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

/// What the page shows of the store.
struct Seen {
    person: PersonRow,
    sessions: Vec<SessionRow>,
    second_factor: Option<(Time, i64)>,
    passkeys: Vec<PasskeyRow>,
}

async fn made(
    plant: &Plant,
    language: &Language,
    oneself: &Oneself,
    problem: Option<Problem>,
) -> Result<AccountPage> {
    let id = oneself.id();
    let seen = plant.store.read(async move |tx: &mut Tx| {
        let second_factor = match second_factors::of(tx, id).await? {
            Some(factor) => Some((factor.created_at, second_factors::count_codes(tx, id).await?)),
            None => None,
        };
        Ok(Seen {
            person: store::person(tx, id).await?.ok_or(Refused::NotSignedIn)?,
            sessions: store::sessions_of(tx, id).await?,
            second_factor,
            passkeys: passkeys::of(tx, id).await?,
        })
    });
    let seen = seen.await?;
    let moment = |time: Time| plant.words.moment(language, &TimeZone::UTC, time);
    let session = |row: SessionRow| SessionLine {
        handle: hex(row.hash),
        browser: browser::name(&row.agent),
        address: row.address,
        begun: moment(row.created_at),
        used: moment(row.until.before(SESSION)),
        is_present: row.hash == oneself.session,
    };
    let passkey = |row: PasskeyRow| PasskeyLine {
        id: row.id.to_string(),
        name: row.name,
        added: moment(row.created_at),
        used: row.used_at.map(moment),
    };
    Ok(AccountPage {
        desk: oneself.frame(language, plant.words.desk_word(language, "account")?),
        new_email: seen.person.email.clone(),
        email: seen.person.email,
        has_password: seen.person.password.is_some(),
        done: None,
        problem,
        second_factor: seen
            .second_factor
            .map(|(since, codes)| SecondFactorLine { since: moment(since), codes: codes.to_string() }),
        languages: languages(plant, &oneself.chosen)?,
        offers_passkeys: passkey::is_offered(plant),
        passkeys: seen.passkeys.into_iter().map(passkey).collect(),
        sessions: seen.sessions.into_iter().map(session).collect(),
    })
}
