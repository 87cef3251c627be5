//! The command line, alone and beside a running server.

use crate::served::Served;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program under test.
pub fn stoppress() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stoppress"));
    command.stdin(Stdio::null());
    command
}

fn run(dir: &Path, words: &[&str]) -> Output {
    stoppress().args(words).arg("--data").arg(dir).output().unwrap()
}

fn last_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned()
}

const EXPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../desks/transfer/samples/harbour.wxr");

#[test]
fn a_token_is_printed_alone_and_is_good_at_once_beside_a_running_server() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path());

    let output = run(dir.path(), &["token", "add", "edda", "--role", "editor"]);

    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().count(), 1);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("{}/api/v1/stories", served.url);
    let answer = runtime.block_on(reqwest::Client::new().get(url).bearer_auth(text.trim()).send()).unwrap();
    assert_eq!(answer.status(), 200);
}

#[test]
fn a_person_gets_a_link_and_an_unknown_role_is_a_wrong_call() {
    let dir = tempfile::tempdir().unwrap();

    let added = run(dir.path(), &["user", "add", "edda@gazette.example", "--role", "editor"]);
    let refused = run(dir.path(), &["user", "add", "max@gazette.example", "--role", "king"]);

    assert!(last_line(&added).contains("/desk/link/"), "{added:?}");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("king"));
}

#[test]
fn a_first_admin_is_made_only_where_there_is_none() {
    for (role, is_made) in [("reporter", true), ("admin", false)] {
        let dir = tempfile::tempdir().unwrap();
        let added = run(dir.path(), &["user", "add", "edda@gazette.example", "--role", role]);
        assert!(added.status.success(), "{added:?}");

        for _ in 0..2 {
            drop(Served::start(dir.path()));
        }
        let asked = run(dir.path(), &["user", "link", "admin@localhost.localdomain"]);

        assert_eq!(asked.status.success(), is_made, "{role}: {asked:?}");
    }
}

#[test]
fn an_import_counts_and_the_same_file_again_is_skipped() {
    let dir = tempfile::tempdir().unwrap();

    let first = run(dir.path(), &["import", "wxr", EXPORT, "--publish"]);
    let second = run(dir.path(), &["import", "wxr", EXPORT, "--publish"]);

    let counts = last_line(&first);
    assert!(
        counts.starts_with("imported ") && counts.ends_with("updated 0, skipped 0, failed 0"),
        "{first:?}"
    );
    let imported = counts.trim_start_matches("imported ").split(',').next().unwrap().to_owned();
    assert_ne!(imported, "0");
    assert_eq!(last_line(&second), format!("imported 0, updated 0, skipped {imported}, failed 0"));
}

fn export(dir: &Path, headline: &str) -> String {
    let file = dir.join("export.xml");
    let text = format!(
        "<rss><channel><link>https://old.example</link><item><title>{headline}</title>\
         <link>https://old.example/about/</link><wp:post_id>7</wp:post_id><wp:post_type>page</wp:post_type>\
         <wp:status>publish</wp:status><wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt>\
         <content:encoded><![CDATA[<p>About us.</p>]]></content:encoded></item></channel></rss>"
    );
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn an_embargo_put_on_here_outlasts_the_next_import_and_old_addresses_lead_here() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("newsroom");
    let served = Served::start(&data);
    let token = last_line(&run(&data, &["token", "add", "edda", "--role", "editor"]));
    run(&data, &["import", "wxr", &export(dir.path(), "About")]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let get = |path: &str| runtime.block_on(http.get(format!("{}{path}", served.url)).send()).unwrap();
    let list = http.get(format!("{}/api/v1/stories", served.url)).bearer_auth(&token);
    let list: serde_json::Value =
        runtime.block_on(async { list.send().await.unwrap().json().await }).unwrap();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let patch = |fields: serde_json::Value| {
        let request = http.patch(format!("{}/api/v1/stories/{id}", served.url)).bearer_auth(&token);
        let sent = request.header("If-Match", "*").json(&fields).send();
        assert_eq!(runtime.block_on(sent).unwrap().status(), 200);
    };
    patch(serde_json::json!({ "embargo_until": "2099-01-01T00:00:00Z", "standfirst": "Ours." }));

    run(&data, &["import", "wxr", &export(dir.path(), "About us now"), "--publish"]);
    assert_eq!(get(&format!("/api/v1/stories/{id}")).status(), 404, "the embargo holds");
    assert_eq!(get("/about/").status(), 404);

    patch(serde_json::json!({ "embargo_until": null }));
    run(&data, &["import", "wxr", &export(dir.path(), "About us today"), "--publish"]);
    let answer = get(&format!("/api/v1/stories/{id}"));
    let story: serde_json::Value = runtime.block_on(answer.json()).unwrap();
    assert_eq!(story["headline"], "About us today");
    assert_eq!(story["standfirst"], "Ours.", "what was written here stays");
    for old in ["/about", "/about/"] {
        assert_eq!(get(old).status(), 301, "{old}");
    }
}

#[test]
fn a_file_that_is_none_fails_by_name_and_the_others_go_in() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing.xml");

    let output = run(dir.path(), &["import", "wxr", missing.to_str().unwrap(), EXPORT]);

    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing.xml: "), "{output:?}");
    assert!(last_line(&output).ends_with("failed 1"));
}

#[test]
fn a_newsroom_is_whole_and_says_so_by_its_exit_code() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &["import", "wxr", EXPORT, "--publish"]);

    assert_eq!(run(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn two_servers_cannot_have_one_folder() {
    let dir = tempfile::tempdir().unwrap();
    let _first = Served::start(dir.path());

    let second =
        stoppress().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(dir.path()).output().unwrap();

    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("in use"), "{second:?}");
}

#[test]
fn a_socket_works_in_a_folder_with_a_very_long_name_and_a_killed_servers_socket_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let long = dir.path().join("a-very-long-name-of-a-folder".repeat(5));
    let mut first = Served::start(&long);
    run(&long, &["token", "add", "max", "--role", "moderator"]);
    first.kill();
    assert!(long.join("stoppress.sock").exists(), "what a killed process leaves");
    let _served = Served::start(&long);

    let output = run(&long, &["token", "add", "edda", "--role", "editor"]);

    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_settings_say_where_each_comes_from() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("stoppress.toml"), "page_cache = false\n").unwrap();

    let output = run(dir.path(), &["config", "--listen", "127.0.0.1:9"]);

    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("page_cache = false  # stoppress.toml"), "{text}");
    assert!(text.contains("listen = 127.0.0.1:9  # flag"), "{text}");
}

#[test]
fn an_unknown_setting_is_refused_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("stoppress.toml"), "colour = 1\n").unwrap();

    let output = run(dir.path(), &["check"]);

    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("colour"), "{output:?}");
}
