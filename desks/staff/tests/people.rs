//! The office's people and tokens.

use crate::newsroom::{Answer, GOOD, Newsroom};
use axum::http::StatusCode;

const PEOPLE: &str = "/desk/office/people";

fn link(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("http://127.0.0.1:8080/desk/link/").expect("a link");
    format!("/desk/link/{}", rest.split('<').next().unwrap())
}

async fn path(gazette: &Newsroom, cookie: &str) -> String {
    format!("{PEOPLE}/{}", gazette.id_of(cookie).await)
}

#[tokio::test]
async fn the_office_adds_somebody_and_the_link_is_shown_once() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;

    let form = [("email", "Ana@gazette.example"), ("name", "Ana"), ("role", "reporter"), ("edition", "ar")];
    let added = gazette.post_as(&ruth, PEOPLE, &form).await;

    assert_eq!((added.status, added.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(added.body.contains("reporter, ar"), "{}", added.body);
    let list = gazette.get(PEOPLE, &[("cookie", &ruth)]).await;
    assert!(list.body.contains("ana@gazette.example") && !list.body.contains("/desk/link/"), "{}", list.body);
    assert!(list.body.contains("Has not signed in"), "{}", list.body);
    let joined = gazette.post(&link(&added), &[("password", GOOD)]).await;
    assert_eq!(gazette.who(&joined.cookie()).await, "Ana");
    let list = gazette.get(PEOPLE, &[("cookie", &ruth)]).await;
    assert!(!list.body.contains("Has not signed in"), "{}", list.body);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_person_is_told_and_what_was_typed_stays() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;

    for (email, role, edition, why) in [
        ("nobody", "reporter", "", "not an e-mail address"),
        ("ruth@gazette.example", "reporter", "", "has this address already"),
        ("ana@gazette.example", "boss", "", "There is no such role."),
        ("ana@gazette.example", "reporter", "xx", "There is no such edition."),
    ] {
        let form = [("email", email), ("name", "Ana"), ("role", role), ("edition", edition)];
        let refused = gazette.post_as(&ruth, PEOPLE, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(refused.body.contains(why) && refused.body.contains(email), "{why}: {}", refused.body);
    }
}

#[tokio::test]
async fn only_the_office_sees_and_changes_people_and_tokens() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let edda = gazette.at_work("Edda", "editor", None).await;
    let local = gazette.at_work("Lena", "admin", Some("en")).await;
    let path = path(&gazette, &ruth).await;

    for cookie in [&edda, &local] {
        for page in [PEOPLE, &path, "/desk/office/tokens"] {
            assert_eq!(
                gazette.get(page, &[("cookie", cookie)]).await.status,
                StatusCode::FORBIDDEN,
                "{page}"
            );
        }
        for verb in ["name", "roles", "roles/take", "link", "bar", "readmit", "second-factor/end"] {
            let form = [("name", "X"), ("role", "admin"), ("edition", "")];
            let answer = gazette.post_as(cookie, &format!("{path}/{verb}"), &form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{verb}");
        }
        let form = [("email", "x@gazette.example"), ("name", "X"), ("role", "admin")];
        for page in [PEOPLE, "/desk/office/tokens"] {
            assert_eq!(gazette.post_as(cookie, page, &form).await.status, StatusCode::FORBIDDEN, "{page}");
        }
    }
    for wrong in ["x", "0199b1c2-0000-7000-8000-000000000001"] {
        let page = gazette.get(&format!("{PEOPLE}/{wrong}"), &[("cookie", &ruth)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_role_is_given_and_taken_for_an_edition_at_once() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let ana = gazette.at_work("Ana", "reporter", Some("en")).await;
    let path = path(&gazette, &ana).await;
    let may = async |edition: &str| {
        let headers = axum::http::HeaderMap::from_iter([(axum::http::header::COOKIE, ana.parse().unwrap())]);
        staff::viewer(&gazette.plant, &headers).await.unwrap().reads_behind(edition)
    };
    assert_eq!([may("en").await, may("ar").await], [true, false]);

    let given =
        gazette.post_as(&ruth, &format!("{path}/roles"), &[("role", "editor"), ("edition", "ar")]).await;
    assert_eq!(given.header("location"), format!("{path}?done=role-given"));
    assert_eq!([may("en").await, may("ar").await], [true, true]);
    let page = gazette.get(given.header("location"), &[("cookie", &ruth)]).await;
    assert!(page.body.contains("editor, ar") && page.body.contains("The role is given."), "{}", page.body);
    let form = [("role", "reporter"), ("edition", "en")];
    let taken = gazette.post_as(&ruth, &format!("{path}/roles/take"), &form).await;

    assert_eq!(taken.header("location"), format!("{path}?done=role-taken"));
    assert_eq!([may("en").await, may("ar").await], [false, true]);
    let log = gazette.log().await;
    let taken = log.iter().find(|row| row.event == "role_taken").unwrap();
    assert_eq!((taken.edition.as_deref(), &taken.data["role"]), (Some("en"), &"reporter".into()));
    let wrong =
        gazette.post_as(&ruth, &format!("{path}/roles"), &[("role", "editor"), ("edition", "xx")]).await;
    assert!(wrong.body.contains("There is no such edition."), "{}", wrong.body);
}

#[tokio::test]
async fn the_last_admin_cannot_be_barred_or_lose_the_role() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let olga = gazette.at_work("Olga", "admin", None).await;
    let (ruths, olgas) = (path(&gazette, &ruth).await, path(&gazette, &olga).await);
    gazette.post_as(&ruth, &format!("{olgas}/bar"), &[]).await;

    let barred = gazette.post_as(&ruth, &format!("{ruths}/bar"), &[]).await;
    let taken = gazette.post_as(&ruth, &format!("{ruths}/roles/take"), &[("role", "admin")]).await;

    for refused in [&barred, &taken] {
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("This is the last admin"), "{}", refused.body);
    }
    assert_eq!([gazette.who(&ruth).await, gazette.who(&olga).await], ["Ruth", "anybody"]);
}

#[tokio::test]
async fn whoever_is_barred_is_out_at_once_with_all_they_had_and_comes_back_by_a_new_link() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let olga = gazette.at_work("Olga", "admin", None).await;
    let made = gazette.post_as(&olga, "/desk/office/tokens", &[("name", "wire"), ("role", "editor")]).await;
    let token = format!(
        "Bearer {}",
        made.body.split("sp_").nth(1).map(|rest| format!("sp_{}", &rest[..43])).unwrap()
    );
    let path = path(&gazette, &olga).await;
    let old = gazette.post_as(&ruth, &format!("{path}/link"), &[]).await;
    assert_eq!(gazette.get("/api/who", &[("authorization", &token)]).await.body, "wire");
    assert_eq!(gazette.who(&olga).await, "Olga");

    let barred = gazette.post_as(&ruth, &format!("{path}/bar"), &[]).await;

    assert_eq!(barred.header("location"), format!("{path}?done=person-is-barred"));
    assert_eq!(gazette.who(&olga).await, "anybody");
    assert_eq!(gazette.get("/api/who", &[("authorization", &token)]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(gazette.sign_in("Olga", GOOD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(gazette.get(&link(&old), &[]).await.status, StatusCode::GONE);
    let renewed = gazette.post_as(&ruth, &format!("{path}/link"), &[]).await;
    assert!(renewed.body.contains("This person is barred."), "{}", renewed.body);
    gazette.post_as(&ruth, &format!("{path}/bar"), &[]).await;
    let readmitted = gazette.post_as(&ruth, &format!("{path}/readmit"), &[]).await;
    assert_eq!(gazette.sign_in("Olga", GOOD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = gazette.post(&link(&readmitted), &[("password", GOOD)]).await;
    assert_eq!(gazette.who(&back.cookie()).await, "Olga");
    let twice = gazette.post_as(&ruth, &format!("{path}/readmit"), &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let log = gazette.events().await;
    let ends = log.iter().filter(|event| event.starts_with("person_") || *event == "token_ended");
    let ends: Vec<_> = ends.skip(2).collect();
    assert_eq!(ends, ["token_ended", "person_barred", "person_readmitted"]);
}

#[tokio::test]
async fn a_new_link_and_a_new_name_are_given_on_the_persons_page() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let path = path(&gazette, &ana).await;

    let renewed = gazette.post_as(&ruth, &format!("{path}/link"), &[]).await;
    let named = gazette.post_as(&ruth, &format!("{path}/name"), &[("name", "Ana María")]).await;
    let nameless = gazette.post_as(&ruth, &format!("{path}/name"), &[("name", " ")]).await;

    assert_eq!(gazette.get(&link(&renewed), &[]).await.status, StatusCode::OK);
    assert_eq!(named.header("location"), format!("{path}?done=person-renamed"));
    assert!(nameless.body.contains("The name is empty."), "{}", nameless.body);
    assert_eq!(gazette.who(&ana).await, "Ana María");
    let page = gazette.get(&path, &[("cookie", &ruth)]).await;
    assert!(page.body.contains("A one-time link is open."), "{}", page.body);
}

#[tokio::test]
async fn the_office_gives_somebody_another_address_and_nothing_of_theirs_ends() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let path = path(&gazette, &ana).await;
    let change =
        async |email: &str| gazette.post_as(&ruth, &format!("{path}/email"), &[("email", email)]).await;

    for (email, why) in
        [("ana", "not an e-mail address"), ("RUTH@gazette.example", "has this address already")]
    {
        let refused = change(email).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(refused.body.contains(why) && refused.body.contains(email), "{email}: {}", refused.body);
    }
    let changed = change(" Ana.Silva@Paper.example ").await;

    assert_eq!(changed.header("location"), format!("{path}?done=email-changed"));
    let page = gazette.get(&format!("{path}?done=email-changed"), &[("cookie", &ruth)]).await;
    assert!(page.body.contains("The address is changed.") && page.body.contains("ana.silva@paper.example"));
    assert_eq!(gazette.who(&ana).await, "Ana", "her session goes on");
    assert_eq!(
        gazette.sign_in("Ana", GOOD).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "by the old address"
    );
    let form = [("email", "ana.silva@paper.example"), ("password", GOOD)];
    assert_eq!(gazette.post("/desk/login", &form).await.status, StatusCode::SEE_OTHER);
    let again = change("ana.silva@paper.example").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let events = gazette.events().await;
    assert_eq!(events.iter().filter(|event| *event == "email_changed").count(), 1, "{events:?}");
    let refused = gazette.post_as(&ana, &format!("{path}/email"), &[("email", "a@paper.example")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_is_made_listed_with_its_last_use_and_ended() {
    let gazette = Newsroom::open().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let tokens = "/desk/office/tokens";
    assert!(gazette.get(tokens, &[("cookie", &ruth)]).await.body.contains("There are no tokens."));

    let nameless = gazette.post_as(&ruth, tokens, &[("name", " "), ("role", "editor")]).await;
    assert!(nameless.body.contains("The name is empty."), "{}", nameless.body);
    let made = gazette.post_as(&ruth, tokens, &[("name", "wire"), ("role", "editor")]).await;
    let token = made.body.split("sp_").nth(1).map(|rest| format!("sp_{}", &rest[..43])).unwrap();
    let list = gazette.get(tokens, &[("cookie", &ruth)]).await;
    assert!(!list.body.contains(&token) && list.body.contains("never"), "{}", list.body);
    let bearer = format!("Bearer {token}");
    assert_eq!(gazette.get("/api/who", &[("authorization", &bearer)]).await.body, "wire");
    let list = gazette.get(tokens, &[("cookie", &ruth)]).await;
    assert!(!list.body.contains("never") && list.body.contains("Ruth"), "{}", list.body);
    let id = list.body.split("/desk/office/tokens/").nth(1).unwrap().split('/').next().unwrap();
    let ended = gazette.post_as(&ruth, &format!("{tokens}/{id}/end"), &[]).await;

    assert_eq!(ended.header("location"), "/desk/office/tokens?done=token-ended");
    let list = gazette.get(ended.header("location"), &[("cookie", &ruth)]).await;
    assert!(list.body.contains("The token has ended."), "{}", list.body);
    assert_eq!(gazette.get("/api/who", &[("authorization", &bearer)]).await.status, StatusCode::UNAUTHORIZED);
    let again = gazette.post_as(&ruth, &format!("{tokens}/{id}/end"), &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_first_person_names_the_newsroom_and_themselves_and_nobody_after_them_does() {
    let gazette = Newsroom::open().await;
    let first = gazette.add("Ruth", "admin", None).await.unwrap();
    let second = gazette.add("Olga", "admin", None).await.unwrap();
    let fact = async || {
        let name = async |tx: &mut store::Tx| tx.fact::<String>("name").await;
        gazette.plant.store.read(name).await.unwrap()
    };

    let page = gazette.get(&first, &[]).await;
    assert!(
        page.body.contains("Set up your newsroom") && page.body.contains("New password"),
        "{}",
        page.body
    );
    let form = [("newsroom", "The Harbour Post"), ("name", "Ruth Amsel"), ("password", "weak")];
    let weak = gazette.post(&first, &form).await;
    assert!(weak.body.contains("The Harbour Post") && weak.body.contains("Ruth Amsel"), "{}", weak.body);
    assert_eq!(fact().await, None);
    let form = [form[0], form[1], ("password", GOOD)];
    let set = gazette.post(&first, &form).await;

    assert_eq!(gazette.who(&set.cookie()).await, "Ruth Amsel");
    assert_eq!(fact().await.as_deref(), Some("The Harbour Post"));
    let page = gazette.get(&second, &[]).await;
    assert!(!page.body.contains("Set up your newsroom"), "{}", page.body);
    let form = [("newsroom", "Mine"), ("name", "X"), ("password", GOOD)];
    let later = gazette.post(&second, &form).await;
    assert_eq!(gazette.who(&later.cookie()).await, "Olga");
    assert_eq!(fact().await.as_deref(), Some("The Harbour Post"));
}
