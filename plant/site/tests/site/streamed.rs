//! Streams: open pages are told, resume, and hold nobody up.

use crate::paper::{Paper, house, paper, paper_with};
use crate::served::{Server, Wire, until};
use base::Id;
use futures_util::FutureExt;
use serde_json::{Value, json};
use site::Settings;
use site::streams::{Message, Teller, events_routes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Entry, LogRow, Tx};
use tokio::io::AsyncWriteExt;

/// A paper whose streams run: what a subject looks like now stands in `present`.
struct Office {
    paper: Paper,
    server: Server,
    present: Arc<Mutex<HashMap<Id, String>>>,
    told: Arc<Mutex<usize>>,
}

impl Office {
    async fn open(paper: Paper) -> Self {
        let present: Arc<Mutex<HashMap<Id, String>>> = Arc::default();
        let told: Arc<Mutex<usize>> = Arc::default();
        let (state, count) = (Arc::clone(&present), Arc::clone(&told));
        let teller: Teller = Arc::new(move |_, rows| {
            *count.lock().unwrap() += 1;
            let state = state.lock().unwrap().clone();
            async move { Ok(rows.iter().flat_map(|row| messages(row, &state)).collect()) }.boxed()
        });
        tokio::spawn(site::streams::run(paper.plant.clone(), teller));
        let server = Server::open(house(events_routes(), &paper.plant)).await;
        Self { paper, server, present, told }
    }

    /// Writes that something happened to a subject that now looks like this.
    async fn announce(&self, subject: Id, topics: &[&str], event: &'static str, html: Option<&str>) -> i64 {
        match html {
            Some(html) => self.present.lock().unwrap().insert(subject, html.to_owned()),
            None => self.present.lock().unwrap().remove(&subject),
        };
        let data = json!({ "topics": topics });
        let write = async move |tx: &mut Tx| {
            let (actor, edition, reason, data) = (None, None, None, data.clone());
            let takes_away = event == "withdrawn";
            tx.announce(Entry { actor, edition, kind: "story", subject, event, data, reason, takes_away })
                .await
        };
        self.paper.plant.store.write(write).await.unwrap()
    }

    fn id(&self) -> Id {
        self.paper.plant.chance.id(self.paper.clock.now())
    }
}

fn messages(row: &LogRow, present: &HashMap<Id, String>) -> Vec<Message> {
    let topics = row.data["topics"].as_array().unwrap();
    let message = |topic: &Value| Message {
        seq: row.seq,
        topic: topic.as_str().unwrap().to_owned(),
        event: row.event.clone(),
        subject: row.subject.to_string(),
        ts: row.at.micros(),
        html: present.get(&row.subject).cloned(),
    };
    topics.iter().map(message).collect()
}

/// The next message of a stream, and the id that came with it.
async fn next(stream: &mut Wire) -> (String, Value) {
    let mut id = String::new();
    loop {
        let line = stream.line().await;
        if let Some(number) = line.strip_prefix("id: ") {
            id = number.to_owned();
        }
        if let Some(json) = line.strip_prefix("data: ") {
            return (id, serde_json::from_str(json).unwrap());
        }
    }
}

/// Reads until a comment line that says this.
async fn until_comment(stream: &mut Wire, comment: &str) {
    while stream.line().await != format!(": {comment}") {}
}

#[tokio::test]
async fn an_open_page_is_told_in_the_order_of_the_log_and_only_of_its_topics() {
    let office = Office::open(paper().await).await;
    let (flood, fire) = (office.id(), office.id());
    let mut stream = office.server.get("/events?topics=front:en,newsfeed:en", "").await;
    assert_eq!(stream.header("content-type"), Some("text/event-stream"));
    assert_eq!(stream.header("cache-control"), Some("no-store"));
    until_comment(&mut stream, "open").await;

    office.announce(fire, &["newsfeed:es"], "published", Some("<p>Fuego</p>")).await;
    let seq = office.announce(flood, &["front:en", "newsfeed:en"], "published", Some("<p>Flood\n</p>")).await;

    let (id, first) = next(&mut stream).await;
    assert_eq!(id, seq.to_string());
    assert_eq!(first["seq"], seq);
    assert_eq!(first["topic"], "front:en");
    assert_eq!(
        (first["subject"].as_str(), first["html"].as_str()),
        (Some(&*flood.to_string()), Some("<p>Flood\n</p>"))
    );
    assert_eq!(first["ts"], office.paper.clock.now().micros());
    assert_eq!(next(&mut stream).await.1["topic"], "newsfeed:en");
}

