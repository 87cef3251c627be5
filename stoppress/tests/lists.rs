//! The newsroom's lists, and what one of them may know of another's edition.

use crate::desk::{edda_signs_in, signs_in_to};
use crate::paper::{Paper, answer, id, path};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// Returns a token for a reporter of one edition.
async fn reporter_of(paper: &Paper, edition: &'static str) -> String {
    let chance = base::Chance::of_the_machine();
    let add = async move |tx: &mut store::Tx| {
        staff::add_token(tx, &chance, None, "Rosa", "reporter", Some(edition)).await
    };
    paper.store.write(add).await.unwrap().1
}

async fn get(paper: &Paper, token: &str, path: &str) -> (StatusCode, Value) {
    let asked = paper.reader(&format!("/api/v1{path}")).bearer_auth(token).send().await.unwrap();
    (asked.status(), asked.json().await.unwrap_or_default())
}

async fn desk(paper: &Paper, http: &reqwest::Client, query: &str) -> String {
    let page = http.get(format!("{}/desk/{query}", paper.url)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK, "{query}");
    page.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_only_another_edition_s_drafts_bear_are_told_to_nobody_of_this_one() {
    let paper = Paper::open().await;
    let secret = json!({ "edition": "ar", "topics": ["Operación Faro"], "bylines": ["Quentin Whistle"] });
    paper.begin(secret).await;
    let rosa = reporter_of(&paper, "en").await;

    for (what, q) in [("topic", "Oper"), ("author", "Quen")] {
        let find = format!("/find?what={what}&edition=ar&q={q}");
        let (status, told) = get(&paper, &rosa, &find).await;
        assert_eq!((status, told["items"].as_array()), (StatusCode::FORBIDDEN, None), "{told}");
        let own = get(&paper, &rosa, &find.replace("edition=ar", "edition=en")).await;
        assert_eq!((own.0, &own.1["items"]), (StatusCode::OK, &json!([])));
        let ana = answer(paper.ana(Method::GET, &find).send().await.unwrap(), StatusCode::OK).await;
        assert_eq!(ana["items"].as_array().map(Vec::len), Some(1), "{ana}");
    }
    assert_eq!(get(&paper, &rosa, "/authors/ar/quentin-whistle").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stop_list_of_another_edition_is_shown_to_who_reads_behind_it() {
    let paper = Paper::open().await;
    let edda = edda_signs_in(&paper).await;
    for (edition, words) in [("ar", "lighthouse affair"), ("en", "harbour affair"), ("", "affair")] {
        let form = [("edition", edition), ("words", words), ("note", ""), ("blocks", "yes")];
        edda.post(format!("{}/desk/stop-list", paper.url)).form(&form).send().await.unwrap();
    }
    let rosa = signs_in_to(&paper, "rosa@gazette.example", "reporter", Some("en")).await;

    let (whole, own) = (desk(&paper, &edda, "stop-list").await, desk(&paper, &rosa, "stop-list").await);

    assert!(whole.contains("lighthouse affair") && own.contains("harbour affair"), "{whole} {own}");
    assert!(!own.contains("lighthouse affair"), "{own}");
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_do_not_see_the_slugline() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "slugline": "harbour-minister-affair" })).await;
    assert_eq!(story["slugline"], "harbour-minister-affair", "the newsroom does");
    let rosa = reporter_of(&paper, "ar").await;

    let one = format!("/stories/{}", id(&story));
    for seen in [
        paper.read(&format!("/api/v1{one}")).await.1,
        paper.read("/api/v1/stories").await.1,
        get(&paper, &rosa, &one).await.1.to_string(),
        get(&paper, &rosa, "/stories?edition=en").await.1.to_string(),
        paper.read(&format!("/api/v1{one}/history")).await.1,
        paper.read(&path(&story)).await.1,
        paper.read("/en/feed.json").await.1,
        paper.read("/en/feed.rss").await.1,
        paper.read("/en/feed.atom").await.1,
    ] {
        assert!(seen.contains("Harbour closed"), "{seen}");
        assert!(!seen.contains("minister-affair"), "{seen}");
    }
}

