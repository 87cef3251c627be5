//! Fronts as the desk arranges them: what readers see of them, and never see.

use crate::paper::{Paper, answer, id, nine_o_clock};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// Has Edda save a front as it is whatever stood there.
async fn save(paper: &Paper, place: &str, arrangement: Value) -> Value {
    answer(try_save(paper, place, "*", arrangement).await, StatusCode::OK).await
}

async fn try_save(paper: &Paper, place: &str, seen: &str, arrangement: Value) -> Response {
    let request = paper.edda(Method::PUT, &format!("/fronts/{place}")).header("If-Match", seen);
    request.json(&arrangement).send().await.unwrap()
}

async fn act(paper: &Paper, place: &str, action: &str, words: Value) -> Value {
    let request = paper.edda(Method::POST, &format!("/fronts/{place}/{action}")).json(&words);
    answer(request.send().await.unwrap(), StatusCode::OK).await
}

async fn publish(paper: &Paper, place: &str, arrangement: Value) -> Value {
    save(paper, place, arrangement).await;
    act(paper, place, "publish", json!({})).await
}

/// Edda publishes stories with these headlines, the newest last.
pub async fn published(paper: &Paper, headlines: &[&str]) -> Vec<Value> {
    let mut stories = Vec::new();
    for headline in headlines {
        paper.wait(Duration::from_secs(60));
        stories.push(paper.publish(json!({ "headline": headline })).await);
    }
    stories
}

/// What stands in the containers of the page, by headline, in the order of the page.
pub fn arranged(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap();
    let (before, after) = main.split_once("<aside").unwrap_or((main, ""));
    let text = format!("{before}{}", after.split_once("</aside>").map_or("", |(_, after)| after));
    let cards = text.split("<article").skip(1);
    let headline =
        |card: &str| card.split("<h").nth(1)?.split("\">").nth(1)?.split("</a>").next().map(str::to_owned);
    cards.filter_map(headline).collect()
}

