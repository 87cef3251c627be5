//! The office changes the plan of the paper, and looks after what runs by the clock.

use crate::desk::signs_in;
use crate::paper::{Paper, id};
use crate::pictures::photo;
use reqwest::StatusCode;
use serde_json::json;
use store::{NewJob, Tx};

#[tokio::test(flavor = "multi_thread")]
async fn ruth_adds_renames_and_removes_sections_and_readers_see_it_at_once() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let post = async |path: &str, form: &[(&str, &str)]| {
        let posted =
            ruth.post(format!("{}/desk/office/plan{path}", paper.url)).form(form).send().await.unwrap();
        (posted.status(), posted.text().await.unwrap())
    };

    post("/en/sections/add", &[("name", "Weather & Tides")]).await;
    assert_eq!(paper.read("/en/section/weather-tides").await.0, StatusCode::OK);
    post("/en/sections/rename", &[("section", "weather-tides"), ("name", "The Tides")]).await;
    post("/en/sections/raise", &[("section", "weather-tides")]).await;
    post("/en", &[("name", "The Harbour Gazette"), ("zone", "Europe/Lisbon")]).await;
    let (_, front) = paper.read("/en/").await;
    assert!(front.contains("The Tides") && front.contains("The Harbour Gazette"), "{front}");
    for (path, form) in [
        ("/en/sections/add", [("name", " "), ("zone", "")]),
        ("/en/sections/add", [("name", "The Tides…"), ("zone", "")]),
        ("/en", [("name", "Gazette"), ("zone", "Atlantis")]),
    ] {
        let (status, page) = post(path, &form).await;
        let is_taken = form[0].1 == "The Tides…";
        assert!(is_taken || page.contains("role=\"alert\""), "{path} {status}: {page}");
    }
    let (status, page) = post(
        "",
        &[("name", "Gazeta"), ("slug", "en"), ("language", "ar"), ("zone", "UTC"), ("section", "Mundo")],
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "value=\"Gazeta\"",
        "value=\"en\" maxlength=\"40\" required aria-invalid",
        "ar\" selected",
        "value=\"Mundo\"",
    ] {
        assert!(page.contains(kept), "what was written is kept, {kept}: {page}");
    }
    paper.publish(json!({ "section": "weather-tides" })).await;
    let ask = format!("{}/desk/office/plan/en/sections/remove?section=weather-tides", paper.url);
    let asked = ruth.get(ask).send().await.unwrap().text().await.unwrap();
    assert!(asked.contains("Remove “The Tides”") && asked.contains("One story stands in it"), "{asked}");
    assert_eq!(paper.read("/en/section/weather-tides").await.0, StatusCode::OK);
    post("/en/sections/remove", &[("section", "weather-tides")]).await;
    assert_eq!(paper.read("/en/section/weather-tides").await.0, StatusCode::NOT_FOUND);
    let edition =
        [("name", "Gazeta"), ("slug", "pt"), ("language", "fr"), ("zone", "UTC"), ("section", "Mundo")];
    post("", &edition).await;
    assert_eq!(paper.read("/pt/").await.0, StatusCode::OK);
    let (_, twice) = post("", &edition).await;
    assert!(twice.contains("role=\"alert\""), "{twice}");
    let edda = signs_in(&paper, "edda@gazette.example", "editor").await;
    let refused = edda.get(format!("{}/desk/office/plan", paper.url)).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_set_aside_is_shown_tried_again_and_forgotten() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let at = paper.clock.now();
    let job = NewJob { kind: "unknown".into(), unique_key: None, payload: json!({}), run_at: at };
    paper.store.write(async move |tx: &mut Tx| tx.enqueue(job).await).await.unwrap();
    let page = async || {
        let page = ruth.get(format!("{}/desk/office/jobs", paper.url)).send().await.unwrap();
        page.text().await.unwrap()
    };

    // The address of a button beside the job, once it was set aside.
    let button = async |name: &str| {
        for _ in 0..400 {
            let shown = page().await;
            if let Some(form) = shown.split("action=\"").find(|part| part.contains(name)) {
                return form.split('"').next().unwrap().to_owned();
            }
            paper.wait(std::time::Duration::from_secs(600));
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no job was set aside: {}", page().await)
    };
    let press = async |path: &str| ruth.post(format!("{}{path}", paper.url)).send().await.unwrap().status();

    assert_eq!(press(&button("/again").await).await, StatusCode::OK);
    assert!(!page().await.contains("/again"), "it waits to be tried");
    let forget = button("/removal").await;
    assert_eq!(press(&forget).await, StatusCode::OK);
    assert!(page().await.contains("Nothing waits"), "{}", page().await);
    assert_eq!(press(&forget).await, StatusCode::NOT_FOUND);
    assert_eq!(press("/desk/office/jobs/7/again").await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_says_which_story_it_is_about() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let story = paper.begin(json!({ "headline": "At ten" })).await;
    let hour = paper.clock.now().after(std::time::Duration::from_secs(3600));
    paper.act(&story, "schedule", json!({ "at": hour })).await;

    let page = ruth.get(format!("{}/desk/office/jobs", paper.url)).send().await.unwrap();
    let page = page.text().await.unwrap();

    let link = format!("<a href=\"/desk/stories/{}\"><bdi>At ten</bdi></a>", id(&story));
    assert!(page.contains(&link), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_sees_on_one_page_how_the_house_is_and_what_deserves_a_look() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let page = async || {
        let page = ruth.get(format!("{}/desk/office/health", paper.url)).send().await.unwrap();
        assert_eq!(page.headers()["cache-control"], "no-store");
        page.text().await.unwrap()
    };

    let first = page().await;
    for told in [
        "Ready to serve",
        "Version ",
        "Engine: ",
        "Disk of the newsroom: ",
        "None was made by this newsroom yet.",
    ] {
        assert!(first.contains(told), "{told}: {first}");
    }
    assert!(first.contains("no backup of the last seven days") && !first.contains("Jobs were set aside"));
    let at = paper.clock.now();
    paper
        .store
        .write(async move |tx: &mut Tx| {
            tx.enqueue(NewJob { kind: "unknown".into(), unique_key: None, payload: json!({}), run_at: at })
                .await?;
            tx.move_cursor("webhooks", 1).await?;
            office::backed_up(tx, &office::LastBackup { at, bytes: 12_000_000 }).await
        })
        .await
        .unwrap();
    let mut shown = page().await;
    for _ in 0..400 {
        if shown.contains("Jobs were set aside") {
            break;
        }
        paper.wait(std::time::Duration::from_secs(600));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        shown = page().await;
    }

    assert!(
        shown.contains("href=\"/desk/office/jobs\">Jobs were set aside") && shown.contains("unknown"),
        "{shown}"
    );
    assert!(shown.contains("12 MB") && shown.contains("webhooks"), "{shown}");
    let edda = signs_in(&paper, "edda@gazette.example", "editor").await;
    let refused = edda.get(format!("{}/desk/office/health", paper.url)).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

/// Returns what stands behind `before` in a text, up to the next quotation mark.
fn quoted(text: &str, before: &str) -> Option<String> {
    text.split(before).nth(1)?.split('"').next().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_bears_the_logo_and_the_colours_that_the_office_gives_it() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let look = format!("{}/desk/office/look", paper.url);
    let send = async |bytes: Vec<u8>| {
        let file = reqwest::multipart::Part::bytes(bytes).file_name("logo.png");
        let form = reqwest::multipart::Form::new().part("file", file);
        let sent = ruth.post(format!("{look}/en/logo")).multipart(form).send().await.unwrap();
        (sent.status(), sent.text().await.unwrap())
    };

    let (status, page) = send(b"<svg onload=alert(1)>".to_vec()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("This is no picture that can be used."), "{page}");
    assert_eq!(send(Vec::new()).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, page) = send(photo(7)).await;

    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("The logo is set."), "{page}");
    let (_, front) = paper.read("/en/").await;
    let logo = quoted(&front, "<img class=\"logo\" src=\"").unwrap();
    assert!(front.contains("alt=\"The Fixture Gazette\""), "{front}");
    assert!(!paper.read("/ar/").await.1.contains("class=\"logo\""));
    let served = paper.reader(&logo).send().await.unwrap();
    assert_eq!(served.headers()["content-type"], "image/webp");
    assert!(served.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    let facts = pixels::read(&served.bytes().await.unwrap(), &pixels::Limits::default()).unwrap();
    assert!(facts.height <= 144 && facts.width <= 960, "{}×{}", facts.width, facts.height);

    let colours = async |way: &str, form: &[(&str, &str)]| {
        let sent = ruth.post(format!("{look}/en/{way}")).form(form).send().await.unwrap();
        (sent.status(), sent.text().await.unwrap())
    };
    let (status, page) = colours("colours", &[("light", "#ffcc00"), ("dark", "#ffb3c4")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("the contrast is 1.") && page.contains("value=\"#ffcc00\""), "{page}");
    assert_eq!(
        colours("colours", &[("light", "red"), ("dark", "")]).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(!paper.read("/en/").await.1.contains("/assets/look/"));
    let all = [("light", "#7a0c2e"), ("dark", "#ffb3c4"), ("everywhere", "1")];
    assert_eq!(colours("colours", &all).await.0, StatusCode::OK);
    for edition in ["/en/", "/ar/"] {
        let style = quoted(&paper.read(edition).await.1, "href=\"/assets/look/").unwrap();
        let served = paper.reader(&format!("/assets/look/{style}")).send().await.unwrap();
        assert!(served.headers()["content-type"].to_str().unwrap().starts_with("text/css"));
        let style = served.text().await.unwrap();
        assert!(style.contains("--accent: #7a0c2e") && style.contains("--accent: #ffb3c4"), "{style}");
    }
    assert_eq!(paper.read("/assets/look/7a0c2e-ffb3c4-00000000.css").await.0, StatusCode::NOT_FOUND);
    fails_in_the_look_of_its_edition(&paper, &logo).await;

    assert_eq!(colours("logo/removal", &[]).await.0, StatusCode::OK);
    assert_eq!(colours("colours/removal", &[]).await.0, StatusCode::OK);
    let after = paper.read("/en/").await.1;
    assert!(!after.contains("/assets/logo/") && !after.contains("/assets/look/"), "{after}");
    assert_eq!(paper.read(&logo).await.0, StatusCode::NOT_FOUND);
    let edda = signs_in(&paper, "edda@gazette.example", "editor").await;
    let refused = edda.post(format!("{look}/en/colours")).form(&all).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(edda.get(&look).send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

/// What fails below an edition wears its logo and its colours, and asks the store for neither: it is made without a wait.
async fn fails_in_the_look_of_its_edition(paper: &Paper, logo: &str) {
    for _ in 0..200 {
        if paper.read("/en/nothing").await.1.contains(logo) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let broken = base::Broken::new("the store").into();
    let broken = site::answer::page_failure_at(&paper.plant, "/en/nothing", broken);
    let broken = axum::body::to_bytes(broken.into_body(), 100_000).await.unwrap();
    let pages = [paper.read("/en/nothing").await, paper.read("/ar/nothing").await];
    let statuses = pages.each_ref().map(|(status, _)| *status);

    assert_eq!(statuses, [StatusCode::NOT_FOUND; 2]);
    for page in [&pages[0].1, &String::from_utf8_lossy(&broken).into_owned()] {
        assert!(
            page.contains(&format!("<img class=\"logo\" src=\"{logo}\" alt=\"The Fixture Gazette\"")),
            "{page}"
        );
        assert!(page.contains("<link rel=\"stylesheet\" href=\"/assets/look/"), "{page}");
    }
    let arabic = &pages[1].1;
    assert!(!arabic.contains("/assets/logo/") && arabic.contains("/assets/look/"), "{arabic}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_the_look_says_which_theme_is_worn_and_why_another_is_not() {
    let paper = Paper::open_with(|config| {
        let evening = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/evening");
        config.theme.value = Some(evening.into());
    })
    .await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let page = async || {
        let page = ruth.get(format!("{}/desk/office/look", paper.url)).send().await.unwrap();
        page.text().await.unwrap()
    };

    let worn = page().await;
    assert!(worn.contains("<bdi>Evening</bdi>") && worn.contains("It was read without a fault."), "{worn}");
    assert!(worn.contains("The kinds are a fixed list of the house") && worn.contains("factcheck"), "{worn}");
    paper.plant.pages.say_refused(Some("theme.toml: there is none".into()));
    let refused = page().await;
    assert!(refused.contains("is not worn") && refused.contains("theme.toml: there is none"), "{refused}");
}
