//! Tokens, and what handlers are told of who asks.

use crate::newsroom::Newsroom;
use axum::http::{Method, StatusCode};
use base::{Failure, Refused};
use store::Tx;

#[tokio::test]
async fn a_token_opens_the_api_at_once_and_closes_at_once() {
    let gazette = Newsroom::open().await;
    let (id, token) = gazette.token("editor", None).await;
    let bearer = format!("Bearer {token}");
    let ask = async || gazette.get("/api/who", &[("authorization", &bearer)]).await;

    assert!(token.starts_with("sp_") && token.len() == 46, "{token}");
    assert_eq!((ask().await.body, ask().await.body), ("wire".into(), "wire".into()));
    gazette.write(async move |tx: &mut Tx| staff::end_token(tx, None, id).await).await.unwrap();

    let answer = ask().await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let again = gazette.write(async move |tx: &mut Tx| staff::end_token(tx, None, id).await).await;
    assert!(matches!(again, Err(Failure::Refused(Refused::NotFound))));
}

#[tokio::test]
async fn a_token_of_another_newsroom_is_refused() {
    let (gazette, herald) = (Newsroom::open_at("http://a", 1).await, Newsroom::open_at("http://b", 2).await);
    let (_, token) = gazette.token("admin", None).await;
    let bearer = [("authorization", &*format!("bearer {token}"))];

    assert_eq!(gazette.get("/who", &bearer).await.body, "wire");
    assert_eq!(herald.get("/who", &bearer).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_sends_something_wrong_as_a_token_is_told_so_even_where_anybody_may_read() {
    let gazette = Newsroom::open().await;
    let unknown = format!("Bearer sp_{}", "a".repeat(43));

    for value in ["Bearer", "Bearer ", "Bearer x", &unknown, "bearer sp_ü"] {
        let answer = gazette.get("/who", &[("authorization", value)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{value}");
    }
    let by_proxy = gazette.get("/who", &[("authorization", "Basic ZWRkYTp4")]).await;
    assert_eq!(by_proxy.body, "anybody");
}

#[tokio::test]
async fn a_cookie_that_is_none_of_ours_is_anybodys() {
    let gazette = Newsroom::open().await;
    let edda = gazette.at_work("Edda", "editor", None).await;
    let (_, token) = gazette.token("admin", None).await;

    let strange = [
        String::new(),
        "stoppress=".into(),
        format!("stoppress={}", "a".repeat(43)),
        format!("stoppress={token}"),
    ];
    for cookie in strange {
        assert_eq!(gazette.who(&cookie).await, "anybody", "{cookie}");
    }
    assert_eq!(gazette.who(&format!("a=b; ;=; {edda}; c")).await, "Edda");
    assert_eq!(gazette.get("/api/who", &[]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(gazette.get("/api/who", &[("cookie", &edda)]).await.body, "Edda");
}

#[tokio::test]
async fn the_desks_pages_lead_over_the_sign_in_and_back() {
    let gazette = Newsroom::open().await;
    let edda = gazette.at_work("Edda", "editor", None).await;

    let away = gazette.get("/desk/who?state=draft&page=2", &[]).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.header("location"), "/desk/login?next=%2Fdesk%2Fwho%3Fstate%3Ddraft%26page%3D2");
    let headers = [("sec-fetch-site", "same-origin")];
    let posted = gazette.ask(Method::POST, "/desk/who", &headers, String::new()).await;
    assert_eq!(posted.header("location"), "/desk/login?next=%2Fdesk%2F");
    assert_eq!(gazette.get("/desk/who", &[("cookie", &edda)]).await.body, "Edda");
}

#[tokio::test]
async fn a_token_can_be_limited_to_an_edition_and_must_have_a_name() {
    let gazette = Newsroom::open().await;
    let (_, token) = gazette.token("reporter", Some("ar")).await;
    let headers = axum::http::HeaderMap::from_iter([(
        axum::http::header::AUTHORIZATION,
        format!("Bearer {token}").parse().unwrap(),
    )]);

    let viewer = staff::viewer(&gazette.plant, &headers).await.unwrap();

    assert!(viewer.reads_behind("ar") && !viewer.reads_behind("en"));
    let chance = gazette.plant.chance.clone();
    let nameless = async move |tx: &mut Tx| staff::add_token(tx, &chance, None, " ", "boss", None).await;
    let Err(Failure::Refused(Refused::NotValid(errors))) = gazette.write(nameless).await else {
        panic!("taken")
    };
    assert_eq!(errors.len(), 2);
}