fn of(layout: &str, stories: &[&Value]) -> Value {
    let slots: Vec<Value> = stories.iter().map(|story| json!({ "story": id(story) })).collect();
    json!({ "layout": layout, "slots": slots })
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_see_a_front_once_it_is_published_and_not_before() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two", "Three"]).await;
    let mut open = paper.listen("front:en", None).await;
    let before = paper.read("/en/").await.1;

    let mut list = of("list", &[]);
    list["list"] = json!({ "count": 5 });
    list["name"] = json!("Also today");
    let mut lead = of("lead", &[&stories[0]]);
    lead["slots"][0]["headline"] = json!("One, as this front calls it");
    let saved = save(&paper, "en", json!({ "containers": [lead, list] })).await;
    assert_eq!(paper.read("/en/").await.1, before, "a draft is nobody's");
    let shown = act(&paper, "en", "publish", json!({})).await;

    assert_eq!((saved["revision"].as_i64(), shown["published"]["version"].as_i64()), (Some(1), Some(1)));
    assert_eq!(shown["published"]["name"], "Edda");
    let page = paper.read("/en/").await.1;
    assert_eq!(arranged(&page), ["One, as this front calls it", "Three", "Two"], "a list repeats nothing");
    assert!(page.contains("Also today"));
    assert_eq!(open.until("front_published").await["topic"], "front:en");
    assert!(paper.read("/en/newsfeed").await.1.contains(">One<"), "elsewhere it has its own headline");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_is_withdrawn_leaves_the_front_with_what_the_front_called_it_and_comes_back() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let mut lead = of("lead", &[&stories[0], &stories[1]]);
    lead["slots"][0]["headline"] = json!("zinnober");
    let strip = json!({ "text": "karmesin", "story": id(&stories[0]), "until": nine_o_clock().after(HOUR) });
    publish(&paper, "en", json!({ "strip": strip, "containers": [lead] })).await;
    let page = paper.read("/en/").await.1;
    assert!(page.contains("zinnober") && page.contains("karmesin"));

    paper.act(&stories[0], "withdraw", json!({ "reason": "error", "notice": "It was wrong." })).await;
    let without = paper.read("/en/").await.1;
    paper.act(&stories[0], "restore", json!({})).await;
    let again = paper.read("/en/").await.1;

    assert!(!without.contains("zinnober") && !without.contains("karmesin"), "{without}");
    assert_eq!(arranged(&without), ["Two"]);
    assert_eq!(arranged(&again), ["zinnober", "Two"]);
    assert!(again.contains("karmesin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_may_stand_in_a_published_front_and_shows_at_its_hour() {
    let paper = Paper::open().await;
    published(&paper, &["One"]).await;
    let held = paper.begin(json!({ "headline": "Held", "embargo_until": nine_o_clock().after(HOUR) })).await;
    let later = paper.begin(json!({ "headline": "Later" })).await;
    paper.act(&later, "schedule", json!({ "at": nine_o_clock().after(HOUR * 2) })).await;
    let mut lead = of("lead", &[&held, &later]);
    lead["list"] = json!({ "count": 3 });
    lead["slots"][0]["headline"] = json!("Held, as we call it");
    publish(&paper, "en", json!({ "containers": [lead] })).await;
    let mut open = paper.listen("front:en", None).await;

    let before = paper.read("/en/").await.1;
    paper.clock.move_to(nine_o_clock().after(HOUR * 2));
    assert_eq!(open.until("published").await["subject"], later["id"]);
    let after = paper.read("/en/").await.1;

    assert_eq!(arranged(&before), ["One"]);
    assert!(!before.contains("Held") && !before.contains("Later"));
    assert_eq!(arranged(&after), ["Later", "One"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strip_goes_by_itself_at_its_time_and_open_pages_are_told() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One"]).await;
    let until = nine_o_clock().after(HOUR);
    let strip = json!({ "text": "The harbour is on fire", "until": until });
    publish(&paper, "en", json!({ "strip": strip, "containers": [of("lead", &[&stories[0]])] })).await;
    let mut open = paper.listen("front:en", None).await;
    assert!(paper.read("/en/").await.1.contains("The harbour is on fire"));

    paper.clock.move_to(until);

    assert!(!paper.read("/en/").await.1.contains("on fire"), "no page that was kept outlives it");
    assert_eq!(open.until("front_strip_ended").await["topic"], "front:en");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_hold_a_section_a_topic_or_a_kind_and_an_unknown_one_is_refused() {
    let paper = Paper::open().await;
    for (headline, fields) in [
        ("Vote", json!({ "section": "politics" })),
        ("View", json!({ "kind": "opinion" })),
        ("Tide", json!({ "topics": ["Spring tide"] })),
        ("Plain", json!({})),
    ] {
        let mut fields = fields;
        fields["headline"] = json!(headline);
        paper.publish(fields).await;
        paper.wait(Duration::from_secs(60));
    }
    let list = |wanted: Value| json!({ "layout": "list", "list": wanted });
    let arrangement = json!({ "containers": [
        list(json!({ "count": 3, "section": "politics" })),
        list(json!({ "count": 3, "kind": "opinion" })),
        list(json!({ "count": 3, "topic": "spring-tide" })),
        list(json!({ "count": 3 })),
    ] });

    publish(&paper, "en", arrangement).await;
    let wrong = json!({ "containers": [
        list(json!({ "count": 3, "section": "weather" })),
        list(json!({ "count": 0, "topic": "nothing" })),
        { "layout": "row", "slots": [{ "story": "0199f000-0000-7000-8000-000000000000" }] },
    ], "strip": { "text": "Late", "until": nine_o_clock() } });
    let refused = answer(try_save(&paper, "en", "*", wrong).await, StatusCode::UNPROCESSABLE_ENTITY).await;

    assert_eq!(arranged(&paper.read("/en/").await.1), ["Vote", "View", "Tide", "Plain"]);
    let mut pointers: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().filter_map(|error| error["pointer"].as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/containers/0/list/section",
            "/containers/1/list/count",
            "/containers/1/list/topic",
            "/containers/2/slots/0/story",
            "/strip/until"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_editors_of_the_edition_arrange_and_only_the_newsroom_reads() {
    let paper = Paper::open().await;
    let arrangement = json!({ "containers": [{ "layout": "lead", "list": { "count": 3 } }] });

    let by_ana = paper.ana(Method::PUT, "/fronts/en").header("If-Match", "*").json(&arrangement);
    assert_eq!(by_ana.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let read = paper.ana(Method::GET, "/fronts/en").send().await.unwrap();
    assert_eq!((read.status(), read.headers()["etag"].to_str().unwrap()), (StatusCode::OK, "\"0\""));
    assert_eq!(paper.reader("/api/v1/fronts/en").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let nowhere = paper.edda(Method::GET, "/fronts/en/weather").send().await.unwrap();
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let nothing = paper.edda(Method::POST, "/fronts/en/publish").send().await.unwrap();
    assert_eq!(nothing.status(), StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_goes_back_to_what_readers_once_saw() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    publish(&paper, "en", json!({ "containers": [of("lead", &[&stories[0]])] })).await;
    publish(&paper, "en", json!({ "containers": [of("lead", &[&stories[1]])] })).await;
    assert_eq!(arranged(&paper.read("/en/").await.1), ["Two"]);

    act(&paper, "en", "back", json!({ "version": 1 })).await;
    let draft = arranged(&paper.read("/en/").await.1);
    act(&paper, "en", "publish", json!({})).await;

    assert_eq!(draft, ["Two"], "going back is a draft until it is published");
    assert_eq!(arranged(&paper.read("/en/").await.1), ["One"]);
    let versions = paper.edda(Method::GET, "/fronts/en/versions").send().await.unwrap();
    let versions = answer(versions, StatusCode::OK).await;
    assert_eq!(versions["items"].as_array().unwrap().len(), 3);
    let first = paper.edda(Method::GET, "/fronts/en/versions/1").send().await.unwrap();
    let first = answer(first, StatusCode::OK).await;
    assert_eq!(first["containers"][0]["slots"][0]["story"], stories[0]["id"]);
    publish(&paper, "en", json!({ "containers": [] })).await;
    assert_eq!(arranged(&paper.read("/en/").await.1), ["Two", "One"], "without containers it is the newest");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_has_a_front_of_its_own_and_everything_below_it() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two", "Three"]).await;
    paper.wait(Duration::from_secs(60));
    paper.publish(json!({ "headline": "Elsewhere", "section": "sport" })).await;
    let mut row = of("row", &[&stories[0]]);
    row["list"] = json!({ "count": 1 });

    publish(&paper, "en/world", json!({ "containers": [row] })).await;

    assert_eq!(arranged(&paper.read("/en/section/world").await.1), ["One", "Three", "Two"]);
    assert_eq!(arranged(&paper.read("/en/").await.1)[0], "Elsewhere", "the edition's front is another one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_put_on_the_front_at_once_without_what_else_is_in_the_draft() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two", "Three"]).await;
    publish(&paper, "en", json!({ "containers": [of("lead", &[&stories[1]])] })).await;
    save(&paper, "en", json!({ "containers": [of("lead", &[&stories[2], &stories[1]])] })).await;

    let put = json!({ "story": id(&stories[0]), "publish": true });
    let front = act(&paper, "en", "slots", put).await;

    assert_eq!(arranged(&paper.read("/en/").await.1), ["One", "Two"]);
    let slots: Vec<&str> = front["containers"][0]["slots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slot| slot["story"].as_str().unwrap())
        .collect();
    assert_eq!(slots, [id(&stories[0]), id(&stories[2]), id(&stories[1])]);
}
/// An editor's browser, signed in.
pub struct Browser<'p> {
    paper: &'p Paper,
    http: reqwest::Client,
}

impl<'p> Browser<'p> {
    pub async fn open(paper: &'p Paper) -> Self {
        Self::of(paper, "edda").await
    }

    pub async fn of(paper: &'p Paper, name: &str) -> Self {
        let email = format!("{name}@gazette.example");
        Self { paper, http: crate::desk::signs_in(paper, &email, "editor").await }
    }

    /// Saves a front by the API, from the draft of this revision.
    pub async fn save(&self, place: &str, seen: i64, arrangement: &Value, status: StatusCode) -> Value {
        let request = self.http.put(format!("{}/api/v1/fronts/{place}", self.paper.url));
        let request = request.header("If-Match", format!("\"{seen}\"")).json(arrangement);
        answer(request.send().await.unwrap(), status).await
    }

    async fn get(&self, path: &str) -> Response {
        self.http.get(format!("{}{path}", self.paper.url)).send().await.unwrap()
    }

    pub async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let response = self.http.post(format!("{}{path}", self.paper.url)).form(fields).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }
}

/// What the draft of the edition holds, container by container.
async fn draft(paper: &Paper) -> Vec<Vec<String>> {
    let front = answer(paper.edda(Method::GET, "/fronts/en").send().await.unwrap(), StatusCode::OK).await;
    let slots = |container: &Value| {
        let slots = container["slots"].as_array().unwrap().iter();
        slots.map(|slot| slot["story"].as_str().unwrap().to_owned()).collect()
    };
    front["containers"].as_array().unwrap().iter().map(slots).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_is_arranged_by_the_buttons_of_a_form_in_which_nothing_written_is_lost() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One", "Two"]).await;
    let (one, two) = (id(&stories[0]), id(&stories[1]));
    let edda = Browser::open(&paper).await;
    let put = edda.post("/desk/fronts/en/slots", &[("story", one)]).await;
    assert!(
        put.0.is_success() && put.1.contains(&format!("id=\"slot-{one}\"")),
        "it leads to the front: {}",
        put.1
    );
    let fields = |revision: &'static str| {
        vec![
            ("revision", revision),
            ("strip-text", "The harbour is on fire"),
            ("strip-until", "2026-11-24T11:00"),
            ("container", "c1"),
            ("name", "Today"),
            ("layout", "lead"),
            ("slot", one),
            ("headline", "One, as we call it"),
            ("into", "c1"),
            ("count", "0"),
            ("of", "everything"),
            ("container", "c2"),
            ("name", "More"),
            ("layout", "list"),
            ("count", "4"),
            ("of", "kind:news"),
            ("find", ""),
            ("find-into", "c2"),
        ]
    };
    let press = |revision: &'static str, button: String| {
        let mut fields: Vec<(String, String)> =
            fields(revision).into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        fields.push(("do".into(), button));
        fields
    };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        edda.post("/desk/fronts/en", &fields).await
    };

    let (status, page) = send(press("1", format!("slot-into:{two}"))).await;
    assert!(status.is_success(), "{page}");
    assert_eq!(draft(&paper).await, [vec![one.to_owned()], vec![two.to_owned()]]);
    let (status, _) = send(press("2", format!("slot-down:{one}"))).await;
    assert!(status.is_success());
    assert_eq!(draft(&paper).await, [vec![], vec![one.to_owned()]], "what the form says, and then the move");
    let (status, page) = send(press("2", "publish".into())).await;
    assert_eq!(status, StatusCode::CONFLICT, "it was changed meanwhile");
    assert!(page.contains("not published") && page.contains("One, as we call it"), "{page}");
    assert!(page.contains("name=\"revision\" value=\"3\""), "to press again is to mean it");
    let (status, page) = send(press("3", "publish".into())).await;

    assert!(status.is_success(), "{page}");
    let front = paper.read("/en/").await.1;
    assert_eq!(arranged(&front), ["One, as we call it", "Two"]);
    assert!(front.contains("The harbour is on fire") && front.contains("Today"));
    assert!(edda.get("/desk/fronts/en").await.headers()["cache-control"] == "no-store");
    assert!(edda.text("/desk/fronts").await.contains("/desk/fronts/en/sport"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_front_is_said_at_its_place_and_the_rest_is_kept() {
    let paper = Paper::open().await;
    let edda = Browser::open(&paper).await;
    let fields = [
        ("revision", "0"),
        ("strip-text", "The harbour is on fire"),
        ("strip-until", ""),
        ("container", "c1"),
        ("name", "Kept as it was written"),
        ("layout", "row"),
        ("count", "3"),
        ("of", "topic:"),
        ("topic", "Nowhere"),
        ("do", "save"),
    ];

    let (status, page) = edda.post("/desk/fronts/en", &fields).await;

    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Kept as it was written") && page.contains("needs a time"), "{page}");
    assert_eq!(draft(&paper).await, Vec::<Vec<String>>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preview_shows_the_hour_that_is_asked_for_to_the_newsroom_alone() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One"]).await;
    let later = paper.begin(json!({ "headline": "zinnober", "topics": ["Tide"] })).await;
    paper.act(&later, "schedule", json!({ "at": nine_o_clock().after(HOUR * 2) })).await;
    let mut lead = of("lead", &[&stories[0]]);
    lead["list"] = json!({ "count": 4, "topic": "tide" });
    let strip = json!({ "text": "On fire", "until": nine_o_clock().after(HOUR) });
    save(&paper, "en", json!({ "strip": strip, "containers": [lead] })).await;
    let edda = Browser::open(&paper).await;
    let path = "/desk/fronts/en/preview";

    let stranger = paper.reader(path).send().await.unwrap();
    let now = edda.get(path).await;
    let at_noon = edda.text(&format!("{path}?at=2026-11-24T12:00")).await;
    let arranging = edda.text("/desk/fronts/en?width=phone&colours=dark&at=2026-11-24T12:00").await;

    assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
    let headers = now.headers().clone();
    assert_eq!(
        (headers["cache-control"].to_str().unwrap(), headers["x-frame-options"].to_str().unwrap()),
        ("no-store", "SAMEORIGIN")
    );
    let now = now.text().await.unwrap();
    assert_eq!(arranged(&now), ["One"]);
    assert!(now.contains("On fire") && !now.contains("zinnober") && now.contains("noindex"));
    assert_eq!(arranged(&at_noon), ["One", "zinnober"]);
    assert!(!at_noon.contains("On fire"), "the strip has gone by then");
    assert!(
        arranging.contains("/desk/fronts/en/preview?colours=dark&amp;at=2026-11-24T12%3A00"),
        "{arranging}"
    );
    let dark = edda.text(&format!("{path}?colours=dark")).await;
    let style =
        dark.split("href=\"/desk/colours/dark/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let style = edda.text(&format!("/desk/colours/dark/{style}")).await;
    assert!(style.contains("--page") && !style.contains("prefers-color-scheme"));
    assert!(!paper.read("/en/").await.1.contains("zinnober"));
    let section = edda.text("/desk/fronts/en/world/preview?at=2026-11-24T12:00").await;
    assert!(section.contains("zinnober"));
    let (status, _) = paper.read(path).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "nothing of it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_marks_what_readers_do_not_see_yet() {
    let paper = Paper::open().await;
    let held = paper.begin(json!({ "headline": "Held", "embargo_until": nine_o_clock().after(HOUR) })).await;
    let gone = paper.begin(json!({ "headline": "Gone" })).await;
    save(&paper, "en", json!({ "containers": [of("lead", &[&held, &gone])] })).await;
    let delete = paper.edda(Method::DELETE, &format!("/stories/{}", id(&gone))).header("If-Match", "*");
    assert!(delete.send().await.unwrap().status().is_success());
    let edda = Browser::open(&paper).await;

    let page = edda.text("/desk/fronts/en?find=held").await;

    assert!(page.contains("under embargo until") && page.contains("Readers do not see it yet"), "{page}");
    assert!(page.contains("This story was deleted"));
    assert!(page.contains("On this front"), "the search says what stands there already");
    let again = json!({ "containers": [of("row", &[&held, &gone])] });
    save(&paper, "en", again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_finds_a_strip_whose_end_nobody_would_hear_of_and_mends_it() {
    let paper = Paper::open().await;
    let stories = published(&paper, &["One"]).await;
    let until = nine_o_clock().after(HOUR);
    let strip = json!({ "story": id(&stories[0]), "until": until });
    let front =
        publish(&paper, "en/world", json!({ "strip": strip, "containers": [of("row", &[&stories[0]])] }))
            .await;
    assert_eq!(front["section"], "world");
    let check = async || paper.store.read(async |tx: &mut store::Tx| fronts::check(tx).await).await.unwrap();
    assert_eq!(check().await, Vec::<String>::new());
    let key = check_key(&paper).await;
    paper.store.write(async move |tx: &mut store::Tx| tx.cancel_job(&key).await).await.unwrap();

    let found = check().await;
    paper.store.write(async |tx: &mut store::Tx| fronts::mend(tx).await).await.unwrap();

    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(check().await, Vec::<String>::new());
}

/// The key of the job that takes the strip off: the front is named in the log.
async fn check_key(paper: &Paper) -> String {
    let rows = paper.store.read(async |tx: &mut store::Tx| tx.log_after(0, 1000).await).await.unwrap();
    let row = rows.into_iter().rfind(|row| row.event == "front_published").unwrap();
    format!("{}:{}", fronts::STRIP, row.subject)
}
