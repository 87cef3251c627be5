//! The newsroom's own pages.

use crate::paper::{Paper, answer, id};
use crate::pictures::{photo, sent};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_sends_strangers_to_the_sign_in_page() {
    let paper = Paper::open().await;

    let response = paper.reader("/desk/").send().await.unwrap();

    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(response.headers()["location"].to_str().unwrap().starts_with("/desk/login"));
}

/// Has Edda set her password by a one-time link and sign in, and returns her browser.
pub async fn edda_signs_in(paper: &Paper) -> reqwest::Client {
    signs_in(paper, "edda@gazette.example", "editor").await
}

/// Has somebody set a password by a one-time link and sign in, and returns their browser.
pub async fn signs_in(paper: &Paper, email: &str, role: &str) -> reqwest::Client {
    signs_in_to(paper, email, role, None).await
}

/// Has somebody whose role holds in this edition alone, or in all, sign in as `signs_in` does.
pub async fn signs_in_to(paper: &Paper, email: &str, role: &str, edition: Option<&str>) -> reqwest::Client {
    let chance = base::Chance::of_the_machine();
    let name = email.split('@').next().map(|name| name[..1].to_uppercase() + &name[1..]);
    let person = staff::NewPerson {
        email: email.into(),
        name,
        role: role.into(),
        edition: edition.map(str::to_owned),
    };
    let write = async move |tx: &mut store::Tx| staff::add_person(tx, &chance, None, &person).await;
    let (_, secret) = paper.store.write(write).await.unwrap();
    let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let password = [("password", "a lamp above the harbour wall")];
    let link = format!("{}/desk/link/{secret}", paper.url);
    assert_eq!(
        http.get(&link).send().await.unwrap().status(),
        StatusCode::OK,
        "a mail scanner opens it first"
    );
    http.post(&link).form(&password).send().await.unwrap();

    let sign_in = [("email", email), ("password", password[0].1)];
    http.post(format!("{}/desk/login", paper.url)).form(&sign_in).send().await.unwrap();
    http
}

#[tokio::test(flavor = "multi_thread")]
async fn edda_sets_her_password_signs_in_and_sees_the_drafts() {
    let paper = Paper::open().await;
    paper.begin(json!({ "headline": "Only a draft" })).await;
    let http = edda_signs_in(&paper).await;

    let desk = http.get(format!("{}/desk/", paper.url)).send().await.unwrap();

    assert_eq!(desk.headers()["cache-control"], "no-store");
    let text = desk.text().await.unwrap();
    assert!(text.contains("Only a draft"), "{text}");
    assert!(!text.contains("/desk/office/"), "the office is not open to her: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_stories_says_what_their_pictures_lack_in_the_reader_s_words() {
    let paper = Paper::open().await;
    let bare = answer(paper.send(photo(30), &[]).await, StatusCode::CREATED).await;
    let whole = sent(&paper, 31).await;
    paper.begin(json!({ "headline": "Bare", "lead_picture": id(&bare) })).await;
    paper.begin(json!({ "headline": "Whole", "lead_picture": id(&whole) })).await;
    let http = edda_signs_in(&paper).await;
    let desk = async |language: &str| {
        let page = http.get(format!("{}/desk/", paper.url)).header("accept-language", language);
        page.send().await.unwrap().text().await.unwrap()
    };

    let (english, spanish) = (desk("en").await, desk("es").await);
    let words = json!({ "credit": "Pavel Rennert", "alt": "Ships" });
    let change = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(&bare))).json(&words);
    answer(change.send().await.unwrap(), StatusCode::OK).await;

    let bare_row = english.split("<tr ").find(|row| row.contains("Bare")).unwrap();
    assert!(bare_row.contains("Pictures without a credit: 1"), "{bare_row}");
    assert!(bare_row.contains("Pictures without an alternative text: 1"), "{bare_row}");
    assert_eq!(english.matches("Pictures without").count(), 2, "{english}");
    assert!(spanish.contains("Imágenes sin crédito: 1"), "{spanish}");
    assert!(!desk("en").await.contains("Pictures without"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_person_names_the_newsroom_for_its_readers_and_the_desk_leads_to_account_and_office() {
    let paper = Paper::open().await;
    let chance = base::Chance::of_the_machine();
    let added = paper.store.write(async move |tx: &mut store::Tx| {
        let ruth = staff::NewPerson {
            email: "ruth@gazette.example".into(),
            name: None,
            role: "admin".into(),
            edition: None,
        };
        staff::add_person(tx, &chance, None, &ruth).await
    });
    let link = format!("{}/desk/link/{}", paper.url, added.await.unwrap().1);
    let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let form = |newsroom: &'static str| {
        [("newsroom", newsroom), ("name", "Ruth Amsel"), ("password", "a lamp above the harbour wall")]
    };

    let long: &str = Box::leak("x".repeat(201).into_boxed_str());
    let refused = http.post(&link).form(&form(long)).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("A name has 1 to 200 bytes"));
    let desk = http.post(&link).form(&form("The Harbour Post")).send().await.unwrap();

    let text = desk.text().await.unwrap();
    for way in ["Ruth Amsel", "/desk/account", "/desk/office/people", "/desk/office/tokens"] {
        assert!(text.contains(way), "{way}: {text}");
    }
    assert!(paper.read("/en/").await.1.contains("The Harbour Post"));
    for path in ["/desk/account", "/desk/account/second-factor", "/desk/office/people", "/desk/office/tokens"]
    {
        let page = http.get(format!("{}{path}", paper.url)).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        assert_eq!(
            (&page.headers()["cache-control"], &page.headers()["x-robots-tag"]),
            (&"no-store".parse().unwrap(), &"noindex".parse().unwrap())
        );
    }
}
