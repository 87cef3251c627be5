//! «My account»: the password, and where one is signed in.

use crate::newsroom::{FIREFOX, GOOD, Newsroom};
use axum::http::{Method, StatusCode};
use std::time::Duration;

const OTHER: &str = "another quay with eight dry herons";

/// Signs in with a browser that has a name, and returns the cookie.
async fn browser(gazette: &Newsroom, name: &str) -> String {
    let form = format!("email={}%40gazette.example&password={}", name.to_lowercase(), GOOD.replace(' ', "+"));
    let headers = [("sec-fetch-site", "same-origin"), ("user-agent", FIREFOX)];
    gazette.ask(Method::POST, "/desk/login", &headers, form).await.cookie()
}

fn handle(page: &str) -> String {
    let (_, rest) = page.split_once(r#"name="session" value=""#).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_when_it_was_last_used() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let other = browser(&gazette, "Ana").await;
    gazette.later(Duration::from_secs(3600));

    let page = gazette.get("/desk/account", &[("cookie", &other)]).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    for shown in ["My account", "ana@gazette.example", "Firefox, Linux", "203.0.113.7", "This browser"] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(page.body.contains("unknown browser"), "{}", page.body);
    assert_eq!(page.body.matches("This browser").count(), 1);
    assert_eq!(gazette.who(&cookie).await, "Ana");
}

#[tokio::test]
async fn a_session_that_is_ended_elsewhere_ends_at_once_and_is_told_so() {
    let gazette = Newsroom::open().await;
    let lost = gazette.at_work("Ana", "reporter", None).await;
    let max = gazette.at_work("Max", "moderator", None).await;
    let own = browser(&gazette, "Ana").await;
    assert_eq!(gazette.who(&lost).await, "Ana");

    let page = gazette.get("/desk/account", &[("cookie", &own)]).await;
    let form = [("session", handle(&page.body))];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    // Somebody else's session cannot be ended by its name.
    gazette.post_as(&max, "/desk/account/sessions/end", &form).await;
    assert_eq!(gazette.who(&lost).await, "Ana");
    let ended = gazette.post_as(&own, "/desk/account/sessions/end", &form).await;

    assert_eq!(ended.header("location"), "/desk/account?done=session-ended");
    assert_eq!([gazette.who(&lost).await, gazette.who(&own).await], ["anybody", "Ana"]);
    let away = gazette.get("/desk/account", &[("cookie", &lost)]).await;
    assert_eq!(away.header("location"), "/desk/login?next=%2Fdesk%2Faccount&ended");
    let door = gazette.get(away.header("location"), &[]).await;
    assert!(door.body.contains("Your session has ended"), "{}", door.body);
    let again = gazette.post_as(&own, "/desk/account/sessions/end", &form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(gazette.events().await.contains(&"sessions_ended".to_owned()));
}

#[tokio::test]
async fn all_other_sessions_end_and_the_present_one_stays() {
    let gazette = Newsroom::open().await;
    let one = gazette.at_work("Ana", "reporter", None).await;
    let (two, own) = (browser(&gazette, "Ana").await, browser(&gazette, "Ana").await);

    let ended = gazette.post_as(&own, "/desk/account/sessions/end", &[]).await;

    assert_eq!(ended.header("location"), "/desk/account?done=sessions-ended");
    assert_eq!(
        [gazette.who(&one).await, gazette.who(&two).await, gazette.who(&own).await],
        ["anybody", "anybody", "Ana"]
    );
    let page = gazette.get("/desk/account?done=sessions-ended", &[("cookie", &own)]).await;
    assert!(page.body.contains("All other sessions have ended."), "{}", page.body);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_the_present_one_and_ends_the_other_sessions() {
    let gazette = Newsroom::open().await;
    let other = gazette.at_work("Ana", "reporter", None).await;
    let own = browser(&gazette, "Ana").await;
    let change = async |present: &str, new: &str| {
        gazette.post_as(&own, "/desk/account/password", &[("present", present), ("password", new)]).await
    };

    let wrong = change("guess", OTHER).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("This is not your present password."), "{}", wrong.body);
    let weak = change(GOOD, "password1").await;
    assert!(weak.body.contains("too easy to guess"), "{}", weak.body);
    let changed = change(GOOD, OTHER).await;

    assert_eq!(changed.header("location"), "/desk/account?done=password-changed");
    assert_eq!([gazette.who(&other).await, gazette.who(&own).await], ["anybody", "Ana"]);
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(gazette.sign_in("Ana", OTHER).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn one_changes_ones_own_address_by_the_password_and_stays_signed_in_everywhere() {
    let gazette = Newsroom::open().await;
    let other = gazette.at_work("Ana", "reporter", None).await;
    gazette.at_work("Max", "moderator", None).await;
    let own = browser(&gazette, "Ana").await;
    let change = async |present: &str, email: &str| {
        gazette.post_as(&own, "/desk/account/email", &[("present", present), ("email", email)]).await
    };

    let wrong = change("guess", "ana@paper.example").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("This is not your present password."), "{}", wrong.body);
    assert!(wrong.body.contains("ana@paper.example"), "what was typed stays: {}", wrong.body);
    assert!(change(GOOD, "max@gazette.example").await.body.contains("has this address already"));
    assert!(change(GOOD, "").await.body.contains("not an e-mail address"));
    let changed = change(GOOD, "ana@paper.example").await;

    assert_eq!(changed.header("location"), "/desk/account?done=email-changed");
    assert_eq!([gazette.who(&other).await, gazette.who(&own).await], ["Ana", "Ana"]);
    assert!(gazette.get("/desk/account", &[("cookie", &own)]).await.body.contains("ana@paper.example"));
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gazette.events().await.contains(&"email_changed".to_owned()));
}

#[tokio::test]
async fn too_many_guesses_of_the_present_password_are_slowed_down_at_its_place() {
    let gazette = Newsroom::open().await;
    let own = gazette.at_work("Ana", "reporter", None).await;
    let guess = async || {
        let form = [("present", "guess"), ("password", OTHER)];
        gazette.post_as(&own, "/desk/account/password", &form).await
    };

    for _ in 0..10 {
        assert_eq!(guess().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = guess().await;

    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("Too many tries"), "{}", refused.body);
}

#[tokio::test]
async fn a_token_has_no_account() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (_, token) = gazette.token("admin", None).await;
    let bearer = format!("Bearer {token}");

    for headers in [vec![("authorization", &*bearer)], vec![("authorization", &*bearer), ("cookie", &cookie)]]
    {
        assert_eq!(gazette.get("/desk/account", &headers).await.status, StatusCode::FORBIDDEN);
    }
    let away = gazette.get("/desk/account", &[]).await;
    assert_eq!(away.header("location"), "/desk/login?next=%2Fdesk%2Faccount");
}

#[tokio::test]
async fn the_desks_language_is_chosen_for_a_browser_and_left_to_it_again() {
    let gazette = Newsroom::open().await;
    let own = gazette.at_work("Ana", "reporter", None).await;
    let choose =
        async |tag: &str| gazette.post_as(&own, "/desk/account/language", &[("language", tag)]).await;

    let chosen = choose("es").await;
    let both = format!("{own}; {}", chosen.cookie());
    let page = gazette.get("/desk/account?done=language-chosen", &[("cookie", &both)]).await;
    let left = choose("").await;
    let unknown = choose("xx").await;

    assert_eq!(chosen.cookie(), "stoppress-language=es");
    assert!(page.body.contains(r#"<html lang="es""#) && page.body.contains("Mi cuenta"), "{}", page.body);
    assert!(page.body.contains(r#"lang="es" selected"#), "{}", page.body);
    for answer in [left, unknown] {
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
    }
}
