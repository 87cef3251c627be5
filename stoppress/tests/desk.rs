//! The newsroom's own pages.

use crate::paper::{Paper, answer, foreign_phrase, id};
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
    assert!(refused.text().await.unwrap().contains("The name is missing or too long"));
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

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_narrowed_by_whatever_else_is_asked_for() {
    let paper = Paper::open().await;
    paper.begin(json!({ "headline": "Ferry begun", "section": "world" })).await;
    paper.publish(json!({ "headline": "Ferry of the world", "section": "world" })).await;
    paper.publish(json!({ "headline": "Ferry of sport", "section": "sport" })).await;
    let http = edda_signs_in(&paper).await;
    let list = async |asked: &str| {
        let page =
            http.get(format!("{}/desk/?{asked}", paper.url)).send().await.unwrap().text().await.unwrap();
        ["begun", "of the world", "of sport"].map(|headline| page.contains(&format!("Ferry {headline}")))
    };

    assert_eq!(list("q=ferry").await, [true, true, true]);
    assert_eq!(list("q=ferry&state=published").await, [false, true, true]);
    assert_eq!(list("q=ferry&edition=en&section=sport").await, [false, false, true]);
    assert_eq!(list("q=ferry&mine=yes").await, [false, false, false], "a program's token began them");
    assert_eq!(list("q=ferry&edition=ar").await, [false, false, false]);
    assert_eq!(list("edition=en&section=sport").await, [false, false, true]);
    assert_eq!(list("edition=en&section=world&state=draft").await, [true, false, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_rare_is_found_behind_thousands_of_newer_things() {
    let paper = Paper::open().await;
    let chance = paper.plant.chance.clone();
    let at = |n: i64| crate::paper::nine_o_clock().after(std::time::Duration::from_secs(n.unsigned_abs()));

    let found = paper.store.write(async move |tx: &mut store::Tx| {
        let put = async |tx: &mut store::Tx, edition: &str, text: &str, n: i64| {
            let id = chance.id(at(n));
            let texts = &[text];
            let entry = index::Entry { kind: "thing", id, edition: Some(edition), texts, at: at(n) };
            index::put(tx, entry).await.map(|()| id)
        };
        let rare = put(tx, "ar", "A heron on the quay", 0).await?;
        for n in 1..4100 {
            put(tx, "en", "A ferry at the quay", n).await?;
        }
        let of = async |tx: &mut store::Tx, words: &str, editions: Option<&str>| {
            index::find(tx, "thing", words, editions, 3).await
        };
        let counts = [
            of(tx, "ferry", None).await?.len(),
            of(tx, "quay erry", None).await?.len(),
            of(tx, "", None).await?.len(),
        ];
        let rarely = [of(tx, "quay heron", None).await?, of(tx, "", Some(",ar,")).await?];
        Ok((rare, counts, rarely))
    });

    let (rare, counts, rarely) = found.await.unwrap();
    assert_eq!(counts, [3, 0, 3]);
    assert_eq!(rarely, [vec![rare], vec![rare]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_no_language_of_the_desk_gets_english_whole_and_never_a_mixture() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let edda = edda_signs_in(&paper).await;
    let draft = paper.begin(json!({ "headline": "1 2 3" })).await;
    let story = format!("/desk/stories/{}", id(&draft));
    let (revisions, preview) = (format!("{story}/revisions"), format!("{story}/preview"));
    let phrases = paper.plant.words.desk_phrases();
    let pages = [
        "/desk/",
        "/desk/stories/new",
        &story,
        &revisions,
        &preview,
        "/desk/stop-list",
        "/desk/fronts",
        "/desk/fronts/en",
        "/desk/account",
        "/desk/account/second-factor",
        "/desk/office/plan",
        "/desk/office/jobs",
        "/desk/office/people",
        "/desk/office/tokens",
        "/desk/office/webhooks",
        "/desk/stories/nothing",
        "/desk/login",
    ];

    for (wanted, language) in [("fr-CA, de;q=0.5", "en"), ("es-AR, fr", "es")] {
        let own = site::words::Language::parse(language).unwrap();
        let is_whole = |html: &str, what: &str| {
            assert!(html.contains(&format!("<html lang=\"{language}\"")), "{what} for {wanted}: {html}");
            assert_eq!(foreign_phrase(&phrases, &own, html), None, "{what} for {wanted}");
        };
        for path in pages {
            let page = ruth.get(format!("{}{path}", paper.url)).header("accept-language", wanted);
            is_whole(&page.send().await.unwrap().text().await.unwrap(), path);
        }
        let refused = edda.get(format!("{}/desk/office/people", paper.url)).header("accept-language", wanted);
        let refused = refused.send().await.unwrap();
        assert_eq!(
            (refused.status(), &refused.headers()["cache-control"]),
            (StatusCode::FORBIDDEN, &"no-store".parse().unwrap())
        );
        let html = refused.text().await.unwrap();
        assert!(html.contains("href=\"/desk/\""), "it leads back to the desk: {html}");
        is_whole(&html, "the refusal");
    }
    // A language that was once chosen and is not there any more.
    let login = paper.reader("/desk/login").header("cookie", "stoppress-language=fr").send().await.unwrap();
    let html = login.text().await.unwrap();
    assert!(html.contains("<html lang=\"en\""), "{html}");
    assert_eq!(foreign_phrase(&phrases, &site::words::Language::english(), &html), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn max_moderates_what_readers_say_and_sees_nothing_that_they_do_not() {
    let paper = Paper::open().await;
    let hour = paper.clock.now().after(std::time::Duration::from_secs(3600));
    let held = paper.begin(json!({ "headline": "Under embargo", "embargo_until": hour })).await;
    let max = signs_in(&paper, "max@gazette.example", "moderator").await;
    let get = async |path: &str| max.get(format!("{}{path}", paper.url)).send().await.unwrap();

    let list = get("/desk/").await;
    assert_eq!(list.status(), StatusCode::OK, "he has a desk, without stories");
    assert!(!list.text().await.unwrap().contains("Under embargo"));
    let id = held["id"].as_str().unwrap();
    for path in [
        format!("/desk/stories/{id}"),
        format!("/api/v1/stories/{id}"),
        format!("/desk/stories/{id}/revisions"),
    ] {
        assert_eq!(get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let found = get("/api/v1/stories?state=draft").await.text().await.unwrap();
    assert!(!found.contains("Under embargo"), "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_write_is_offered_a_new_story_on_every_page_and_nobody_else_is() {
    let paper = Paper::open().await;

    for (email, role, is_offered) in
        [("vera@gazette.example", "reporter", true), ("max@gazette.example", "moderator", false)]
    {
        let http = signs_in(&paper, email, role).await;
        let page = http.get(format!("{}/desk/account", paper.url)).send().await.unwrap();
        let page = page.text().await.unwrap();
        assert_eq!(page.contains("/desk/stories/new"), is_offered, "{role}: {page}");
    }
}
