//! The desk says in its own words, in each of its languages, what went wrong and what happened.

use crate::desk::signs_in;
use crate::paper::{Paper, foreign_phrase};
use house::{Event, Role};
use reqwest::StatusCode;
use site::words::Language;
use std::path::{Path, PathBuf};

/// The languages of the desk.
const LANGUAGES: [&str; 2] = ["en", "es"];

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_can_happen_has_words_in_each_of_the_desks_languages() {
    let paper = Paper::open().await;
    let words = &paper.plant.words;
    let source = include_str!("../../desks/house/src/event.rs");
    let list = source.split("pub enum Event {").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap();
    let fields = list.lines().filter_map(|line| line.strip_prefix("        ")?.split_once(": "));
    let fields =
        fields.map(|(name, _)| name).filter(|name| name.chars().all(|c| c.is_lowercase() || c == '_'));
    let fields: Vec<String> =
        fields.filter(|name| *name != "group").map(|name| format!("data-{name}")).collect();
    assert!(fields.len() > 40, "the fields are not found: {fields:?}");

    for tag in LANGUAGES {
        let events = Event::names().iter().map(|name| format!("event-{name}"));
        let kinds = ["newsroom", "topic", "person", "token", "front", "webhook", "picture", "post", "story"];
        let kinds = kinds.into_iter().map(|kind| format!("kind-{kind}"));
        let missing = events.chain(kinds).chain(fields.iter().cloned()).map(|name| format!("log-{name}"));
        let jobs = [stories::RELEASE, stories::TOPIC_FOUND, media::RIGHTS, fronts::STRIP];
        let missing = missing.chain(jobs.map(|job| format!("log-job-{job}")));
        let roles = [Role::Reporter, Role::Editor, Role::PictureEditor, Role::Moderator, Role::Admin];
        let missing = missing.chain(roles.map(|role| format!("role-{role}")));
        let missing: Vec<String> =
            missing.filter(|key| words.desk_word(&language(tag), key).is_err()).collect();

        assert_eq!(missing, Vec::<String>::new(), "in {tag}");
    }
}

/// Returns the Rust files below this folder, without tests.
fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let is_kept = path.file_name().is_some_and(|name| name != "tests" && name != "tests.rs");
        match path.extension() {
            None if path.is_dir() && is_kept => found.extend(sources(&path)),
            Some(kind) if kind == "rs" && is_kept => found.push(path),
            _ => {}
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_refused_by_a_word_is_worded_in_each_of_the_desks_languages() {
    let paper = Paper::open().await;
    let words = &paper.plant.words;
    let desks = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../desks"));
    let mut called = Vec::new();

    for path in sources(desks) {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let words = code.split(".called(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
        called.extend(words.map(|rest| rest.split('"').next().unwrap().to_owned()));
        // The forms of these desks are shown again by the word of what is wrong, so nothing may lack one.
        let is_worded = [
            "staff/src",
            "sections/src",
            "office/src/webhooks",
            "office/src/desk",
            "stop_list.rs",
            "embeds.rs",
        ];
        let place = path.to_string_lossy().into_owned();
        if is_worded.iter().any(|part| place.contains(part))
            && !place.contains("/api/")
            && !place.contains("names.rs")
        {
            let bare = code.matches("Refused::field(").count();
            let (made, worded) = (code.matches("FieldError::at(").count(), code.matches(".called(").count());
            assert!(bare == 0 && made <= worded, "{place}: {bare} bare, {made} made, {worded} with a word");
        }
    }

    assert!(called.len() > 40, "{called:?}");
    for tag in LANGUAGES {
        let has = |key: String| words.desk_word_with(&language(tag), &key, &[("about", "")]).is_ok();
        let is_missing = |word: &&String| !has(format!("refused-{word}")) && !has(format!("check-{word}"));
        let missing: Vec<&String> = called.iter().filter(is_missing).collect();
        assert_eq!(missing, Vec::<&String>::new(), "in {tag}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_the_office_that_is_refused_says_so_in_ruths_language_alone() {
    let paper = Paper::open().await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let phrases = paper.plant.words.desk_phrases();
    let nothing: &[(&str, &str)] = &[];
    let edition =
        [("name", "Gazeta"), ("slug", "desk"), ("language", "fr"), ("zone", "UTC"), ("section", "M")];
    let twice = [("name", "Gazeta"), ("slug", "en"), ("language", "fr"), ("zone", "UTC"), ("section", "M")];
    let forms: &[(&str, &[(&str, &str)])] = &[
        ("/desk/office/plan", nothing),
        ("/desk/office/plan", &edition),
        ("/desk/office/plan", &twice),
        ("/desk/office/plan/en", &[("name", "Gazette"), ("zone", "Atlantis")]),
        ("/desk/office/plan/en/sections/add", &[("name", " ")]),
        ("/desk/office/plan/en/sections/add", &[("name", "…")]),
        ("/desk/office/plan/en/sections/add", &[("name", "World")]),
        ("/desk/office/embeds", &[("host", "nowhere")]),
        ("/desk/office/webhooks", &[("address", "ftp://example.org"), ("event", "x"), ("role", "king")]),
        ("/desk/office/webhooks", &[("address", "nowhere"), ("edition", "xx")]),
        ("/desk/stop-list", &[("words", ""), ("edition", "xx")]),
        ("/desk/office/people", &[("email", "nobody"), ("role", "boss")]),
        ("/desk/office/people", &[("email", "ruth@gazette.example"), ("role", "editor")]),
        ("/desk/office/tokens", &[("name", ""), ("role", "boss"), ("edition", "xx")]),
        ("/desk/account/password", &[("present", "wrong"), ("password", "x")]),
    ];

    for (wanted, tag) in [("en", "en"), ("es-AR", "es")] {
        for (path, form) in forms {
            let post = ruth.post(format!("{}{path}", paper.url)).header("accept-language", wanted).form(form);
            let answer = post.send().await.unwrap();
            let status = answer.status();
            let html = answer.text().await.unwrap();
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {form:?}: {html}");
            assert!(
                html.contains("role=\"alert\"") && html.contains(&format!("<html lang=\"{tag}\"")),
                "{html}"
            );
            assert_eq!(foreign_phrase(&phrases, &language(tag), &html), None, "{path} {form:?} in {tag}");
            assert!(
                !html.contains("/zone:") && !html.contains("/slug:"),
                "a pointer is for programs: {html}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_and_the_webhooks_tell_a_spanish_desk_in_spanish_what_happened() {
    let paper = Paper::open().await;
    paper.publish(serde_json::json!({ "kind": "analysis" })).await;
    let ruth = signs_in(&paper, "ruth@gazette.example", "admin").await;
    let page = async |path: &str| {
        let page = ruth.get(format!("{}{path}", paper.url)).header("accept-language", "es");
        page.send().await.unwrap().text().await.unwrap()
    };

    let audit = page("/desk/office/audit").await;
    let webhooks = page("/desk/office/webhooks").await;

    assert!(audit.contains("artículo publicado") && audit.contains("género análisis"), "{audit}");
    assert!(audit.contains("la línea de órdenes") && !audit.contains("lang=\"en\""), "{audit}");
    assert!(webhooks.contains("value=\"story_published\"> artículo publicado"), "{webhooks}");
    assert!(webhooks.contains("<option value=\"editor\">redactor jefe"), "{webhooks}");
}