#[tokio::test]
async fn who_resumes_gets_the_last_state_of_each_subject_and_nothing_that_was_removed() {
    let office = Office::open(paper().await).await;
    let (flood, fire) = (office.id(), office.id());
    let start = office.announce(flood, &["newsfeed:en"], "published", Some("one")).await;
    office.announce(flood, &["newsfeed:en"], "updated", Some("two")).await;
    office.announce(fire, &["newsfeed:en"], "published", Some("secret")).await;
    let corrected = office.announce(flood, &["newsfeed:en"], "corrected", Some("three")).await;
    let withdrawn = office.announce(fire, &["newsfeed:en"], "withdrawn", None).await;
    let mut settled = office.server.get("/events?topics=newsfeed:en", "").await;
    wait_until_told(&office, withdrawn).await;
    settled.line().await;

    let resume = format!("Last-Event-ID: {start}\r\n");
    let mut stream = office.server.get("/events?topics=newsfeed:en", &resume).await;

    let (id, first) = next(&mut stream).await;
    assert_eq!(
        (id, &first["event"], &first["html"]),
        (corrected.to_string(), &json!("corrected"), &json!("three"))
    );
    let (id, second) = next(&mut stream).await;
    assert_eq!(
        (id, &second["event"], second.get("html")),
        (withdrawn.to_string(), &json!("withdrawn"), None)
    );
    until_comment(&mut stream, "present").await;

    let query = format!("/events?topics=newsfeed:en&last_event_id={corrected}");
    assert_eq!(next(&mut office.server.get(&query, "").await).await.0, withdrawn.to_string());
}

