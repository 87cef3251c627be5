//! Webhooks and the public log: who outside is told of what, signed, until it has arrived.

use crate::office::admin;
use crate::paper::{Paper, answer, id};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode as Code};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Tx, sql};

/// How a receiver answers.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Takes,
    Fails,
    Hangs,
    Gone,
    Leads,
}

/// A program elsewhere, and what it was sent.
#[derive(Clone)]
struct Receiver {
    address: String,
    mood: Arc<Mutex<Mood>>,
    got: Arc<Mutex<Vec<Got>>>,
}

/// A message as it came.
#[derive(Clone, Debug)]
struct Got {
    id: String,
    timestamp: String,
    signature: String,
    body: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn told(&self) -> (String, String) {
        let body = self.json();
        (body["event"].as_str().unwrap().into(), body["subject"]["id"].as_str().unwrap().into())
    }
}

impl Receiver {
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let receiver = Self { address, mood: Arc::new(Mutex::new(Mood::Takes)), got: Arc::default() };
        let router = Router::new().route("/hook", post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        receiver
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Returns what came once there is so much of it, at most ten seconds from now.
    async fn wait(&self, count: usize) -> Vec<Got> {
        for _ in 0..200 {
            if self.got().len() >= count {
                return self.got();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{count} messages were awaited and these came: {:?}", self.got())
    }

    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    receiver.got.lock().unwrap().push(Got {
        id: text("webhook-id"),
        timestamp: text("webhook-timestamp"),
        signature: text("webhook-signature"),
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let mood = *receiver.mood.lock().unwrap();
    match mood {
        Mood::Takes => Code::NO_CONTENT.into_response(),
        Mood::Fails => Code::INTERNAL_SERVER_ERROR.into_response(),
        Mood::Hangs => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Code::NO_CONTENT.into_response()
        }
        Mood::Gone => Code::GONE.into_response(),
        Mood::Leads => Redirect::temporary("/hook").into_response(),
    }
}

/// A paper that may ask these receivers, and the office's token.
async fn paper(receivers: &[&Receiver]) -> (Paper, String) {
    let addresses: Vec<String> = receivers.iter().map(|receiver| receiver.address.clone()).collect();
    let paper = Paper::open_with(|config| config.fetch_allow.value.extend(addresses)).await;
    let token = admin(&paper).await;
    (paper, token)
}

async fn add(paper: &Paper, token: &str, new: Value) -> Value {
    let http = reqwest::Client::new();
    let request = http.post(format!("{}/api/v1/webhooks", paper.url)).bearer_auth(token).json(&new);
    answer(request.send().await.unwrap(), StatusCode::CREATED).await
}

/// Presses a button of the office.
async fn press(paper: &Paper, token: &str, path: &str) -> StatusCode {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    http.post(format!("{}{path}", paper.url)).bearer_auth(token).send().await.unwrap().status()
}

async fn page(paper: &Paper, token: &str, path: &str) -> String {
    let page = paper.reader(path).bearer_auth(token).send().await.unwrap();
    assert_eq!(
        (page.status(), &page.headers()["cache-control"]),
        (StatusCode::OK, &"no-store".parse().unwrap())
    );
    page.text().await.unwrap()
}

/// Waits until the page says so.
async fn until_page(paper: &Paper, token: &str, path: &str, words: &str) -> String {
    let mut last = String::new();
    for _ in 0..300 {
        last = page(paper, token, path).await;
        if last.contains(words) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the page does not say “{words}”: {last}")
}

fn signature(secret: &str, got: &Got) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{}", got.id, got.timestamp, got.body).as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_is_told_signed_of_what_is_public_and_of_nothing_else() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    paper.publish(json!({ "headline": "Before anybody listened" })).await;
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let draft = paper.begin(json!({ "headline": "A secret draft" })).await;

    let story = paper.publish(json!({ "headline": "The harbour" })).await;
    paper.act(&story, "withdraw", json!({ "reason": "legal", "notice": "A notice of ours." })).await;

    let got = receiver.wait(2).await;
    let secret = webhook["secret"].as_str().unwrap();
    for got in &got {
        assert_eq!(got.signature, signature(secret, got));
        let timestamp: i64 = got.timestamp.parse().unwrap();
        assert_eq!(timestamp, paper.clock.now().micros() / 1_000_000);
        for word in ["Port Verrin", "notice", "Edda", id(&draft)] {
            assert!(!got.body.contains(word), "{word}: {}", got.body);
        }
    }
    assert_ne!(got[0].id, got[1].id);
    assert_eq!(got[1].told(), ("story_withdrawn".into(), id(&story).into()));
    let last = got[1].json();
    assert_eq!((&last["edition"], &last["data"]["reason_class"]), (&json!("en"), &json!("legal")));
    assert!(last["url"].is_null() && last["seq"].as_i64() > got[0].json()["seq"].as_i64());
    let listed = paper.reader("/api/v1/webhooks").bearer_auth(&token).send().await.unwrap();
    let listed = answer(listed, StatusCode::OK).await;
    assert_eq!(listed["items"][0]["id"], webhook["id"]);
    assert!(!listed.to_string().contains("whsec_"), "{listed}");
    assert_eq!(paper.edda(Method::GET, "/webhooks").send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_public_is_told_with_its_address() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    add(&paper, &token, json!({ "address": receiver.url() })).await;

    let story = paper.publish(json!({})).await;

    let got = receiver.wait(1).await[0].json();
    assert_eq!(got["event"], "story_published");
    assert_eq!(got["url"], story["url"]);
    assert_eq!(got["subject"], json!({ "kind": "story", "id": id(&story) }));
    assert_eq!(got["data"]["section"], "world");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_withdrawn_before_it_could_be_sent_is_told_as_withdrawn() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    add(&paper, &token, json!({ "address": receiver.url() })).await;
    receiver.is(Mood::Fails);
    let story = paper.publish(json!({})).await;
    receiver.wait(1).await;
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    receiver.is(Mood::Takes);

    paper.wait(Duration::from_secs(6));

    let got = receiver.wait(3).await;
    assert_eq!(got[0].told().0, "story_published");
    for got in &got[1..] {
        assert_eq!(got.told(), ("story_withdrawn".into(), id(&story).into()));
        assert!(got.json()["url"].is_null());
    }
    assert!(got[1..].iter().any(|later| later.id == got[0].id), "the same message keeps its number");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_hangs_or_fails_keeps_no_other_waiting() {
    let (slow, broken, quick) = (Receiver::open().await, Receiver::open().await, Receiver::open().await);
    let (paper, token) = paper(&[&slow, &broken, &quick]).await;
    for receiver in [&slow, &broken, &quick] {
        add(&paper, &token, json!({ "address": receiver.url() })).await;
    }
    slow.is(Mood::Hangs);
    broken.is(Mood::Leads);
    paper.publish(json!({})).await;
    slow.wait(1).await;
    broken.wait(1).await;

    let began = std::time::Instant::now();
    paper.publish(json!({ "headline": "A second story" })).await;
    quick.wait(2).await;

    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let broken_page = format!("/desk/office/webhooks/{}", webhook_of(&paper, &token, &broken).await);
    let shown = until_page(&paper, &token, &broken_page, "307").await;
    assert!(shown.contains("not followed") && broken.got().len() == 1, "{shown}");
    // The one that hangs is left after ten seconds, and the page says so.
    let slow_page = format!("/desk/office/webhooks/{}", webhook_of(&paper, &token, &slow).await);
    until_page(&paper, &token, &slow_page, "took too long").await;
}

async fn webhook_of(paper: &Paper, token: &str, receiver: &Receiver) -> String {
    let listed = paper.reader("/api/v1/webhooks").bearer_auth(token).send().await.unwrap();
    let listed = answer(listed, StatusCode::OK).await;
    let items = listed["items"].as_array().unwrap();
    let own = items.iter().find(|item| item["address"] == json!(receiver.url())).unwrap();
    id(own).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_what_is_not_taken_is_set_aside_and_what_was_withdrawn_never() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let here = format!("/desk/office/webhooks/{}", id(&webhook));
    receiver.is(Mood::Fails);
    let standing = paper.publish(json!({ "headline": "It stands" })).await;
    receiver.wait(1).await;
    let withdrawn = paper.publish(json!({ "headline": "It falls" })).await;
    paper.act(&withdrawn, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;

    // Pauses grow from seconds to hours.
    let mut tries = 1;
    for pause in [5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400, 14400, 14400, 14400, 14400] {
        paper.wait(Duration::from_secs(pause - 1));
        tokio::time::sleep(Duration::from_millis(if tries < 3 { 1200 } else { 0 })).await;
        assert_eq!(receiver.got().len(), tries, "it was tried too early");
        paper.wait(Duration::from_secs(2));
        tries += 1;
        receiver.wait(tries).await;
        until_page(&paper, &token, "/desk/office/webhooks", "tried again").await;
        settled(&paper, tries).await;
    }

    let shown = until_page(&paper, &token, &here, "set aside").await;
    assert!(shown.contains("What was taken off has not arrived here"), "{shown}");
    let list = page(&paper, &token, "/desk/office/webhooks").await;
    assert!(list.contains("role=\"alert\"") && list.contains("story withdrawn"), "{list}");

    // As soon as it takes something again, the withdrawal is what it gets.
    receiver.is(Mood::Takes);
    let before = receiver.got().len();
    assert_eq!(press(&paper, &token, &format!("{here}/resumption")).await, StatusCode::SEE_OTHER);
    let got = receiver.wait(before + 1).await;
    assert_eq!(got[before].told(), ("story_withdrawn".into(), id(&withdrawn).into()));
    until_gone(&paper, &token, "/desk/office/webhooks", "role=\"alert\"").await;

    // What was set aside is sent again when somebody says so.
    let shown = page(&paper, &token, &here).await;
    let before = receiver.got().len();
    let seq = format!("<span>{}</span>", got[0].json()["seq"]);
    let aside = shown.split("<tr>").find(|row| row.contains(&seq)).unwrap();
    assert!(aside.contains(">set aside<"), "{aside}");
    let action = aside.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(press(&paper, &token, action).await, StatusCode::SEE_OTHER);
    let got = receiver.wait(before + 1).await;
    assert_eq!(got[before].told(), ("story_published".into(), id(&standing).into()));
}

/// Waits until so many tries are written down.
async fn settled(paper: &Paper, tries: usize) {
    for _ in 0..200 {
        let written: i64 = paper
            .store
            .read(async |tx: &mut Tx| tx.one(sql!("select max(failures) from webhooks"), &[]).await)
            .await
            .unwrap();
        if written as usize >= tries {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{tries} tries were not written down")
}

async fn until_gone(paper: &Paper, token: &str, path: &str, words: &str) {
    for _ in 0..200 {
        if !page(paper, token, path).await.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the page still says “{words}”")
}

/// Waits until the office's page says something, or does not any more, asking it only when an open page is told to.
async fn told_until(stream: &mut reqwest::Response, paper: &Paper, token: &str, words: &str, is_there: bool) {
    loop {
        let chunk = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await;
        let chunk = chunk.expect("nobody tells the open page").unwrap().expect("the stream ended");
        if String::from_utf8_lossy(&chunk).contains("\"topic\":\"desk:office\"")
            && page(paper, token, "/desk/office/webhooks").await.contains(words) == is_there
        {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_of_the_office_is_told_when_a_webhook_fails_falls_behind_and_takes_again() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let topics = "/events?topics=desk:office";
    let mut stream = paper.reader(topics).bearer_auth(&token).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    assert!(page(&paper, &token, "/desk/office/webhooks").await.contains("data-topics=\"desk:office\""));
    let edda = paper.edda(Method::GET, "").build().unwrap().headers()["authorization"].clone();
    let edda = paper.reader(topics).header("authorization", edda).send().await.unwrap();
    assert_eq!(edda.status(), StatusCode::FORBIDDEN);

    receiver.is(Mood::Fails);
    let story = paper.publish(json!({})).await;
    told_until(&mut stream, &paper, &token, "tried again", true).await;
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    told_until(&mut stream, &paper, &token, "role=\"alert\"", true).await;
    receiver.is(Mood::Takes);
    press(&paper, &token, &format!("/desk/office/webhooks/{}/resumption", id(&webhook))).await;
    told_until(&mut stream, &paper, &token, "role=\"alert\"", false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_wants_no_more_is_paused_and_can_be_resumed() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let here = format!("/desk/office/webhooks/{}", id(&webhook));
    receiver.is(Mood::Gone);
    let story = paper.publish(json!({})).await;
    until_page(&paper, &token, &here, "wants no more").await;

    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    // What was taken off is shown as not arrived also while nobody sends.
    until_page(&paper, &token, "/desk/office/webhooks", "role=\"alert\"").await;
    assert_eq!(
        (receiver.got().len(), press(&paper, &token, &format!("{here}/test")).await),
        (1, StatusCode::CONFLICT)
    );
    receiver.is(Mood::Takes);
    press(&paper, &token, &format!("{here}/resumption")).await;

    assert_eq!(receiver.wait(3).await[1].told().0, "story_withdrawn");
    let audit = paper.reader("/api/v1/audit?limit=100").bearer_auth(&token).send().await.unwrap();
    let audit = answer(audit, StatusCode::OK).await.to_string();
    for event in ["webhook_added", "webhook_paused", "webhook_resumed"] {
        assert!(audit.contains(event), "{event}");
    }
    assert!(!audit.contains("whsec_") && !audit.contains("/hook"), "{audit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_staff_right_opens_what_is_not_public_and_a_list_narrows_what_is_told() {
    let (staff, few) = (Receiver::open().await, Receiver::open().await);
    let (paper, token) = paper(&[&staff, &few]).await;
    add(&paper, &token, json!({ "address": staff.url(), "role": "reporter", "editions": ["en"] })).await;
    add(&paper, &token, json!({ "address": few.url(), "events": ["story_corrected"] })).await;

    let story = paper.begin(json!({})).await;
    paper.act(&story, "publish", json!({})).await;
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;

    let got = staff.wait(3).await;
    assert_eq!(got[0].told(), ("story_created".into(), id(&story).into()));
    assert!(got.iter().all(|got| !got.body.contains("webhook_added")), "{got:?}");
    // Who hears of stories hears that one was withdrawn.
    assert_eq!(few.wait(1).await[0].told().0, "story_withdrawn");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_adds_tests_pauses_and_removes_on_its_page() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let http = reqwest::Client::new();
    let send = async |fields: &[(&str, &str)]| {
        let request =
            http.post(format!("{}/desk/office/webhooks", paper.url)).bearer_auth(&token).form(fields);
        request.send().await.unwrap().text().await.unwrap()
    };

    let wrong = send(&[("address", "ftp://example.org"), ("event", "story_burnt")]).await;
    assert!(wrong.contains("role=\"alert\"") && wrong.contains("story_burnt"), "{wrong}");
    let url = receiver.url();
    let added = send(&[
        ("address", &url),
        ("event", "story_published"),
        ("event", "story_withdrawn"),
        ("edition", "en"),
    ])
    .await;
    assert!(added.contains("whsec_") && added.contains("shown only now"), "{added}");
    let list = page(&paper, &token, "/desk/office/webhooks").await;
    assert!(list.contains(&url) && !list.contains("whsec_"), "{list}");
    let here = format!("/desk/office/webhooks/{}", webhook_of(&paper, &token, &receiver).await);

    press(&paper, &token, &format!("{here}/test")).await;
    assert_eq!(receiver.wait(1).await[0].json()["event"], "test");
    let shown = until_page(&paper, &token, &here, "arrived").await;
    assert!(shown.contains("204") && shown.contains(" ms"), "{shown}");
    press(&paper, &token, &format!("{here}/pause")).await;
    assert!(page(&paper, &token, &here).await.contains("paused"));
    press(&paper, &token, &format!("{here}/resumption")).await;
    assert!(page(&paper, &token, &here).await.contains("takes what is sent"));
    assert_eq!(press(&paper, &token, &format!("{here}/removal")).await, StatusCode::SEE_OTHER);
    assert!(!page(&paper, &token, "/desk/office/webhooks").await.contains(&url));
    let edda = paper.edda(Method::GET, "/webhooks").send().await.unwrap();
    assert_eq!(edda.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newsrooms_own_neighbours_are_not_asked() {
    let (receiver, allowed) = (Receiver::open().await, Receiver::open().await);
    // Its port is one that is asked, and somebody else's.
    let port = receiver.address.rsplit(':').next().unwrap();
    let others = [allowed.address.clone(), format!("10.0.0.7:{port}")];
    let paper = Paper::open_with(|config| config.fetch_allow.value.extend(others)).await;
    let token = admin(&paper).await;
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let here = format!("/desk/office/webhooks/{}", id(&webhook));

    press(&paper, &token, &format!("{here}/test")).await;

    let shown = until_page(&paper, &token, &here, "set aside").await;
    assert!(shown.contains("is not asked"), "{shown}");
    assert!(receiver.got().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_refuses_what_is_no_webhook_and_removes_one() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let http = reqwest::Client::new();
    let port = json!({ "address": "https://hooks.example:5080/" });
    let request = http.post(format!("{}/api/v1/webhooks", paper.url)).bearer_auth(&token).json(&port);
    let problem = answer(request.send().await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(problem["errors"][0]["what"], "webhook-port", "it would never be asked: {problem}");
    let wrong = json!({ "address": "nowhere", "events": ["story_published", "x"], "editions": ["xx"], "role": "king" });
    let request = http.post(format!("{}/api/v1/webhooks", paper.url)).bearer_auth(&token).json(&wrong);
    let problem = answer(request.send().await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY).await;
    let pointers: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/address", "/events/1", "/editions/0", "/role"]);
    let webhook = add(&paper, &token, json!({ "address": receiver.url() })).await;
    let address = format!("{}/api/v1/webhooks/{}", paper.url, id(&webhook));

    assert_eq!(
        http.delete(&address).bearer_auth(&token).send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        http.delete(&address).bearer_auth(&token).send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_sends_nothing_twice() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    let address = receiver.address.clone();
    // On SQLite there is one process only.
    let _beside = match is_postgres() {
        true => Some(paper.beside_with(|config| config.fetch_allow.value.push(address)).await),
        false => None,
    };
    add(&paper, &token, json!({ "address": receiver.url() })).await;

    for number in 0..5 {
        paper.publish(json!({ "headline": format!("Story {number}") })).await;
    }

    let got = receiver.wait(5).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let seqs: Vec<i64> = got.iter().map(|got| got.json()["seq"].as_i64().unwrap()).collect();
    assert!(seqs.is_sorted(), "{seqs:?}");
    assert_eq!(receiver.got().len(), 5, "{seqs:?}");
}

fn is_postgres() -> bool {
    store::testing::Engine::from_environment() == store::testing::Engine::Postgres
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_log_tells_followers_what_is_public_and_waits_for_more() {
    let paper = Paper::open().await;
    let draft = paper.begin(json!({ "headline": "A secret draft" })).await;
    let story = paper.publish(json!({})).await;
    let fallen = paper.publish(json!({ "headline": "It falls" })).await;
    paper.act(&fallen, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;

    let log = log(&paper, "").await;
    let items = log["items"].as_array().unwrap();
    let told: Vec<(&str, &str)> = items
        .iter()
        .map(|item| (item["event"].as_str().unwrap(), item["subject"]["id"].as_str().unwrap()))
        .collect();
    let expected =
        [("story_published", id(&story)), ("story_withdrawn", id(&fallen)), ("story_withdrawn", id(&fallen))];
    assert_eq!(told, expected);
    assert_eq!(items[0]["url"], story["url"]);
    assert!(!log.to_string().contains(id(&draft)) && !log.to_string().contains("webhook"), "{log}");

    let next = log["next"].as_str().unwrap().to_owned();
    let empty = self::log(&paper, &format!("after={next}")).await;
    assert_eq!((&empty["items"], &empty["next"]), (&json!([]), &json!(next)));
    let waiting = self::log(&paper, "wait=20&after=0");
    assert_eq!(waiting.await["items"].as_array().unwrap().len(), 3);
    let question = format!("wait=20&after={next}");
    let (more, published) = tokio::join!(self::log(&paper, &question), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        paper.begin(json!({ "headline": "Another draft" })).await;
        paper.publish(json!({ "headline": "News" })).await
    });
    assert_eq!(more["items"][0]["subject"]["id"], published["id"]);
    let wrong = paper.reader("/api/v1/log?after=x&wait=99").send().await.unwrap();
    let problem = answer(wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
}

async fn log(paper: &Paper, query: &str) -> Value {
    answer(paper.reader(&format!("/api/v1/log?{query}")).send().await.unwrap(), StatusCode::OK).await
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_told_as_readers_see_them_now() {
    let paper = Paper::open().await;
    let coverage = paper.publish(json!({ "kind": "live", "headline": "Storm" })).await;
    let send = async |path: &str, body: Value| {
        paper.edda(Method::POST, path).json(&body).send().await.unwrap().json::<Value>().await.unwrap()
    };
    let posts = format!("/stories/{}/posts", id(&coverage));
    let stands = send(&posts, json!({ "body_markdown": "The wind turns." })).await;
    let falls = send(&posts, json!({ "body_markdown": "A wrong word." })).await;
    let taken_off = json!({ "reason": "error", "notice": "Taken off." });
    send(&format!("/posts/{}/retract", id(&falls)), taken_off).await;

    let told = log(&paper, "").await;
    let of = |post: &Value| -> Vec<Value> {
        let items = told["items"].as_array().unwrap().iter();
        items.filter(|item| item["subject"] == json!({ "kind": "post", "id": id(post) })).cloned().collect()
    };
    let (standing, fallen) = (of(&stands), of(&falls));
    assert_eq!(
        (standing.len(), &standing[0]["event"], &standing[0]["url"]),
        (1, &json!("post_published"), &stands["url"])
    );
    assert!(fallen.len() == 2 && fallen.iter().all(|item| item["event"] == "post_retracted"), "{fallen:?}");
    assert!(
        fallen.iter().all(|item| item["url"].is_null() && item["data"]["story"] == coverage["id"]),
        "{fallen:?}"
    );
    assert!(!told.to_string().contains("wind") && !told.to_string().contains("wrong"), "{told}");

    // When the coverage is taken off nothing is said of its posts.
    paper.act(&coverage, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    let told = log(&paper, "").await;
    let items = told["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["event"] == "story_withdrawn"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_picture_readers_programs_hear_while_it_is_shown_and_when_it_is_taken_off() {
    let paper = Paper::open().await;
    let (shown, kept) = (crate::pictures::sent(&paper, 1).await, crate::pictures::sent(&paper, 2).await);
    paper.publish(json!({ "lead_picture": id(&shown) })).await;
    let lease = json!({ "effect": "deny", "purposes": ["social"] });
    for picture in [&shown, &kept] {
        let order = paper.pavel(Method::POST, &format!("/pictures/{}/leases", id(picture))).json(&lease);
        answer(order.send().await.unwrap(), StatusCode::CREATED).await;
    }
    let of_pictures = async || -> Vec<Value> {
        let told = log(&paper, "").await;
        let items = told["items"].as_array().unwrap().iter();
        items.filter(|item| item["subject"]["kind"] == "picture").cloned().collect()
    };

    let told = of_pictures().await;
    assert!(!told.is_empty() && told.iter().all(|item| item["event"] == "picture_changed"), "{told:?}");
    assert!(
        told.iter().all(|item| item["subject"]["id"] == shown["id"] && item["data"] == json!({})),
        "{told:?}"
    );
    assert_eq!(told[0]["url"], format!("{}/mediabank/{}", paper.url, id(&shown)));

    for picture in [&shown, &kept] {
        let order = paper.pavel(Method::POST, &format!("/pictures/{}/withdraw", id(picture)));
        order.json(&json!({ "reason": "rights" })).send().await.unwrap();
    }
    let told = of_pictures().await;
    let is_taken_off = |item: &Value| item["event"] == "picture_withdrawn" && item["url"].is_null();
    assert!(!told.is_empty() && told.iter().all(is_taken_off), "{told:?}");
    assert!(told.iter().all(|item| item["subject"]["id"] == shown["id"]), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_receiver_that_may_not_know_of_it_any_more_is_never_sent() {
    let receiver = Receiver::open().await;
    let (paper, token) = paper(&[&receiver]).await;
    add(&paper, &token, json!({ "address": receiver.url(), "role": "reporter" })).await;
    receiver.is(Mood::Fails);
    paper.begin(json!({})).await;
    assert_eq!(receiver.wait(1).await[0].told().0, "story_created");
    let take = async |tx: &mut Tx| tx.execute(sql!("update webhooks set role = null"), &[]).await;
    paper.store.write(take).await.unwrap();
    receiver.is(Mood::Takes);

    let story = paper.publish(json!({})).await;
    paper.wait(Duration::from_secs(6));

    let got = receiver.wait(2).await;
    assert_eq!(got[1].told(), ("story_published".into(), id(&story).into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_asked_for_twice_with_one_key_is_one_and_its_secret_is_told_again() {
    let paper = Paper::open().await;
    let token = admin(&paper).await;
    let http = reqwest::Client::new();
    let url = format!("{}/api/v1/webhooks", paper.url);
    let send = async |key: &str, role: &str| {
        let new = json!({ "address": "https://hooks.example/take", "role": role });
        let request = http.post(&url).bearer_auth(&token).header("Idempotency-Key", key).json(&new);
        request.send().await.unwrap()
    };

    let first = send("once", "editor").await;
    assert_eq!(first.headers()["cache-control"], "no-store");
    let first = answer(first, StatusCode::CREATED).await;
    let again = answer(send("once", "editor").await, StatusCode::CREATED).await;

    assert_eq!(first, again);
    assert!(first["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(send("once", "admin").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let listed = paper.reader("/api/v1/webhooks").bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer(listed, StatusCode::OK).await["items"].as_array().unwrap().len(), 1);
    let kept: Vec<String> = paper
        .store
        .read(async |tx: &mut Tx| tx.query(sql!("select body from answered"), &[]).await)
        .await
        .unwrap();
    assert!(kept.len() == 1 && !kept[0].contains("whsec_"), "{kept:?}");
    let gone = http.delete(format!("{url}/{}", id(&first))).bearer_auth(&token).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let late = answer(send("once", "editor").await, StatusCode::CREATED).await;
    assert_eq!((id(&late), &late["secret"]), (id(&first), &Value::Null), "what it was is gone with it");
}
