//! Signing in and out, and what must not come of it.

use crate::newsroom::{GOOD, Newsroom};
use axum::http::{Method, StatusCode};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_alike() {
    let gazette = Newsroom::open().await;
    gazette.at_work("Edda", "editor", None).await;
    gazette.add("Ana", "reporter", None).await.unwrap();

    let wrong = gazette.sign_in("Edda", "eight wet herons on the quay").await;
    let unknown = gazette.sign_in("Nobo", GOOD).await;
    let without_password = gazette.sign_in("Ana", GOOD).await;

    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.header("set-cookie"), "");
    assert_eq!(unknown.status, wrong.status);
    assert_eq!(unknown.body.replace("nobo@", "edda@"), wrong.body);
    assert_eq!(without_password.body.replace("ana@", "edda@"), wrong.body);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_shown_again() {
    let gazette = Newsroom::open().await;
    let headers = [("sec-fetch-site", "same-origin")];

    for body in ["", "email=%ff&password=x", "email=a&email=b", "{}", &"x".repeat(40_000)] {
        let answer = gazette.ask(Method::POST, "/desk/login", &headers, body.to_owned()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.body.contains("<form"), "{}", answer.body);
    }
    assert_eq!(gazette.get("/desk/login?next=/desk/a&next=/desk/b&x=%ff", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn too_many_tries_are_slowed_down_and_told() {
    let gazette = Newsroom::open().await;
    gazette.at_work("Max", "moderator", None).await;

    let mut statuses = Vec::new();
    for _ in 0..10 {
        statuses.push(gazette.sign_in("Max", "guess").await.status);
    }
    let last = gazette.sign_in("Max", GOOD).await;

    assert_eq!(statuses[0], StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(last.body.contains("Too many tries"), "{}", last.body);
    gazette.later(Duration::from_secs(15 * 60));
    assert_eq!(gazette.sign_in("Max", GOOD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_ends_at_sign_out_for_every_copy_of_its_cookie() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    assert_eq!(gazette.who(&cookie).await, "Ana");
    assert_eq!(gazette.who(&cookie).await, "Ana");

    let headers = [("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
    let out = gazette.ask(Method::POST, "/desk/logout", &headers, String::new()).await;

    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/desk/login"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(gazette.who(&cookie).await, "anybody");
    let again = gazette.ask(Method::POST, "/desk/logout", &headers, String::new()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_lasts_fourteen_days_after_its_last_use() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;

    gazette.later(13 * DAY);
    assert_eq!(gazette.who(&cookie).await, "Ana");
    gazette.later(13 * DAY);
    assert_eq!(gazette.who(&cookie).await, "Ana");
    gazette.later(14 * DAY);
    assert_eq!(gazette.who(&cookie).await, "anybody");
}

#[tokio::test]
async fn the_cookie_is_the_hosts_own_and_secure_over_https() {
    let plain = Newsroom::open().await;
    let secure = Newsroom::open_at("https://gazette.example", 2).await;
    for gazette in [&plain, &secure] {
        gazette.at_work("Edda", "editor", None).await;
    }

    let cookie = secure.sign_in("Edda", GOOD).await;
    let cookie = cookie.header("set-cookie");
    assert!(cookie.starts_with("__Host-stoppress="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let cookie = plain.sign_in("Edda", GOOD).await;
    let cookie = cookie.header("set-cookie");
    assert!(cookie.starts_with("stoppress=") && !cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn the_way_on_leads_to_where_one_came_from_and_never_to_another_host() {
    let gazette = Newsroom::open().await;
    gazette.at_work("Edda", "editor", None).await;
    let way = async |next: &str| {
        let form = [("email", "edda@gazette.example"), ("password", GOOD), ("next", next)];
        gazette.later(Duration::from_secs(15 * 60));
        gazette.post("/desk/login", &form).await.header("location").to_owned()
    };

    assert_eq!(way("/desk/who?a=ñ 1").await, "/desk/who?a=%C3%B1%201");
    for next in ["//evil.example/", "https://evil.example/", "/\\evil.example", "/\r\nx: y", ""] {
        assert_eq!(way(next).await, "/desk/", "{next}");
    }
    let form = gazette.get("/desk/login?next=%2F%2Fevil.example%2F", &[]).await;
    assert!(!form.body.contains("evil"), "{}", form.body);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;

    for path in ["/desk/logout", "/desk/login"] {
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ];
        let answer = gazette.ask(Method::POST, path, &headers, String::new()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(gazette.who(&cookie).await, "Ana");
}

#[tokio::test]
async fn the_doors_are_kept_out_of_caches_and_indexes() {
    let gazette = Newsroom::open().await;
    let link = gazette.add("Ana", "reporter", None).await.unwrap();

    for path in ["/desk/login", &link] {
        let answer = gazette.get(path, &[]).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn the_log_tells_who_came_and_went_without_names_or_secrets() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", Some("en")).await;
    let (_, token) = gazette.token("editor", None).await;
    gazette.sign_in("Ana", GOOD).await;
    let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    gazette.ask(Method::POST, "/desk/logout", &headers, String::new()).await;

    let log = gazette.log().await;

    let events: Vec<_> = log.iter().map(|row| format!("{} {}", row.kind, row.event)).collect();
    let expected = [
        "person person_added",
        "person password_set",
        "token token_added",
        "person signed_in",
        "person signed_out",
    ];
    assert_eq!(events, expected);
    assert_eq!(log[0].edition.as_deref(), Some("en"));
    assert_eq!(log[1].actor, Some(log[0].subject.to_string()));
    for row in &log {
        let data = row.data.to_string();
        assert!(!data.contains("gazette") && !data.contains("Ana") && !data.contains(&token), "{data}");
    }
}
