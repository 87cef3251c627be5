//! A second factor: added, asked for, lost and ended.

use crate::newsroom::{Answer, GOOD, Newsroom};
use axum::http::{Method, StatusCode};
use data_encoding::BASE32_NOPAD;
use std::time::Duration;

/// An app on a telephone that has taken the secret off the page.
struct App(Vec<u8>);

impl App {
    fn code(&self, gazette: &Newsroom) -> String {
        let seconds = gazette.plant.clock.now().micros() / 1_000_000;
        let maker = totp_rs::Builder::new().with_secret(self.0.as_slice()).build().unwrap();
        maker.generate(u64::try_from(seconds).unwrap()).to_string()
    }
}

fn value(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!(r#"name="{name}" value=""#)).expect("a hidden field");
    rest.split('"').next().unwrap().to_owned()
}

fn codes(page: &str) -> Vec<String> {
    let parts = page.split("<li><code>").skip(1);
    parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// Adds a second factor, and returns the app and the recovery codes.
async fn add(gazette: &Newsroom, cookie: &str) -> (App, Vec<String>) {
    let page = gazette.get("/desk/account/second-factor", &[("cookie", cookie)]).await;
    let secret = value(&page.body, "secret");
    let app = App(BASE32_NOPAD.decode(secret.as_bytes()).unwrap());
    let form = [("secret", secret.as_str()), ("code", &app.code(gazette)), ("present", GOOD)];
    let added = gazette.post_as(cookie, "/desk/account/second-factor", &form).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    assert_eq!(added.header("cache-control"), "no-store");
    (app, codes(&added.body))
}

async fn enter(gazette: &Newsroom, proof: &str, code: &str) -> Answer {
    gazette.post("/desk/login/code", &[("proof", proof), ("code", code), ("next", "/desk/who")]).await
}

async fn asked(gazette: &Newsroom) -> String {
    let asked = gazette.sign_in("Ana", GOOD).await;
    assert_eq!((asked.status, asked.header("set-cookie")), (StatusCode::OK, ""));
    assert!(asked.body.contains("Enter the code"), "{}", asked.body);
    value(&asked.body, "proof")
}

const STEP: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_second_factor_is_added_with_a_code_of_its_own_and_asked_for_ever_after() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;

    let page = gazette.get("/desk/account/second-factor", &[("cookie", &cookie)]).await;
    assert!(page.body.contains("<svg") && page.body.contains("M4 4h1v1h-1z"), "{}", page.body);
    let (app, recovery) = add(&gazette, &cookie).await;
    gazette.later(STEP);
    let proof = asked(&gazette).await;
    let entered = enter(&gazette, &proof, &app.code(&gazette)).await;

    assert_eq!(recovery.len(), 10);
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/desk/who"));
    assert_eq!(gazette.who(&entered.cookie()).await, "Ana");
    let account = gazette.get("/desk/account", &[("cookie", &cookie)]).await;
    assert!(account.body.contains("Recovery codes left: 10."), "{}", account.body);
    assert!(gazette.get("/desk/account/second-factor", &[("cookie", &cookie)]).await.status.is_redirection());
    let log: Vec<_> = gazette.events().await;
    assert_eq!(log, ["person_added", "password_set", "second_factor_added", "signed_in"]);
}

#[tokio::test]
async fn a_code_is_good_once_and_one_step_early_or_late() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (app, _) = add(&gazette, &cookie).await;
    gazette.later(STEP);
    let code = app.code(&gazette);

    let first = enter(&gazette, &asked(&gazette).await, &code).await;
    let proof = asked(&gazette).await;
    let second = enter(&gazette, &proof, &code).await;
    gazette.later(2 * STEP);
    let early = app.code(&gazette);
    gazette.later(STEP);
    let late = enter(&gazette, &proof, &early).await;
    gazette.later(3 * STEP);
    let too_late = enter(&gazette, &asked(&gazette).await, &early).await;

    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.body.contains("This code was used already."), "{}", second.body);
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert!(too_late.body.contains("This code does not fit."), "{}", too_late.body);
}

#[tokio::test]
async fn without_the_password_before_it_no_code_helps_and_the_way_is_good_once_and_for_minutes() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (app, _) = add(&gazette, &cookie).await;
    let code = async || {
        gazette.later(STEP);
        app.code(&gazette)
    };

    let (proof, old) = (asked(&gazette).await, asked(&gazette).await);
    assert_eq!(enter(&gazette, &proof, &code().await).await.status, StatusCode::SEE_OTHER);
    for proof in [proof.as_str(), "", "nothing", &"a".repeat(43)] {
        let answer = enter(&gazette, proof, &code().await).await;
        assert_eq!(answer.status, StatusCode::GONE, "{proof}");
        assert!(answer.body.contains("Sign in again") && answer.body.contains("Password"), "{}", answer.body);
    }
    gazette.later(Duration::from_secs(600));
    assert_eq!(enter(&gazette, &old, &code().await).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_end_the_old() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (_, recovery) = add(&gazette, &cookie).await;

    let shouted = recovery[0].to_uppercase();
    let first = enter(&gazette, &asked(&gazette).await, &shouted).await;
    let again = enter(&gazette, &asked(&gazette).await, &recovery[0]).await;
    let refused = gazette.post_as(&cookie, "/desk/account/recovery-codes", &[("present", "guess")]).await;
    let renewed = gazette.post_as(&cookie, "/desk/account/recovery-codes", &[("present", GOOD)]).await;
    let old = enter(&gazette, &asked(&gazette).await, &recovery[1]).await;
    let new = enter(&gazette, &asked(&gazette).await, &codes(&renewed.body)[0]).await;

    assert_eq!([first.status, new.status], [StatusCode::SEE_OTHER; 2]);
    assert_eq!([again.status, old.status, refused.status], [StatusCode::UNPROCESSABLE_ENTITY; 3]);
    let account = gazette.get("/desk/account", &[("cookie", &cookie)]).await;
    assert!(account.body.contains("Recovery codes left: 9."), "{}", account.body);
    assert!(gazette.events().await.contains(&"recovery_code_used".to_owned()));
}

