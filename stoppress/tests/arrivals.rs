//! Pictures that an import leaves at foreign addresses: from the feed to the open page.

use crate::paper::{Paper, answer, id, path};
use crate::pictures::{media, photo, seen_by_readers, status};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::Tx;
use tokio::net::TcpListener;
use tokio::sync::watch;
use transfer::{Counts, Format, Order, Report, Source};

/// A PNG of a few bytes that says of itself that it is 60,000 pixels wide and as high.
const BOMB: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\xea\x60\x00\x00\xea\x60\
    \x08\x00\x00\x00\x00\xa5\xb9\x2a\x9e\x00\x00\x00\x0c\
    \x49\x44\x41\x54\x78\x9c\x63\x60\xa0\x3d\x00\x00\x00\x64\x00\x01\x86\x64\x3c\x35\
    \x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// A newspaper's server far away. It answers nothing before it is let.
struct Elsewhere {
    address: String,
    asked: Arc<AtomicUsize>,
    may_answer: watch::Sender<bool>,
}

impl Elsewhere {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (may_answer, wait) = watch::channel(false);
        let asked = Arc::new(AtomicUsize::new(0));
        let router = Router::new().fallback(Self::give).with_state((wait, Arc::clone(&asked)));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, asked, may_answer }
    }

    async fn give(
        State((mut wait, asked)): State<(watch::Receiver<bool>, Arc<AtomicUsize>)>,
        uri: Uri,
    ) -> (StatusCode, Bytes) {
        asked.fetch_add(1, Ordering::Relaxed);
        wait.wait_for(|may| *may).await.unwrap();
        match uri.path() {
            "/ships.jpg" => (StatusCode::OK, photo(20).into()),
            "/bomb.jpg" => (StatusCode::OK, Bytes::from_static(BOMB)),
            _ => (StatusCode::NOT_FOUND, Bytes::new()),
        }
    }

    fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.address)
    }
}

struct Quiet;

impl Report for Quiet {
    fn failure(&mut self, line: &str) {
        panic!("{line}");
    }
    fn warning(&mut self, _: &str) {}
    fn note(&mut self, _: &str) {}
    fn progress(&mut self, _: u64, _: u64, _: Option<u64>) {}
}

/// Takes in a feed with one story whose text shows the pictures at these addresses, and returns the story.
async fn import(paper: &Paper, addresses: &[String]) -> Value {
    let images: String = addresses.iter().map(|address| format!("<img src=\"{address}\">")).collect();
    let feed = format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>
         <title>Coast</title><link>http://coast.example/</link><item><title>Ships in the roads</title>
         <guid>http://coast.example/1</guid><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>
         <content:encoded><![CDATA[<p>Thirty ships wait.</p>{images}]]></content:encoded>
         </item></channel></rss>"
    );
    take_in(paper, Format::Rss, feed).await
}

/// Takes in a file with one story, and returns the story.
async fn take_in(paper: &Paper, format: Format, file: String) -> Value {
    let plan = paper.store.read(async |tx: &mut Tx| sections::plan(tx).await).await.unwrap();
    let edition = plan.default_edition().unwrap().clone();
    let order = Order { edition, publish: true, actor: "import".into() };
    let source = Source { name: "coast".into(), total: None, bytes: Cursor::new(file.into_bytes()) };
    let counts = transfer::import(&paper.store, format, &order, source, &mut Quiet).await.unwrap();
    assert_eq!(counts, Counts { imported: 1, ..Counts::default() });
    let list = answer(paper.reader("/api/v1/stories").send().await.unwrap(), StatusCode::OK).await;
    list["items"][0].clone()
}

/// What the desk is told of a story's pictures: each with its address, its id once it is there, and what it lacks.
async fn told(paper: &Paper, story: &Value) -> Vec<(String, Value, String)> {
    let request = paper.edda(Method::GET, &format!("/stories/{}", id(story)));
    let story = answer(request.send().await.unwrap(), StatusCode::OK).await;
    let text = |note: &Value, name: &str| note[name].as_str().unwrap().to_owned();
    let notes = story["notes"].as_array().unwrap().iter().filter(|note| note["kind"] == "picture");
    notes.map(|note| (text(note, "address"), note["picture"].clone(), text(note, "note"))).collect()
}