/// The headlines of a list, in its order.
fn headlines(page: &str) -> Vec<String> {
    let rows = page.split("<tr data-story=").skip(1);
    let text = |row: &str| {
        row.split("/desk/stories/").nth(1)?.split('>').nth(1)?.split('<').next().map(str::to_owned)
    };
    rows.map(|row| text(row).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_narrow_the_list_as_every_other_filter_does_and_go_on_beyond_a_page() {
    let paper = Paper::open().await;
    let named = |headline: &str, edition: &str| json!({ "headline": headline, "edition": edition });
    paper.begin(named("Storm draft", "en")).await;
    paper.publish(named("Storm published", "en")).await;
    paper.publish(named("Calm published", "en")).await;
    paper.publish(named("Storm in another edition", "ar")).await;
    let gone = paper.publish(named("Storm withdrawn", "en")).await;
    paper.act(&gone, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    let politics = json!({ "headline": "Storm in politics", "section": "politics" });
    paper.begin(politics).await;
    let http = edda_signs_in(&paper).await;
    let list = async |query: &str| headlines(&desk(&paper, &http, query).await);

    assert_eq!(list("?q=storm&state=withdrawn").await, ["Storm withdrawn"]);
    assert_eq!(list("?q=storm&state=published&edition=en").await, ["Storm published"]);
    assert_eq!(list("?q=storm&edition=ar").await, ["Storm in another edition"]);
    assert_eq!(list("?q=storm&edition=en&section=politics").await, ["Storm in politics"]);
    assert_eq!(list("?q=storm&mine=yes").await, [""; 0], "she began none of them herself");
    assert_eq!(list("?q=storm").await.len(), 5);
    let own = signs_in_to(&paper, "rosa@gazette.example", "reporter", Some("ar")).await;
    assert_eq!(headlines(&desk(&paper, &own, "?q=storm").await), ["Storm in another edition"]);

    for number in 0..60 {
        paper.begin(named(&format!("Ferry {number}"), "en")).await;
    }
    let first = desk(&paper, &http, "?q=ferry&state=draft").await;
    assert_eq!((headlines(&first).len(), first.contains("q=ferry&amp;state=draft&amp;page=2")), (50, true));
    assert_eq!(list("?q=ferry&state=draft&page=2").await.len(), 10);
    assert_eq!(list("?q=ferry&page=2").await.len(), 10);
}

/// Has Edda save something in a story, and returns it.
async fn save(paper: &Paper, story: &Value, fields: Value) -> Value {
    let change = paper.edda(Method::PATCH, &format!("/stories/{}", id(story))).header("if-match", "*");
    answer(change.json(&fields).send().await.unwrap(), StatusCode::OK).await
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_changes_that_readers_do_not_see_are_told_in_the_list_the_editor_and_the_json() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "Storm" })).await;
    let pia = signs_in_to(&paper, "pia@gazette.example", "editor", None).await;
    let row = |page: &str| page.split("<tr ").find(|row| row.contains("Storm")).unwrap().to_owned();
    assert_eq!((&story["live_revision"], &story["unpublished_by"]), (&json!(1), &json!([])));
    assert!(!row(&desk(&paper, &pia, "").await).contains("Changes not public yet"));

    let saved = save(&paper, &story, json!({ "standfirst": "In the night." })).await;

    assert_eq!((&saved["live_revision"], &saved["revision"]), (&json!(1), &json!(2)));
    assert_eq!(saved["unpublished_by"], json!([]), "Edda knows what she saved");
    let ana = answer(
        paper.ana(Method::GET, &format!("/stories/{}", id(&story))).send().await.unwrap(),
        StatusCode::OK,
    );
    assert_eq!(ana.await["unpublished_by"], json!(["Edda"]));
    let public = paper.read(&format!("/api/v1/stories/{}", id(&story))).await.1;
    assert!(!public.contains("unpublished_by") && !public.contains("live_revision"), "{public}");
    assert!(row(&desk(&paper, &pia, "").await).contains("Changes not public yet"));
    let editor = desk(&paper, &pia, &format!("stories/{}", id(&story))).await;
    let bar = editor.split("id=\"unpublished\"").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(!bar.contains("hidden") && bar.contains("revisions?from=1&amp;to=2"), "{bar}");
    assert_eq!(editor.matches("also make public what was saved by: Edda").count(), 2, "{bar}");
    let updated = paper.act(&story, "update", json!({})).await;
    assert_eq!((&updated["live_revision"], &updated["unpublished_by"]), (&json!(3), &json!([])));
    let editor = desk(&paper, &pia, &format!("stories/{}", id(&story))).await;
    let bar = editor.split("id=\"unpublished\"").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(bar.contains("hidden") && !bar.contains("Edda"), "{bar}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_narrowed_by_who_began_a_story_and_by_a_section_of_all_editions() {
    let paper = Paper::open().await;
    let pia = signs_in_to(&paper, "pia@gazette.example", "editor", None).await;
    signs_in_to(&paper, "rosa@gazette.example", "reporter", Some("ar")).await;
    let fields = |headline: &str, edition: &str, section: &str| json!({ "edition": edition, "kind": "news", "section": section, "headline": headline });
    paper.begin(fields("Edda’s", "en", "world")).await;
    let url = format!("{}/api/v1/stories", paper.url);
    let mut begun = Vec::new();
    for (edition, section) in [("en", "sport"), ("ar", "sport"), ("ar", "world")] {
        paper.wait(std::time::Duration::from_secs(1));
        let sent = pia.post(&url).json(&fields(&format!("{edition} {section}"), edition, section));
        begun.push(answer(sent.send().await.unwrap(), StatusCode::CREATED).await);
    }
    let page = desk(&paper, &pia, "").await;
    let options = page.split("<select name=\"by\">").nth(1).unwrap().split("</select>").next().unwrap();
    let pias = options.split("<option value=\"").find(|option| option.contains(">Pia<")).unwrap();
    let pias = &pias[..36];

    let list = async |query: String| headlines(&desk(&paper, &pia, &query).await);

    assert_eq!(list(format!("?by={pias}")).await, ["ar world", "ar sport", "en sport"]);
    assert_eq!(list("?section=sport".into()).await, ["ar sport", "en sport"]);
    assert_eq!(list(format!("?by={pias}&section=sport&edition=ar&q=sport")).await, ["ar sport"]);
    assert_eq!(list("?mine=yes".into()).await.len(), 3);
    let world = page.split("<select name=\"section\">").nth(1).unwrap().split("</select>").next().unwrap();
    assert_eq!(world.matches("value=\"sport\"").count(), 1, "{world}");
    assert!(options.contains(">Rosa<"), "{options}");
    let lena = signs_in_to(&paper, "lena@gazette.example", "reporter", Some("en")).await;
    let hers = desk(&paper, &lena, "").await;
    assert!(!hers.contains(">Rosa<") && hers.contains(">Pia<"), "who works elsewhere is not named: {hers}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_a_person_holds_what_bears_their_byline_whoever_began_it_and_nothing_that_only_names_them()
 {
    let paper = Paper::open().await;
    let pia = signs_in_to(&paper, "pia@gazette.example", "editor", None).await;
    let by = |headline: &str, name: &str| json!({ "headline": headline, "bylines": [name, "Sam Ortiz"] });
    let later = || paper.wait(std::time::Duration::from_secs(1));
    paper.publish(by("Out", "Pia")).await;
    later();
    let arabic = json!({ "edition": "ar", "headline": "Out in Arabic", "bylines": ["Pia"] });
    paper.publish(arabic).await;
    later();
    paper.begin(by("A draft", "Pia")).await;
    later();
    let gone = paper.publish(by("Gone", "Pia")).await;
    paper.act(&gone, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    later();
    paper.begin(by("Pia wins a prize", "Edda")).await;
    paper.publish(json!({ "headline": "News of Pia", "topics": ["Pia"] })).await;
    paper.begin(by("By a namesake", "Pia Lund")).await;
    later();
    let url = format!("{}/api/v1/stories", paper.url);
    let own = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Begun for Edda", "bylines": ["Edda"] });
    answer(pia.post(&url).json(&own).send().await.unwrap(), StatusCode::CREATED).await;
    let list = async |query: &str| headlines(&desk(&paper, &pia, query).await);

    assert_eq!(list("?mine=yes").await, ["Begun for Edda", "Gone", "A draft", "Out in Arabic", "Out"]);
    assert_eq!(list("?mine=yes&state=draft").await, ["Begun for Edda", "A draft"]);
    assert_eq!(list("?mine=yes&state=published").await, ["Out in Arabic", "Out"]);
    assert_eq!(list("?mine=yes&state=withdrawn").await, ["Gone"]);
    assert_eq!(list("?mine=yes&edition=ar").await, ["Out in Arabic"]);
    assert_eq!(list("?mine=yes&q=out+sam").await, ["Out"]);
    assert_eq!(list("?by=nobody").await, [""; 0]);
    let page = desk(&paper, &pia, "?mine=yes").await;
    assert!(page.contains("<bdi>Edda</bdi> <span class=\"none\">begun by <bdi>Pia</bdi>"), "{page}");
    assert!(
        page.contains("<bdi>Pia, Sam Ortiz</bdi> <span class=\"none\">begun by <bdi>Edda</bdi>"),
        "{page}"
    );
    let options =
        page.split("<label>By <select name=\"by\">").nth(1).unwrap().split("</select>").next().unwrap();
    let pias = options.split("<option value=\"").find(|option| option.contains(">Pia<")).unwrap();
    assert_eq!(list(&format!("?by={}", &pias[..36])).await.len(), 5);
    for number in 0..50 {
        paper.begin(by(&format!("Draft {number}"), "Pia")).await;
    }
    assert_eq!((list("?mine=yes").await.len(), list("?mine=yes&page=2").await.len()), (50, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_the_list_says_who_is_in_the_story_now() {
    let paper = Paper::open().await;
    let story = paper.begin(json!({ "headline": "Storm" })).await;
    let http = edda_signs_in(&paper).await;
    let tell = paper.ana(Method::PUT, &format!("/stories/{}/copies/anas", id(&story)));
    answer(tell.json(&json!({ "revision": 1 })).send().await.unwrap(), StatusCode::OK).await;

    assert!(desk(&paper, &http, "").await.contains("In it now: <bdi>Ana</bdi>"));
    paper.wait(std::time::Duration::from_secs(20));
    assert!(!desk(&paper, &http, "").await.contains("In it now"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_times_of_the_list_are_by_one_clock_that_it_names() {
    let paper = Paper::open().await;
    paper.begin(json!({ "headline": "English" })).await;
    paper.begin(json!({ "headline": "Spanish", "edition": "es" })).await;
    let http = edda_signs_in(&paper).await;
    let plan = paper.store.read(async |tx: &mut store::Tx| sections::plan(tx).await).await.unwrap();
    let zone = |slug: &str| plan.edition(slug).unwrap().zone.clone();
    assert_ne!(zone("en"), zone("es"), "else this proves nothing");

    let (all, spanish) = (desk(&paper, &http, "").await, desk(&paper, &http, "?edition=es").await);

    let time = |page: &str, name: &str| {
        let row = page.split("<tr ").find(|row| row.contains(name)).unwrap().to_owned();
        let time = row.split("<time ").last().unwrap().split("</time>").next().unwrap().to_owned();
        let (attributes, text) = time.split_once('>').unwrap();
        (text.to_owned(), attributes.split("title=").nth(1).unwrap().to_owned())
    };
    let caption =
        |page: &str| page.split("<caption").nth(1).unwrap().split("</caption>").next().unwrap().to_owned();
    let (english, of_spanish) = (time(&all, "English"), time(&all, "Spanish"));
    assert_eq!(english.0, of_spanish.0, "begun in the same minute");
    assert_ne!(english.1, of_spanish.1, "its own edition's clock says something else");
    assert!(caption(&all).contains(&format!("by the clock of {}", zone(&plan.editions[0].slug))), "{all}");
    assert!(
        caption(&spanish).contains(&zone("es")) && time(&spanish, "Spanish").0 != of_spanish.0,
        "{spanish}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_says_what_is_wrong_by_a_word_that_stays_and_what_it_is_about() {
    let paper = Paper::open().await;
    let held = paper.begin(json!({ "embargo_until": "2026-12-24T06:00:00Z" })).await;
    let empty = paper.begin(json!({ "headline": "" })).await;
    let hour = |at: &str| json!({ "at": at });
    let until = "2026-12-24T06:00:00Z";
    for (story, verb, words, status, pointer, what, about) in [
        (&held, "publish", json!({}), StatusCode::CONFLICT, "/embargo_until", "embargo", until),
        (
            &held,
            "schedule",
            hour("2026-12-01T06:00:00Z"),
            StatusCode::CONFLICT,
            "/embargo_until",
            "embargo",
            until,
        ),
        (
            &held,
            "schedule",
            hour("2026-11-01T06:00:00Z"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "/at",
            "past",
            "2026-11-01T06:00:00Z",
        ),
        (&empty, "publish", json!({}), StatusCode::UNPROCESSABLE_ENTITY, "/headline", "no-headline", ""),
    ] {
        let told = answer(paper.try_act(story, verb, words).await, status).await;
        let error = &told["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["what"], &error["about"]),
            (&json!(pointer), &json!(what), &json!(about)),
            "{told}"
        );
        assert!(told["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{told}");
        assert!(status != StatusCode::CONFLICT || told["allowed"].is_array(), "{told}");
        let http = edda_page_words(&paper, story, what).await;
        assert!(http.iter().all(|is_there| *is_there), "the page has a word for {what}");
    }
}

/// Whether the editor's page has a word for this, in each language of the desk.
async fn edda_page_words(paper: &Paper, story: &Value, what: &str) -> Vec<bool> {
    let http = signs_in_to(paper, &format!("e{}@gazette.example", base_number()), "editor", None).await;
    let mut there = Vec::new();
    for language in ["en", "es"] {
        let page =
            http.get(format!("{}/desk/stories/{}", paper.url, id(story))).header("accept-language", language);
        let text = page.send().await.unwrap().text().await.unwrap();
        there.push(text.contains(&format!("data-check-{what}=\"")));
    }
    there
}

/// A number that no other call got.
fn base_number() -> usize {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_not_go_out_is_said_before_and_told_afterwards_to_who_scheduled_it() {
    let paper = Paper::open().await;
    let pia = signs_in_to(&paper, "pia@gazette.example", "editor", None).await;
    let story = paper.begin(json!({ "headline": "Storm", "slugline": "storm" })).await;
    let verb = |verb: &str| format!("{}/api/v1/stories/{}/{verb}", paper.url, id(&story));
    let at = json!({ "at": "2026-11-24T10:00:00Z" });
    let scheduled = answer(pia.post(verb("schedule")).json(&at).send().await.unwrap(), StatusCode::OK).await;
    assert_eq!((&scheduled["blocked_by"], &scheduled["missed_at"]), (&json!([]), &Value::Null));

    let saved = save(&paper, &story, json!({ "headline": "" })).await;

    assert_eq!(saved["blocked_by"][0]["what"], "no-headline", "{saved}");
    let before = desk(&paper, &pia, "?state=scheduled").await;
    assert!(before.contains("Will not go out: ") && before.contains("The headline is missing"), "{before}");
    paper.wait(std::time::Duration::from_secs(3700));
    let now = async || {
        let asked = paper.edda(Method::GET, &format!("/stories/{}", id(&story)));
        answer(asked.send().await.unwrap(), StatusCode::OK).await
    };
    let mut told = now().await;
    for _ in 0..100 {
        if told["state"] == "draft" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        told = now().await;
    }
    assert_eq!((&told["state"], &told["scheduled_at"]), (&json!("draft"), &Value::Null));
    assert!(told["missed_at"].as_str().is_some_and(|at| at.starts_with("2026-11-24T10:00:00")), "{told}");
    let note = told["notes"].as_array().unwrap().iter().find(|note| note["kind"] == "return").unwrap();
    assert_eq!(
        (&note["lacks"], note["note"].as_str().unwrap().contains('/')),
        (&json!(["no-headline"]), false)
    );
    let desk_of = async |language: &str, path: &str| {
        let page = pia.get(format!("{}/desk/{path}", paper.url)).header("accept-language", language);
        page.send().await.unwrap().text().await.unwrap()
    };
    let (english, spanish) = (desk_of("en", "").await, desk_of("es", "?edition=ru").await);
    assert!(
        english.contains("Was to go out, and could not:") && english.contains("You scheduled it."),
        "{english}"
    );
    assert!(spanish.contains("Debía salir y no pudo:") && spanish.contains("Falta el titular"), "{spanish}");
    for path in [format!("stories/{}", id(&story)), format!("stories/{}/revisions", id(&story))] {
        // What the script is given is the API's own words.
        let page =
            desk_of("es", &path).await.split("<script type=\"application/json\"").next().unwrap().to_owned();
        assert!(page.contains("Debía salir y no pudo:") && page.contains("Falta el titular"), "{page}");
        assert!(!page.contains("to be published a story needs"), "{page}");
    }
    save(&paper, &story, json!({ "headline": "Storm" })).await;
    assert!(desk(&paper, &pia, "").await.contains("nothing is in the way any more"));
    paper.act(&story, "publish", json!({})).await;
    assert!(!desk(&paper, &pia, "").await.contains("Was to go out"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_is_offered_to_no_front() {
    let paper = Paper::open().await;
    let story = paper.publish(json!({ "headline": "Storm" })).await;
    let other = paper.publish(json!({ "headline": "Storm again" })).await;
    let http = edda_signs_in(&paper).await;
    paper.act(&story, "withdraw", json!({ "reason": "error", "notice": "Wrong." })).await;
    let put = format!("{}/desk/fronts/en/slots", paper.url);
    http.post(&put).form(&[("story", id(&other))]).send().await.unwrap();

    let front = desk(&paper, &http, "fronts/en?find=storm").await;
    let editor = async |story: &Value| {
        let page = desk(&paper, &http, &format!("stories/{}", id(story))).await;
        page.split("<form id=\"put\"").nth(1).unwrap().split('>').next().unwrap().to_owned()
    };

    let found = front.split("data-fresh=\"found\"").nth(1).unwrap();
    assert!(found.contains(&format!("strip-to:{}", id(&other))), "{found}");
    assert!(!found.contains(&format!("strip-to:{}", id(&story))), "{found}");
    assert!(!found.contains(&format!("slot-into:{}", id(&story))), "{found}");
    assert!(editor(&story).await.contains("hidden") && !editor(&other).await.contains("hidden"));
}