/// Waits until the streams stand at this number.
async fn wait_until_told(office: &Office, seq: i64) {
    for _ in 0..200 {
        let mut stream = office.server.get("/events?topics=front:zz", "").await;
        until_comment(&mut stream, "open").await;
        stream.line().await;
        if stream.line().await == format!("id: {seq}") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the streams never came to {seq}");
}

#[tokio::test]
async fn what_one_row_said_to_several_topics_is_said_again_to_who_resumes_from_it() {
    let office = Office::open(paper().await).await;
    let seq = office.announce(office.id(), &["front:en", "newsfeed:en"], "published", None).await;
    wait_until_told(&office, seq).await;
    let resume = format!("Last-Event-ID: {seq}\r\n");

    let mut both = office.server.get("/events?topics=front:en,newsfeed:en", &resume).await;
    assert_eq!(next(&mut both).await.1["topic"], "front:en");
    assert_eq!(next(&mut both).await.1["topic"], "newsfeed:en");

    let mut one = office.server.get("/events?topics=front:en", &resume).await;
    let lines = [one.line().await, one.line().await, one.line().await, one.line().await];
    assert_eq!((lines[0].as_str(), lines[2].as_str()), (": resumed", ": present"), "{lines:?}");
}

#[tokio::test]
async fn many_who_resume_from_one_place_are_told_from_one_reading_until_something_is_committed() {
    let office = Office::open(paper().await).await;
    let flood = office.id();
    let seq = office.announce(flood, &["front:en"], "published", Some("one")).await;
    wait_until_told(&office, seq).await;
    let before = *office.told.lock().unwrap();

    for _ in 0..5 {
        let mut stream = office.server.get("/events?topics=front:en&last_event_id=0", "").await;
        assert_eq!(next(&mut stream).await.1["html"], "one");
    }
    assert_eq!(*office.told.lock().unwrap(), before + 1);

    office.announce(flood, &["front:en"], "withdrawn", None).await;
    let mut stream = office.server.get("/events?topics=front:en&last_event_id=0", "").await;
    assert_eq!(next(&mut stream).await.1.get("html"), None);
}

#[tokio::test]
async fn a_number_that_is_none_or_from_the_future_asks_for_everything_anew() {
    let office = Office::open(paper().await).await;

    for last in ["yesterday", "-4", "99999"] {
        let path = "/events?topics=front:en,newsfeed:en";
        let mut stream = office.server.get(path, &format!("Last-Event-ID: {last}\r\n")).await;
        assert_eq!(next(&mut stream).await.1["event"], "reload", "{last}");
        assert_eq!(next(&mut stream).await.1["topic"], "newsfeed:en", "{last}");
    }
}

#[tokio::test]
async fn unknown_topics_are_refused_and_those_of_the_desk_are_for_staff() {
    let office = Office::open(paper().await).await;
    let status = async |path: &str| office.server.get(path, "").await.status();

    assert_eq!(status("/events?topics=weather:en").await, 422);
    assert_eq!(status("/events").await, 422);
    assert_eq!(status("/events?topics=desk:moderation").await, 401);

    office.paper.plant.streams.guard(Arc::new(|_, headers, topic| {
        let is_staff = headers.contains_key("authorization") && topic == "desk:moderation";
        async move {
            let person = base::Id::from_bytes([7; 16]);
            if is_staff {
                Ok(site::Hearer { person, until: None })
            } else {
                Err(base::Refused::NotSignedIn.into())
            }
        }
        .boxed()
    }));
    assert_eq!(status("/events?topics=desk:moderation,front:en").await, 401);
    let staff = office.server.get("/events?topics=desk:moderation", "Authorization: Bearer x\r\n").await;
    assert_eq!(staff.status(), 200);
    let streams = &office.paper.plant.streams;
    streams.end_of(base::Id::from_bytes([8; 16]));
    assert_eq!(streams.readers("desk:moderation"), 1, "somebody else's way in ended");
    streams.end_of(base::Id::from_bytes([7; 16]));
    while streams.readers("desk:moderation") > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn one_address_may_open_so_many_streams_and_loopback_as_many_as_it_likes() {
    let trusted = Settings {
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        streams_per_address: 2,
        ..Settings::default()
    };
    let office = Office::open(paper_with(trusted).await).await;
    let open = async |from: &str| office.server.get("/events?topics=front:en", from).await;
    let ana = "X-Forwarded-For: 203.0.113.7\r\n";

    let (first, second) = (open(ana).await, open(ana).await);
    let third = open(ana).await;
    assert_eq!((first.status(), second.status(), third.status()), (200, 200, 429));
    assert!(third.header("retry-after").is_some());
    let local = [open("").await, open("").await, open("").await];
    assert!(local.iter().all(|stream| stream.status() == 200));

    drop(first);
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        if open(ana).await.status() == 200 {
            return;
        }
    }
    panic!("a closed stream still counts");
}

#[tokio::test]
async fn a_slow_reader_is_cut_off_and_a_quick_one_is_not() {
    let office = Office::open(paper().await).await;
    let mut quick = office.server.get("/events?topics=front:en", "").await;
    let slow = office.server.get("/events?topics=front:en", "").await;
    until_comment(&mut quick, "open").await;
    let subject = office.id();
    let large = "x".repeat(100_000);

    for _ in 0..200 {
        office.announce(subject, &["front:en"], "updated", Some(&large)).await;
        next(&mut quick).await;
        if office.paper.plant.streams.readers("front:en") == 1 {
            drop(slow);
            return;
        }
    }
    panic!("the slow reader still holds its seat");
}

#[tokio::test]
async fn open_pages_ask_for_themselves_when_nobody_can_say_what_to_tell_them() {
    let paper = paper().await;
    let broken: Teller = Arc::new(|_, _| async { Err(base::Broken::new("no state").into()) }.boxed());
    tokio::spawn(site::streams::run(paper.plant.clone(), broken));
    let server = Server::open(house(events_routes(), &paper.plant)).await;
    let mut stream = server.get("/events?topics=front:en", "").await;
    until_comment(&mut stream, "open").await;

    let subject = paper.plant.chance.id(paper.clock.now());
    let write = async move |tx: &mut Tx| {
        let (actor, edition, reason, data) = (None, None, None, json!({}));
        let (event, takes_away) = ("published", false);
        tx.announce(Entry { actor, edition, kind: "story", subject, event, data, reason, takes_away }).await
    };
    let seq = paper.plant.store.write(write).await.unwrap();

    let (id, message) = next(&mut stream).await;
    assert_eq!((id, &message["event"]), (seq.to_string(), &json!("reload")));
}

/// Waits until so many streams are open.
async fn wait_for_readers(office: &Office, count: usize) {
    let are_open = || office.paper.plant.streams.readers("front:en") == count;
    until(are_open, &format!("{count} streams are open")).await;
}

#[tokio::test]
async fn what_happened_while_nobody_listened_is_heard_by_who_comes_back() {
    let office = Office::open(paper().await).await;
    let before = office.server.get("/events?topics=front:en", "").await;
    wait_for_readers(&office, 1).await;
    drop(before);
    wait_for_readers(&office, 0).await;

    let seq = office.announce(office.id(), &["front:en"], "published", Some("Flood")).await;
    wait_until_told(&office, seq).await;
    let resume = format!("Last-Event-ID: {}\r\n", seq - 1);
    let mut back = office.server.get("/events?topics=front:en", &resume).await;
    assert_eq!(next(&mut back).await.1["html"], "Flood");
}

#[tokio::test]
async fn every_reader_hears_everything_once_and_in_order_while_others_come_and_go() {
    let office = Office::open(paper().await).await;
    let mut stays = office.server.get("/events?topics=front:en", "").await;
    until_comment(&mut stays, "open").await;
    let subject = office.id();

    let mut told = Vec::new();
    for _ in 0..30 {
        let passing = office.server.get("/events?topics=front:en", "").await;
        told.push(office.announce(subject, &["front:en"], "updated", None).await.to_string());
        drop(passing);
    }

    for seq in told {
        assert_eq!(next(&mut stays).await.0, seq);
    }
}

#[tokio::test]
async fn a_page_that_goes_away_gives_up_its_seat_though_nothing_happens() {
    let office = Office::open(paper().await).await;
    let (first, second) = (
        office.server.get("/events?topics=front:en", "").await,
        office.server.get("/events?topics=front:en", "").await,
    );
    wait_for_readers(&office, 2).await;

    drop(first);
    wait_for_readers(&office, 1).await;
    assert_eq!(second.status(), 200);
    drop(second);
    wait_for_readers(&office, 0).await;
}

#[tokio::test]
async fn a_stream_follows_other_answers_of_its_connection_and_what_the_page_says_then_is_of_no_interest() {
    let office = Office::open(paper().await).await;
    let nothing = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
    let stream = "GET /events?topics=front:en HTTP/1.1\r\nHost: x\r\n\r\n";

    let mut wire = office.server.send(&format!("{nothing}{stream}{nothing}")).await;
    assert_eq!(wire.status(), 404);
    until_comment(&mut wire, "open").await;

    let seq = office.announce(office.id(), &["front:en"], "published", None).await;
    assert_eq!(next(&mut wire).await.0, seq.to_string());
}

#[tokio::test]
async fn who_has_not_asked_to_the_end_keeps_nobody_from_opening_a_page() {
    let office = Office::open(paper().await).await;
    let mut halves = Vec::new();
    for _ in 0..100 {
        halves.push(office.server.begin("GET /events?topics=front:en HTTP/1.1\r\nHost: x\r\n").await);
    }

    let mut whole = office.server.get("/events?topics=front:en", "").await;
    until_comment(&mut whole, "open").await;

    for half in &mut halves {
        half.write_all(b"\r\n").await.unwrap();
    }
    wait_for_readers(&office, 101).await;
}

#[tokio::test]
async fn older_readers_and_those_who_ask_for_the_head_alone_are_served_as_they_ask() {
    let office = Office::open(paper().await).await;
    let ask = |method: &str, version: &str| {
        format!("{method} /events?topics=front:en HTTP/{version}\r\nHost: x\r\nConnection: close\r\n\r\n")
    };

    let mut head = office.server.send(&ask("HEAD", "1.1")).await;
    assert_eq!((head.status(), head.header("content-type")), (200, Some("text/event-stream")));
    assert_eq!(head.rest().await, "");

    let mut old = office.server.send(&ask("GET", "1.0")).await;
    until_comment(&mut old, "open").await;
    let seq = office.announce(office.id(), &["front:en"], "published", None).await;
    assert_eq!(next(&mut old).await.0, seq.to_string());
}

#[tokio::test]
async fn streams_say_goodbye_when_the_server_stops_and_when_to_come_back() {
    let mut office = Office::open(paper().await).await;
    let mut stream = office.server.get("/events?topics=front:en", "").await;
    until_comment(&mut stream, "open").await;

    let stopped = tokio::time::timeout(Duration::from_secs(3), office.server.stop()).await;

    assert!(stopped.is_ok());
    let rest = stream.rest().await;
    let (_, goodbye) = rest.split_once(": the server stops\nretry: ").unwrap();
    let back: u32 = goodbye.trim_end().parse().unwrap();
    assert!((1000..10_000).contains(&back), "{back}");
}
