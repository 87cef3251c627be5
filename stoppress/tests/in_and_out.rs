//! What goes out comes back whole, hash by hash.

use crate::commands::stoppress;
use base::{Clock, Time};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stoppress::config::Config;
use stoppress::newsroom::Newsroom;
use stoppress::orders::{ExportFormat, ImportFormat, Order};
use stoppress::output::Output;
use stoppress::{demo, orders, server};
use store::Tx;
use store::testing::{Engine, TestDatabase};
use stories::{List, listed};

/// A newsroom's folder and database that end with the test.
pub struct Place {
    dir: tempfile::TempDir,
    pub config: Config,
    pub clock: Clock,
    _database: TestDatabase,
}

impl Place {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = TestDatabase::new(Engine::from_environment()).await;
        let mut config = Config::read(dir.path(), Some("127.0.0.1:0")).unwrap();
        config.database.value = Some(database.url().to_owned());
        config.public_url.value = Some("https://gazette.example".into());
        let clock = Clock::set("2026-11-24T09:00:00Z".parse::<Time>().unwrap());
        Self { dir, config, clock, _database: database }
    }

    pub async fn open(&self) -> Newsroom {
        let plan = demo::plan().unwrap().into_iter().take(1).collect();
        Newsroom::open_with(self.dir.path(), &self.config, self.clock.clone(), plan).await.unwrap()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

pub fn quiet() -> Output {
    Output::terminal(true, false)
}

pub async fn export(newsroom: &Newsroom, out: &Path) {
    let order = Order::Export { format: ExportFormat::Archive, out: out.to_owned() };
    assert_eq!(order.carry_out(newsroom, &quiet()).await.unwrap(), 0);
}

pub fn import(file: &Path) -> Order {
    Order::Import {
        format: ImportFormat::Archive,
        files: vec![file.to_owned()],
        edition: None,
        publish: false,
    }
}

/// Returns the text of every published page, by path.
async fn pages(newsroom: Newsroom, mut config: Config) -> Vec<(String, String)> {
    let paths = newsroom.plant.store.read(async |tx: &mut Tx| listed(tx, &List::default(), 1000).await);
    let mut paths: Vec<String> = paths.await.unwrap().into_iter().map(|story| story.path).collect();
    paths.extend(["/en/", "/ar/", "/en/newsfeed", "/en/section/world"].map(str::to_owned));
    let listener = server::listen(&mut config).await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server::run(newsroom, listener, async move { drop(stopped.await) }));
    let mut pages = Vec::new();
    for path in paths {
        let answer = reqwest::get(format!("http://{}{path}", config.listen.value)).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        pages.push((path, answer.text().await.unwrap()));
    }
    drop(stop);
    running.await.unwrap().unwrap();
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_gives_the_same_newsroom_hash_by_hash() {
    let (old, new) = (Place::new().await, Place::new().await);
    demo::fill(old.dir.path(), &old.config, None, &quiet()).await.unwrap();
    let here = old.open().await;
    std::fs::create_dir_all(old.file("media/ab")).unwrap();
    std::fs::write(old.file("media/ab/abcd"), b"a picture").unwrap();
    let (first, second) = (old.file("first.archive"), new.file("second.archive"));

    export(&here, &first).await;
    let there = new.open().await;
    assert_eq!(import(&first).carry_out(&there, &quiet()).await.unwrap(), 0);
    export(&there, &second).await;

    assert!(std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap(), "the archives differ");
    assert_eq!(orders::faults(&there).await.unwrap(), Vec::<String>::new());
    assert_eq!(std::fs::read(new.file("media/ab/abcd")).unwrap(), b"a picture");
    let again = import(&first).carry_out(&there, &quiet()).await.unwrap_err().to_string();
    assert!(again.contains("holds stories already"), "{again}");
    let next = there.plant.store.read(async |tx: &mut Tx| tx.next_job_at().await).await.unwrap();
    assert!(next.is_some(), "scheduled stories are on the clock again");
    let found =
        async |tx: &mut Tx, kind: &str| index::find(tx, kind, "", None, 1000).await.map(|ids| ids.len());
    for newsroom in [&here, &there] {
        let all = async move |tx: &mut Tx| Ok((found(tx, "story").await?, found(tx, "picture").await?));
        let (stories, pictures) = newsroom.plant.store.read(all).await.unwrap();
        assert!(stories > 100 && pictures > 20, "{stories} stories, {pictures} pictures are found");
    }
    let (was, is) = (pages(here, old.config.clone()).await, pages(there, new.config.clone()).await);
    assert!(was.len() > 30);
    for (was, is) in was.iter().zip(&is) {
        assert!(was == is, "{} reads otherwise", was.0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_holds_no_secret_and_does_not_end_a_sign_in() {
    let (old, new) = (Place::new().await, Place::new().await);
    demo::fill(old.dir.path(), &old.config, Some(0), &quiet()).await.unwrap();
    let file = old.file("a.archive");
    export(&old.open().await, &file).await;
    let there = new.open().await;
    let chance = there.plant.chance.clone();
    let work =
        async move |tx: &mut Tx| staff::add_token(tx, &chance, None, "t", "admin", None).await.map(drop);
    there.plant.store.write(work).await.unwrap();

    let refused = import(&file).carry_out(&there, &quiet()).await.unwrap_err().to_string();
    let unpacked = tempfile::tempdir().unwrap();
    transfer::container::unpack(&file, "stoppress-archive", 1, unpacked.path()).unwrap();
    let people = std::fs::read_to_string(unpacked.path().join("staff/people.jsonl")).unwrap();

    assert!(refused.contains("can sign in"), "{refused}");
    assert!(people.contains("@") && !people.contains("password") && !people.contains("argon2"), "{people}");
}

/// Returns Edda, who may do everything.
pub fn edda(newsroom: &Newsroom) -> stories::Asked {
    let (chance, now) = (newsroom.plant.chance.clone(), newsroom.plant.clock.now());
    let grants = vec![house::Grant { role: house::Role::Admin, edition: None }];
    let person = house::Person { id: chance.id(now), name: "Edda".into(), grants };
    stories::Asked { person: Arc::new(person), seen: stories::Seen::Unsaid, chance }
}

/// Writes a story, and publishes it.
pub async fn write(newsroom: &Newsroom, n: usize) -> base::Id {
    let asked = edda(newsroom);
    let work = async move |tx: &mut Tx| {
        let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": format!("Story {n}"),
            "bylines": ["Edda Lind"], "topics": ["Harbour"], "body_markdown": "Text." });
        let done = stories::create(tx, &asked, serde_json::from_value(fields).unwrap()).await?;
        stories::publish(tx, &asked, done.story.id).await?;
        Ok(done.story.id)
    };
    newsroom.plant.store.write(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn published_stories_go_out_as_ninjs_and_nothing_else_does() {
    let place = Place::new().await;
    demo::fill(place.dir.path(), &place.config, None, &quiet()).await.unwrap();
    let newsroom = place.open().await;
    let out = place.file("ninjs");
    let order = Order::Export { format: ExportFormat::Ninjs, out: out.clone() };
    assert_eq!(order.carry_out(&newsroom, &quiet()).await.unwrap(), 0);

    let public = newsroom.plant.store.read(async |tx: &mut Tx| listed(tx, &List::default(), 1000).await);
    let public = public.await.unwrap();
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), public.len());
    for story in &public {
        let text = std::fs::read_to_string(out.join(format!("{}.json", story.story))).unwrap();
        let item: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(item["headlines"][0]["value"], story.headline.as_str());
        assert_eq!((&item["pubStatus"], &item["standard"]["version"]), (&json!("usable"), &json!("3.1")));
        assert!(item["uri"].as_str().unwrap().starts_with("https://gazette.example/"));
    }
    validate(&out);
}

/// Asks an outside validator; where it or the schema is not there, that is said.
pub fn validate(out: &Path) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/A-iptc/ninjs/specification");
    let schema = data.join("ninjs-schema_3.1.json");
    let files: Vec<PathBuf> = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path()).collect();
    let checked =
        std::process::Command::new("check-jsonschema").arg("--schemafile").arg(&schema).args(files).output();
    match checked {
        Ok(checked) if schema.exists() => assert!(checked.status.success(), "{checked:?}"),
        _ => eprintln!("skipped: there is no check-jsonschema, or no {}", schema.display()),
    }
}

#[test]
fn an_address_is_no_file_and_the_call_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let call = ["import", "rss", "https://paper.example/feed.xml", "--data"];
    let output = stoppress().args(call).arg(dir.path()).output().unwrap();

    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("save it first"), "{output:?}");
}
