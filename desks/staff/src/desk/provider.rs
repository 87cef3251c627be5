//! The newsroom's identity provider: `/desk/login/provider` leads to it, `/desk/login/provider/back` is the way back.

use super::door::AtTheDoor;
use super::login::again;
use super::{come_in, cookie};
use crate::provider::{self, Returned};
use crate::rules;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use site::frame::Link;
use site::{DeskLanguage, Plant};

type Pairs = Query<Vec<(String, String)>>;

/// Returns the way over the provider, if the newsroom has one.
pub(crate) fn link(plant: &Plant, next: &str) -> Option<Link> {
    let provider = plant.settings.provider.as_ref()?;
    let next = utf8_percent_encode(next, NON_ALPHANUMERIC);
    Some(Link::new(provider.name.clone(), format!("/desk/login/provider?next={next}")))
}

/// Leads to the provider. A form would not do: the policy of the page lets forms go nowhere else, and a link that
/// somebody else sets leads to a sign-in that this browser began.
pub(crate) async fn go(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
    Query(query): Pairs,
) -> Response {
    let next = rules::way_on(value(&query, "next"));
    let begun = async {
        let begun = provider::begin(&plant, next, &visitor).await?;
        let cookie = cookie::give_ceremony(&plant, &begun.ceremony)?;
        let headers = HeaderMap::from_iter([(header::SET_COOKIE, cookie)]);
        Ok((headers, Redirect::to(&begun.url)).into_response())
    };
    begun.await.unwrap_or_else(|failure| again(&plant, &language, "", next, failure))
}

/// Takes what the provider sends back.
pub(crate) async fn back(
    State(plant): State<Plant>,
    DeskLanguage(language): DeskLanguage,
    AtTheDoor(visitor): AtTheDoor,
    headers: HeaderMap,
    Query(query): Pairs,
) -> Response {
    let text = |name: &str| value(&query, name).unwrap_or_default().to_owned();
    let returned = Returned { code: text("code"), state: text("state") };
    let ceremony = cookie::ceremony(&plant, &headers).unwrap_or_default();
    let ended = async {
        let (session, next) = provider::end(&plant, ceremony, returned, &visitor).await?;
        come_in(&plant, &session, &next)
    };
    let ended: Result<Response> = ended.await;
    let mut response = ended.unwrap_or_else(|failure| again(&plant, &language, "", "/desk/", failure));
    if let Ok(gone) = cookie::take_ceremony(&plant) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

fn value<'q>(query: &'q [(String, String)], name: &str) -> Option<&'q str> {
    query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
