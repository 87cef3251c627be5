//! Several processes on one PostgreSQL database: what one publishes the others show, what one withdraws none shows
//! once the withdrawal is answered, whatever has become of them.

use crate::commands::stoppress;
use crate::desk::signs_in;
use crate::office::{bring_themes, until_evening, wear};
use crate::paper::{Paper, id, path};
use crate::served::Served;
use reqwest::StatusCode;
use sections::NewEdition;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::testing::{Engine, OwnServer, TestDatabase};
use store::{LogRow, Tx};

/// Words that stand in the story alone that is taken away.
const MARK: &str = "zinnober-lighthouse";

/// Whether these tests have the engine that they are about; SQLite has one process by its lock.
fn is_skipped() -> bool {
    let is_skipped = Engine::from_environment() != Engine::Postgres;
    if is_skipped {
        eprintln!("skipped: several processes share a database on PostgreSQL alone");
    }
    is_skipped
}

fn shown_at(story: &Value) -> Vec<String> {
    ["/en/", "/en/newsfeed", "/en/feed.rss", &path(story)].map(str::to_owned).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_on_one_node_is_on_the_other_and_on_its_open_pages() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let first = one.publish(json!({ "headline": "First" })).await;
    for address in shown_at(&first) {
        other.read(&address).await;
    }
    let mut open = other.listen("newsfeed:en", None).await;

    for number in 0..5 {
        let headline = format!("Harbour closed {number} times");
        let story = one.publish(json!({ "headline": headline })).await;
        let told = loop {
            let told = open.next().await;
            if told["subject"] == story["id"] {
                break told;
            }
        };
        assert!(told["html"].as_str().unwrap().contains(&headline));
        for address in shown_at(&story) {
            assert!(other.read(&address).await.1.contains(&headline), "{address} is told of and shows it");
        }
    }
}

/// Reads from a newsroom without pause, and notes when each read began and whether it showed what is taken away.
async fn hammer(
    paper: Arc<Paper>,
    addresses: Vec<String>,
    ended: Arc<AtomicBool>,
) -> Vec<(Instant, String, bool)> {
    let mut read = Vec::new();
    while !ended.load(Ordering::SeqCst) {
        for address in &addresses {
            let begun = Instant::now();
            let (_, text) = paper.read(address).await;
            read.push((begun, address.clone(), text.contains(MARK)));
        }
    }
    read
}

#[tokio::test(flavor = "multi_thread")]
async fn once_a_withdrawal_is_answered_no_node_shows_what_was_withdrawn() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = Arc::new(one.beside().await);

    for round in 0..5 {
        let words = json!({ "headline": MARK, "slug": format!("harbour-{round}") });
        let story = one.publish(words).await;
        let ended = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..3)
            .map(|_| tokio::spawn(hammer(Arc::clone(&other), shown_at(&story), Arc::clone(&ended))))
            .collect();
        tokio::time::sleep(Duration::from_millis(300)).await;

        one.act(&story, "withdraw", json!({ "reason": "legal", "notice": "A court forbade it." })).await;

        let answered = Instant::now();
        tokio::time::sleep(Duration::from_millis(200)).await;
        ended.store(true, Ordering::SeqCst);
        let mut was_shown = false;
        for reader in readers {
            for (begun, address, is_shown) in reader.await.unwrap() {
                was_shown |= is_shown;
                assert!(
                    !is_shown || begun < answered,
                    "{address} showed it after the withdrawal was answered"
                );
            }
        }
        assert!(was_shown, "it was shown before");
    }
}

/// An editor with a token, at one of several servers.
struct Editor {
    http: reqwest::Client,
    token: String,
}

