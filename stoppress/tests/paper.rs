//! The Gazette's newsroom for tests: an editor, a reporter and readers, by name.

use base::{Clock, Time};
use futures_util::StreamExt;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use site::Plant;
use site::words::Language;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use stoppress::config::Config;
use stoppress::newsroom::Newsroom;
use stoppress::server;
use store::testing::{Engine, TestDatabase};
use store::{Store, Tx};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A newsroom that is open for a test, at nine in the morning of an ordinary Tuesday.
pub struct Paper {
    pub url: String,
    pub clock: Clock,
    pub store: Store,
    pub plant: Plant,
    http: reqwest::Client,
    editor: String,
    reporter: String,
    picture_editor: String,
    _stop: oneshot::Sender<()>,
    _running: JoinHandle<()>,
    pub dir: tempfile::TempDir,
    database: Arc<TestDatabase>,
}

/// The morning on which every test begins.
pub fn nine_o_clock() -> Time {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

impl Paper {
    /// Opens a newsroom with the editions en and ar.
    pub async fn open() -> Self {
        let database = TestDatabase::new(Engine::from_environment()).await;
        Self::open_on(Arc::new(database), Clock::set(nine_o_clock()), |_| {}).await
    }

    /// Opens a newsroom with other settings than usual.
    pub async fn open_with(set: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::new(Engine::from_environment()).await;
        Self::open_on(Arc::new(database), Clock::set(nine_o_clock()), set).await
    }

    /// Opens another process's newsroom on the same database, by the same clock.
    pub async fn beside(&self) -> Self {
        Self::open_on(Arc::clone(&self.database), self.clock.clone(), |_| {}).await
    }

    /// Opens another process's newsroom on the same database, with other settings than usual.
    pub async fn beside_with(&self, set: impl FnOnce(&mut Config)) -> Self {
        Self::open_on(Arc::clone(&self.database), self.clock.clone(), set).await
    }

    async fn open_on(database: Arc<TestDatabase>, clock: Clock, set: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::read(dir.path(), Some("127.0.0.1:0")).unwrap();
        config.database.value = Some(database.url().to_owned());
        set(&mut config);
        let listener = server::listen(&mut config).await.unwrap();
        let plan = stoppress::demo::plan().unwrap();
        let newsroom = Newsroom::open_with(dir.path(), &config, clock.clone(), plan).await.unwrap();
        let plant = newsroom.plant.clone();
        let store = plant.store.clone();
        let chance = newsroom.plant.chance.clone();
        let (editor, reporter, picture_editor) = store
            .write(async move |tx: &mut Tx| {
                let (_, editor) = staff::add_token(tx, &chance, None, "Edda", "editor", None).await?;
                let (_, reporter) = staff::add_token(tx, &chance, None, "Ana", "reporter", None).await?;
                let (_, pavel) = staff::add_token(tx, &chance, None, "Pavel", "picture-editor", None).await?;
                Ok((editor, reporter, pavel))
            })
            .await
            .unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let plant = newsroom.plant.clone();
        let url = format!("http://{}", newsroom.config.listen.value);
        let running = tokio::spawn(async move {
            server::run(newsroom, listener, async move { drop(stopped.await) }).await.unwrap();
        });
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self {
            url,
            clock,
            store,
            plant,
            http,
            editor,
            reporter,
            picture_editor,
            _stop: stop,
            _running: running,
            dir,
            database,
        }
    }

    /// Moves the clock on.
    pub fn wait(&self, span: Duration) {
        self.clock.move_to(self.clock.now().after(span));
    }

    /// What a reader asks for.
    pub fn reader(&self, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        self.http.get(url)
    }

    /// What a reader gets: status and text.
    pub async fn read(&self, path: &str) -> (StatusCode, String) {
        let response = self.reader(path).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    /// What Edda the editor asks the API for.
    pub fn edda(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1{path}", self.url)).bearer_auth(&self.editor)
    }

    /// What Ana the reporter asks the API for.
    pub fn ana(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1{path}", self.url)).bearer_auth(&self.reporter)
    }

    /// What Pavel the picture editor asks the API for.
    pub fn pavel(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1{path}", self.url)).bearer_auth(&self.picture_editor)
    }

    /// Has Ana send a picture with these words.
    pub async fn send(&self, bytes: Vec<u8>, words: &[(&'static str, &'static str)]) -> Response {
        let file = reqwest::multipart::Part::bytes(bytes).file_name("picture.jpg");
        let mut form = reqwest::multipart::Form::new().part("file", file);
        for (name, text) in words {
            form = form.text(*name, *text);
        }
        self.ana(Method::POST, "/pictures").multipart(form).send().await.unwrap()
    }

    /// Has Edda begin a story.
    pub async fn begin(&self, fields: Value) -> Value {
        let response = self.edda(Method::POST, "/stories").json(&with_defaults(fields)).send().await.unwrap();
        answer(response, StatusCode::CREATED).await
    }

    /// Has Edda do something with a story.
    pub async fn act(&self, story: &Value, action: &str, words: Value) -> Value {
        let response = self.try_act(story, action, words).await;
        answer(response, StatusCode::OK).await
    }

    /// Has Edda try to do something with a story.
    pub async fn try_act(&self, story: &Value, action: &str, words: Value) -> Response {
        let path = format!("/stories/{}/{action}", id(story));
        self.edda(Method::POST, &path).json(&words).send().await.unwrap()
    }

    /// Has Edda begin and publish a story.
    pub async fn publish(&self, fields: Value) -> Value {
        let story = self.begin(fields).await;
        self.act(&story, "publish", json!({})).await
    }

    /// Opens a stream as a page does.
    pub async fn listen(&self, topics: &str, after: Option<i64>) -> Listening {
        let mut request = self.reader(&format!("/events?topics={topics}"));
        if let Some(after) = after {
            request = request.header("Last-Event-ID", after.to_string());
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        Listening { stream: Box::pin(response.bytes_stream()), text: String::new() }
    }
}

/// An open stream.
pub struct Listening {
    stream: std::pin::Pin<Box<dyn futures_util::Stream<Item = reqwest::Result<bytes_type::Bytes>> + Send>>,
    text: String,
}

/// The type that reqwest gives bytes in.
mod bytes_type {
    pub type Bytes = axum::body::Bytes;
}

impl Listening {
    /// Returns the next message that is told, at most ten seconds from now.
    pub async fn next(&mut self) -> Value {
        let deadline = Duration::from_secs(10);
        tokio::time::timeout(deadline, self.next_message()).await.expect("nothing was told")
    }

    /// Returns the next message of this event. A page that opens while something is being told may hear of it too.
    pub async fn until(&mut self, event: &str) -> Value {
        loop {
            let message = self.next().await;
            if message["event"] == event {
                return message;
            }
        }
    }

    async fn next_message(&mut self) -> Value {
        loop {
            if let Some((message, rest)) = self.text.split_once("\n\n") {
                let data = message.lines().find_map(|line| line.strip_prefix("data:")).map(str::to_owned);
                self.text = rest.to_owned();
                if let Some(data) = data {
                    return serde_json::from_str(&data).unwrap();
                }
                continue;
            }
            let bytes = self.stream.next().await.expect("the stream ended").unwrap();
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
}

/// Returns the JSON of an answer that must have this status.
pub async fn answer(response: Response, status: StatusCode) -> Value {
    let found = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(found, status, "{text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Returns a story's id.
pub fn id(story: &Value) -> &str {
    story["id"].as_str().unwrap()
}

/// Returns the path of a story's page.
pub fn path(story: &Value) -> String {
    let url = story["url"].as_str().unwrap();
    let after_scheme = url.split_once("//").unwrap().1;
    after_scheme.split_once('/').map(|(_, path)| format!("/{path}")).unwrap()
}

/// Returns a phrase in the HTML that is the interface's in another language than the page's own.
pub fn foreign_phrase(
    phrases: &BTreeMap<Language, Vec<String>>,
    own: &Language,
    html: &str,
) -> Option<String> {
    let of_own = phrases.get(own).cloned().unwrap_or_default();
    let others = phrases.iter().filter(|(language, _)| *language != own);
    let mut foreign = others.flat_map(|(_, list)| list).filter(|phrase| !of_own.contains(phrase));
    foreign.find(|phrase| html.contains(phrase.as_str())).cloned()
}

fn with_defaults(fields: Value) -> Value {
    let mut story = json!({
        "edition": "en",
        "kind": "news",
        "section": "world",
        "headline": "Harbour closed",
        "body_markdown": "The harbour of Port Verrin was closed on Tuesday.",
    });
    for (name, value) in fields.as_object().unwrap() {
        if name.starts_with("body") {
            story.as_object_mut().unwrap().remove("body_markdown");
        }
        story[name] = value.clone();
    }
    story
}
