//! Somebody joins the newsroom: the person, the one-time link, the password.

use crate::newsroom::{GOOD, Newsroom};
use axum::http::StatusCode;
use base::{Failure, Refused};
use house::{Grant, Person, Right, Role, Viewer};
use std::time::Duration;
use store::Tx;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn pointers(failure: Failure) -> Vec<String> {
    let Failure::Refused(Refused::NotValid(errors)) = failure else { panic!("{failure}") };
    errors.into_iter().map(|error| error.pointer).collect()
}

#[tokio::test]
async fn what_is_wrong_with_a_new_person_is_told_at_its_place() {
    let gazette = Newsroom::open().await;

    assert_eq!(pointers(gazette.add("Ed da", "boss", None).await.unwrap_err()), ["/email", "/role"]);
    assert_eq!(pointers(gazette.add("Edda", "editor", Some("EN/../")).await.unwrap_err()), ["/edition"]);
    gazette.add("Edda", "editor", None).await.unwrap();
    assert_eq!(pointers(gazette.add("EDDA", "editor", None).await.unwrap_err()), ["/email"]);
    assert_eq!(gazette.log().await.len(), 1);
}

#[tokio::test]
async fn only_an_admin_of_all_editions_lets_others_in() {
    let gazette = Newsroom::open().await;
    let somebody = |role, edition: Option<&str>| {
        let grants = vec![Grant { role, edition: edition.map(Into::into) }];
        Person { id: base::Id::from_bytes([1; 16]), name: "Ruth".into(), grants }
    };
    let chance = gazette.plant.chance.clone();
    let add = async |by: Person| {
        let chance = chance.clone();
        let work =
            async move |tx: &mut Tx| staff::add_token(tx, &chance, Some(&by), "wire", "reporter", None).await;
        gazette.write(work).await
    };

    for by in [somebody(Role::Editor, None), somebody(Role::Admin, Some("en"))] {
        assert!(matches!(add(by).await, Err(Failure::Refused(Refused::NotAllowed(_)))));
    }
    assert!(add(somebody(Role::Admin, None)).await.is_ok());
}

#[tokio::test]
async fn a_link_works_once_and_only_its_post_uses_it_up() {
    let gazette = Newsroom::open().await;
    let link = gazette.add("Ana", "reporter", None).await.unwrap();

    for _scanner in 0..3 {
        assert_eq!(gazette.get(&link, &[]).await.status, StatusCode::OK);
    }
    assert_eq!(gazette.post(&link, &[("password", GOOD)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(gazette.get(&link, &[]).await.status, StatusCode::GONE);
    let again = gazette.post(&link, &[("password", "another quay with eight dry herons")]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.body.contains("used already"), "{}", again.body);
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_posts_of_one_link_at_once_set_one_password() {
    let gazette = Newsroom::open().await;
    let link = gazette.add("Ana", "reporter", None).await.unwrap();

    let (one, other) = ([("password", GOOD)], [("password", "another quay with eight dry herons")]);
    let (first, second) = tokio::join!(gazette.post(&link, &one), gazette.post(&link, &other));

    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE]);
}

#[tokio::test]
async fn a_link_ends_after_a_day_or_when_a_new_one_is_made() {
    let gazette = Newsroom::open().await;
    let old = gazette.add("Ana", "reporter", None).await.unwrap();
    let chance = gazette.plant.chance.clone();
    let renewed = async move |tx: &mut Tx| staff::renew_link(tx, &chance, None, "Ana@gazette.example").await;
    let new = format!("/desk/link/{}", gazette.write(renewed).await.unwrap());

    assert_eq!(gazette.get(&old, &[]).await.status, StatusCode::GONE);
    assert_eq!(gazette.get(&new, &[]).await.status, StatusCode::OK);
    gazette.later(DAY);
    assert_eq!(gazette.post(&new, &[("password", GOOD)]).await.status, StatusCode::GONE);
    assert_eq!(gazette.get("/desk/link/nothing%00here", &[]).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_weak_password_is_told_why_and_the_link_stays_good() {
    let gazette = Newsroom::open().await;
    let link = gazette.add("Max", "moderator", None).await.unwrap();

    for weak in ["", "password1", "max@gazette.example", &"long ".repeat(60)] {
        let answer = gazette.post(&link, &[("password", weak)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        assert!(answer.body.contains("assword"), "{}", answer.body);
    }
    assert_eq!(gazette.post(&link, &[("password", GOOD)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_password_ends_every_session_of_the_person() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let other = gazette.sign_in("Ana", GOOD).await.cookie();
    let max = gazette.at_work("Max", "moderator", None).await;
    assert_eq!(gazette.who(&cookie).await, "Ana");
    let chance = gazette.plant.chance.clone();
    let renewed = async move |tx: &mut Tx| staff::renew_link(tx, &chance, None, "ana@gazette.example").await;
    let link = format!("/desk/link/{}", gazette.write(renewed).await.unwrap());

    gazette.post(&link, &[("password", "another quay with eight dry herons")]).await;

    assert_eq!(
        [gazette.who(&cookie).await, gazette.who(&other).await, gazette.who(&max).await],
        ["anybody", "anybody", "Max"]
    );
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_role_can_be_limited_to_an_edition() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Edda", "editor", Some("en")).await;

    let headers = axum::http::HeaderMap::from_iter([(axum::http::header::COOKIE, cookie.parse().unwrap())]);
    let Viewer::Staff(edda) = staff::viewer(&gazette.plant, &headers).await.unwrap() else {
        panic!("nobody")
    };

    assert!(edda.may(Right::Publish, "en"));
    assert!(!edda.may(Right::Publish, "ar"));
    assert!(!edda.may(Right::Office, "en"));
}
