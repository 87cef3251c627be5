//! Settings: where each comes from, what is refused, and that the paper on them lists all.

use crate::commands::stoppress;
use std::path::Path;
use std::process::Output;
use stoppress::config::Config;

fn config(dir: &Path, file: &str, variables: &[(&str, &str)]) -> Output {
    std::fs::write(dir.join("stoppress.toml"), file).unwrap();
    stoppress().args(["config", "--data"]).arg(dir).envs(variables.iter().copied()).output().unwrap()
}

fn complaint(file: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let output = config(dir.path(), file, &[]);
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_unknown_setting_is_refused_with_file_line_and_the_name_that_was_meant() {
    let complaint = complaint("# Our paper\n\npage_cahce = false\n");

    assert!(complaint.contains("stoppress.toml:3: there is no setting “page_cahce”"), "{complaint}");
    assert!(complaint.contains("did you mean “page_cache”?"), "{complaint}");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_with_its_line() {
    for (file, words) in [
        ("listen = 8080", "stoppress.toml:1: listen: it must be a text in quotes"),
        ("\npage_cache = \"perhaps\"", "stoppress.toml:2: page_cache: “perhaps” is neither on nor off"),
        ("stop_seconds = -1", "stoppress.toml:1: stop_seconds: “-1” is no whole number"),
        (
            "trusted_proxies = [\"10.0.0.300\"]",
            "stoppress.toml:1: trusted_proxies: “10.0.0.300” is no IP address",
        ),
        ("log_format = \"xml\"", "stoppress.toml:1: log_format: “xml” is neither text nor json"),
        ("[listen]\nport = 1", "there is no group of settings of this name"),
        ("listen = \"a\"\nlisten = \"b\"", "stoppress.toml:2: duplicate key"),
        ("log = \"warn,=[\"", "is no filter of the log"),
        (
            "media = \"s3://bucket/pictures\"",
            "media (stoppress.toml): “s3://bucket/pictures” is an address, and pictures lie in a folder",
        ),
        ("public_url = \"paper.example\"", "must begin with http:// or https://"),
        ("security_contact = \"security@paper.example\"", "must begin with mailto:, https:// or tel:"),
        ("security_contact = [\"mailto:a@paper.example\", \"https://\"]", "“https://” must begin with"),
        ("security_contact = \"mailto:a b\"", "must begin with mailto:"),
        (
            "oidc_issuer = \"https://id.example\"\noidc_client_id = \"paper\"",
            "oidc_client_secret is missing: it belongs to oidc_issuer",
        ),
        (
            "oidc_issuer = \"id.example\"\noidc_client_id = \"paper\"\noidc_client_secret = \"x\"",
            "oidc_issuer (stoppress.toml): “id.example” must begin with https://",
        ),
    ] {
        let complaint = complaint(file);
        assert!(complaint.contains(words), "{file}: {complaint}");
    }
}

#[test]
fn pictures_cannot_lie_at_an_address_and_no_folder_is_made_that_is_called_like_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = stoppress();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data", "newsroom"]).current_dir(dir.path());

    let output = command.env("STOPPRESS_MEDIA", "s3://bucket/pictures").output().unwrap();

    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("media (environment): “s3://bucket/pictures” is an address"), "{said}");
    assert!(!dir.path().join("s3:").exists() && !dir.path().join("newsroom/newsroom.db").exists());
}

#[test]
fn the_environment_is_stronger_than_the_file_and_says_so_and_strange_variables_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let variables = [("STOPPRESS_STOP_SECONDS", "3"), ("STOPPRESS_PAGE_CAHCE", "off")];

    let output = config(dir.path(), "stop_seconds = 20\nbody_limit_kib = 64\n", &variables);

    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("stop_seconds = 3  # environment"), "{text}");
    assert!(text.contains("body_limit_kib = 64  # stoppress.toml"), "{text}");
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(notes.contains("STOPPRESS_PAGE_CAHCE") && notes.contains("“page_cache”"), "{notes}");
}

#[test]
fn the_paper_on_settings_lists_all_with_their_defaults_and_no_others() {
    let paper = include_str!("../../docs/running/settings.md");

    let listed: Vec<(&str, &str)> = paper
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| {
            let (name, rest) = line.split_once("` | ")?;
            Some((name, rest.split_once(" |")?.0.trim_matches('`')))
        })
        .collect();

    let names: Vec<&str> = listed.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, Config::NAMES);
    for ((name, default), (_, listed)) in Config::defaults().iter().zip(&listed) {
        let shown = if default.is_empty() { "none" } else { default };
        assert_eq!(*listed, shown, "{name}");
    }
}

#[test]
fn no_password_is_shown_wherever_it_stands_in_the_address_of_the_database() {
    let dir = tempfile::tempdir().unwrap();
    let url = "postgres://paper:hunter1@db/paper?sslmode=require&password=hunter2";

    let output = config(dir.path(), "", &[("STOPPRESS_DATABASE", url)]);

    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("postgres://paper:…@db/paper") && !text.contains("hunter"), "{text}");
}

#[test]
fn the_secret_by_which_an_identity_provider_knows_the_newsroom_is_not_shown() {
    let dir = tempfile::tempdir().unwrap();
    let file = "oidc_issuer = \"https://id.example\"\noidc_client_id = \"paper\"\n";

    let output = config(dir.path(), file, &[("STOPPRESS_OIDC_CLIENT_SECRET", "hunter3")]);

    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("oidc_client_secret = …  # environment") && !text.contains("hunter"), "{text}");
}
