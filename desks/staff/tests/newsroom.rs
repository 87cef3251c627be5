//! A newsroom on a database of its own, and a browser to visit it with.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::routing::{get, post};
use base::{Chance, Clock, Result, Time};
use house::Viewer;
use http_body_util::BodyExt;
use site::frame::EditionHead;
use site::pages::{Pages, source, theme};
use site::words::{Language, Words};
use site::{Masthead, Plant, Provider, Settings};
use staff::{Asker, NewPerson, Staff, StaffPage};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::testing::{Engine, TestDatabase};
use store::{LogRow, Migration, Store, Tx};
use tower::ServiceExt;

/// What a browser of the Gazette calls itself.
pub(crate) const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
pub(crate) const GOOD: &str = "seven wet herons on the quay";

const MIGRATIONS: [Migration; 4] = [
    Migration { name: "0001_plant", sql: include_str!("../../../migrations/0001_plant.sql") },
    Migration { name: "0002_staff", sql: include_str!("../../../migrations/0002_staff.sql") },
    Migration { name: "0007_nodes", sql: include_str!("../../../migrations/0007_nodes.sql") },
    Migration { name: "0012_sign_in", sql: include_str!("../../../migrations/0012_sign_in.sql") },
];

pub(crate) struct Newsroom {
    pub(crate) plant: Plant,
    router: Router,
    _database: TestDatabase,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie as the browser sends it back.
    pub(crate) fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

impl Newsroom {
    pub(crate) async fn open() -> Self {
        Self::open_at("http://127.0.0.1:8080", 1).await
    }

    pub(crate) async fn open_at(public_url: &str, seed: u64) -> Self {
        Self::open_with(public_url, seed, None).await
    }

    pub(crate) async fn open_with(public_url: &str, seed: u64, provider: Option<Provider>) -> Self {
        let database = TestDatabase::new(Engine::from_environment()).await;
        let clock = Clock::set(Time::from_micros(1_790_000_000_000_000));
        let chance = Chance::seeded(seed);
        let store = Store::open(database.url(), &MIGRATIONS, clock.clone(), chance.clone()).await.unwrap();
        let words = Words::embedded().unwrap();
        let asset = Arc::new(|name: &str| Some(format!("/assets/{name}")));
        let pages =
            Pages::new(vec![theme(), source::<staff::Templates>("staff")], words.clone(), asset).unwrap();
        let settings = Settings { public_url: public_url.into(), provider, ..Settings::default() };
        let plant = Plant::new(
            store,
            files::Files::in_folder(std::path::Path::new("/nowhere")),
            clock,
            chance,
            settings,
            pages,
            words,
        );
        let edition = |slug: &str, name: &str| EditionHead::new(slug, name, Language::english());
        let editions = vec![edition("en", "The Gazette"), edition("ar", "الجريدة")];
        plant.masthead.store(Arc::new(Masthead { editions }));
        let name_newsroom: staff::NameNewsroom =
            Arc::new(|tx, _, name| Box::pin(async move { tx.set_fact("name", &name.to_owned()).await }));
        let routes = staff::routes(name_newsroom)
            .route("/who", get(async |Asker(viewer): Asker| name(&viewer)))
            .route("/api/who", get(async |Staff(person): Staff| person.name.clone()))
            .route("/desk/who", get(desk_page).post(desk_page))
            .route("/nothing", post(async || StatusCode::OK));
        let router = site::limits::layers(routes, &plant).with_state(plant.clone());
        Self { plant, router, _database: database }
    }

    pub(crate) async fn write<T: Send + 'static>(&self, work: impl for<'t> store::Work<'t, T>) -> Result<T> {
        self.plant.store.write(work).await
    }

    /// Adds somebody of the Gazette and returns the one-time link's path.
    pub(crate) async fn add(&self, name: &str, role: &str, edition: Option<&str>) -> Result<String> {
        let new = NewPerson {
            email: format!("{}@gazette.example", name.to_lowercase()),
            name: Some(name.into()),
            role: role.into(),
            edition: edition.map(Into::into),
        };
        let chance = self.plant.chance.clone();
        let added =
            self.write(async move |tx: &mut Tx| staff::add_person(tx, &chance, None, &new).await).await?;
        Ok(format!("/desk/link/{}", added.1))
    }

    /// Adds somebody who has set the good password, and returns the cookie of the session that began.
    pub(crate) async fn at_work(&self, name: &str, role: &str, edition: Option<&str>) -> String {
        let link = self.add(name, role, edition).await.unwrap();
        let answer = self.post(&link, &[("password", GOOD)]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk/"));
        answer.cookie()
    }

    pub(crate) async fn token(&self, role: &str, edition: Option<&'static str>) -> (base::Id, String) {
        let (chance, role) = (self.plant.chance.clone(), role.to_owned());
        let work = async move |tx: &mut Tx| staff::add_token(tx, &chance, None, "wire", &role, edition).await;
        self.write(work).await.unwrap()
    }

    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Answer {
        let email = format!("{}@gazette.example", name.to_lowercase());
        self.post("/desk/login", &[("email", &email), ("password", password)]).await
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, String::new()).await
    }

    /// Sends a form as a browser sends one from this very site.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.ask(Method::POST, path, &[("sec-fetch-site", "same-origin")], encode(form)).await
    }

    /// Sends a form from this very site as whoever has this cookie.
    pub(crate) async fn post_as(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let headers = [("sec-fetch-site", "same-origin"), ("cookie", cookie), ("user-agent", FIREFOX)];
        self.ask(Method::POST, path, &headers, encode(form)).await
    }

    /// Sends JSON as a script of this very site does.
    pub(crate) async fn send_as(&self, cookie: &str, path: &str, body: &serde_json::Value) -> Answer {
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
            ("user-agent", FIREFOX),
            ("content-type", "application/json"),
        ];
        self.ask(Method::POST, path, &headers, body.to_string()).await
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if headers.iter().all(|(name, _)| *name != "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 4000))));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Returns the person's id.
    pub(crate) async fn id_of(&self, cookie: &str) -> base::Id {
        let headers = HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())]);
        staff::viewer(&self.plant, &headers).await.unwrap().staff().unwrap().id
    }

    /// Returns what happened, of the kinds of this desk, in order.
    pub(crate) async fn events(&self) -> Vec<String> {
        self.log().await.into_iter().map(|row| row.event).collect()
    }

    pub(crate) fn later(&self, span: Duration) {
        self.plant.clock.move_to(self.plant.clock.now().after(span));
    }

    pub(crate) async fn log(&self) -> Vec<LogRow> {
        self.plant.store.read(async |tx: &mut Tx| tx.log_after(0, 100).await).await.unwrap()
    }

    /// Says whom the newsroom sees behind this cookie.
    pub(crate) async fn who(&self, cookie: &str) -> String {
        self.get("/who", &[("cookie", cookie)]).await.body
    }
}

async fn desk_page(StaffPage(person): StaffPage) -> String {
    person.name.clone()
}

fn name(viewer: &Viewer) -> String {
    match viewer {
        Viewer::Anonymous => "anybody".into(),
        Viewer::Staff(person) => person.name.clone(),
    }
}

fn encode(form: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    form.iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
