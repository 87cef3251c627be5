//! The audit log: who did what, for those who run the house.

use crate::desk::signs_in;
use crate::paper::{Paper, answer, id};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use store::Tx;

/// Returns a token with which the office opens.
pub async fn admin(paper: &Paper) -> String {
    let chance = base::Chance::of_the_machine();
    let added = paper.store.write(async move |tx: &mut Tx| {
        staff::add_token(tx, &chance, None, "Olga's monitor", "admin", None).await
    });
    added.await.unwrap().1
}

fn ask(paper: &Paper, token: &str, path: &str) -> RequestBuilder {
    paper.reader(path).bearer_auth(token)
}

async fn audit(paper: &Paper, token: &str, query: &str) -> Value {
    answer(ask(paper, token, &format!("/api/v1/audit?{query}")).send().await.unwrap(), StatusCode::OK).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_published_is_told_by_name_and_only_to_the_office() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "A secret headline" })).await;
    let token = admin(&paper).await;

    let log = audit(&paper, &token, &format!("subject={}&event=story_published", id(&story))).await;

    assert_eq!(log["items"].as_array().unwrap().len(), 1);
    let row = &log["items"][0];
    assert_eq!(row["actor"]["name"], "Edda");
    assert_eq!(row["actor"]["kind"], "token");
    assert_eq!(row["edition"], "en");
    assert_eq!(row["data"]["kind"], "news");
    let whole = audit(&paper, &token, "limit=100").await.to_string();
    assert!(!whole.contains("secret headline"), "{whole}");
    let refused = paper.edda(Method::GET, "/audit").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(paper.read("/api/v1/audit").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_follows_the_log_page_by_page_and_misses_nothing() {
    let paper = Paper::open().await;
    for number in 0..3 {
        paper.publish(json!({ "headline": format!("Story {number}") })).await;
    }
    let token = admin(&paper).await;
    let all = audit(&paper, &token, "limit=100").await["items"].as_array().unwrap().clone();

    let (mut found, mut after) = (Vec::new(), "0".to_owned());
    loop {
        let page = audit(&paper, &token, &format!("limit=2&after={after}")).await;
        found.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }

    assert_eq!(found, all);
    assert!(all.len() >= 9, "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_failed_sign_ins_and_new_people_are_in_the_log_without_addresses_or_secrets() {
    let paper = Paper::open().await;
    let token = admin(&paper).await;
    let chance = base::Chance::of_the_machine();
    let added = paper.store.write(async move |tx: &mut Tx| {
        let edda = staff::NewPerson {
            email: "edda@gazette.example".into(),
            name: Some("Edda Brandt".into()),
            role: "editor".into(),
            edition: None,
        };
        staff::add_person(tx, &chance, None, &edda).await
    });
    let (_, link) = added.await.unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let post = async |path: &str, fields: &[(&str, &str)]| {
        http.post(format!("{}{path}", paper.url)).form(fields).send().await.unwrap().status()
    };
    post(&format!("/desk/link/{link}"), &[("password", "a lamp above the harbour wall")]).await;

    post("/desk/login", &[("email", "edda@gazette.example"), ("password", "guessed wrongly")]).await;
    post("/desk/login", &[("email", "nobody@gazette.example"), ("password", "guessed wrongly")]).await;
    let right = [("email", "edda@gazette.example"), ("password", "a lamp above the harbour wall")];
    assert_eq!(post("/desk/login", &right).await, StatusCode::SEE_OTHER);

    let log = audit(&paper, &token, "limit=100").await;
    let rows: Vec<String> = log["items"].as_array().unwrap().iter().map(told).collect();
    let since = rows.iter().position(|row| row.contains("person_added")).unwrap();
    assert_eq!(
        rows[since..],
        [
            "command person_added Edda Brandt editor",
            "Edda Brandt password_set Edda Brandt ",
            " sign_in_failed Edda Brandt ",
            " sign_in_failed  ",
            "Edda Brandt signed_in Edda Brandt ",
        ]
    );
    for secret in ["gazette.example", "harbour", "guessed", link.as_str()] {
        assert!(!log.to_string().contains(secret), "{secret}");
    }
}

fn told(row: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (actor, subject) = (text(&row["actor"]["name"]), text(&row["subject"]["name"]));
    format!("{actor} {} {subject} {}", text(&row["event"]), text(&row["data"]["role"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_question_to_the_log_is_refused_with_its_place() {
    let paper = Paper::open().await;
    let token = admin(&paper).await;

    for (query, pointer) in [
        ("after=x", "/after"),
        ("limit=101", "/limit"),
        ("subject=7", "/subject"),
        ("actor=%00", "/actor"),
        ("event=a%0Ab", "/event"),
    ] {
        let response = ask(&paper, &token, &format!("/api/v1/audit?{query}")).send().await.unwrap();
        let problem = answer(response, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}");
    }
    let strange = ask(&paper, &token, "/api/v1/audit?colour=red").send().await.unwrap();
    assert_eq!(strange.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_page_names_people_and_leads_to_what_one_of_them_did() {
    let paper = Paper::open().await;
    paper.publish(json!({})).await;
    let token = admin(&paper).await;

    let page = ask(&paper, &token, "/desk/office/audit").send().await.unwrap();

    assert_eq!(page.headers()["cache-control"], "no-store");
    let text = page.text().await.unwrap();
    assert!(text.contains("story published") && text.contains("<bdi>Edda</bdi>"), "{text}");
    let link = text.split("href=\"").find(|rest| rest.contains("<bdi>Edda</bdi>")).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let only = ask(&paper, &token, &link).send().await.unwrap().text().await.unwrap();
    let table = only.split("<tbody>").nth(1).unwrap();
    assert!(table.contains("<bdi>Edda</bdi>") && !table.contains("the command line"), "{only}");
    assert!(table.contains("<bdi>Harbour closed</bdi>") && table.contains("href=\"/desk/stories/"), "{only}");
    assert!(only.contains("selected>Edda</option>"), "the form says who is asked for: {only}");
    let withdrawn = ask(&paper, &token, "/desk/office/audit?actor=&event=story_withdrawn&subject=");
    let withdrawn = withdrawn.send().await.unwrap().text().await.unwrap();
    assert!(withdrawn.contains("The log has nothing of this"), "{withdrawn}");
    let desk = ask(&paper, &token, "/desk/").send().await.unwrap().text().await.unwrap();
    assert!(desk.contains("<a href=\"/desk/office/audit\">Audit log</a>"), "{desk}");
    let stranger = paper.reader("/desk/office/audit").send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_cannot_be_read_does_not_hide_the_others() {
    let paper = Paper::open().await;
    paper.publish(json!({ "headline": "The harbour" })).await;
    let token = admin(&paper).await;
    let whole = audit(&paper, &token, "limit=100").await["items"].as_array().unwrap().len();
    let damage = store::sql!("update log set data = '{' where seq = 2");
    paper.store.write(async move |tx: &mut Tx| tx.execute(damage, &[]).await.map(drop)).await.unwrap();

    let first = audit(&paper, &token, "limit=2").await;
    let rest = audit(&paper, &token, "limit=100&after=2").await;

    assert_eq!(first["next"], "2", "{first}");
    let (first, rest) = (first["items"].as_array().unwrap().len(), rest["items"].as_array().unwrap().len());
    assert_eq!((first, rest), (1, whole - 2));
}

/// Puts a theme into the newsroom's folder that can be worn, and one that cannot.
pub fn bring_themes(paper: &Paper) {
    for (name, text) in [
        ("evening/theme.toml", "name = \"Evening\"\ncontract = 1\n"),
        ("evening/theme/footer.html", "<footer>Good evening</footer>"),
        ("broken/theme.toml", "name = \"Broken\"\ncontract = 1\n"),
        ("broken/theme/footer.html", "\n{{ frame.weather }}"),
    ] {
        let path = paper.dir.path().join("themes").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Has somebody's browser choose a theme.
pub async fn wear(browser: &reqwest::Client, paper: &Paper, theme: &str) -> (StatusCode, String) {
    let there = format!("{}/desk/office/look/theme", paper.url);
    let answer = browser.post(there).form(&[("theme", theme)]).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// Waits until readers see the evening's theme, or see it no more.
pub async fn until_evening(paper: &Paper, is_evening: bool) {
    for _ in 0..600 {
        if paper.read("/en/").await.1.contains("Good evening") == is_evening {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the look did not change: {}", paper.read("/en/").await.1)
}

#[tokio::test(flavor = "multi_thread")]
async fn ruth_has_the_paper_wear_a_theme_of_the_newsrooms_folder_and_none_that_is_broken() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    bring_themes(&paper);

    let page = ruth.get(format!("{}/desk/office/look", paper.url)).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("<option value=\"evening\">") && page.contains("own look"), "{page}");
    assert_eq!(wear(&ruth, &paper, "evening").await.0, StatusCode::OK);
    until_evening(&paper, true).await;

    // What cannot be worn is said with its place, and nothing changes.
    let (status, told) = wear(&ruth, &paper, "broken").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("theme/footer.html:2") && told.contains("broken\" selected"), "{told}");
    let (status, told) = wear(&ruth, &paper, "../../etc").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && told.contains("There is no theme"), "{told}");
    assert!(paper.read("/en/").await.1.contains("Good evening"));

    wear(&ruth, &paper, "").await;
    until_evening(&paper, false).await;
    let edda = signs_in(&paper, "edda@gazette.example", "editor").await;
    assert_eq!(wear(&edda, &paper, "evening").await.0, StatusCode::FORBIDDEN);
}
