//! Topics are renamed and merged, and what was keeps leading to what is.

use crate::desk::signs_in;
use crate::fronts::arranged;
use crate::in_and_out::{Place, edda, export, import, quiet};
use crate::paper::{Paper, answer, id, path};
use reqwest::{Client, Method, StatusCode};
use serde_json::json;
use store::Tx;

/// Sends a form of a topic's page; returns where it led and what stood there.
async fn post(
    paper: &Paper,
    who: &Client,
    topic: &str,
    form: &[(&str, &str)],
) -> (StatusCode, String, String) {
    let url = format!("{}/desk/office/topics/en/{topic}", paper.url);
    let response = who.post(url).form(form).send().await.unwrap();
    let (status, at) = (response.status(), response.url().path().to_owned());
    (status, at, response.text().await.unwrap())
}

/// Returns where a reader is sent who asks for a path.
async fn leads(paper: &Paper, path: &str) -> (StatusCode, String) {
    let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let response = http.get(format!("{}{path}", paper.url)).send().await.unwrap();
    let location = response.headers().get("location").map(|at| at.to_str().unwrap().to_owned());
    (response.status(), location.unwrap_or_default())
}

async fn listed(paper: &Paper, query: &str) -> Vec<String> {
    let response = paper.edda(Method::GET, &format!("/stories?{query}")).send().await.unwrap();
    let found = answer(response, StatusCode::OK).await;
    found["items"].as_array().unwrap().iter().map(|story| id(story).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_that_is_renamed_is_right_everywhere_at_once_and_its_old_address_leads_to_it() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let story = paper.publish(json!({ "topics": ["Floods", "Harbour"] })).await;
    paper.begin(json!({ "topics": ["Floods"] })).await;
    for page in [path(&story), "/en/topic/floods".into(), "/en/topic/floods/feed.rss".into(), "/en/".into()] {
        assert_eq!(paper.read(&page).await.0, StatusCode::OK, "{page} is kept");
    }
    let record = paper.read(&format!("/api/v1/stories/{}/history", id(&story))).await.1;
    let list = ruth.get(format!("{}/desk/office/topics?edition=en&q=floo", paper.url)).send().await.unwrap();
    let list = list.text().await.unwrap();
    assert!(list.contains("<td>2</td>\n<td>1</td>") && !list.contains("Harbour"), "{list}");

    let (status, at, page) =
        post(&paper, &ruth, "floods/name", &[("name", "High Water"), ("slug", "high-water")]).await;

    assert_eq!((status, at.as_str()), (StatusCode::OK, "/desk/office/topics/en/high-water"), "{page}");
    assert!(page.contains("The topic was renamed.") && page.contains("Floods"), "{page}");
    let (_, shown) = paper.read(&path(&story)).await;
    assert!(shown.contains("/en/topic/high-water") && shown.contains("High Water"), "{shown}");
    assert!(!shown.contains("Floods"), "{shown}");
    let (_, shown) = paper.read("/en/topic/high-water").await;
    assert!(shown.contains("High Water") && shown.contains(&path(&story)), "{shown}");
    let moved = StatusCode::MOVED_PERMANENTLY;
    assert_eq!(leads(&paper, "/en/topic/floods").await, (moved, "/en/topic/high-water".into()));
    assert_eq!(
        leads(&paper, "/en/topic/floods/feed.rss").await,
        (moved, "/en/topic/high-water/feed.rss".into())
    );
    assert!(paper.read("/en/topic/high-water/feed.rss").await.1.contains("<category>High Water</category>"));
    let told = answer(
        paper.reader(&format!("/api/v1/stories/{}", id(&story))).send().await.unwrap(),
        StatusCode::OK,
    );
    assert_eq!(told.await["topics"], json!(["High Water", "Harbour"]));
    for query in
        ["edition=en&topic=floods", "edition=en&topic=High%20Water", "topic=floods", "topic=high-water"]
    {
        assert_eq!(listed(&paper, query).await.len(), 2, "{query}");
    }
    let again = paper.read(&format!("/api/v1/stories/{}/history", id(&story))).await.1;
    assert_eq!(again, record, "what was published and signed stays as it was");
    let audit =
        ruth.get(format!("{}/desk/office/audit?event=topic_renamed", paper.url)).send().await.unwrap();
    let audit = audit.text().await.unwrap();
    assert!(audit.contains("topic renamed") && audit.contains("was floods"), "{audit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_differ_by_their_capitals_are_one_topic_and_one_author() {
    let paper = Paper::open().await;
    let first = json!({ "headline": "One", "topics": ["Storm Hesper", "C"], "bylines": ["Ana Ferreira"] });
    paper.publish(first).await;
    let again = json!({ "headline": "Two", "topics": ["storm hesper", "STORM HESPER", "C++"],
        "bylines": ["ana ferreira", "Ana Ferreira"] });

    let story = paper.publish(again).await;

    assert_eq!(story["topics"], json!(["Storm Hesper", "C++"]), "what is not the same stays another");
    assert_eq!(listed(&paper, "edition=en&topic=storm-hesper").await.len(), 2);
    assert_eq!(paper.read("/en/topic/storm-hesper-2").await.0, StatusCode::NOT_FOUND);
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("Ana Ferreira") && !page.contains("ana ferreira<"), "{page}");
    assert_eq!(paper.read("/en/author/ana-ferreira-2").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_that_were_merged_are_one_for_readers_programs_fronts_and_whoever_types_the_old_name() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let one = paper.publish(json!({ "headline": "One", "topics": ["Flood"] })).await;
    let two = paper.publish(json!({ "headline": "Two", "topics": ["Floods"] })).await;
    let both = paper.publish(json!({ "headline": "Both", "topics": ["Floods", "Flood"] })).await;
    let draft = paper.begin(json!({ "headline": "A draft", "topics": ["Floods"] })).await;
    let front = json!({ "containers": [{ "layout": "list", "list": { "topic": "floods", "count": 10 } }] });
    let front = paper.edda(Method::PUT, "/fronts/en").header("If-Match", "*").json(&front);
    answer(front.send().await.unwrap(), StatusCode::OK).await;
    let front = paper.edda(Method::POST, "/fronts/en/publish").json(&json!({}));
    answer(front.send().await.unwrap(), StatusCode::OK).await;
    let mut front = arranged(&paper.read("/en/").await.1);
    front.sort();
    assert_eq!(front, ["Both", "Two"]);

    let (status, at, page) = post(&paper, &ruth, "floods/merger", &[("into", "Flood")]).await;

    assert_eq!((status, at.as_str()), (StatusCode::OK, "/desk/office/topics/en/flood"), "{page}");
    assert!(page.contains("Stories: 4, published: 3"), "{page}");
    let moved = (StatusCode::MOVED_PERMANENTLY, "/en/topic/flood".to_owned());
    assert_eq!(leads(&paper, "/en/topic/floods").await, moved);
    let (_, list) = paper.read("/en/topic/flood").await;
    let mut front = arranged(&paper.read("/en/").await.1);
    front.sort();
    assert_eq!(front, ["Both", "One", "Two"]);
    for story in [&one, &two, &both] {
        assert!(list.contains(&path(story)), "{list}");
    }
    assert_eq!(listed(&paper, "edition=en&topic=floods").await.len(), 4);
    assert_eq!(paper.read(&path(&both)).await.1.matches("/en/topic/flood\"").count(), 1);
    // An old revision that is published, and whoever types the old name, lead to the one that stays.
    paper.act(&draft, "publish", json!({})).await;
    let typed = paper.publish(json!({ "headline": "Typed", "topics": ["Floods"] })).await;
    assert_eq!(typed["topics"], json!(["Flood"]));
    assert!(paper.read("/en/topic/flood").await.1.contains(&path(&typed)));
    let offered = paper.edda(Method::GET, "/find?edition=en&what=topic&q=floods").send().await.unwrap();
    let offered = answer(offered, StatusCode::OK).await;
    assert_eq!(offered["items"].as_array().unwrap().len(), 1, "{offered}");
    assert!(offered.to_string().contains("Flood\""), "{offered}");
    // A new topic does not take the address of one that went.
    let other = paper.publish(json!({ "headline": "Other", "topics": ["Floods!"] })).await;
    assert_eq!(leads(&paper, "/en/topic/floods").await, moved);
    assert!(paper.read(&path(&other)).await.1.contains("/en/topic/floods-2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_of_renamings_leads_straight_on_and_a_topic_takes_its_old_name_back() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let story = paper.publish(json!({ "topics": ["Alpha"] })).await;
    paper.publish(json!({ "topics": ["Omega"] })).await;
    for (from, to) in [("alpha", "beta"), ("beta", "gamma")] {
        post(&paper, &ruth, &format!("{from}/name"), &[("name", &to.to_uppercase()), ("slug", to)]).await;
    }
    post(&paper, &ruth, "gamma/merger", &[("into", "Omega")]).await;
    let moved = (StatusCode::MOVED_PERMANENTLY, "/en/topic/omega".to_owned());
    for slug in ["alpha", "beta", "gamma"] {
        assert_eq!(leads(&paper, &format!("/en/topic/{slug}")).await, moved, "{slug}");
    }

    let (_, at, _) = post(&paper, &ruth, "omega/name", &[("name", "Alpha"), ("slug", "alpha")]).await;

    assert_eq!(at, "/desk/office/topics/en/alpha");
    assert_eq!(leads(&paper, "/en/topic/alpha").await.0, StatusCode::OK);
    assert_eq!(leads(&paper, "/en/topic/omega").await.1, "/en/topic/alpha");
    assert_eq!(leads(&paper, "/en/topic/gamma").await.1, "/en/topic/alpha");
    assert!(paper.read(&path(&story)).await.1.contains("/en/topic/alpha"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_topic_cannot_be_called_is_told_at_its_place_and_only_the_office_may() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    paper.publish(json!({ "topics": ["Flood", "Harbour"] })).await;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    for (way, form, word) in [
        ("name", [("name", " "), ("slug", "flood")], "A name has 1 to 200 characters"),
        ("name", [("name", "Harbour"), ("slug", "flood")], "merge the two"),
        ("name", [("name", "Flood"), ("slug", "harbour")], "leads to no other topic"),
        ("name", [("name", "Flood"), ("slug", "No Slug")], "leads to no other topic"),
        ("merger", [("into", "Nothing"), ("name", "")], "no other topic"),
        ("merger", [("into", "Flood"), ("name", "")], "no other topic"),
    ] {
        let (status, _, page) = post(&paper, &ruth, &format!("flood/{way}"), &form).await;
        assert_eq!(status, unprocessable, "{form:?}");
        assert!(page.contains("role=\"alert\"") && page.contains(word), "{form:?}: {page}");
    }
    assert_eq!(
        post(&paper, &ruth, "none/name", &[("name", "A"), ("slug", "a")]).await.0,
        StatusCode::NOT_FOUND
    );
    let unchanged = post(&paper, &ruth, "flood/name", &[("name", "Flood"), ("slug", "flood")]).await;
    assert_eq!(unchanged.0, StatusCode::OK);
    let editor = signs_in(&paper, "edda@gazette.example", "editor").await;
    let refused = post(&paper, &editor, "flood/merger", &[("into", "Harbour")]).await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
    let refused = editor.get(format!("{}/desk/office/topics", paper.url)).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_carries_what_topics_were_called_and_the_desk_finds_stories_by_the_new_name() {
    let (old, new) = (Place::new().await, Place::new().await);
    let here = old.open().await;
    crate::in_and_out::write(&here, 1).await;
    let asked = edda(&here);
    let merged = async move |tx: &mut Tx| {
        let wanted = sections::NewName { name: "The Port".into(), slug: "port".into() };
        stories::rename_topic(tx, &asked.person, "en", "harbour", &wanted).await?;
        while let Some(job) = tx.claim_job(std::time::Duration::from_secs(60)).await? {
            stories::topic_found(tx, &job.payload).await?;
            tx.finish_job(job.id).await?;
        }
        index::find(tx, "story", "port", None, 10).await
    };
    assert_eq!(here.plant.store.write(merged).await.unwrap().len(), 1);
    assert_eq!(stoppress::orders::faults(&here).await.unwrap(), Vec::<String>::new());
    let file = old.file("a.archive");
    export(&here, &file).await;
    let there = new.open().await;

    assert_eq!(import(&file).carry_out(&there, &quiet()).await.unwrap(), 0);

    crate::in_and_out::write(&there, 2).await;
    let found = async |tx: &mut Tx| {
        let topics = sections::all_topics(tx, "en").await?;
        Ok((topics, stories::on_topic(tx, "en", "port").await?))
    };
    let (topics, counts) = there.plant.store.read(found).await.unwrap();
    assert_eq!(topics, [sections::Named { slug: "port".into(), name: "The Port".into() }]);
    assert_eq!(counts, (2, 2), "who still writes the old name means the one that stays");
}