/// What the desk is told once every address was tried.
async fn told_in_the_end(paper: &Paper, story: &Value) -> Vec<(String, Value, String)> {
    for _ in 0..300 {
        let told = told(paper, story).await;
        if !told.iter().any(|(_, _, why)| why.contains("not been fetched yet")) {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the pictures were not fetched")
}

async fn describe(paper: &Paper, picture: &Value, words: Value) {
    let request = paper.pavel(Method::PATCH, &format!("/pictures/{}", id(picture))).json(&words);
    answer(request.send().await.unwrap(), StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_an_import_are_fetched_afterwards_and_seen_once_somebody_says_whose_they_are() {
    let (elsewhere, forbidden) = (Elsewhere::open().await, Elsewhere::open().await);
    let paper = Paper::open_with(|config| config.fetch_allow.value.push(elsewhere.address.clone())).await;
    let (ships, gone, bomb) =
        (elsewhere.url("ships.jpg"), elsewhere.url("gone.jpg"), elsewhere.url("bomb.jpg"));
    let inside = forbidden.url("ships.jpg");

    // The import does not wait: nobody has answered yet.
    let story = import(&paper, &[ships.clone(), inside.clone(), gone.clone(), bomb.clone()]).await;
    let before = told(&paper, &story).await;
    let waiting =
        |address: &String| before.iter().any(|(own, picture, _)| own == address && picture.is_null());
    assert!([&ships, &inside, &gone, &bomb].into_iter().all(waiting) && before.len() == 4, "{before:?}");
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("Thirty ships wait.") && !page.contains(&elsewhere.address), "{page}");

    // What comes lacks its credit and its words: the desk is told, readers see nothing of it.
    let mut open_page = paper.listen(&format!("story:{}", id(&story)), None).await;
    elsewhere.may_answer.send(true).unwrap();
    let told_then = told_in_the_end(&paper, &story).await;
    assert_eq!(open_page.until("updated").await["subject"], id(&story));
    let why = |address: &String| -> Vec<&str> {
        told_then.iter().filter(|(own, ..)| own == address).map(|(_, _, why)| why.as_str()).collect()
    };
    assert!(why(&inside)[0].contains("is not asked"), "{told_then:?}");
    assert!(why(&gone)[0].contains("nothing at this address"), "{told_then:?}");
    assert!(why(&bomb)[0].starts_with("This picture is too large"), "{told_then:?}");
    assert!(
        why(&ships)[0].contains("credit") && why(&ships)[1].contains("alternative text"),
        "{told_then:?}"
    );
    assert_eq!((told_then.len(), forbidden.asked.load(Ordering::Relaxed)), (5, 0), "{told_then:?}");
    let lacking = paper.pavel(Method::GET, "/pictures?lacking=credit").send().await.unwrap();
    let lacking = answer(lacking, StatusCode::OK).await["items"].clone();
    let picture = &lacking[0];
    assert!(
        lacking.as_array().unwrap().len() == 1 && told_then.iter().any(|(_, own, _)| own == &picture["id"])
    );
    assert_eq!(seen_by_readers(&paper, picture, Some(&story)).await, Vec::<String>::new());
    let public = paper.read(&format!("/api/v1/stories/{}", id(&story))).await.1;
    assert!(!public.contains(&elsewhere.address) && !public.contains(&forbidden.address), "{public}");

    // An editor says whose it is and what it shows, and it is on the page.
    describe(&paper, picture, json!({ "credit": "Coast News Agency" })).await;
    let (_, page) = paper.read(&path(&story)).await;
    assert!(!page.contains("/media/"), "{page}");
    describe(&paper, picture, json!({ "alt": "Ships under clouds" })).await;
    let (_, page) = paper.read(&path(&story)).await;
    assert!(
        page.contains(&media(picture, "640.jpg")) && page.contains("alt=\"Ships under clouds\""),
        "{page}"
    );
    assert!(page.contains("Coast News Agency"), "{page}");
    assert_eq!(status(&paper, &media(picture, "640.jpg")).await, StatusCode::OK);
    let in_the_end = told(&paper, &story).await;
    assert!(in_the_end.len() == 3 && in_the_end.iter().all(|(own, ..)| own != &ships), "{in_the_end:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_its_agency_credits_and_describes_is_seen_as_soon_as_it_has_come() {
    let elsewhere = Elsewhere::open().await;
    let paper = Paper::open_with(|config| config.fetch_allow.value.push(elsewhere.address.clone())).await;
    let picture = json!({ "uri": "urn:coast:ships", "type": "picture", "body_text": "Ships under clouds",
        "creditline": "Coast News Agency", "renditions": { "main": { "href": elsewhere.url("ships.jpg"),
            "mimetype": "image/jpeg", "width": 700, "height": 460 } } });
    let item = json!({ "uri": "urn:coast:1", "type": "text", "pubstatus": "usable", "headline": "Ships in the roads",
        "firstcreated": "2026-11-23T10:00:00Z", "versioncreated": "2026-11-23T10:00:00Z", "language": "en",
        "body_html": "<p>Thirty ships wait.</p>", "associations": { "featuremedia": picture } });
    let story = take_in(&paper, Format::Ninjs, item.to_string()).await;
    let mut open_page = paper.listen(&format!("story:{}", id(&story)), None).await;

    elsewhere.may_answer.send(true).unwrap();

    assert_eq!(open_page.until("updated").await["subject"], id(&story));
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("/640.jpg") && page.contains("alt=\"Ships under clouds\""), "{page}");
    assert!(page.contains("Coast News Agency"), "{page}");
    assert!(told(&paper, &story).await.is_empty());
}