impl Editor {
    /// Adds the token by a command in a folder of its own: one more process on the database, for a moment.
    fn hire(database: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut command = stoppress();
        command
            .env("STOPPRESS_DATABASE", database)
            .args(["token", "add", "edda", "--role", "admin", "--data"]);
        let output = command.arg(dir.path()).output().unwrap();
        let token = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        assert!(!token.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { http: reqwest::Client::new(), token }
    }

    async fn post(&self, server: &Served, path: &str, words: Value) -> Value {
        let url = format!("{}/api/v1/stories{path}", server.url);
        let answer = self.http.post(url).bearer_auth(&self.token).json(&words).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn publish(&self, server: &Served) -> Value {
        let story = json!({ "edition": "en", "kind": "news", "section": "world", "headline": MARK,
            "slug": "harbour", "body_html": "<p>Text.</p>" });
        let story = self.post(server, "", story).await;
        self.post(server, &format!("/{}/publish", id(&story)), json!({})).await
    }

    async fn withdraw(&self, server: &Served, story: &Value) {
        let words = json!({ "reason": "legal", "notice": "A court forbade it." });
        self.post(server, &format!("/{}/withdraw", id(story)), words).await;
    }
}

async fn read(server: &str, address: &str) -> (StatusCode, String) {
    let answer = reqwest::get(format!("{server}{address}")).await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

async fn two_servers(database: &str, dirs: [&Path; 2]) -> [Served; 2] {
    let starting = dirs.map(|dir| {
        let (dir, database) = (dir.to_owned(), database.to_owned());
        tokio::task::spawn_blocking(move || Served::start_with(&dir, &[("STOPPRESS_DATABASE", &database)]))
    });
    let [one, other] = starting;
    [one.await.unwrap(), other.await.unwrap()]
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_start_at_once_on_an_empty_database_both_come_up() {
    if is_skipped() {
        return;
    }
    let database = TestDatabase::new(Engine::Postgres).await;
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];

    let servers = two_servers(database.url(), [dirs[0].path(), dirs[1].path()]).await;

    for server in &servers {
        assert_eq!(read(&server.url, "/readyz").await.0, StatusCode::OK);
        assert_eq!(read(&server.url, "/en/").await.0, StatusCode::OK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stood_still_during_a_withdrawal_shows_nothing_of_it_when_it_goes_on() {
    if is_skipped() {
        return;
    }
    let database = TestDatabase::new(Engine::Postgres).await;
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [one, other] = two_servers(database.url(), [dirs[0].path(), dirs[1].path()]).await;
    let edda = Editor::hire(database.url());
    let story = edda.publish(&one).await;
    for address in shown_at(&story) {
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(read(&other.url, &address).await.1.contains(MARK), "{address}");
    }

    other.signal("STOP");
    let begun = Instant::now();
    edda.withdraw(&one, &story).await;
    let waited = begun.elapsed();
    // They wait at its door, and are the first that it hears of when it goes on.
    let waiting: Vec<_> = shown_at(&story)
        .into_iter()
        .map(|address| {
            let url = other.url.clone();
            tokio::spawn(async move { (read(&url, &address).await, address) })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    other.signal("CONT");

    assert!(waited > Duration::from_secs(2), "its lease ran on, and it was waited for {waited:?}");
    assert!(waited < Duration::from_secs(9), "its lease ran out, and it was waited for {waited:?}");
    for read in waiting {
        let ((status, text), address) = read.await.unwrap();
        assert!(!text.contains(MARK), "{address} shows it");
        assert_eq!(status == StatusCode::GONE, address == path(&story), "{address}: {status}");
    }
    let again = edda.publish(&one).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(read(&other.url, "/en/").await.1.contains(MARK), "it is back");
    edda.withdraw(&one, &again).await;
    assert!(!read(&other.url, "/en/").await.1.contains(MARK));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_was_killed_holds_a_withdrawal_up_for_its_lease_alone() {
    if is_skipped() {
        return;
    }
    let database = TestDatabase::new(Engine::Postgres).await;
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [one, mut other] = two_servers(database.url(), [dirs[0].path(), dirs[1].path()]).await;
    let edda = Editor::hire(database.url());
    let (first, second) = (edda.publish(&one).await, edda.publish(&one).await);

    other.kill();
    let begun = Instant::now();
    edda.withdraw(&one, &first).await;
    assert!(begun.elapsed() < Duration::from_secs(9), "it took {:?}", begun.elapsed());
    let begun = Instant::now();
    edda.withdraw(&one, &second).await;

    assert!(begun.elapsed() < Duration::from_secs(2), "it took {:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newsroom_whose_database_was_away_says_so_and_comes_back() {
    if is_skipped() {
        return;
    }
    let mut database = OwnServer::start(&[], &[]);
    let dir = tempfile::tempdir().unwrap();
    let server = Served::start_with(dir.path(), &[("STOPPRESS_DATABASE", &database.url())]);
    let edda = Editor::hire(&database.url());
    let story = edda.publish(&server).await;
    assert_eq!(read(&server.url, "/readyz").await.0, StatusCode::OK);

    database.stop();
    assert_eq!(read(&server.url, "/readyz").await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(read(&server.url, "/healthz").await.0, StatusCode::OK, "it lives");
    tokio::time::sleep(Duration::from_secs(5)).await;
    for address in shown_at(&story) {
        let (status, text) = read(&server.url, &address).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
        assert!(!text.contains(MARK), "{address}: what is kept may have been taken away meanwhile");
    }
    database.start_again();

    let begun = Instant::now();
    while read(&server.url, "/readyz").await.0 != StatusCode::OK {
        assert!(begun.elapsed() < Duration::from_secs(10), "it does not come back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(read(&server.url, &path(&story)).await.1.contains(MARK));
    edda.withdraw(&server, &story).await;
    assert_eq!(read(&server.url, &path(&story)).await.0, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_story_is_published_once_however_many_nodes_there_are() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let mut stories = Vec::new();
    for number in 0..8 {
        let story = one.begin(json!({ "headline": format!("Scheduled {number}") })).await;
        one.act(&story, "schedule", json!({ "at": "2026-11-24T10:00:00Z" })).await;
        stories.push(id(&story).to_owned());
    }

    one.wait(Duration::from_secs(3601));

    let is_publication = |row: &LogRow| row.event == "story_published";
    let begun = Instant::now();
    loop {
        let rows = other.store.read(async |tx: &mut Tx| tx.log_after(0, 1000).await).await.unwrap();
        let published: Vec<String> =
            rows.iter().filter(|row| is_publication(row)).map(|row| row.subject.to_string()).collect();
        assert!(published.len() <= stories.len(), "one was published twice: {published:?}");
        if published.len() == stories.len() {
            assert!(stories.iter().all(|story| published.contains(story)));
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{} were published", published.len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let rows = other.store.read(async |tx: &mut Tx| tx.log_after(0, 1000).await).await.unwrap();
    assert_eq!(rows.iter().filter(|row| is_publication(row)).count(), stories.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_that_is_added_on_one_node_is_known_on_the_other() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    assert_eq!(other.read("/fr/").await.0, StatusCode::NOT_FOUND);

    let edition = NewEdition {
        slug: "fr".into(),
        name: "La Gazette".into(),
        language: "fr".into(),
        zone: "Europe/Paris".into(),
        sections: vec![("monde".into(), "Monde".into())],
    };
    let add = async move |tx: &mut Tx| sections::add_edition(tx, "house", &edition).await;
    one.store.write(add).await.unwrap();

    let begun = Instant::now();
    for paper in [&one, &other] {
        while paper.read("/fr/").await.0 != StatusCode::OK {
            assert!(begun.elapsed() < Duration::from_secs(20), "the new edition is not known");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(paper.read("/fr/nowhere").await.1.contains("La Gazette"), "a failure speaks for its edition");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_ended_on_one_node_opens_no_door_on_the_other() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let chance = base::Chance::of_the_machine();
    let add = async move |tx: &mut Tx| staff::add_token(tx, &chance, None, "guest", "editor", None).await;
    let (token, secret) = one.store.write(add).await.unwrap();
    let knock = async || {
        let request = other.reader("/api/v1/stories?state=draft").bearer_auth(&secret);
        request.send().await.unwrap().status()
    };
    assert_eq!(knock().await, StatusCode::OK);

    one.store.write(async move |tx: &mut Tx| staff::end_token(tx, None, token).await).await.unwrap();

    assert_eq!(knock().await, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_barred_on_one_node_is_out_on_the_other() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let chance = base::Chance::of_the_machine();
    let add = async move |tx: &mut Tx| {
        let ana = staff::NewPerson {
            email: "ana@gazette.example".into(),
            name: None,
            role: "reporter".into(),
            edition: None,
        };
        let (ana, link) = staff::add_person(tx, &chance, None, &ana).await?;
        let (_, admin) = staff::add_token(tx, &chance, None, "Ruth", "admin", None).await?;
        Ok((ana, link, admin))
    };
    let (ana, link, admin) = one.store.write(add).await.unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let form = [("password", "a lamp above the harbour wall")];
    let joined = http.post(format!("{}/desk/link/{link}", one.url)).form(&form).send().await.unwrap();
    let cookie = joined.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let knock =
        async || other.reader("/desk/account").header("cookie", &cookie).send().await.unwrap().status();
    assert_eq!(knock().await, StatusCode::OK);

    let bar = format!("{}/desk/office/people/{ana}/bar", one.url);
    let barred = http.post(bar).bearer_auth(&admin).send().await.unwrap();

    assert_eq!((barred.status(), knock().await), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_without_a_lease_renders_every_page_and_keeps_none() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let story = one.publish(json!({ "headline": "Version 0" })).await;
    for address in shown_at(&story) {
        other.read(&address).await;
    }

    other.store.leave().await;

    for version in 1..5 {
        let headline = format!("Version {version} of it");
        one.act(&story, "update", json!({ "headline": headline })).await;
        for address in shown_at(&story) {
            assert!(other.read(&address).await.1.contains(&headline), "{address} is read from the database");
        }
    }
    one.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    assert_eq!(other.read(&path(&story)).await.0, StatusCode::GONE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_on_one_node_ends_its_streams_on_the_other() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    let edda = crate::desk::edda_signs_in(&one).await;
    let events = format!("{}/events?topics=desk:stories:en", other.url);
    let mut stream = edda.get(&events).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);

    edda.post(format!("{}/desk/logout", one.url)).send().await.unwrap();

    let read = async { while stream.chunk().await.is_ok_and(|chunk| chunk.is_some()) {} };
    tokio::time::timeout(Duration::from_secs(10), read).await.expect("the other node's stream goes on");
    assert_eq!(edda.get(&events).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_theme_that_the_office_chooses_is_worn_by_every_process() {
    if is_skipped() {
        return;
    }
    let one = Paper::open().await;
    let other = one.beside().await;
    bring_themes(&one);
    bring_themes(&other);
    let ruth = signs_in(&one, "ruth@gazette.example", "admin").await;

    wear(&ruth, &one, "evening").await;

    until_evening(&one, true).await;
    until_evening(&other, true).await;
}
