//! What handlers take of whoever asks to come in, and of whoever is in with a browser.

use super::asker::StaffPage;
use super::cookie;
use crate::secret;
use crate::visitor::Visitor;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use axum::response::Response;
use base::{Id, Refused};
use house::Right;
use site::frame::DeskFrame;
use site::limits::client_address;
use site::words::Language;
use site::{Plant, page_failure};
use std::convert::Infallible;
use std::sync::Arc;

/// Returns what is seen of whoever sends a request.
pub(crate) fn visitor(plant: &Plant, headers: &HeaderMap, extensions: &Extensions) -> Visitor {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Visitor {
        address: client_address(&plant.settings, headers, extensions),
        agent: agent.unwrap_or_default().to_owned(),
    }
}

/// What is seen of whoever asks to come in.
pub(crate) struct AtTheDoor(pub(crate) Visitor);

impl FromRequestParts<Plant> for AtTheDoor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Infallible> {
        Ok(Self(visitor(plant, &parts.headers, &parts.extensions)))
    }
}

/// A person at their own account: signed in with a browser, since a token has none.
pub(crate) struct Oneself {
    pub(crate) person: Arc<house::Person>,
    /// The hash of the session that the browser shows.
    pub(crate) session: [u8; 32],
    pub(crate) visitor: Visitor,
    /// The desk's language that was chosen in this browser.
    pub(crate) chosen: Option<String>,
}

impl Oneself {
    pub(crate) fn id(&self) -> Id {
        self.person.id
    }

    /// Returns the frame of a page of theirs.
    pub(crate) fn frame(&self, language: &Language, title: impl Into<String>) -> DeskFrame {
        frame(&self.person, language, title)
    }
}

/// Returns the frame of a page with this title, for this person.
pub fn frame(person: &house::Person, language: &Language, title: impl Into<String>) -> DeskFrame {
    DeskFrame::new(language, title, Some(person.name.clone()))
        .office(person.must_everywhere(Right::Office).is_ok())
        .reading(person.may_anywhere(Right::Read))
        .writing(person.may_anywhere(Right::Write))
}

impl FromRequestParts<Plant> for Oneself {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, plant: &Plant) -> Result<Self, Response> {
        let StaffPage(person) = StaffPage::from_request_parts(parts, plant).await?;
        let session = cookie::session(plant, &parts.headers).map(secret::hash);
        let is_token = parts.headers.contains_key(header::AUTHORIZATION);
        match session.filter(|_| !is_token) {
            Some(session) => {
                let visitor = visitor(plant, &parts.headers, &parts.extensions);
                let chosen = site::chosen_language(&plant.settings, &parts.headers).map(str::to_owned);
                Ok(Self { person, session, visitor, chosen })
            }
            None => {
                let why = "A token has no account. Sign in with a browser.";
                Err(page_failure(plant, None, Refused::NotAllowed(why.into()).into()))
            }
        }
    }
}
