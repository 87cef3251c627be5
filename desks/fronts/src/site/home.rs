//! `/`: to the reader's edition, by the cookie, then by what the browser asks for, then the default one.

use axum::extract::{OriginalUri, Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, LOCATION, VARY};
use http::{HeaderMap, StatusCode};
use sections::{Edition, Plan, read_plan};
use site::Plant;
use site::answer::page_failure;

/// The cookie that names a reader's edition.
const EDITION_COOKIE: &str = "edition";

pub(crate) async fn show(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if let Some(query) = uri.query() {
        match stories::former_address(&plant, format!("/?{query}")).await {
            Ok(Some(path)) => return to(StatusCode::MOVED_PERMANENTLY, &path),
            Ok(None) => {}
            Err(failure) => return page_failure(&plant, None, failure),
        }
    }
    match read_plan(&plant).await {
        Ok(plan) => match edition_for(&plan, &headers) {
            Some(edition) => to(StatusCode::FOUND, &edition.home()),
            None => page_failure(&plant, None, base::Refused::NotFound.into()),
        },
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// `/mediabank` and what stands under it is that of the reader's edition.
pub(crate) async fn mediabank(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match read_plan(&plant).await.map(|plan| edition_for(&plan, &headers).map(|edition| edition.slug.clone()))
    {
        Ok(Some(slug)) => to(StatusCode::FOUND, &format!("/{slug}{}", uri.path())),
        Ok(None) => page_failure(&plant, None, base::Refused::NotFound.into()),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// `/en` is `/en/`. What is no edition never comes here.
pub(crate) async fn with_slash(Path(edition): Path<String>) -> Response {
    to(StatusCode::MOVED_PERMANENTLY, &format!("/{edition}/"))
}

fn to(status: StatusCode, path: &str) -> Response {
    let headers = [(LOCATION, path), (CACHE_CONTROL, "no-cache"), (VARY, "cookie, accept-language")];
    (status, headers).into_response()
}

fn edition_for<'a>(plan: &'a Plan, headers: &HeaderMap) -> Option<&'a Edition> {
    let by_cookie = site::cookies(headers, EDITION_COOKIE).next().and_then(|slug| plan.edition(slug));
    by_cookie.or_else(|| by_language(plan, &site::wanted(headers))).or_else(|| plan.default_edition())
}

/// Returns the edition in the language that is wanted most, regions apart.
fn by_language<'a>(plan: &'a Plan, wanted: &[String]) -> Option<&'a Edition> {
    wanted.iter().find_map(|tag| {
        let root = tag.split('-').next().unwrap_or(tag);
        let exact = plan.editions.iter().find(|edition| edition.language.eq_ignore_ascii_case(tag));
        exact.or_else(|| plan.editions.iter().find(|edition| speaks(edition, root)))
    })
}

fn speaks(edition: &Edition, root: &str) -> bool {
    edition.language.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::{ACCEPT_LANGUAGE, COOKIE};

    fn plan() -> Plan {
        let edition = |slug: &str| Edition {
            slug: slug.into(),
            name: slug.into(),
            language: slug.into(),
            zone: "UTC".into(),
            sections: Vec::new(),
            ..Edition::default()
        };
        Plan { editions: vec![edition("en"), edition("ar")] }
    }

    fn chosen(headers: &[(http::HeaderName, &str)]) -> String {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        edition_for(&plan(), &headers).unwrap().slug.clone()
    }

    #[test]
    fn a_reader_gets_the_edition_of_the_language_that_the_browser_wants_most() {
        assert_eq!(chosen(&[(ACCEPT_LANGUAGE, "fr, ar-EG;q=0.8, en;q=0.5")]), "ar");
        assert_eq!(chosen(&[(ACCEPT_LANGUAGE, "ar;q=0, de")]), "en");
        assert_eq!(chosen(&[]), "en");
    }

    #[test]
    fn the_cookie_is_stronger_than_the_browser() {
        assert_eq!(chosen(&[(COOKIE, "a=b; edition=ar"), (ACCEPT_LANGUAGE, "en")]), "ar");
        assert_eq!(chosen(&[(COOKIE, "edition=xx"), (ACCEPT_LANGUAGE, "ar")]), "ar");
    }
}