#[tokio::test]
async fn what_is_wrong_while_adding_one_is_told_and_the_secret_stays() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let page = gazette.get("/desk/account/second-factor", &[("cookie", &cookie)]).await;
    let secret = value(&page.body, "secret");
    let app = App(BASE32_NOPAD.decode(secret.as_bytes()).unwrap());
    let code = app.code(&gazette);
    let send = async |secret: &str, code: &str, present: &str| {
        let form = [("secret", secret), ("code", code), ("present", present)];
        gazette.post_as(&cookie, "/desk/account/second-factor", &form).await
    };

    for (given, code, present, why) in [
        (secret.as_str(), "000000", GOOD, "does not fit"),
        (&secret, "", GOOD, "does not fit"),
        (&secret, &code, "guess", "not your present password"),
    ] {
        let answer = send(given, code, present).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(answer.body.contains(why), "{}", answer.body);
        assert_eq!(value(&answer.body, "secret"), secret);
    }
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&secret, &code, GOOD).await.status, StatusCode::OK);
    let twice = send(&secret, &code, GOOD).await;
    assert!(twice.body.contains("has a second factor already"), "{}", twice.body);
}

#[tokio::test]
async fn too_many_codes_are_slowed_down_and_told_and_failures_are_in_the_log() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (app, _) = add(&gazette, &cookie).await;
    let proof = asked(&gazette).await;

    for _ in 0..10 {
        assert_eq!(enter(&gazette, &proof, "000000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    gazette.later(STEP);
    let refused = enter(&gazette, &proof, &app.code(&gazette)).await;

    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("Too many tries"), "{}", refused.body);
    let failed = gazette.events().await.into_iter().filter(|event| event == "sign_in_failed").count();
    assert_eq!(failed, 10);
}

#[tokio::test]
async fn a_one_time_link_sets_a_password_but_does_not_pass_the_second_factor() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let (app, _) = add(&gazette, &cookie).await;
    let waiting = asked(&gazette).await;
    let chance = gazette.plant.chance.clone();
    let renew =
        async move |tx: &mut store::Tx| staff::renew_link(tx, &chance, None, "ana@gazette.example").await;
    let link = format!("/desk/link/{}", gazette.write(renew).await.unwrap());

    let new = "another quay with eight dry herons";
    let set = gazette.post(&link, &[("password", new)]).await;
    gazette.later(STEP);
    let entered = enter(&gazette, &value(&set.body, "proof"), &app.code(&gazette)).await;

    assert_eq!((set.status, set.header("set-cookie")), (StatusCode::OK, ""));
    assert_eq!(gazette.who(&entered.cookie()).await, "Ana");
    // What was begun with the old password is over.
    gazette.later(STEP);
    assert_eq!(enter(&gazette, &waiting, &app.code(&gazette)).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn it_is_ended_by_who_knows_the_password_or_by_the_office() {
    let gazette = Newsroom::open().await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    add(&gazette, &ana).await;

    let end = "/desk/account/second-factor/end";
    let refused = gazette.post_as(&ana, end, &[("present", "guess")]).await;
    assert!(refused.body.contains("This is not your present password."), "{}", refused.body);
    let ended = gazette.post_as(&ana, end, &[("present", GOOD)]).await;
    assert_eq!(ended.header("location"), "/desk/account?done=second-factor-off");
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::SEE_OTHER);

    add(&gazette, &ana).await;
    let path = format!("/desk/office/people/{}/second-factor/end", gazette.id_of(&ana).await);
    assert_eq!(gazette.post_as(&ana, &path, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(gazette.post_as(&ruth, &path, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(gazette.sign_in("Ana", GOOD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_desk_says_all_this_in_spanish_too() {
    let gazette = Newsroom::open().await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    add(&gazette, &cookie).await;
    let proof = asked(&gazette).await;

    let headers = [("sec-fetch-site", "same-origin"), ("accept-language", "es")];
    let form = format!("proof={proof}&code=000000");
    let refused = gazette.ask(Method::POST, "/desk/login/code", &headers, form).await;

    assert!(refused.body.contains("Este código no es válido."), "{}", refused.body);
}
